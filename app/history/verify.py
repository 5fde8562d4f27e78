"""Recomputes the chain of the history and says what does not fit: a row that was changed, added or taken away."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg.rows import dict_row

from app.errors import ServiceMapError
from app.history.author import digest_of
from app.history.chain import ORDER, READ_REVISION, change_digest, revision_digest

CHANGES = "SELECT * FROM changes ORDER BY number"
REVISIONS = f"SELECT change, digest, {READ_REVISION} FROM revisions WHERE change = %s ORDER BY {ORDER}"  # noqa: S608
STRAY = "SELECT DISTINCT change FROM revisions WHERE change NOT IN (SELECT number FROM changes) ORDER BY 1"
LATEST = """SELECT p.id FROM platforms p WHERE NOT EXISTS (SELECT FROM revisions r WHERE r.platform = p.id)
  ORDER BY p.id LIMIT 20"""


class TamperedError(ServiceMapError):
    """The history does not fit its digests."""


@dataclass(frozen=True)
class Verdict:
    """What was verified. `head` is the digest of the last change: kept elsewhere, it shows later that none was cut."""

    changes: int
    revisions: int
    algorithm: str
    head: str


def verify(connection: psycopg.Connection[Any], expected: str = "") -> Verdict:
    """Recompute all digests. Raises TamperedError, which names every row and change that does not fit.

    The connection's transaction sees one state of the data, so that what is written meanwhile plays no part.
    `expected` is the digest of a change that was noted earlier: the chain must still hold it.
    """
    faults: list[str] = []
    count, previous, algorithm, heads = 0, "", "", set()
    last = 0
    for change in connection.cursor(row_factory=dict_row).execute(CHANGES).fetchall():
        faults += _faults(connection, change, last, previous)
        last, previous, algorithm = change["number"], change["digest"], change["algorithm"]
        heads.add(previous)
        count += change["revisions"]
    faults += [
        f"Revisions of change {number} stand there, the change does not." for (number,) in _rows(connection, STRAY)
    ]
    faults += [f"Platform {id} is published, and no change says how." for (id,) in _rows(connection, LATEST)]
    if expected and expected not in heads:
        faults.append(f"No change has the digest {expected}: changes after it were cut off, or it was another chain.")
    if faults:
        raise TamperedError("\n".join(faults))
    return Verdict(last, count, algorithm, previous)


def _rows(connection: psycopg.Connection[Any], statement: str) -> list[tuple[Any, ...]]:
    return connection.execute(statement.encode()).fetchall()


def _faults(connection: psycopg.Connection[Any], change: dict[str, Any], last: int, previous: str) -> Iterator[str]:
    """What does not fit of one change, whose forerunner has the number `last` and the digest `previous`."""
    number, digest = change["number"], digest_of(change["algorithm"])
    if number != last + 1:
        yield f"Between change {last} and change {number} some are missing."
    if change["previous"] != previous:
        yield f"Change {number} does not follow the one before it."
    if change_digest(digest, change) != change["digest"]:
        yield f"Change {number} of {change['made_at']:%Y-%m-%d %H:%M} was altered."
    whole, count = hashlib.new(change["algorithm"]), 0
    with connection.cursor(f"revisions-{number}") as reading:
        reading.execute(REVISIONS, [number])
        for _, stored, *values in reading:
            count += 1
            whole.update(stored.encode())
            if revision_digest(digest, tuple(values)) != stored:
                yield f"Change {number}, platform {values[0]}, field {values[1] or '(record)'}: this row was altered."
    if (count, whole.hexdigest()) != (change["revisions"], change["revisions_digest"]):
        yield f"Change {number} had {change['revisions']} revisions, {count} stand there; or a digest was altered."
