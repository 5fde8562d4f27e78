"""The identifiers of each collection as SQL has them, for what a client reads of them."""

from sqlalchemy import Connection, text

from app.collections.catalogue import COLLECTIONS

NAMES = tuple(COLLECTIONS)
ROWS = {
    **{"platforms": "id FROM platforms", "districts": "code FROM districts", "zones": "code FROM zone_extents"},
    **{"district-features": "district FROM district_features", "services": "code FROM services"},
    **{name: f"code FROM {name}" for name in ("domains", "scenarios", "policies", "cases", "events")},
}


def identifiers(connection: Connection) -> dict[str, list[str]]:
    """The identifiers of each collection by its name, sorted."""
    return {name: sorted(id for (id,) in connection.execute(text(f"SELECT {ROWS[name]}"))) for name in NAMES}
