"""Writes one change with its revisions, in the transaction that changes the records.

Whoever writes records puts what becomes different into the temporary table `revised`, by set-based SQL; here it gets
its digests and is appended. The lock on `data_version` keeps changes one after another: what is published by itself
takes it first, an import once its digests are reckoned.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import psycopg
from sqlalchemy import Connection, func, select

from app.history.author import Author, digest_name, digest_of
from app.history.chain import ORDER, READ_REVISION, change_digest, revision_digest
from app.history.models import Change
from app.store.copying import Copying

REVISED = """CREATE TEMPORARY TABLE IF NOT EXISTS revised (platform text, field text, revision integer, old jsonb,
  new jsonb, source text, source_date text, basis text) ON COMMIT DROP"""
LAST = "SELECT number, digest FROM changes ORDER BY number DESC LIMIT 1"
DIGESTED = """CREATE TEMPORARY TABLE IF NOT EXISTS digested (platform text, field text, revision integer, old jsonb,
  new jsonb, source text, source_date text, basis text, digest text) ON COMMIT DROP"""
COPY = "COPY digested FROM STDIN"
APPEND = """INSERT INTO revisions (change, platform, field, revision, old, new, source, source_date, basis, digest)
  SELECT %s, platform, field, revision, old, new, source, source_date, basis, digest FROM digested"""
INSERT = """INSERT INTO changes (number, made_at, action, who, role, institution, reason, source, data_version,
    algorithm, revisions, revisions_digest, previous, digest)
  VALUES (%(number)s, %(made_at)s, %(action)s, %(who)s, %(role)s, %(institution)s, %(reason)s, %(source)s,
    %(data_version)s, %(algorithm)s, %(revisions)s, %(revisions_digest)s, %(previous)s, %(digest)s)"""
STATE = "SELECT version, clock_timestamp() FROM data_version"
AT_A_TIME = 1000
Cursor = psycopg.Cursor[Any]


def open_revised(cursor: Cursor) -> None:
    """Make the table that takes what becomes different; it is empty then."""
    cursor.execute(REVISED)
    cursor.execute("TRUNCATE revised")


@dataclass(frozen=True)
class Ground:
    """Where the new value of a field comes from, as whoever changed it says."""

    source: str | None = None
    source_date: str | None = None
    basis: str | None = None


GROUND = "UPDATE revised SET source = %s, source_date = %s, basis = %s WHERE field = %s"


def append(cursor: Cursor, author: Author, grounds: Mapping[str, Ground] | None = None) -> int | None:
    """Append what stands in `revised` as one change and return its number; None where nothing stands there.

    It is called last, after the version of the data grew. `grounds` say of fields where their new values come from.
    Raises SettingsError where the digest is lacking.
    """
    digested = digest_revised(cursor, grounds)
    if digested is None:
        return None
    append_digested(cursor)
    return link(cursor, author, digested)


@dataclass(frozen=True)
class Digested:
    """How many revisions stand in the table `digested`, and the digest over theirs in their order."""

    algorithm: str
    revisions: int
    digest: str


def digest_revised(cursor: Cursor, grounds: Mapping[str, Ground] | None = None) -> Digested | None:
    """Give what stands in `revised` its digests; None where nothing stands there.

    No other change plays a part in them, so that nobody need wait for it, however many they are.
    """
    cursor.execute("SELECT EXISTS (SELECT FROM revised)")
    if not (cursor.fetchone() or (False,))[0]:
        return None
    for field, ground in (grounds or {}).items():
        cursor.execute(GROUND, [ground.source, ground.source_date, ground.basis, field])
    algorithm = digest_name()
    cursor.execute(DIGESTED)
    cursor.execute("TRUNCATE digested")
    count, digest = _copy(cursor, algorithm)
    cursor.execute("TRUNCATE revised")
    return Digested(algorithm, count, digest)


def append_digested(cursor: Cursor) -> int:
    """Append what stands in `digested` under the number that the next change will have, and return that.

    Where somebody else appends a change before this one is linked, it is to be taken back and done again.
    """
    number = next_number(cursor)
    cursor.execute(APPEND, [number])
    return number


def next_number(cursor: Cursor) -> int:
    """The number that the next change will have."""
    last, _ = cursor.execute(LAST).fetchone() or (0, "")
    return int(last) + 1


def link(cursor: Cursor, author: Author, digested: Digested) -> int:
    """Link what was appended with the change before it as one change, and return its number.

    The version of the data is held and has grown, so that nobody else appends.
    """
    cursor.execute(LAST)
    last, previous = cursor.fetchone() or (0, "")
    version, moment = _state(cursor)
    change: dict[str, Any] = {
        "number": last + 1,
        "made_at": moment,
        "data_version": version,
        "algorithm": digested.algorithm,
        "revisions": digested.revisions,
        "revisions_digest": digested.digest,
        "previous": previous,
        **vars(author),
    }
    cursor.execute(INSERT, {**change, "digest": change_digest(digest_of(digested.algorithm), change)})
    return int(change["number"])


def _state(cursor: Cursor) -> tuple[int, datetime]:
    cursor.execute(STATE)
    version, moment = cursor.fetchone() or (0, None)
    assert isinstance(moment, datetime)  # noqa: S101 - the row of the version is never absent
    return version, moment


def last_change(connection: Connection) -> int:
    """The number of the newest change that others see; 0 where there is none."""
    return int(connection.execute(select(func.coalesce(func.max(Change.number), 0))).scalar_one())


def _copy(cursor: Cursor, algorithm: str) -> tuple[int, str]:
    """Copy the revisions with their digests; how many, and the digest over theirs in their order."""
    digest, whole, count = digest_of(algorithm), hashlib.new(algorithm), 0
    # A named cursor: of a million revisions some thousands are in memory.
    with cursor.connection.cursor("revised") as reading:
        reading.execute(f"SELECT {READ_REVISION} FROM revised ORDER BY {ORDER}")  # noqa: S608 - constants
        while rows := reading.fetchmany(AT_A_TIME):
            with cursor.copy(COPY) as copy, Copying(copy) as rows_of:
                for row in rows:
                    one = revision_digest(digest, row)
                    whole.update(one.encode())
                    rows_of.row((*row, one))
            count += len(rows)
    return count, whole.hexdigest()
