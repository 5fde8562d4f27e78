"""Selects on districts, their features and the key zones. The rows are few: one select gives all of them."""

from typing import Any

from sqlalchemy import Float, Integer, Label, Select, Text, bindparam, func, literal, select, union_all

from app.districts.models import (
    BoundarySet,
    DistrictBoundary,
    DistrictFeature,
    DistrictFeatureDomain,
    DistrictFeatureSource,
    GroundPart,
    Place,
    ZoneExtent,
)
from app.store.geometry import WGS84
from app.store.statements import AnySelect, compiled_once
from app.vocabulary.models import District, Source, Zone

DECIMALS = 5
SHARE = 0.1
"""A zone lies in a district that holds at least this part of its schematic outline; less may be a fault of drawing."""


def _geojson(column: Any) -> Label[Any]:
    """Outer rings counter-clockwise (RFC 7946, 3.1.6), however they were imported."""
    return func.ST_AsGeoJSON(func.ST_ForcePolygonCCW(column), DECIMALS).label("geometry")


def _sides(column: Any) -> list[Label[Any]]:
    names = {"minx": func.ST_XMin, "miny": func.ST_YMin, "maxx": func.ST_XMax, "maxy": func.ST_YMax}
    return [side(column, type_=Float).label(name) for name, side in names.items()]


def _districts() -> Select[*tuple[Any, ...]]:
    current = select(DistrictBoundary).join(BoundarySet, BoundarySet.id == DistrictBoundary.boundary_set)
    boundary = current.where(BoundarySet.current).subquery("boundary")
    label = [func.ST_X(boundary.c.label).label("label_lon"), func.ST_Y(boundary.c.label).label("label_lat")]
    columns = [*District.__table__.columns, boundary.c.computed_km2, boundary.c.difference]
    rows = select(*columns, *label, *_sides(boundary.c.geom), _geojson(boundary.c.geom))
    return rows.outerjoin(boundary, boundary.c.district == District.code).order_by(District.code)


@compiled_once
def districts() -> AnySelect:
    """All districts with their current boundary, if there is one."""
    return _districts()


@compiled_once
def district() -> AnySelect:
    """The district with the bound `code`, with its current boundary, if there is one."""
    return _districts().where(District.code == bindparam("code", type_=Text))


@compiled_once
def labels() -> AnySelect:
    """Where the name of each district stands that has a boundary; no outline is read."""
    label = (func.ST_X(DistrictBoundary.label).label("lon"), func.ST_Y(DistrictBoundary.label).label("lat"))
    current = select(DistrictBoundary.district, *label).join(
        BoundarySet, BoundarySet.id == DistrictBoundary.boundary_set
    )
    return current.where(BoundarySet.current)


@compiled_once
def areas() -> AnySelect:
    """The published area of each district."""
    return select(District.code, District.area_km2).order_by(District.code)


@compiled_once
def boundary_set() -> AnySelect:
    """The current version of the boundaries."""
    return select(*BoundarySet.__table__.columns).where(BoundarySet.current)


@compiled_once
def features() -> AnySelect:
    """The declared feature of every district."""
    return select(*DistrictFeature.__table__.columns).order_by(DistrictFeature.district)


@compiled_once
def feature_domains() -> AnySelect:
    """The domains that each feature names, in order."""
    order = (DistrictFeatureDomain.district, DistrictFeatureDomain.position)
    return select(*DistrictFeatureDomain.__table__.columns).order_by(*order)


@compiled_once
def feature_sources() -> AnySelect:
    """The sources of each feature, in order."""
    source = (Source.title, Source.publisher, Source.date, Source.kind, Source.url)
    rows = select(DistrictFeatureSource.district, *source).join(Source, Source.code == DistrictFeatureSource.source)
    return rows.order_by(DistrictFeatureSource.district, DistrictFeatureSource.position)


@compiled_once
def extents() -> AnySelect:
    """Every extent of every zone with the source of its published area; a zone's default extent first."""
    stated = (
        *(ZoneExtent.code, ZoneExtent.zone, ZoneExtent.version, ZoneExtent.is_default, ZoneExtent.basis),
        *(ZoneExtent.extent_zh, ZoneExtent.note_zh, ZoneExtent.uncertainty_m, ZoneExtent.computed_area_km2),
        *(ZoneExtent.published_area_km2, ZoneExtent.zone_total_area_km2),
    )
    source = (
        Source.title.label("source_title"),
        Source.date.label("source_date"),
        Source.url.label("source_url"),
    )
    rows = select(*stated, Zone.name_zh, Zone.name_en, *source, *_sides(ZoneExtent.geom), _geojson(ZoneExtent.geom))
    joined = rows.join(Zone, Zone.code == ZoneExtent.zone).join(Source, Source.code == ZoneExtent.source)
    return joined.order_by(Zone.position, ZoneExtent.is_default.desc(), ZoneExtent.code)


@compiled_once
def areas_at() -> AnySelect:
    """The districts and key zones, by their default extents, in which the point `lon`, `lat` (degrees WGS-84) lies."""
    point = func.ST_SetSRID(func.ST_MakePoint(bindparam("lon", type_=Float), bindparam("lat", type_=Float)), WGS84)
    district = _current(DistrictBoundary.district).where(func.ST_Intersects(DistrictBoundary.geom, point))
    zone = _default_zone().where(func.ST_Intersects(ZoneExtent.geom, point))
    return union_all(district, zone).order_by("area", "code")


@compiled_once
def areas_of_places() -> AnySelect:
    """The same for every place, each with its id."""
    id = Place.id.label("place")
    district = _current(DistrictBoundary.district).add_columns(id)
    district = district.join(Place, func.ST_Intersects(DistrictBoundary.geom, Place.geom))
    zone = _default_zone().add_columns(id).join(Place, func.ST_Intersects(ZoneExtent.geom, Place.geom))
    return union_all(district, zone).order_by("area", "code")


def _default_zone() -> Select[*tuple[Any, ...]]:
    return select(literal("zone").label("area"), ZoneExtent.zone.label("code")).where(ZoneExtent.is_default)


@compiled_once
def districts_of_zone() -> AnySelect:
    """The districts that hold a good part of the default extent of the zone `code`, the greatest part first."""
    part = func.ST_Area(func.ST_Intersection(DistrictBoundary.geom, ZoneExtent.geom)) / func.ST_Area(ZoneExtent.geom)
    holding = _current(DistrictBoundary.district).join(
        ZoneExtent, func.ST_Intersects(DistrictBoundary.geom, ZoneExtent.geom)
    )
    of_zone = holding.where(ZoneExtent.is_default, ZoneExtent.zone == bindparam("code", type_=Text), part >= SHARE)
    return of_zone.order_by(part.desc())


def _current(district: Any) -> Select[*tuple[Any, ...]]:
    """The codes of districts of the current boundaries, to be narrowed down."""
    rows = select(literal("district").label("area"), district.label("code"))
    return rows.join(BoundarySet, BoundarySet.id == DistrictBoundary.boundary_set).where(BoundarySet.current)


@compiled_once
def places() -> AnySelect:
    """Every place to search from."""
    stated = (Place.id, Place.name_zh, Place.name_en, Place.aliases, Place.lines, Place.kind, Place.district)
    position = (func.ST_X(Place.geom).label("lon"), func.ST_Y(Place.geom).label("lat"))
    return select(*stated, Place.accuracy_m, *position).order_by(Place.id)


@compiled_once
def ground_levels() -> AnySelect:
    """The levels of detail of the imported ground; none where nothing was imported."""
    return select(GroundPart.level).distinct().order_by(GroundPart.level)


@compiled_once
def ground_level() -> AnySelect:
    """All parts of a level (`level`) of the imported ground."""
    parts = select(GroundPart.features).where(GroundPart.level == bindparam("level", type_=Integer))
    return parts.order_by(GroundPart.x, GroundPart.y)


@compiled_once
def ground_part() -> AnySelect:
    """The part of a level (`level`) in a column and row (`x`, `y`)."""
    place = {"level": GroundPart.level, "x": GroundPart.x, "y": GroundPart.y}
    here = [column == bindparam(name, type_=Integer) for name, column in place.items()]
    return select(GroundPart.features).where(*here)
