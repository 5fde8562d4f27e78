"""Publishes the drafts that a reviewer ticked one after another, in a process of its own: each is its own change.

What became of each is kept as soon as it is known, so that a page says how far it is, and a process that is killed
takes nothing of that with it.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from sqlalchemy import Connection, insert, select, update

from app.errors import (
    BusyError,
    ConflictError,
    DatabaseAwayError,
    FaultsError,
    ForbiddenError,
    NoRoomError,
    NotFoundError,
)
from app.stewardship import drafts
from app.stewardship.continued import token
from app.stewardship.drafts import Proposal
from app.stewardship.jobs import job
from app.stewardship.jobs.job import OPEN, REVIEW
from app.stewardship.jobs.work import keep_texts
from app.stewardship.models import OF_ACCOUNT, AccountRow, Job
from app.stewardship.rights import Account
from app.stewardship.task import Task, Why
from app.store.writing import Writer, beside

PUBLISHED, MEANWHILE, BUSY, FORBIDDEN, FAULTS = "published", "meanwhile", "busy", "forbidden", "faults"
"""What becomes of a draft; behind the last one stands what is wrong with it."""
LONGEST_WHY = 300
STATEMENT_S = 30.0
log = logging.getLogger("servicemap")


@dataclass(frozen=True)
class Review:
    """How far `of` ticked drafts are: `told` is what became of those that were looked at, by number.

    `full`: it broke off since a disk is full.
    """

    number: int
    state: str
    of: int
    told: Mapping[str, str]
    full: bool = False

    @property
    def open(self) -> bool:
        return self.state in OPEN


def add(connection: Connection, account: Account, of: int) -> int:
    """A new one, which waits for its turn; its number."""
    values = {"account": account.id, "form": REVIEW, "reason": "", "publishes": True, "replaces": False}
    values |= {"verdict": {"of": of, "told": {}}}
    return int(connection.execute(insert(Job).values(values).returning(Job.id)).scalar_one())


def read(connection: Connection, account: Account, number: int) -> Review:
    """One's own. Raises NotFoundError."""
    job.close_if_left(connection, number, {})
    row = connection.execute(select(Job.state, Job.verdict).where(*_own(account, number))).first()
    if row is None:
        raise NotFoundError(f"There is no review {number} of yours.")
    return Review(number, row.state, **row.verdict)


def stop(connection: Connection, account: Account, number: int) -> None:
    """Publish nothing more than the draft that is under way; one that has ended stays as it is."""
    connection.execute(update(Job).where(*_own(account, number), Job.state.in_(OPEN)).values(cancelled=True))


def _own(account: Account, number: int) -> tuple[Any, ...]:
    return (Job.id == number, Job.account == account.id, Job.form == REVIEW)


@dataclass(frozen=True)
class ReviewTask(Task):
    """`ticked` are the drafts as they were looked at; `lang` is the language of whoever ticked them."""

    SECONDS: ClassVar[int] = 900
    number: int
    ticked: Sequence[str]
    url: str
    publishing: str
    two_persons: bool
    lang: str

    @property
    def key(self) -> str:
        return job.key(self.number)

    def run(self, folder: Path) -> None:
        writer = Writer(self.publishing, STATEMENT_S)
        try:
            with beside(self.url) as seen:
                self._publish_all(seen, writer)
        finally:
            writer.close()
        keep_texts(self.number, self.publishing)

    def _publish_all(self, seen: Connection, writer: Writer) -> None:
        """One transaction each: what one draft is refused for keeps no other back."""
        of_account = select(*OF_ACCOUNT).join(Job, Job.account == AccountRow.id).where(Job.id == self.number)
        account = Account(*seen.execute(of_account).one())
        told: dict[str, str] = {}
        for done, ticked in enumerate(self.ticked):
            if not job.note(seen, self.number, done):
                job.end(seen, self.number, "cancelled", {})
                return
            number = ticked.partition(".")[0]
            try:
                # While an import writes, the others would wait as long as this one did.
                became = BUSY if BUSY in told.values() else self._published(writer, account, int(number), ticked)
            except DatabaseAwayError as error:
                log.warning("job %s broke off: %s", self.number, error)
                job.end(seen, self.number, "failed", {"full": isinstance(error, NoRoomError)})
                return
            if became:
                told[number] = became
                job.tell(seen, self.number, {"told": told})
        job.end(seen, self.number, "stored", {})

    def _published(self, writer: Writer, account: Account, number: int, ticked: str) -> str:
        """Publish a draft as it was looked at; what became of it, nothing of one that there is not."""

        def write(connection: Connection) -> None:
            now = drafts.read(connection, number, account)
            if _was_published(now, ticked):
                return
            if token(now) != ticked:
                raise ConflictError("The draft was changed since this page was loaded.")
            drafts.accept(connection, account, now, two_persons=self.two_persons)

        try:
            writer.run_here(write)
        except NotFoundError:
            return ""
        except ConflictError:
            return MEANWHILE
        except BusyError:
            return BUSY
        except ForbiddenError:
            return FORBIDDEN
        except FaultsError as error:
            return FAULTS + "; ".join(dict(error.said(self.lang)).values())[:LONGEST_WHY]
        return PUBLISHED

    def waits(self, connection: Connection) -> None:
        job.waits(connection, self.number)

    def broke(self, connection: Connection, why: Why) -> None:
        job.end(connection, self.number, "failed", {})


def _was_published(draft: Proposal, ticked: str) -> bool:
    """Whether it was published as it was looked at: the same form was sent twice."""
    return draft.state == PUBLISHED and ticked == f"{draft.id}.{draft.version - 1}"
