"""Writes a tile: PostGIS encodes its points and clusters as a Mapbox Vector Tile."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Float, Integer, LargeBinary, Text, bindparam, cast, func, literal, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import TypeEngine

from app.platforms import geojson
from app.platforms.models import Platform
from app.store.database import AnySelect, compiled_lookup
from geo.tile_order import EXTENT

POINT_LAYER = "platforms"
CLUSTER_LAYER = "clusters"
GEOMETRY = "geom"
SEPARATOR = ","
"""Between codes: a tile knows no lists."""
POINT_PROPERTIES = ("name", "kind", "domains", "precision", "district_code", "zone")
CLUSTER_PROPERTIES: Mapping[str, type[TypeEngine[Any]]] = {
    "count": Integer,
    "kind": Text,
    "districts": Text,
    **dict.fromkeys(("west", "south", "east", "north"), Float),
}


def _given(kind: str, columns: Mapping[str, type[TypeEngine[Any]]]) -> Any:
    """A row for each entry of the bound lists, which are named as the kind and the column; `place` is its number."""
    lists = [bindparam(f"{kind}_{name}", type_=ARRAY(type_)) for name, type_ in columns.items()]
    return func.unnest(*lists).table_valued(*columns, with_ordinality="place").render_derived(f"given_{kind}")


def _layer(rows: AnySelect, name: str) -> ColumnElement[Any]:
    table = rows.subquery(name)
    encoded = func.ST_AsMVT(table.table_valued(), name, EXTENT, GEOMETRY, type_=LargeBinary)
    return select(func.coalesce(encoded, cast(literal(b""), LargeBinary))).select_from(table).scalar_subquery()


def _points() -> AnySelect:
    given = _given("point", {"id": Text, "x": Integer, "y": Integer})
    facts = [_plain(name).label(name) for name in POINT_PROPERTIES]
    at = func.ST_MakePoint(given.c.x, given.c.y, type_=None).label(GEOMETRY)
    rows = select(Platform.id, *facts, at).join_from(given, Platform, Platform.id == given.c.id)
    return rows.order_by(given.c.place)


def _plain(name: str) -> ColumnElement[Any]:
    value = geojson.column(name)
    return func.nullif(func.array_to_string(value, SEPARATOR), "") if name == "domains" else value


def _clusters() -> AnySelect:
    given = _given("cluster", {"x": Integer, "y": Integer, **CLUSTER_PROPERTIES})
    at = func.ST_MakePoint(given.c.x, given.c.y, type_=None).label(GEOMETRY)
    return select(*(given.c[name] for name in CLUSTER_PROPERTIES), at).order_by(given.c.place)


@compiled_lookup
def encoded() -> AnySelect:
    """One row: the `tile` with the points and clusters that are bound."""
    return select(_layer(_points(), POINT_LAYER).op("||")(_layer(_clusters(), CLUSTER_LAYER)).label("tile"))
