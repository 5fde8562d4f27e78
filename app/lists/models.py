"""Tables of scenarios, relations between records, supporting policies, typical cases and events."""

from typing import Any, get_args

from sqlalchemy import CheckConstraint, ForeignKey, Text, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.platforms.models import ISO_DATE
from app.platforms.values import Confidence
from app.store.tables import Table, one_of

LEVELS = ("city", "district", "zone")
INSTRUMENTS = ("voucher", "fund", "subsidy", "loan", "insurance", "tax", "equity", "talent", "prize", "other")
"""What a measure supports with."""
RESULTS = ("product", "firm", "transfer", "signed")
EVENT_KINDS = ("forum", "competition", "roadshow", "launch", "training")


class Scenario(Table):
    """An application scenario that a record names, with the quoted words."""

    __tablename__ = "scenarios"
    code: Mapped[str] = mapped_column(Text, primary_key=True)
    platform: Mapped[str] = mapped_column(ForeignKey("platforms.id", ondelete="CASCADE"), index=True)
    name_zh: Mapped[str] = mapped_column(Text)
    name_en: Mapped[str] = mapped_column(Text)
    quote_zh: Mapped[str] = mapped_column(Text)


class PlatformRelation(Table):
    """Two records that overlap: facilities of one park, or bodies that share a site."""

    __tablename__ = "platform_relations"
    __table_args__ = (CheckConstraint(one_of("type", "same-park", "same-site"), "type"),)
    platform: Mapped[str] = mapped_column(ForeignKey("platforms.id", ondelete="CASCADE"), primary_key=True)
    related: Mapped[str] = mapped_column(ForeignKey("platforms.id", ondelete="CASCADE"), primary_key=True)
    type: Mapped[str] = mapped_column(Text)


class Policy(Table):
    """A supporting measure with its quoted wording; `clause` where it is of the city's plan. None names a platform.

    `level` says where it applies: in the city, a district or a key zone, which `district` and `zone` name. A `target`
    is an aim of the city that its document states, nothing that one could apply for.
    """

    __tablename__ = "policies"
    __table_args__ = (
        CheckConstraint(one_of("level", *LEVELS), "level"),
        CheckConstraint("(level = 'city') = (district IS NULL AND zone IS NULL)", "city_has_no_place"),
        CheckConstraint("(level = 'zone') = (zone IS NOT NULL)", "zone_has_its_code"),
        CheckConstraint("level <> 'district' OR district IS NOT NULL", "district_has_its_code"),
        CheckConstraint(one_of("instrument", *INSTRUMENTS), "instrument"),
        CheckConstraint(one_of("confidence", *get_args(Confidence)), "confidence"),
    )
    code: Mapped[str] = mapped_column(Text, primary_key=True)
    position: Mapped[int]
    instrument: Mapped[str] = mapped_column(Text)
    name_zh: Mapped[str] = mapped_column(Text)
    name_en: Mapped[str] = mapped_column(Text)
    amount_text_zh: Mapped[str | None] = mapped_column(Text)
    clause: Mapped[str | None] = mapped_column(Text)
    wording_zh: Mapped[str] = mapped_column(Text)
    level: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(ForeignKey("sources.code"))
    for_zh: Mapped[str | None] = mapped_column(Text)
    for_en: Mapped[str | None] = mapped_column(Text)
    district: Mapped[str | None] = mapped_column(ForeignKey("districts.code"))
    zone: Mapped[str | None] = mapped_column(ForeignKey("zones.code"))
    confidence: Mapped[str] = mapped_column(Text, server_default=text("'high'"))
    target: Mapped[bool] = mapped_column(server_default=text("false"))


class Case(Table):
    """A typical case as reported: what was verified at which platform, with which outcome. Nobody checked it."""

    __tablename__ = "cases"
    __table_args__ = (
        CheckConstraint(one_of("result", *RESULTS), "result"),
        CheckConstraint(f"date {ISO_DATE}", "date"),
        CheckConstraint(one_of("confidence", *get_args(Confidence)), "confidence"),
    )
    code: Mapped[str] = mapped_column(Text, primary_key=True)
    platform: Mapped[str] = mapped_column(ForeignKey("platforms.id", ondelete="CASCADE"), index=True)
    title_zh: Mapped[str] = mapped_column(Text)
    title_en: Mapped[str] = mapped_column(Text)
    stage: Mapped[str | None] = mapped_column(ForeignKey("stages.code"))
    verified_zh: Mapped[str] = mapped_column(Text)
    verified_en: Mapped[str] = mapped_column(Text)
    result: Mapped[str] = mapped_column(Text)
    outcome_zh: Mapped[str] = mapped_column(Text)
    outcome_en: Mapped[str] = mapped_column(Text)
    date: Mapped[str | None] = mapped_column(Text)
    domains: Mapped[list[str]] = mapped_column(ARRAY(Text))
    source: Mapped[str] = mapped_column(ForeignKey("sources.code"))
    confidence: Mapped[str] = mapped_column(Text)


class Event(Table):
    """A dated event. Its dates are as precise as the source; without `date_end` it took a day, or it is not stated."""

    __tablename__ = "events"
    __table_args__ = (
        CheckConstraint(one_of("kind", *EVENT_KINDS), "kind"),
        CheckConstraint(f"date_start {ISO_DATE}", "date_start"),
        CheckConstraint(f"date_end {ISO_DATE}", "date_end"),
        CheckConstraint("recurs = 'yearly'", "recurs"),
        CheckConstraint("website ~ '^https?://'", "website"),
        CheckConstraint(one_of("confidence", *get_args(Confidence)), "confidence"),
    )
    code: Mapped[str] = mapped_column(Text, primary_key=True)
    kind: Mapped[str] = mapped_column(Text)
    name_zh: Mapped[str] = mapped_column(Text)
    name_en: Mapped[str] = mapped_column(Text)
    date_start: Mapped[str] = mapped_column(Text)
    date_end: Mapped[str | None] = mapped_column(Text)
    organiser_zh: Mapped[str | None] = mapped_column(Text)
    place_zh: Mapped[str | None] = mapped_column(Text)
    district: Mapped[str | None] = mapped_column(ForeignKey("districts.code"), index=True)
    zone: Mapped[str | None] = mapped_column(ForeignKey("zones.code"))
    domains: Mapped[list[str]] = mapped_column(ARRAY(Text))
    platform: Mapped[str | None] = mapped_column(ForeignKey("platforms.id", ondelete="SET NULL"), index=True)
    recurs: Mapped[str | None] = mapped_column(Text)
    summary_zh: Mapped[str] = mapped_column(Text)
    website: Mapped[str | None] = mapped_column(Text)
    source: Mapped[str] = mapped_column(ForeignKey("sources.code"))
    confidence: Mapped[str] = mapped_column(Text)


class DefaultRow(Table):
    """A row of a default list as the program last wrote it: what differs from it was edited in this installation."""

    __tablename__ = "default_rows"
    list: Mapped[str] = mapped_column(Text, primary_key=True)
    code: Mapped[str] = mapped_column(Text, primary_key=True)
    row: Mapped[dict[str, Any]] = mapped_column(JSONB)
