"""A platform as JSON, built by PostgreSQL: the properties of a GeoJSON feature, by name."""

from typing import Any

from sqlalchemy import ColumnElement, Numeric, Text, bindparam, case, cast, func, literal_column, select
from sqlalchemy.dialects.postgresql import JSON
from sqlalchemy.orm import InstrumentedAttribute

from app.platforms.models import Operator, Platform, PlatformDomain, PlatformService, PlatformStage
from app.platforms.predicate import distance
from app.vocabulary.models import District, Source

DECIMALS = 7


def key(name: str) -> ColumnElement[str]:
    """A name of ours as a constant of the statement; never a text from outside."""
    return literal_column(f"'{name}'")


def _children(
    owner: InstrumentedAttribute[str], code: InstrumentedAttribute[str], position: InstrumentedAttribute[int]
) -> ColumnElement[Any]:
    found = select(code).where(owner == Platform.id).order_by(position)
    return func.array(found.correlate(Platform).scalar_subquery())


def _of(key: ColumnElement[Any], column: Any) -> ColumnElement[Any]:
    return select(column).where(key).correlate(Platform).scalar_subquery()


def _properties() -> dict[str, ColumnElement[Any]]:
    source = Source.code == Platform.source
    operator = Operator.id == Platform.operator
    same = (
        *("kind", "name_zh", "name_en", "domains_other", "service_phrases", "lifecycle", "lifecycle_date"),
        *("status_text", "fund", "fund_evidence", "voucher", "voucher_evidence", "district_basis", "zone"),
        *("zone_basis", "address", "precision", "website", "summary_zh", "confidence", "synthetic"),
    )
    return {
        "name": case((bindparam("lang", type_=Text) == "en", Platform.name_en), else_=Platform.name_zh),
        "operator": _of(operator, Operator.name),
        "operator_type": _of(operator, Operator.type),
        "domains": _children(PlatformDomain.platform, PlatformDomain.domain, PlatformDomain.position),
        "stages": _children(PlatformStage.platform, PlatformStage.stage, PlatformStage.position),
        "services": _children(PlatformService.platform, PlatformService.service, PlatformService.position),
        "district": _of(District.code == Platform.district, District.name_zh),
        "district_code": Platform.district,
        **{name: getattr(Platform, name) for name in same},
        **{f"source_{name}": _of(source, getattr(Source, name)) for name in ("title", "date", "kind", "url")},
    }


def source_date() -> ColumnElement[Any]:
    """The date of a platform's source, as text of its own precision."""
    return _of(Source.code == Platform.source, Source.date)


def column(name: str) -> ColumnElement[Any]:
    """One fact by the name of its property; `lon` and `lat` are degrees WGS-84."""
    coordinates: dict[str, ColumnElement[Any]] = {
        "id": Platform.id.expression,
        "lon": func.ST_X(Platform.geom),
        "lat": func.ST_Y(Platform.geom),
    }
    return coordinates[name] if name in coordinates else _properties()[name]


ORDER = (
    *(
        "name",
        "name_zh",
        "name_en",
        "kind",
        "operator",
        "operator_type",
        "domains",
        "domains_other",
        "stages",
    ),
    *("services", "service_phrases", "lifecycle", "lifecycle_date", "status_text", "fund", "fund_evidence"),
    *("voucher", "voucher_evidence", "district", "district_code", "district_basis", "zone", "zone_basis"),
    *("address", "precision", "website", "summary_zh", "source_title", "source_date", "source_kind"),
    *("source_url", "confidence", "synthetic"),
)


def properties(names: tuple[str, ...], *, with_distance: bool) -> ColumnElement[Any]:
    """A JSON object of the named properties, in the order of `ORDER`; `distance_m` last where asked for."""
    known = _properties()
    pairs: list[Any] = [part for name in ORDER if name in names for part in (key(name), known[name])]
    if with_distance:
        pairs += [key("distance_m"), func.round(cast(distance(), Numeric), 1)]
    return func.json_build_object(*pairs)


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
