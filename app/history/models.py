"""Tables of the history. The database forbids to change or delete their rows (migration 0011)."""

from datetime import datetime
from typing import Any, get_args

from sqlalchemy import BigInteger, CheckConstraint, DateTime, Index, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.history.author import Action
from app.store.tables import Table, one_of

WHOLE = ""
"""The `field` of a revision that is about the whole record: it was listed, or it was taken out."""


class Change(Table):
    """One transaction that changed published records: a link of the chain.

    `digest` covers this row, the digest of the link before it and the digests of its revisions in their order.
    """

    __tablename__ = "changes"
    __table_args__ = (CheckConstraint(one_of("action", *get_args(Action)), "action"),)
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    made_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)
    action: Mapped[str] = mapped_column(Text)
    who: Mapped[str] = mapped_column(Text)
    """The name of the account; empty for a command on the server. It never stands on a public page."""
    role: Mapped[str] = mapped_column(Text)
    institution: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text)
    data_version: Mapped[int]
    algorithm: Mapped[str] = mapped_column(Text)
    revisions: Mapped[int]
    revisions_digest: Mapped[str] = mapped_column(Text)
    previous: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(Text)


class Revision(Table):
    """One field of one record in one change: its value before and after, as JSON; NULL is "not stated".

    A record that was listed has one row without a field, whose `new` is the record's fingerprint: its facts stand in
    the tables, and every later change keeps what was before. One that was taken out has its whole record in `old`.
    """

    __tablename__ = "revisions"
    __table_args__ = (Index("ix_revisions_platform", "platform", "change"),)
    change: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    platform: Mapped[str] = mapped_column(Text, primary_key=True)
    field: Mapped[str] = mapped_column(Text, primary_key=True)
    revision: Mapped[int]
    old: Mapped[Any] = mapped_column(JSONB, nullable=True)
    new: Mapped[Any] = mapped_column(JSONB, nullable=True)
    source: Mapped[str | None] = mapped_column(Text)
    source_date: Mapped[str | None] = mapped_column(Text)
    basis: Mapped[str | None] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(Text)
