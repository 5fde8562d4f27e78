"""Drafts are proposed, one by one or many at once, and written anew while they are open."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Text,
    bindparam,
    func,
    insert,
    literal,
    select,
    true,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY

from app.errors import ConflictError, ForbiddenError
from app.history.append import Ground
from app.platforms.record import Record
from app.stewardship.drafts.proposal import INTO, OPEN, REMOVAL, Proposal
from app.stewardship.drafts.texts import LONGEST_REASON, public_text
from app.stewardship.grounds import checked_grounds
from app.stewardship.models import Draft
from app.stewardship.records import Published, Values
from app.stewardship.rights import Account


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


def keep_open(connection: Connection, account: Account, rows: Sequence[Values]) -> int:
    """Write many proposals, each record's own open draft anew where there is one; how many say something new."""
    opened = _opened(connection, account, [row["platform"] for row in rows])
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


def _opened(connection: Connection, account: Account, ids: Sequence[str]) -> dict[str, Row[Any]]:
    """One's own newest open draft of each of these records, where there is one.

    Each record is looked for by itself (OFFSET 0): a database that has not counted yet what this transaction wrote
    would read all drafts for some hundred of them.
    """
    wanted = func.unnest(literal(list(ids), ARRAY(Text))).table_valued("platform", name="wanted").render_derived()
    of_record = select(Draft.id, Draft.platform, Draft.record)
    of_record = of_record.where(*own_open(account), Draft.platform == wanted.c.platform).offset(0)
    each = of_record.lateral("of_record")
    rows = connection.execute(select(each).select_from(wanted.join(each, true())).order_by(each.c.id))
    return {row.platform: row for row in rows}


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
    change_open(connection, draft, **of_proposal(account, draft.platform, record, now, reason, grounds, submit=submit))


def write_anew(connection: Connection, draft: Proposal, values: Values) -> None:
    """Write an open draft anew that its author proposes otherwise. Raises ConflictError where it changed meanwhile."""
    change_open(connection, draft, **values)


def change_open(connection: Connection, draft: Proposal, *states: str, **values: Any) -> None:
    """Change a draft that is as it was read, and in one of these states. Raises ConflictError."""
    as_read = (Draft.id == draft.id, Draft.version == draft.version, Draft.state.in_(states or OPEN))
    written = {"version": draft.version + 1, "changed_at": datetime.now(UTC), **values}
    if connection.execute(update(Draft).where(*as_read).values(written)).rowcount != 1:
        raise ConflictError("This draft was changed meanwhile: load it again.")
