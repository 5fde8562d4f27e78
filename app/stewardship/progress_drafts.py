"""Drafts that change the milestones and evaluations of a platform, and nothing of its record."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, insert, select

from app.errors import ConflictError, FaultsError, NotFoundError
from app.imports.rows.problems import fault
from app.stewardship import drafts, progress, records
from app.stewardship.continued import take_turn
from app.stewardship.drafts import OPEN, Proposal
from app.stewardship.models import Draft
from app.stewardship.progress import Progress
from app.stewardship.records import Published
from app.stewardship.rights import Account
from app.stewardship.secrets import digest


def state(connection: Connection, account: Account, id: str) -> tuple[Published, Progress, Proposal | None]:
    """A platform of the account's own, what is published of it, and its own open draft of that.

    Raises NotFoundError, ForbiddenError.
    """
    now = records.published(connection, id)
    if now is None:
        raise NotFoundError("There is no such record.")
    account.require_own(id, now.district)
    own = (Draft.platform == id, Draft.author == account.id, Draft.state.in_(OPEN), Draft.progress.is_not(None))
    number = connection.execute(select(Draft.id).where(*own).order_by(Draft.id.desc()).limit(1)).scalar()
    return now, progress.stored(connection, id), drafts.read(connection, number, account) if number else None


def fingerprint(published: Progress, draft: Proposal | None) -> str:
    """What a form was filled from: what is published, and one's own draft with its version."""
    of_draft = f"{draft.id}.{draft.version}" if draft else ""
    return digest(f"{json.dumps(published, ensure_ascii=False, sort_keys=True)} {of_draft}")[:32]


def propose(
    connection: Connection,
    account: Account,
    id: str,
    rows: Mapping[str, Sequence[Mapping[str, Any]]],
    reason: str,
    *,
    seen: str,
    submit: bool,
) -> int:
    """Keep the rows as a draft, one's own open one anew where there is one; its number.

    `seen` is the fingerprint of what the form was filled from. Raises NotFoundError, ForbiddenError,
    ConflictError where either changed since, and FaultsError with all that is wrong.
    """
    take_turn(connection, account, id)
    now, before, draft = state(connection, account, id)
    if seen != fingerprint(before, draft):
        raise ConflictError("It was changed meanwhile; what was typed is kept.")
    after = progress.checked(rows)
    if after == before:
        raise FaultsError([("", fault(0, "", "nothing-changed"))])
    values = drafts.of_proposal(account, id, None, now, reason, submit=submit)
    values |= {"record": now.values, "progress": {"before": before, "after": after}}
    if draft is None:
        return int(connection.execute(insert(Draft).values(values).returning(Draft.id)).scalar_one())
    drafts.write_anew(connection, draft, values)
    return draft.id
