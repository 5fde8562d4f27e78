"""Tables of platforms and what belongs to one: domains, stages, services, scenarios, relations."""

from dataclasses import astuple
from datetime import date
from typing import Any, get_args

from sqlalchemy import CheckConstraint, ForeignKey, Identity, Index, Text, func, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.city import city
from app.platforms.values import Basis, Confidence, Lifecycle, OperatorType, Precision, YesNo
from app.store.geometry import WGS84, Geometry, WKBElement
from app.store.tables import Table, one_of

BOX = "ST_MakeEnvelope({}, {}, {}, {}, 4326)".format(*astuple(city().positions))
ISO_DATE = r"~ '^\d{4}(-\d{2}(-\d{2})?)?$'"


class Operator(Table):
    """Who runs or leads a platform, in the words of its source; some sources state the type alone."""

    __tablename__ = "operators"
    __table_args__ = (CheckConstraint(one_of("type", *get_args(OperatorType)), "type"),)
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    name: Mapped[str | None] = mapped_column(Text)
    type: Mapped[str | None] = mapped_column(Text)


Index("uq_operators_name_type", func.coalesce(Operator.name, ""), func.coalesce(Operator.type, ""), unique=True)


class Platform(Table):
    """A proof-of-concept platform or a linked resource. NULL means "not stated by the source", never "no"."""

    __tablename__ = "platforms"
    __table_args__ = (
        CheckConstraint(one_of("district_basis", *get_args(Basis)), "district_basis"),
        CheckConstraint("(district IS NULL) = (district_basis IS NULL)", "district_has_basis"),
        CheckConstraint(one_of("zone_basis", *get_args(Basis)), "zone_basis"),
        CheckConstraint("(zone IS NULL) = (zone_basis IS NULL)", "zone_has_basis"),
        CheckConstraint(one_of("precision", *get_args(Precision)), "precision"),
        CheckConstraint("(geom IS NULL) = (precision IS NULL)", "position_has_precision"),
        CheckConstraint(f"ST_Within(geom, {BOX})", "position_in_box"),
        CheckConstraint(one_of("lifecycle", *get_args(Lifecycle)), "lifecycle"),
        CheckConstraint(f"lifecycle_date {ISO_DATE}", "lifecycle_date"),
        CheckConstraint(one_of("fund", *get_args(YesNo)), "fund"),
        CheckConstraint("(fund IS NULL) = (fund_evidence IS NULL)", "fund_has_evidence"),
        CheckConstraint(one_of("voucher", *get_args(YesNo)), "voucher"),
        CheckConstraint("(voucher IS NULL) = (voucher_evidence IS NULL)", "voucher_has_evidence"),
        CheckConstraint("website ~ '^https?://'", "website"),
        CheckConstraint(one_of("confidence", *get_args(Confidence)), "confidence"),
        Index("ix_platforms_order", text("(geom IS NULL)"), "id"),
        Index("ix_platforms_geom", "geom", postgresql_using="gist"),
        Index("ix_platforms_geography", text("(geom::geography)"), postgresql_using="gist"),
        Index(
            "ix_platforms_search_text",
            "search_text",
            postgresql_using="gin",
            postgresql_ops={"search_text": "gin_trgm_ops"},
        ),
    )
    id: Mapped[str] = mapped_column(Text, primary_key=True)
    kind: Mapped[str] = mapped_column(ForeignKey("kinds.code"), index=True)
    name_zh: Mapped[str] = mapped_column(Text)
    name_en: Mapped[str] = mapped_column(Text)
    operator: Mapped[int | None] = mapped_column(ForeignKey("operators.id"))
    domains_other: Mapped[list[str]] = mapped_column(ARRAY(Text))
    service_phrases: Mapped[list[str]] = mapped_column(ARRAY(Text))
    lifecycle: Mapped[str] = mapped_column(Text)
    lifecycle_date: Mapped[str | None] = mapped_column(Text)
    status_text: Mapped[str] = mapped_column(Text)
    fund: Mapped[str | None] = mapped_column(Text)
    fund_evidence: Mapped[str | None] = mapped_column(Text)
    voucher: Mapped[str | None] = mapped_column(Text)
    voucher_evidence: Mapped[str | None] = mapped_column(Text)
    district: Mapped[str | None] = mapped_column(ForeignKey("districts.code"), index=True)
    district_basis: Mapped[str | None] = mapped_column(Text)
    zone: Mapped[str | None] = mapped_column(ForeignKey("zones.code"), index=True)
    zone_basis: Mapped[str | None] = mapped_column(Text)
    address: Mapped[str | None] = mapped_column(Text)
    geom: Mapped[WKBElement | None] = mapped_column(Geometry("POINT", srid=WGS84, spatial_index=False))
    precision: Mapped[str | None] = mapped_column(Text)
    website: Mapped[str | None] = mapped_column(Text)
    summary_zh: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(ForeignKey("sources.code"))
    confidence: Mapped[str] = mapped_column(Text)
    synthetic: Mapped[bool] = mapped_column(server_default=text("false"))
    search_text: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(Text)
    revision: Mapped[int] = mapped_column(server_default=text("1"))


class PlatformFeature(Table):
    """The text of a platform's GeoJSON feature in pieces: before its name, the names as JSON, and after the name.

    It is deleted by triggers wherever it would no longer be true (`app/platforms/stored.py`).
    """

    __tablename__ = "platform_features"
    platform: Mapped[str] = mapped_column(ForeignKey("platforms.id", ondelete="CASCADE"), primary_key=True)
    form: Mapped[str] = mapped_column(Text)
    """Which program wrote it: another one would write other properties."""
    before: Mapped[str] = mapped_column(Text)
    name_zh: Mapped[str] = mapped_column(Text)
    name_en: Mapped[str] = mapped_column(Text)
    after: Mapped[str] = mapped_column(Text)


class Confirmation(Table):
    """Since when a record is known to be still true, and which institution looked."""

    __tablename__ = "confirmations"
    platform: Mapped[str] = mapped_column(ForeignKey("platforms.id", ondelete="CASCADE"), primary_key=True)
    confirmed_on: Mapped[date]
    institution: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(Text)


class PublicMobile(Table):
    """The mobile number at which a platform is reached, public since its holder consents to it.

    It stands in no other table: the history says that there was a consent, with the number masked, so that nothing of
    it stays where the consent is taken back.
    """

    __tablename__ = "public_mobiles"
    __table_args__ = (CheckConstraint("number ~ '^1[3-9][0-9]{9}$'", "number"),)
    platform: Mapped[str] = mapped_column(ForeignKey("platforms.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[str] = mapped_column(Text)
    consented_on: Mapped[date]


class PlatformProgress(Table):
    """Milestones and evaluations of a platform, as lists of objects; the public sees those that are marked so.

    They stay when the platform is taken out, or becomes one with another: listed again, it has them again.
    """

    __tablename__ = "platform_progress"
    platform: Mapped[str] = mapped_column(Text, primary_key=True)
    milestones: Mapped[Any] = mapped_column(JSONB, server_default=text("'[]'"))
    evaluations: Mapped[Any] = mapped_column(JSONB, server_default=text("'[]'"))


class RemovedPlatform(Table):
    """The tombstone of a platform that was listed: why it is gone, and since which day (in China).

    `merged_into` is the record that it became one with, whose address is the answer to its own.
    """

    __tablename__ = "removed_platforms"
    id: Mapped[str] = mapped_column(Text, primary_key=True)
    reason: Mapped[str] = mapped_column(Text)
    removed_on: Mapped[date]
    merged_into: Mapped[str | None] = mapped_column(Text)


class DistrictFigure(Table):
    """The value of a figure from a day (in China) on, until its next row; without a row it is 0.

    `district` is a code, or empty for records whose district is not stated. `figure` is `kind:` with a kind,
    `status:` with a life cycle, or `basis:inferred`, of how many records the district was inferred.
    """

    __tablename__ = "district_figures"
    __table_args__ = (CheckConstraint("value >= 0", "value"),)
    day: Mapped[date] = mapped_column(primary_key=True)
    district: Mapped[str] = mapped_column(Text, primary_key=True)
    figure: Mapped[str] = mapped_column(Text, primary_key=True)
    value: Mapped[int]


class PlatformDomain(Table):
    __tablename__ = "platform_domains"
    platform: Mapped[str] = mapped_column(ForeignKey("platforms.id", ondelete="CASCADE"), primary_key=True)
    domain: Mapped[str] = mapped_column(ForeignKey("domains.code"), primary_key=True, index=True)
    position: Mapped[int]


class PlatformStage(Table):
    __tablename__ = "platform_stages"
    platform: Mapped[str] = mapped_column(ForeignKey("platforms.id", ondelete="CASCADE"), primary_key=True)
    stage: Mapped[str] = mapped_column(ForeignKey("stages.code"), primary_key=True, index=True)
    position: Mapped[int]


class PlatformService(Table):
    __tablename__ = "platform_services"
    platform: Mapped[str] = mapped_column(ForeignKey("platforms.id", ondelete="CASCADE"), primary_key=True)
    service: Mapped[str] = mapped_column(ForeignKey("services.code"), primary_key=True, index=True)
    position: Mapped[int]
