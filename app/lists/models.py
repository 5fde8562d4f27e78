"""Tables of scenarios, relations between records, and supporting policies."""

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.store.tables import Table, one_of


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
    """A supporting measure of the plan, with its clause and quoted wording. None is tied to a platform."""

    __tablename__ = "policies"
    code: Mapped[str] = mapped_column(Text, primary_key=True)
    position: Mapped[int]
    instrument: Mapped[str] = mapped_column(Text)
    name_zh: Mapped[str] = mapped_column(Text)
    name_en: Mapped[str] = mapped_column(Text)
    amount_text_zh: Mapped[str | None] = mapped_column(Text)
    clause: Mapped[str] = mapped_column(Text)
    wording_zh: Mapped[str] = mapped_column(Text)
    level: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(ForeignKey("sources.code"))
