"""A draft changes hands: a colleague takes it over, or an editor hands it on or withdraws it.

Nothing that was written is lost: what the draft said then is kept, and whoever wrote it is told. The one who goes on is
its author; nobody who ever was publishes it where two persons are needed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, false, func, insert, or_, select, true
from sqlalchemy.orm import aliased

from app.errors import ConflictError, ForbiddenError
from app.platforms.models import Platform
from app.stewardship import drafts, records
from app.stewardship.continued import make_way, take_turn
from app.stewardship.counted import Counted
from app.stewardship.drafts import OPEN, Proposal, listed
from app.stewardship.models import OF_ACCOUNT, AccountRow, Draft, Handover
from app.stewardship.rights import ROLES, Account, Role

HANDED = ("draft", "returned")
"""What is in review is with the reviewer, who returns it first."""
TAKES_FROM: Mapping[Role, tuple[Role, ...]] = {
    "operator": ("operator",),
    "steward": ("operator", "steward"),
    "editor": ROLES,
}
"""Whose drafts a role takes over: nobody takes one from the hands of those who may more."""
TOLD_FOR = timedelta(days=30)
MOST, LONGEST_WHY = 50, 300
KEPT = ("base", "before", "record", "grounds", "reason", "state", "comment", "comments", "progress")
"""What is kept of a draft as it was when it changed hands."""


class OthersDraftError(ConflictError):
    """Whom a draft was to be handed to has an open one of that record, which stays as it is."""

    def __init__(self, login: str, number: int) -> None:
        super().__init__(f"{login} has an open draft of this record: {number}.")
        self.login, self.number = login, number


@dataclass(frozen=True)
class Handed:
    """Who had a draft, who has it since, who did that, when and why, and what it said."""

    draft: int
    platform: str
    former: str
    taker: str | None
    by: str
    why: str
    written: Mapping[str, Any]
    made_at: datetime

    @property
    def name_zh(self) -> str:
        """The Chinese name of the record, as the draft had it."""
        return str(self._values.get("name_zh") or self.platform)

    @property
    def name_en(self) -> str:
        """The English one; empty where it had none."""
        return str(self._values.get("name_en") or "")

    @property
    def _values(self) -> dict[str, Any]:
        return {**(self.written["before"] or {}), **self.written["record"]}


def colleagues(connection: Connection, account: Account, page: int = 1) -> Counted[Proposal]:
    """What others began or got back, and the account may take over, the oldest first."""
    of_role = AccountRow.role.in_(TAKES_FROM.get(account.role, ()))
    return listed(
        connection, page, Draft.state.in_(HANDED), Draft.author != account.id, of_role, _of_own_record(account)
    )


def _of_own_record(account: Account) -> ColumnElement[bool]:
    """Whether the account may write the record of a draft, as it is published and as it is proposed."""
    if account.role == "steward":
        proposed = func.coalesce(Draft.record["district_code"].astext, Draft.before["district_code"].astext)
        elsewhere = (Platform.id == Draft.platform, Platform.district.is_distinct_from(account.district))
        return (proposed == account.district) & ~select(Platform.id).where(*elsewhere).exists()
    if account.role == "operator":
        return Draft.platform == account.platform
    return true() if account.has("draft") else false()


def may_take(connection: Connection, account: Account, draft: Proposal) -> bool:
    """Whether the account may go on with this draft of somebody else."""
    others = draft.author != account.id and draft.state in HANDED
    return others and draft.role in TAKES_FROM.get(account.role, ()) and _may_write(connection, account, draft)


def _may_write(connection: Connection, account: Account, draft: Proposal) -> bool:
    now = records.published(connection, draft.platform)
    districts = [draft.values.get("district_code")] + ([now.district] if now else [])
    return all(account.owns(draft.platform, district) for district in districts)


def take(connection: Connection, account: Account, draft: Proposal, instead: str = "") -> None:
    """Make a draft of somebody else one's own, as it stands.

    `instead` names the open draft of one's own that is withdrawn for it. Raises OpenDraftError where one has such a
    draft and did not say so, ForbiddenError, ConflictError.
    """
    if draft.state not in HANDED or draft.author == account.id:
        raise ConflictError("This draft cannot be taken over as it stands.")
    if not may_take(connection, account, draft):
        raise ForbiddenError("You may not take over this draft.", "handover")
    take_turn(connection, account, draft.platform)
    make_way(connection, account, _open_beside(connection, account, draft), instead)
    _pass_on(connection, account, draft, account.id, "")


def hand(connection: Connection, account: Account, draft: Proposal, to: int, why: str) -> None:
    """Let somebody else go on with a draft. Raises ForbiddenError, OthersDraftError, ConflictError, FaultsError."""
    account.require("publish")
    taker = next((each for each in takers(connection, draft) if each.id == to), None)
    if taker is None or draft.state not in HANDED:
        raise ConflictError("This draft cannot be handed to this account.")
    take_turn(connection, taker, draft.platform)
    if other := _open_beside(connection, taker, draft):
        raise OthersDraftError(taker.login, other.id)
    _pass_on(connection, account, draft, to, why)


def takers(connection: Connection, draft: Proposal) -> list[Account]:
    """The open accounts that may go on with a draft, other than its author."""
    wanted = (AccountRow.active, AccountRow.id != draft.author, AccountRow.role.in_(TAKES_FROM))
    rows = connection.execute(select(*OF_ACCOUNT).where(*wanted).order_by(AccountRow.login))
    return [each for each in (Account(*row) for row in rows) if _may_write(connection, each, draft)]


def withdraw(connection: Connection, account: Account, draft: Proposal, why: str) -> None:
    """Withdraw one's own draft, or as an editor any. Raises ForbiddenError, ConflictError, FaultsError."""
    if draft.author == account.id or not account.has("publish"):
        drafts.take_back(connection, account, draft)
    else:
        _pass_on(connection, account, draft, None, why)


def _open_beside(connection: Connection, account: Account, draft: Proposal) -> Proposal | None:
    """The account's own open draft that says something of the same: of the record, or of its milestones.

    What an operator proposed by a link stands beside all others.
    """
    if draft.invitation is not None:
        return None
    same = Draft.progress.is_(None) if draft.progress is None else Draft.progress.is_not(None)
    wanted = (Draft.platform == draft.platform, Draft.author == account.id, Draft.state.in_(OPEN), same)
    own = listed(connection, 1, *wanted, Draft.invitation.is_(None)).rows
    return own[-1] if own else None


def _pass_on(connection: Connection, account: Account, draft: Proposal, taker: int | None, why: str) -> None:
    said = drafts.plain_text(why, LONGEST_WHY, "/why") if why.strip() else ""
    written = {name: getattr(draft, name) for name in KEPT}
    row = {"draft": draft.id, "former": draft.author, "taker": taker, "by": account.id, "why": said}
    values = {"author": taker} if taker else {"state": "withdrawn", "reviewer": account.id}
    # First, so that of two who press at once the second is told and nothing is noted of it.
    drafts.write_anew(connection, draft, values)
    connection.execute(insert(Handover).values(**row, written=written))


def of_draft(connection: Connection, draft: Proposal) -> list[Handed]:
    """The hands that a draft went through, the first ones first."""
    return _handed(connection, Handover.draft == draft.id)[::-1]


def told(connection: Connection, account: Account) -> list[Handed]:
    """What others took over, handed on or withdrew of what the account had written, the newest first."""
    recent = or_(Draft.state.in_(OPEN), Handover.made_at > datetime.now(UTC) - TOLD_FOR)
    return _handed(connection, Handover.former == account.id, Handover.by != account.id, recent)


def newest(connection: Connection, platform: str = "") -> list[Handed]:
    """The newest lines of the log of drafts that changed hands; of one record where one is named."""
    return _handed(connection, *([Draft.platform == platform] if platform else []))


def _handed(connection: Connection, *wanted: ColumnElement[bool]) -> list[Handed]:
    former, taker, by = (aliased(AccountRow) for _ in range(3))
    query = select(
        *(Handover.draft, Draft.platform, former.login, taker.login, by.login),
        *(Handover.why, Handover.written, Handover.made_at),
    ).join(Draft, Draft.id == Handover.draft)
    query = query.join(former, former.id == Handover.former).join(by, by.id == Handover.by)
    query = query.outerjoin(taker, taker.id == Handover.taker).where(*wanted)
    return [Handed(*row) for row in connection.execute(query.order_by(Handover.id.desc()).limit(MOST))]
