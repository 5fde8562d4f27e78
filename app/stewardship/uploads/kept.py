"""Uploads in the database: a file in parts, so that every worker can read it and none holds the whole of it."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO, Any

from sqlalchemy import ColumnElement, Connection, delete, func, insert, or_, select, update

from app.errors import ConflictError, FaultsError, NotFoundError
from app.imports.files.read import BINARY, TEXTS
from app.imports.rows.problems import fault
from app.imports.rows.signs import foreign_sign
from app.stewardship.models import AccountRow, Draft, UploadPart, UploadRow
from app.stewardship.rights import Account

MOST_BYTES = 32 * 1024 * 1024
PART = 1024 * 1024
KEPT_FOR = timedelta(days=7)
MOST_KEPT = 10
"""So many files of one account are kept at a time."""
SILENT = timedelta(seconds=60)
"""A process that says nothing for so long has ended."""
WORKING = ("reading", "loading")
NAMED = re.compile(r"[^/\\]*$")
LONGEST_NAME = 120
LOGGED = 50


@dataclass(frozen=True)
class How:
    """How a file is to be read and loaded: what a column is by its heading, the datum, the sheet, the encoding.

    `whole`: all rows or none; `reason` is why, which the public sees. `source` says of whom the file is; `stale`: what
    earlier files of that source held and this one does not is marked.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    crs: str | None = None
    sheet: str | None = None
    whole: bool = False
    reason: str = ""
    encoding: str | None = None
    source: str = ""
    stale: bool = False


@dataclass(frozen=True)
class Upload:
    """A file that was sent, how it is read, and how far that is."""

    id: int
    account: int
    name: str
    size: int
    digest: str
    how: How
    state: str
    run: int
    rows: int
    verdict: str
    made_at: datetime
    seen_at: datetime

    @property
    def silent(self) -> bool:
        """Whether the process that reads or loads it has said nothing for so long that it must have ended."""
        return is_silent(self.state, self.seen_at)

    @property
    def state_now(self) -> str:
        """The state as a reader is told it: a work that must have ended broke off."""
        return "broken" if self.silent else self.state

    @property
    def working(self) -> bool:
        """Whether a process reads or loads it."""
        return self.state in WORKING and not self.silent


def is_silent(state: str, seen_at: datetime) -> bool:
    """Whether a work of which somebody said something last at this moment must have ended."""
    return state in WORKING and datetime.now(UTC) - seen_at > SILENT


_COLUMNS = tuple(UploadRow.__table__.columns)


def add(connection: Connection, account: Account, name: str, file: IO[bytes], source: str = "") -> int:
    """Keep a file that was sent, of this source; its number.

    Raises FaultsError where it is none that can be read, or one too many.
    """
    name = _file_name(name)
    _forget_old(connection)
    kept = select(func.count()).where(UploadRow.account == account.id, UploadRow.id.in_(select(UploadPart.upload)))
    if connection.execute(kept).scalar_one() >= MOST_KEPT:
        raise FaultsError([("", fault(0, "", "too-many-uploads", most=MOST_KEPT))])
    how = asdict(How(source=source))
    values = {"account": account.id, "name": name, "size": 0, "digest": "", "how": how, "state": "reading"}
    number = int(connection.execute(insert(UploadRow).values(values).returning(UploadRow.id)).scalar_one())
    size, digest = 0, hashlib.sha256()
    for index, part in enumerate(iter(lambda: file.read(PART), b"")):
        connection.execute(insert(UploadPart).values(upload=number, number=index, content=part))
        size += len(part)
        digest.update(part)
    if not size:
        raise FaultsError([("", fault(0, "", "empty-file"))])
    said = {"size": size, "digest": digest.hexdigest(), "run": 1}
    connection.execute(update(UploadRow).where(UploadRow.id == number).values(said))
    return number


def _file_name(given: str) -> str:
    """The name of the file without folders. Raises FaultsError for one that nothing reads, or that is no text."""
    match = NAMED.search(given)
    name = " ".join((match[0] if match else "").split())
    if sign := foreign_sign(name):
        raise FaultsError([("", fault(0, "", sign))])
    ending = Path(name).suffix.lower()
    if ending not in {*TEXTS, *BINARY}:
        raise FaultsError([("", fault(0, "", "ending", endings=", ".join((*TEXTS, *BINARY))))])
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - len(ending) - 1] + "…" + ending


def _forget_old(connection: Connection) -> None:
    """Delete the files and verdicts of uploads that are older than some days; that they were stays for the log."""
    discarded(connection, UploadRow.made_at < datetime.now(UTC) - KEPT_FOR)


def discarded(connection: Connection, which: ColumnElement[bool]) -> None:
    """Delete files and verdicts; drafts that came of them stay."""
    gone = update(UploadRow).where(which, UploadRow.state != "discarded").values(state="discarded", verdict="", rows=0)
    ids = connection.execute(gone.returning(UploadRow.id)).scalars().all()
    if ids:
        connection.execute(delete(UploadPart).where(UploadPart.upload.in_(ids)))


def read(connection: Connection, account: Account, id: int) -> Upload:
    """One's own upload. Raises NotFoundError."""
    row = connection.execute(select(*_COLUMNS).where(UploadRow.id == id, UploadRow.account == account.id)).first()
    if row is None:
        raise NotFoundError(f"There is no upload {id}.")
    return upload_of(row._mapping)


def upload_of(row: Mapping[Any, Any]) -> Upload:
    """An upload of its row."""
    return Upload(**{**row, "how": How(**row["how"])})


def listed(connection: Connection, account: Account) -> list[Upload]:
    """One's own uploads that are kept, the newest first."""
    wanted = select(*_COLUMNS).where(UploadRow.account == account.id, UploadRow.state != "discarded")
    rows = connection.execute(wanted.order_by(UploadRow.id.desc()).limit(MOST_KEPT)).mappings()
    return [upload_of(row) for row in rows]


@dataclass(frozen=True)
class SentFile:
    """A file that somebody sent, for the log; `state` is as a reader is told it."""

    login: str
    institution: str
    name: str
    size: int
    digest: str
    state: str
    made_at: datetime


def logged(connection: Connection) -> list[SentFile]:
    """The newest uploads of all accounts."""
    of_file = (UploadRow.name, UploadRow.size, UploadRow.digest, UploadRow.state, UploadRow.made_at)
    columns: tuple[Any, ...] = (UploadRow.seen_at, AccountRow.login, AccountRow.institution, *of_file)
    wanted = select(*columns).join(AccountRow, AccountRow.id == UploadRow.account)
    rows = connection.execute(wanted.order_by(UploadRow.id.desc()).limit(LOGGED))
    sent = [(seen_at, SentFile(*row)) for seen_at, *row in rows]
    return [replace(each, state="broken") if is_silent(each.state, seen_at) else each for seen_at, each in sent]


def write_file(connection: Connection, id: int, path: Path) -> None:
    """Put the parts together again."""
    numbers = connection.execute(
        select(UploadPart.number).where(UploadPart.upload == id).order_by(UploadPart.number)
    ).scalars()
    with path.open("wb") as file:
        for number in numbers.all():
            part = select(UploadPart.content).where(UploadPart.upload == id, UploadPart.number == number)
            file.write(connection.execute(part).scalar_one())


def begin(connection: Connection, upload: Upload, state: str, how: How) -> int:
    """Let an upload be read or loaded anew, and return the number of this run.

    Raises ConflictError where somebody did so meanwhile.
    """
    now = datetime.now(UTC)
    at_rest = or_(UploadRow.state.not_in(WORKING), UploadRow.seen_at < now - SILENT)
    as_read = (UploadRow.id == upload.id, UploadRow.run == upload.run, UploadRow.state != "discarded", at_rest)
    values = {"state": state, "how": asdict(how), "run": upload.run + 1, "rows": 0, "seen_at": now}
    # What was read stays while it is loaded: where that does not come to its end, the page still says it.
    values |= {"verdict": ""} if state == "reading" else {}
    if connection.execute(update(UploadRow).where(*as_read).values(values)).rowcount != 1:
        raise ConflictError("This upload is read or loaded already.")
    return upload.run + 1


def end(connection: Connection, id: int, run: int, state: str, verdict: str) -> None:
    """Keep what a run came to. Raises ConflictError where another one has begun since."""
    of_run = (UploadRow.id == id, UploadRow.run == run, UploadRow.state.in_(WORKING))
    values = {"state": state, "verdict": verdict, "seen_at": datetime.now(UTC)}
    if connection.execute(update(UploadRow).where(*of_run).values(values)).rowcount != 1:
        raise ConflictError("Another run of this upload has begun.")


def live(connection: Connection, id: int, run: int, rows: int = 0) -> bool:
    """Say how many rows were read, and that somebody still works on it; False where that is not so any more."""
    of_run = (UploadRow.id == id, UploadRow.run == run, UploadRow.state.in_(WORKING))
    values = {"rows": rows, "seen_at": datetime.now(UTC)}
    return connection.execute(update(UploadRow).where(*of_run).values(values)).rowcount == 1


def broke(connection: Connection, id: int, run: int, why: str) -> None:
    """Note that a run came to no end; it may be begun again."""
    of_run = (UploadRow.id == id, UploadRow.run == run, UploadRow.state.in_(WORKING))
    values = {"state": "broken", "verdict": json.dumps({"why": why})}
    connection.execute(update(UploadRow).where(*of_run).values(values))


def submit(connection: Connection, account: Account, id: int) -> int:
    """Send all drafts of an upload that nobody sent yet for review; how many they are."""
    of_upload = (Draft.upload == id, Draft.author == account.id, Draft.state == "draft")
    values = {"state": "in_review", "version": Draft.version + 1, "changed_at": datetime.now(UTC)}
    return connection.execute(update(Draft).where(*of_upload).values(values)).rowcount
