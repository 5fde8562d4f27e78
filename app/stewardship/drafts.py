"""Drafts: proposed, sent for review, returned with a comment, published by another person, or withdrawn."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, func, insert, literal_column, select, update

from app.errors import ConflictError, FaultsError, ForbiddenError, NotFoundError
from app.history.append import Ground
from app.history.models import Change
from app.imports.problems import fault
from app.imports.signs import foreign_sign
from app.platforms.columns import COLUMNS
from app.platforms.mobile_numbers import masked
from app.platforms.record import Record
from app.stewardship import progress, records
from app.stewardship.counted import Counted, counted
from app.stewardship.grounds import checked_grounds
from app.stewardship.models import AccountRow, Draft, Handover, Invitation
from app.stewardship.progress import Progress
from app.stewardship.records import Published, Values
from app.stewardship.rights import Account, Role

LONGEST_REASON, LONGEST_COMMENT = 1000, 300
LISTED = 200
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


def plain_text(text: str, most: int, place: str) -> str:
    """A text of a person on one line or several. Raises FaultsError where it is empty, too long or no text."""
    words = "\n".join(" ".join(line.split()) for line in text.strip().splitlines())
    if sign := foreign_sign(words):
        raise FaultsError([(place, fault(0, "", sign))])
    if not words or len(words) > most:
        raise FaultsError([(place, fault(0, "", "text-needed", most=most))])
    return words


def public_text(text: str, most: int, place: str) -> str:
    """A text of a person that the public reads, as a reason: `plain_text` with mobile numbers masked."""
    return masked(plain_text(text, most, place))


def propose(
    connection: Connection,
    account: Account,
    id: str,
    record: Record | None,
    now: Published | None,
    reason: str,
    grounds: Mapping[str, Ground] | None = None,
    *,
    submit: bool = True,
    by: int | None = None,
    into: str | None = None,
    restores: bool = False,
) -> int:
    """Keep a proposal and return its number; `record` None proposes to take the record out.

    `by` is the invitation by which an operator proposes it, `into` the record that this one is to become one with.
    `restores`: it is listed again after it was taken out.
    Raises ForbiddenError where it is not the account's own record, before or after.
    """
    values = of_proposal(account, id, record, now, reason, grounds, submit=submit)
    values |= {"invitation": by, "restores": restores}
    if into:
        values["record"] = {INTO: into}
    return int(connection.execute(insert(Draft).values(values).returning(Draft.id)).scalar_one())


def of_proposal(
    account: Account,
    id: str,
    record: Record | None,
    now: Published | None,
    reason: str,
    grounds: Mapping[str, Ground] | None = None,
    *,
    submit: bool = True,
) -> Values:
    """The row of a proposal. Raises ForbiddenError where the record is not the account's own, before or after."""
    districts = [each.district for each in (now,) if each] + ([record.district_code] if record else [])
    account.require_own(id, *districts)
    return {
        "platform": id,
        "base": now.revision if now else 0,
        "before": now.values if now else None,
        "record": record.model_dump(mode="json") if record else REMOVAL,
        "grounds": checked_grounds(grounds or {}),
        "reason": public_text(reason, LONGEST_REASON, "/reason"),
        "state": "in_review" if submit else "draft",
        "author": account.id,
    }


def own_open(account: Account) -> tuple[ColumnElement[bool], ...]:
    """Whether a draft is an open one of the account that a change of a record is written on.

    One of milestones changes no record, and what an operator proposed by a link of this account is the operator's.
    """
    of_record = (Draft.progress.is_(None), Draft.invitation.is_(None))
    return (Draft.author == account.id, Draft.state.in_(OPEN), *of_record)


def by_operators(connection: Connection, account: Account, id: str) -> list[Proposal]:
    """What operators proposed of a record by links, as far as it is open and the account sees it, the oldest first."""
    those = (Draft.platform == id, Draft.state.in_(OPEN), Draft.invitation.is_not(None))
    joined = select(*OF_DRAFT).join(AccountRow, AccountRow.id == Draft.author).where(*those).order_by(Draft.id)
    return [each for each in (Proposal(*row) for row in connection.execute(joined)) if _sees(account, each)]


def keep_open(connection: Connection, account: Account, rows: Sequence[Values]) -> int:
    """Write many proposals, each record's own open draft anew where there is one; how many say something new."""
    wanted = (*own_open(account), Draft.platform.in_([row["platform"] for row in rows]))
    opened = {each.platform: each for each in connection.execute(select(Draft).where(*wanted).order_by(Draft.id))}
    new = [row for row in rows if row["platform"] not in opened]
    if new:
        connection.execute(insert(Draft), new)
    changed = [row for row in rows if row["platform"] in opened and opened[row["platform"]].record != row["record"]]
    if changed:
        names = [name for name in changed[0] if name not in ("platform", "author")]
        anew = {name: bindparam(name, type_=Draft.__table__.c[name].type) for name in names}
        statement = (
            update(Draft)
            .where(Draft.id == bindparam("kept"))
            .values(anew | {"version": Draft.version + 1, "changed_at": func.now()})
        )
        of_each = [{name: row[name] for name in names} | {"kept": opened[row["platform"]].id} for row in changed]
        connection.execute(statement, of_each)
    return len(new) + len(changed)


def rewrite(
    connection: Connection,
    account: Account,
    draft: Proposal,
    record: Record | None,
    now: Published | None,
    reason: str,
    grounds: Mapping[str, Ground],
    *,
    submit: bool,
) -> None:
    """Write one's own open draft anew; `record` None proposes to take the record out.

    Raises ForbiddenError, and ConflictError where it changed meanwhile.
    """
    if draft.author != account.id:
        raise ForbiddenError("Only its author changes a draft.", "author")
    districts = [each.district for each in (now,) if each]
    account.require_own(draft.platform, *districts, *([record.district_code] if record else []))
    _set(
        connection,
        draft,
        base=now.revision if now else 0,
        before=now.values if now else None,
        record=record.model_dump(mode="json") if record else REMOVAL,
        grounds=checked_grounds(grounds),
        reason=public_text(reason, LONGEST_REASON, "/reason"),
        state="in_review" if submit else "draft",
    )


def write_anew(connection: Connection, draft: Proposal, values: Values) -> None:
    """Write an open draft anew that its author proposes otherwise. Raises ConflictError where it changed meanwhile."""
    _set(connection, draft, **values)


def read(connection: Connection, id: int, account: Account) -> Proposal:
    """A draft that the account may see: all of them for those who publish or read, else one's own district's.

    Raises NotFoundError.
    """
    joined = select(*OF_DRAFT).join(AccountRow, AccountRow.id == Draft.author)
    row = connection.execute(joined.where(Draft.id == id)).first()
    draft = Proposal(*row) if row else None
    if draft is None or not _sees(account, draft):
        raise NotFoundError(f"There is no draft {id}.")
    return draft


def waiting(connection: Connection, account: Account, page: int = 1) -> Counted[Proposal]:
    """What others wrote and sent for review, the oldest first; nothing for those who do not publish."""
    if not account.has("publish"):
        return Counted([], 0)
    wrote = select(Handover.id).where(Handover.draft == Draft.id, Handover.former == account.id).exists()
    return listed(connection, page, Draft.state == "in_review", Draft.author != account.id, ~wrote)


def mine(connection: Connection, account: Account, page: int = 1) -> Counted[Proposal]:
    """One's own open drafts, the oldest first."""
    return listed(connection, page, Draft.state.in_(OPEN), Draft.author == account.id)


def of_upload(connection: Connection, account: Account, upload: int) -> tuple[list[Proposal], int]:
    """The first of one's own drafts that came of a file, and how many there are."""
    own = (Draft.upload == upload, Draft.author == account.id)
    joined = select(*OF_DRAFT).join(AccountRow, AccountRow.id == Draft.author).where(*own)
    rows = connection.execute(joined.order_by(Draft.id).limit(LISTED)).all()
    number = connection.execute(select(func.count()).where(*own)).scalar_one()
    return [Proposal(*row) for row in rows], number


def listed(connection: Connection, page: int, *wanted: ColumnElement[bool]) -> Counted[Proposal]:
    """A page of the drafts that are wanted, the oldest first."""
    query = select(*OF_DRAFT).join(AccountRow, AccountRow.id == Draft.author).where(*wanted).order_by(Draft.id)
    found = counted(connection, query, page)
    return Counted([Proposal(*row) for row in found.rows], found.number, found.page)


def _sees(account: Account, draft: Proposal) -> bool:
    if draft.written_by(account) or account.role in ("editor", "viewer"):
        return True
    return account.owns(draft.platform, draft.values.get("district_code"))


def send_back(
    connection: Connection, account: Account, draft: Proposal, comment: str, comments: Mapping[str, str]
) -> None:
    """Return a draft to its author with what is to be done, as a whole and by field.

    Raises ForbiddenError, ConflictError, FaultsError.
    """
    account.require("publish")
    said = {
        name: plain_text(text, LONGEST_COMMENT, f"/comments/{name}")
        for name, text in comments.items()
        if name in draft.changed() and text.strip()
    }
    whole = plain_text(comment, LONGEST_REASON, "/comment") if comment.strip() or not said else ""
    _set(connection, draft, "in_review", state="returned", reviewer=account.id, comment=whole, comments=said)


def take_back(connection: Connection, account: Account, draft: Proposal) -> None:
    """Withdraw one's own draft. Raises ForbiddenError, ConflictError."""
    if draft.author != account.id:
        raise ForbiddenError("Only its author withdraws a draft.", "author")
    _set(connection, draft, *OPEN, state="withdrawn")


def accept(connection: Connection, account: Account, draft: Proposal, *, two_persons: bool) -> int:
    """Publish a draft and return the version of the data; all in the caller's transaction.

    Raises ForbiddenError where one wrote a part of it and two persons are needed, ConflictError where the record was
    changed since it was written: then nothing is published, and its fields are to be chosen one by one.
    """
    account.require("publish")
    if two_persons and draft.written_by(account):
        raise ForbiddenError("Somebody else reviews and publishes your change.", "review")
    records.lock(connection)
    if draft.progress is not None:
        version = progress.publish(
            connection, account, draft.platform, draft.progress["before"], draft.progress["after"], draft.reason
        )
        return _published(connection, account, draft, version)
    now = records.published(connection, draft.platform)
    if (now.revision if now else 0) != draft.base or (
        now is None and records.was_removed(connection, draft.platform) != draft.restores
    ):
        raise ConflictError("The record was changed since this draft was written.")
    by = records.author(account, "publish", draft.reason)
    grounds = {field: Ground(**ground) for field, ground in draft.grounds.items()}
    if draft.removes:
        by = records.author(account, "remove", draft.reason)
        version = records.withdraw(connection, draft.platform, by, draft.into)
    else:
        version = records.publish(connection, records.checked(connection, draft.record, now), by, grounds)
    return _published(connection, account, draft, version)


def _published(connection: Connection, account: Account, draft: Proposal, version: int) -> int:
    number = select(Change.number).order_by(Change.number.desc()).limit(1).scalar_subquery()
    _set(connection, draft, "in_review", state="published", reviewer=account.id, change=number)
    return version


def _set(connection: Connection, draft: Proposal, *states: str, **values: Any) -> None:
    """Change a draft that is as it was read, and in one of these states. Raises ConflictError."""
    as_read = (Draft.id == draft.id, Draft.version == draft.version, Draft.state.in_(states or OPEN))
    written = {"version": draft.version + 1, "changed_at": datetime.now(UTC), **values}
    if connection.execute(update(Draft).where(*as_read).values(written)).rowcount != 1:
        raise ConflictError("This draft was changed meanwhile: load it again.")
