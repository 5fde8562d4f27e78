"""One's own open draft of a record is written on: a second change of an author makes no second draft."""

from dataclasses import replace

from sqlalchemy import Connection, select, text

from app.errors import ConflictError
from app.history.append import Ground
from app.platforms.record import Record
from app.stewardship import drafts, merging
from app.stewardship.drafts import Proposal
from app.stewardship.models import Draft
from app.stewardship.records import Published
from app.stewardship.rights import Account

ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtextextended('servicemap.draft ' || :author || ' ' || :id, 0))")
"""Of two changes that come at once the second sees the draft of the first."""


def take_turn(connection: Connection, account: Account, id: str) -> None:
    """Let no other change of the same author and record be before the end of the transaction."""
    connection.execute(ONE_AT_A_TIME, {"author": str(account.id), "id": id})


def own_draft(connection: Connection, account: Account, id: str) -> Proposal | None:
    """One's own newest open draft of a record."""
    take_turn(connection, account, id)
    own = (Draft.platform == id, *drafts.own_open(account))
    number = connection.execute(select(Draft.id).where(*own).order_by(Draft.id.desc()).limit(1)).scalar()
    return drafts.read(connection, number, account) if number else None


class OpenDraftError(ConflictError):
    """Its author has an open draft of the record, which says something else: nobody writes over it unasked."""

    def __init__(self, draft: Proposal) -> None:
        super().__init__(f"You have an open draft of this record: {draft.id}.")
        self.draft = draft


def token(draft: Proposal) -> str:
    """What names a draft as it was looked at."""
    return f"{draft.id}.{draft.version}"


def make_way(connection: Connection, account: Account, draft: Proposal | None, instead: str) -> None:
    """Withdraw one's own open draft where its author looked at it and said so: it can be read on.

    Raises OpenDraftError where it is to stay.
    """
    if draft is None:
        return
    if token(draft) != instead:
        raise OpenDraftError(draft)
    drafts.take_back(connection, account, draft)


def start(connection: Connection, draft: Proposal | None, now: Published) -> Published:
    """What a change of some facts starts from: what is published, with what one's own draft changes of it.

    Raises ConflictError where others published something else of the same fact since the draft was written.
    """
    if draft is None or draft.removes:
        return now
    merge = merging.of(connection, draft)
    if merge.both:
        raise ConflictError(
            f"Others published {', '.join(merge.both)} since your draft {draft.id} of this platform was written, and "
            "it says something else: choose fact by fact on its page, or send the whole platform (PUT)."
        )
    mine = drafts.differing(draft.before, draft.record)
    return replace(now, values={**now.values, **{name: draft.record[name] for name in mine}})


def write(
    connection: Connection,
    account: Account,
    draft: Proposal | None,
    id: str,
    record: Record | None,
    now: Published | None,
    reason: str,
) -> int:
    """Keep a change for review: in one's own open draft where there is one, else in a new one; its number.

    Where the draft says of a fact what it said before, its ground stays. Raises ForbiddenError, ConflictError.
    """
    if draft is None:
        return drafts.propose(connection, account, id, record, now, reason)
    said = record.model_dump(mode="json") if record else {}
    if draft.state == "in_review" and draft.record == said:
        # The same again, as when an answer was lost: whoever reviews it is not disturbed.
        return draft.id
    same = {name for name, value in said.items() if not draft.removes and draft.record.get(name) == value}
    grounds = {name: Ground(**ground) for name, ground in draft.grounds.items() if name in same}
    drafts.rewrite(connection, account, draft, record, now, reason, grounds, submit=True)
    return draft.id
