"""What becomes of a draft: it is returned with a comment, withdrawn, or published by another person."""

from collections.abc import Mapping

from sqlalchemy import Connection, select

from app.errors import ConflictError, ForbiddenError
from app.history.append import Ground
from app.history.models import Change
from app.stewardship import progress, records
from app.stewardship.drafts.proposal import OPEN, Proposal
from app.stewardship.drafts.texts import LONGEST_COMMENT, LONGEST_REASON, plain_text
from app.stewardship.drafts.writing import change_open
from app.stewardship.rights import Account


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
    change_open(connection, draft, "in_review", state="returned", reviewer=account.id, comment=whole, comments=said)


def take_back(connection: Connection, account: Account, draft: Proposal) -> None:
    """Withdraw one's own draft. Raises ForbiddenError, ConflictError."""
    if draft.author != account.id:
        raise ForbiddenError("Only its author withdraws a draft.", "author")
    change_open(connection, draft, *OPEN, state="withdrawn")


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
    change_open(connection, draft, "in_review", state="published", reviewer=account.id, change=number)
    return version
