"""What filters of platforms may name: every column of a record, and what is made of them for a reader."""

from app.platforms import geojson
from app.platforms.columns import COLUMNS, COMPUTED, Column
from app.platforms.models import Platform
from app.platforms.schemas import Platform as Shown
from app.query.cql2.queryable import (
    ChildQueryable,
    GeometryQueryable,
    IdQueryable,
    ListQueryable,
    Queryable,
    TextQueryable,
    TruthQueryable,
    table,
)

IN_LANGUAGE = "Name in the language of the answer."


def _queryable(column: Column) -> Queryable:
    name, value = column.name, geojson.column(column.name)
    description = Shown.model_fields[name].description or ""
    if column.codes:
        owner, code = column.table.platform, column.stored.attribute
        return ChildQueryable(
            name=name, expression=value, description=description, record=Platform.id, owner=owner, code=code
        )
    if column.listed:
        return ListQueryable(name=name, expression=value, description=description)
    if column.text:
        made = IdQueryable if name == "id" else TextQueryable
        return made(name=name, expression=value, description=description, dated=column.dated)
    return TruthQueryable(name=name, expression=value, description=description)


def _made(name: str) -> Queryable:
    description = Shown.model_fields[name].description if name in Shown.model_fields else IN_LANGUAGE
    return TextQueryable(name=name, expression=geojson.column(name), description=description or "")


def _all() -> list[Queryable]:
    found: list[Queryable] = []
    for column in COLUMNS:
        found += [_made(COMPUTED[column.name])] if column.name in COMPUTED else []
        found += [] if column.stored.axis else [_queryable(column)]
    position = GeometryQueryable(
        name="geometry", expression=Platform.geom.expression, kind="point", description="Position in degrees WGS-84."
    )
    return [*found, position]


QUERYABLES = table(_all())
"""By their names, which are those of a feature's properties; `id` and `geometry` stand outside of these."""
