"""What an import holds for itself, and what it does where somebody else changed one of its records meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg.errors import UniqueViolation

from app.imports.rows.problems import ImportRefusedError, Problems, fault

KEEP = """SELECT count(*) FROM
  (SELECT FROM platforms p JOIN staging s USING (id) FOR NO KEY UPDATE OF p) kept"""
CHANGED = """SELECT DISTINCT s.line, s.id FROM staging s
  JOIN revisions r ON r.platform = s.id JOIN changes c ON c.number = r.change
  WHERE c.number > %s AND c.action NOT IN ('confirm', 'consent', 'progress') ORDER BY s.line"""
"""That a record was confirmed, or has another milestone, changes nothing that a row of a file says."""
Cursor = psycopg.Cursor[Any]


def keep_rows(cursor: Cursor) -> None:
    """Let nobody else change the records that are about to be changed, until the transaction ends."""
    cursor.execute(KEEP)


def refuse_changed(cursor: Cursor, since: int) -> None:
    """Raise ImportRefusedError where somebody else changed a record after this change that a row would change, too.

    A row that says what is published by now stands in `staging` no more: nothing of it is lost.
    """
    problems = Problems()
    for line, id in cursor.execute(CHANGED, [since]).fetchall():
        problems.add(fault(line, "id", "changed-meanwhile"), id)
    problems.refuse()


@contextmanager
def unlisted() -> Iterator[None]:
    """Raise ImportRefusedError where somebody else lists a record while it is written as a new one."""
    try:
        yield
    except UniqueViolation as error:
        raise ImportRefusedError([fault(0, "id", "changed-meanwhile")]) from error
