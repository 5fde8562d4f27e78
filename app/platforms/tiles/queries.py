"""Writes a tile: PostGIS encodes its points and clusters as a Mapbox Vector Tile.

What memory knows of a record is bound; only its name is looked up.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Float, Integer, LargeBinary, Text, bindparam, cast, func, literal, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import TypeEngine

from app.platforms import geojson
from app.platforms.index.queries import LINE
from app.platforms.models import Platform
from app.store.statements import AnySelect, compiled_lookup
from geo.tile_order import EXTENT

POINT_LAYER = "platforms"
CLUSTER_LAYER = "clusters"
GEOMETRY = "geom"
NOTHING = ""
"""The line of an entry that has no value."""
KNOWN = ("kind", "domains", "precision", "district_code", "zone")
"""What the index in memory knows of a record."""
POINT_PROPERTIES = ("name", *KNOWN)
"""Codes of a list stand in one text: a tile knows no lists."""
CLUSTER_PROPERTIES: Mapping[str, type[TypeEngine[Any]]] = {
    "count": Integer,
    "kind": Text,
    "districts": Text,
    **dict.fromkeys(("west", "south", "east", "north"), Float),
}


def _given(kind: str, columns: Mapping[str, type[TypeEngine[Any]]]) -> Any:
    """A row for each entry of the bound lists, which are named as the kind and the column; `place` is its number."""
    lists = [_list(f"{kind}_{name}", type_) for name, type_ in columns.items()]
    return func.unnest(*lists).table_valued(*columns, with_ordinality="place").render_derived(f"given_{kind}")


def _list(name: str, type_: type[TypeEngine[Any]]) -> ColumnElement[Any]:
    # One text: an array would be written entry by entry, which takes longer than all that is looked up.
    return cast(func.string_to_array(bindparam(name, type_=Text), LINE, NOTHING), ARRAY(type_))


def lines(values: Iterable[Any]) -> str:
    """A list as the statement takes it: a text whose lines are the entries, empty ones where there is none."""
    return "\n".join(NOTHING if value is None else str(value) for value in values)


def _layer(rows: AnySelect, name: str) -> ColumnElement[Any]:
    table = rows.subquery(name)
    encoded = func.ST_AsMVT(table.table_valued(), name, EXTENT, GEOMETRY, type_=LargeBinary)
    return select(func.coalesce(encoded, cast(literal(b""), LargeBinary))).select_from(table).scalar_subquery()


def _points() -> AnySelect:
    given = _given("point", {"id": Text, "x": Integer, "y": Integer, **dict.fromkeys(KNOWN, Text)})
    facts = [given.c[name] if name in KNOWN else geojson.column(name).label(name) for name in POINT_PROPERTIES]
    at = func.ST_MakePoint(given.c.x, given.c.y, type_=None).label(GEOMETRY)
    rows = select(Platform.id, *facts, at).join_from(given, Platform, Platform.id == given.c.id)
    return rows.order_by(given.c.place)


def _clusters() -> AnySelect:
    given = _given("cluster", {"x": Integer, "y": Integer, **CLUSTER_PROPERTIES})
    at = func.ST_MakePoint(given.c.x, given.c.y, type_=None).label(GEOMETRY)
    return select(*(given.c[name] for name in CLUSTER_PROPERTIES), at).order_by(given.c.place)


@compiled_lookup
def encoded() -> AnySelect:
    """One row: the `tile` with the points and clusters that are bound."""
    return select(_layer(_points(), POINT_LAYER).op("||")(_layer(_clusters(), CLUSTER_LAYER)).label("tile"))
