"""What filters of districts, of their specialities and of the key zones' extents may name, and the rows behind it."""

from typing import Any

from sqlalchemy import FromClause, Integer, cast, func, select, true

from app.districts.models import (
    BoundarySet,
    DistrictBoundary,
    DistrictFeature,
    DistrictFeatureDomain,
    DistrictFeatureSource,
    ZoneExtent,
)
from app.query.cql2.plain import identifier, names, numbers, place, texts, whole_number
from app.query.cql2.queryable import Condition, ListQueryable, Queryable, TextQueryable, TruthQueryable, table
from app.store.statements import Compiled, compile_select
from app.vocabulary.models import District, Source, Zone

OUTLINE = "multipolygon"


_CURRENT = (
    select(DistrictBoundary)
    .join(BoundarySet, BoundarySet.id == DistrictBoundary.boundary_set)
    .where(BoundarySet.current)
    .subquery("current_boundary")
)


DOMAIN = ListQueryable(
    name="domains",
    expression=func.array(
        select(DistrictFeatureDomain.domain)
        .where(DistrictFeatureDomain.district == DistrictFeature.district)
        .order_by(DistrictFeatureDomain.position)
        .correlate(DistrictFeature)
        .scalar_subquery()
    ),
    description="Codes of the domains that the speciality names; the first one leads.",
)


def _sources(column: Any, name: str, description: str) -> ListQueryable:
    """One fact of each source of a district's speciality, in their order."""
    stated = select(column).join(DistrictFeatureSource, DistrictFeatureSource.source == Source.code)
    of_feature = stated.where(DistrictFeatureSource.district == DistrictFeature.district)
    ordered = of_feature.order_by(DistrictFeatureSource.position).correlate(DistrictFeature)
    return ListQueryable(name=name, expression=func.array(ordered.scalar_subquery()), description=description)


def _codes(code: Any) -> list[Queryable]:
    """The code of a district as text and as whole number: other tables have either, and are joined by it."""
    return [
        TextQueryable(name="district_code", expression=code, description="GB/T 2260 code as text."),
        whole_number("district_number", cast(code, Integer), "GB/T 2260 code as whole number."),
    ]


DISTRICTS = table(
    [
        identifier(District.code, "GB/T 2260 code."),
        *names(District.name_zh, District.name_en),
        *_codes(District.code.expression),
        *numbers(area_km2=(District.area_km2.expression, "Published area in km².")),
        *texts(District.area_source, District.area_source_date, dated=("area_source_date",)),
        *numbers(
            computed_km2=(_CURRENT.c.computed_km2, "Area of the outline in km²."),
            difference=(_CURRENT.c.difference, "Computed ÷ published area − 1."),
        ),
        place(_CURRENT.c.geom, OUTLINE, "Outline in degrees WGS-84; null where no boundaries are loaded."),
    ]
)
EXTENTS = table(
    [
        identifier(ZoneExtent.code, "Code of the extent."),
        TextQueryable(name="code", expression=ZoneExtent.zone.expression, description="Code of the key zone."),
        *names(Zone.name_zh, Zone.name_en),
        TruthQueryable(name="schematic", expression=true(), description="Whether the outline is schematic: all are."),
        *texts(ZoneExtent.version),
        TruthQueryable(
            name="is_default",
            expression=ZoneExtent.is_default.expression,
            description="Whether it is the one that maps show.",
        ),
        *texts(ZoneExtent.basis, ZoneExtent.extent_zh, ZoneExtent.note_zh),
        *numbers(
            uncertainty_m=(ZoneExtent.uncertainty_m.expression, "Uncertainty of the outline in metres."),
            computed_area_km2=(ZoneExtent.computed_area_km2.expression, "Area of the outline in km²."),
            published_area_km2=(ZoneExtent.published_area_km2.expression, "Published area of the extent in km²."),
            zone_total_area_km2=(ZoneExtent.zone_total_area_km2.expression, "Published area of the whole zone in km²."),
        ),
        TextQueryable(name="source_title", expression=Source.title.expression),
        TextQueryable(name="source_date", expression=Source.date.expression, dated=True),
        TextQueryable(name="source_url", expression=Source.url.expression),
        place(ZoneExtent.geom.expression, OUTLINE, "Outline in degrees WGS-84."),
    ]
)
FEATURES = table(
    [
        identifier(DistrictFeature.district, "GB/T 2260 code of the district."),
        *names(DistrictFeature.feature_zh, DistrictFeature.feature_en),
        *_codes(DistrictFeature.district.expression),
        TextQueryable(name="district", expression=District.name_zh.expression),
        DOMAIN,
        *texts(DistrictFeature.evidence_zh, DistrictFeature.confidence),
        _sources(Source.title, "source_titles", "Titles of the sources that state it."),
        _sources(func.coalesce(Source.url, ""), "source_urls", "Their addresses; empty where none may be given."),
        place(_CURRENT.c.geom, OUTLINE, "Outline of the district, WGS-84; null where no boundaries are loaded."),
    ]
)
FEATURE_ROWS = DistrictFeature.__table__.join(District.__table__, District.code == DistrictFeature.district).outerjoin(
    _CURRENT, _CURRENT.c.district == DistrictFeature.district
)
_ROWS: dict[str, tuple[Any, FromClause]] = {
    "districts": (District.code, District.__table__.outerjoin(_CURRENT, _CURRENT.c.district == District.code)),
    "zones": (
        ZoneExtent.code,
        ZoneExtent.__table__.join(Zone.__table__, Zone.code == ZoneExtent.zone).join(
            Source.__table__, Source.code == ZoneExtent.source
        ),
    ),
}


def matching(collection: str, condition: Condition) -> Compiled:
    """Rows of `code`: which districts or extents fulfil the condition; `lang` is bound."""
    code, rows = _ROWS[collection]
    return compile_select(select(code.label("code")).select_from(rows).where(condition))
