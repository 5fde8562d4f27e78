"""A draft as it is kept, with who made it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, literal_column, select

from app.platforms.columns import COLUMNS
from app.stewardship.models import AccountRow, Draft, Handover, Invitation
from app.stewardship.progress import Progress
from app.stewardship.records import Values
from app.stewardship.rights import Account, Role

OPEN = ("draft", "in_review", "returned")
REMOVAL: Values = {}
"""The record of a draft that proposes to take a record out."""
INTO = "merged_into"
"""What stands instead in the record of a draft that proposes to make a record one with another: that one's id."""


@dataclass(frozen=True)
class Proposal:
    """A draft as it is kept, with who made it."""

    id: int
    platform: str
    base: int
    before: Values | None
    record: Values
    grounds: Mapping[str, Mapping[str, str | None]]
    reason: str
    state: str
    author: int
    comment: str
    version: int
    changed_at: datetime
    invitation: int | None
    comments: Mapping[str, str]
    restores: bool
    progress: Mapping[str, Progress] | None
    file: str | None
    """The address of the file in which an operator proposed it."""
    login: str
    institution: str
    role: Role
    active: bool
    former: Collection[int]
    """Those who wrote it before its author took it over."""

    def written_by(self, account: Account) -> bool:
        """Whether the account wrote it, or a part of it."""
        return account.id == self.author or account.id in self.former

    @property
    def removes(self) -> bool:
        """Whether it proposes to take the record out."""
        return "id" not in self.record

    @property
    def into(self) -> str | None:
        """The record that it is to become one with."""
        return self.record.get(INTO)

    @property
    def values(self) -> Values:
        """The record as it is proposed, or as it stands where it is to be taken out."""
        return (self.before or {}) if self.removes else self.record

    @property
    def name_zh(self) -> str:
        """The Chinese name of the record."""
        return str(self.values.get("name_zh") or self.platform)

    @property
    def name_en(self) -> str:
        """The English name of the record; empty where it has none."""
        return str(self.values.get("name_en") or "")

    def changed(self) -> list[str]:
        """The fields in which it differs from the record that it starts from, in their order."""
        return [] if self.removes else differing(self.before, self.record)


FORMER = (
    select(func.coalesce(func.array_agg(Handover.former), literal_column("'{}'::bigint[]")))
    .where(Handover.draft == Draft.id)
    .scalar_subquery()
)
OF_DRAFT = (
    *(Draft.id, Draft.platform, Draft.base, Draft.before, Draft.record, Draft.grounds, Draft.reason, Draft.state),
    *(Draft.author, Draft.comment, Draft.version, Draft.changed_at, Draft.invitation, Draft.comments),
    *(Draft.restores, Draft.progress),
    select(Invitation.address).where(Invitation.id == Draft.invitation).scalar_subquery(),
    *(AccountRow.login, AccountRow.institution, AccountRow.role, AccountRow.active),
    FORMER,
)


def differing(before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> list[str]:
    """The columns whose values are not the same; of a new record those that say something."""
    old = before or {column.name: column.default for column in COLUMNS}
    names = [column.name for column in COLUMNS if old.get(column.name) != after.get(column.name)]
    return names if before else [name for name in names if after.get(name) not in (None, "", [])]
