"""What filters of districts and of the key zones' extents may name, with the rows that the names speak of."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, Text, bindparam, case, select, true

from app.districts.models import BoundarySet, DistrictBoundary, ZoneExtent
from app.query.cql2.queryable import (
    Condition,
    GeometryQueryable,
    IdQueryable,
    NumberQueryable,
    Queryable,
    TextQueryable,
    TruthQueryable,
    table,
)
from app.store.database import Compiled, compile_select
from app.vocabulary.models import District, Source, Zone
from frontend.language import ENGLISH

OUTLINE = "multipolygon"


def _name(zh: Any, en: Any) -> ColumnElement[Any]:
    return case((bindparam("lang", type_=Text) == ENGLISH.code, en), else_=zh)


_CURRENT = (
    select(DistrictBoundary)
    .join(BoundarySet, BoundarySet.id == DistrictBoundary.boundary_set)
    .where(BoundarySet.current)
    .subquery("current_boundary")
)


def _texts(*columns: Any, dated: tuple[str, ...] = ()) -> list[Queryable]:
    return [TextQueryable(name=each.key, expression=each.expression, dated=each.key in dated) for each in columns]


def _numbers(**columns: tuple[Any, str]) -> list[Queryable]:
    return [
        NumberQueryable(name=name, expression=column, description=description)
        for name, (column, description) in columns.items()
    ]


def _names(table: Any) -> list[Queryable]:
    in_language = _name(table.name_zh, table.name_en)
    name = TextQueryable(name="name", expression=in_language, description="Name in the language of the answer.")
    return [name, *_texts(table.name_zh, table.name_en)]


def _outline(column: Any, description: str) -> Queryable:
    return GeometryQueryable(name="geometry", expression=column, kind=OUTLINE, description=description)


DISTRICTS = table(
    [
        IdQueryable(name="id", expression=District.code.expression, description="GB/T 2260 code."),
        *_names(District),
        *_numbers(area_km2=(District.area_km2.expression, "Published area in km².")),
        *_texts(District.area_source, District.area_source_date, dated=("area_source_date",)),
        *_numbers(
            computed_km2=(_CURRENT.c.computed_km2, "Area of the outline in km²."),
            difference=(_CURRENT.c.difference, "Computed ÷ published area − 1."),
        ),
        _outline(_CURRENT.c.geom, "Outline in degrees WGS-84; null where no boundaries are loaded."),
    ]
)
EXTENTS = table(
    [
        IdQueryable(name="id", expression=ZoneExtent.code.expression, description="Code of the extent."),
        TextQueryable(name="code", expression=ZoneExtent.zone.expression, description="Code of the key zone."),
        *_names(Zone),
        TruthQueryable(name="schematic", expression=true(), description="Whether the outline is schematic: all are."),
        *_texts(ZoneExtent.version),
        TruthQueryable(
            name="is_default",
            expression=ZoneExtent.is_default.expression,
            description="Whether it is the one that maps show.",
        ),
        *_texts(ZoneExtent.basis, ZoneExtent.extent_zh, ZoneExtent.note_zh),
        *_numbers(
            uncertainty_m=(ZoneExtent.uncertainty_m.expression, "Uncertainty of the outline in metres."),
            computed_area_km2=(ZoneExtent.computed_area_km2.expression, "Area of the outline in km²."),
            published_area_km2=(ZoneExtent.published_area_km2.expression, "Published area of the extent in km²."),
            zone_total_area_km2=(ZoneExtent.zone_total_area_km2.expression, "Published area of the whole zone in km²."),
        ),
        TextQueryable(name="source_title", expression=Source.title.expression),
        TextQueryable(name="source_date", expression=Source.date.expression, dated=True),
        TextQueryable(name="source_url", expression=Source.url.expression),
        _outline(ZoneExtent.geom.expression, "Outline in degrees WGS-84."),
    ]
)
_ROWS: dict[str, tuple[Any, FromClause]] = {
    "districts": (
        District.code,
        District.__table__.outerjoin(_CURRENT, _CURRENT.c.district == District.__table__.c.code),
    ),
    "zones": (
        ZoneExtent.code,
        ZoneExtent.__table__.join(Zone.__table__, Zone.__table__.c.code == ZoneExtent.__table__.c.zone).join(
            Source.__table__, Source.__table__.c.code == ZoneExtent.__table__.c.source
        ),
    ),
}


def matching(collection: str, condition: Condition) -> Compiled:
    """Rows of `code`: which districts or extents fulfil the condition; `lang` is bound."""
    code, rows = _ROWS[collection]
    return compile_select(select(code.label("code")).select_from(rows).where(condition))
