"""A platform as JSON, built by PostgreSQL: the properties of a GeoJSON feature, by name."""

from typing import Any

from sqlalchemy import ColumnElement, Numeric, Text, bindparam, case, cast, func, literal_column, select
from sqlalchemy.dialects.postgresql import JSON
from sqlalchemy.orm import InstrumentedAttribute

from app.platforms.columns import BY_NAME, PROPERTIES, Column
from app.platforms.models import Operator, Platform
from app.platforms.position import distance
from app.vocabulary.models import District, Source
from frontend.language import ENGLISH

DECIMALS = 7
NOTHING: ColumnElement[Any] = literal_column("'{}'::text[]")


def key(name: str) -> ColumnElement[str]:
    """A name of ours as a constant of the statement; never a text from outside."""
    return literal_column(f"'{name}'")


def _children(
    owner: InstrumentedAttribute[str], code: InstrumentedAttribute[str], position: InstrumentedAttribute[int]
) -> ColumnElement[Any]:
    codes = select(code).where(owner == Platform.id).order_by(position)
    return func.array(codes.correlate(Platform).scalar_subquery())


def _of(key: ColumnElement[Any], column: Any) -> ColumnElement[Any]:
    return select(column).where(key).correlate(Platform).scalar_subquery()


def _stored(column: Column) -> ColumnElement[Any]:
    """The value of a column, from wherever it is kept."""
    attribute, table = column.stored.attribute, column.table
    if column.stored.axis:
        return func.ST_X(attribute) if column.stored.axis == "x" else func.ST_Y(attribute)
    if table is Operator:
        return _of(Operator.id == Platform.operator, attribute)
    if table is Source:
        return _of(Source.code == Platform.source, attribute)
    return _children(table.platform, attribute, table.position) if column.codes else attribute.expression


def column(name: str) -> ColumnElement[Any]:
    """One fact by its name; `lon` and `lat` are degrees WGS-84, `name` is in the language that is bound."""
    if name == "name":
        return case((bindparam("lang", type_=Text) == ENGLISH.code, Platform.name_en), else_=Platform.name_zh)
    if name == "district":
        return _of(District.code == Platform.district, District.name_zh)
    return _stored(BY_NAME[name])


def source_date() -> ColumnElement[Any]:
    """The date of a platform's source, as text of its own precision."""
    return _of(Source.code == Platform.source, Source.date)


def metres() -> ColumnElement[Any]:
    """The distance from the bound point in metres, to a decimetre."""
    return func.round(cast(distance(), Numeric), 1)


def properties(names: tuple[str, ...], *, with_distance: bool) -> ColumnElement[Any]:
    """A JSON object of the named properties, in the order of `PROPERTIES`; `distance_m` last where asked for."""
    pairs: list[Any] = [part for name in PROPERTIES if name in names for part in (key(name), _stated(name))]
    if with_distance:
        pairs += [key("distance_m"), metres()]
    return func.json_build_object(*pairs)


def _stated(name: str) -> ColumnElement[Any]:
    """A fact as a feature has it: null where nothing is stated, for lists, too.

    GDAL types a column by its first value: after an empty list it reads the others as JSON, and QGIS shows nothing.
    """
    value = column(name)
    return func.nullif(value, NOTHING) if name in BY_NAME and BY_NAME[name].listed else value


def feature(names: tuple[str, ...], *, with_distance: bool) -> ColumnElement[Any]:
    """A GeoJSON feature; positions in WGS-84, lon before lat, null where there is none."""
    geometry = cast(func.ST_AsGeoJSON(Platform.geom, DECIMALS), JSON)
    return func.json_build_object(
        key("type"),
        key("Feature"),
        key("id"),
        Platform.id,
        key("geometry"),
        geometry,
        key("properties"),
        properties(names, with_distance=with_distance),
    )
