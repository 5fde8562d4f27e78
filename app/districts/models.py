"""Tables of districts, their boundaries and features, the key zones, and places to search from."""

from datetime import datetime

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, Identity, Index, Text, func, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from app.store.geometry import WGS84, Geometry, WKBElement
from app.store.tables import Table, one_of


class BoundarySet(Table):
    """A version of the district boundaries. One is current; an import swaps it in one transaction."""

    __tablename__ = "boundary_sets"
    __table_args__ = (
        Index("uq_boundary_sets_current", "current", unique=True, postgresql_where=text("current")),
        CheckConstraint(one_of("crs", "wgs84", "gcj02", "bd09", "cgcs2000"), "crs"),
    )
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    source: Mapped[str] = mapped_column(Text)
    license: Mapped[str] = mapped_column(Text)
    review_number: Mapped[str | None] = mapped_column(Text)
    as_of: Mapped[str | None] = mapped_column(Text)
    crs: Mapped[str] = mapped_column(Text)
    current: Mapped[bool]
    imported_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())


class DistrictBoundary(Table):
    """A district's polygon in one set, WGS-84; `difference` is computed ÷ published area − 1."""

    __tablename__ = "district_boundaries"
    boundary_set: Mapped[int] = mapped_column(ForeignKey("boundary_sets.id", ondelete="CASCADE"), primary_key=True)
    district: Mapped[str] = mapped_column(ForeignKey("districts.code"), primary_key=True)
    geom: Mapped[WKBElement] = mapped_column(Geometry("MULTIPOLYGON", srid=WGS84, spatial_index=False))
    label: Mapped[WKBElement] = mapped_column(Geometry("POINT", srid=WGS84, spatial_index=False))
    computed_km2: Mapped[float]
    difference: Mapped[float]


class DistrictFeature(Table):
    """The declared speciality of a district (一区一特)."""

    __tablename__ = "district_features"
    __table_args__ = (CheckConstraint(one_of("confidence", "high", "medium", "low"), "confidence"),)
    district: Mapped[str] = mapped_column(ForeignKey("districts.code"), primary_key=True)
    feature_zh: Mapped[str] = mapped_column(Text)
    feature_en: Mapped[str] = mapped_column(Text)
    evidence_zh: Mapped[str] = mapped_column(Text)
    confidence: Mapped[str] = mapped_column(Text)


class DistrictFeatureDomain(Table):
    """A domain that the feature names; `sourced` is false where no kept source states it."""

    __tablename__ = "district_feature_domains"
    district: Mapped[str] = mapped_column(
        ForeignKey("district_features.district", ondelete="CASCADE"), primary_key=True
    )
    domain: Mapped[str] = mapped_column(ForeignKey("domains.code"), primary_key=True)
    position: Mapped[int]
    sourced: Mapped[bool]


class DistrictFeatureSource(Table):
    __tablename__ = "district_feature_sources"
    district: Mapped[str] = mapped_column(
        ForeignKey("district_features.district", ondelete="CASCADE"), primary_key=True
    )
    source: Mapped[str] = mapped_column(ForeignKey("sources.code"), primary_key=True)
    position: Mapped[int]


class ZoneExtent(Table):
    """A version of a zone's schematic outline, WGS-84, hand-digitised; one of a zone's extents is the default."""

    __tablename__ = "zone_extents"
    __table_args__ = (Index("uq_zone_extents_default", "zone", unique=True, postgresql_where=text("is_default")),)
    code: Mapped[str] = mapped_column(Text, primary_key=True)
    zone: Mapped[str] = mapped_column(ForeignKey("zones.code"))
    version: Mapped[str] = mapped_column(Text)
    is_default: Mapped[bool]
    geom: Mapped[WKBElement] = mapped_column(Geometry("MULTIPOLYGON", srid=WGS84, spatial_index=False))
    basis: Mapped[str] = mapped_column(Text)
    extent_zh: Mapped[str] = mapped_column(Text)
    note_zh: Mapped[str] = mapped_column(Text)
    uncertainty_m: Mapped[float]
    computed_area_km2: Mapped[float]
    published_area_km2: Mapped[float]
    zone_total_area_km2: Mapped[float]
    source: Mapped[str] = mapped_column(ForeignKey("sources.code"))


class Place(Table):
    """A place to search from: a metro station, university, park, landmark or hospital."""

    __tablename__ = "places"
    __table_args__ = (CheckConstraint("accuracy_m > 0", "accuracy"),)
    id: Mapped[str] = mapped_column(Text, primary_key=True)
    name_zh: Mapped[str] = mapped_column(Text)
    name_en: Mapped[str] = mapped_column(Text)
    aliases: Mapped[list[str]] = mapped_column(ARRAY(Text))
    lines: Mapped[list[str]] = mapped_column(ARRAY(Text))
    kind: Mapped[str] = mapped_column(Text)
    district: Mapped[str | None] = mapped_column(ForeignKey("districts.code"))
    geom: Mapped[WKBElement] = mapped_column(Geometry("POINT", srid=WGS84, spatial_index=False))
    accuracy_m: Mapped[float]
    source: Mapped[str] = mapped_column(Text)


class GroundPart(Table):
    """A square of the ground of the base map at one level of detail; `features` is a JSON array of GeoJSON features.

    It is derived from OpenStreetMap (ODbL 1.0) and stands by itself: nothing else refers to it.
    """

    __tablename__ = "ground_parts"
    level: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    x: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    y: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    features: Mapped[str] = mapped_column(Text)
