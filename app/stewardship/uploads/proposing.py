"""Staged records as proposals: compared with one's own open drafts, and written as drafts all at once.

The statements are constants; every value travels apart from them.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

import psycopg

from app.imports.storing.clearing import STAGED
from app.platforms.columns import BY_NAME
from app.platforms.models import Platform
from app.stewardship.drafts import OPEN, differing
from app.stewardship.records import with_revision
from app.stewardship.uploads.verdict import LISTED, SeenRow
from app.store.statements import compile_select

CREATE = """CREATE TEMPORARY TABLE proposed
  (line integer, id text, base integer, before jsonb, record jsonb) ON COMMIT DROP"""
MINE = """SELECT DISTINCT ON (platform) id, platform, record FROM drafts
  WHERE author = %(author)s AND progress IS NULL AND invitation IS NULL AND state = ANY (%(open)s)
  ORDER BY platform, id DESC"""
ALREADY = f"""DELETE FROM proposed p USING ({MINE}) m WHERE m.platform = p.id AND m.record = p.record
  RETURNING p.line"""  # noqa: S608 - constants only
FIRST = f"SELECT line, before, record FROM proposed WHERE before IS NOT NULL ORDER BY line LIMIT {LISTED}"  # noqa: S608
ANEW = f"""UPDATE drafts d SET base = p.base, before = p.before, record = p.record, grounds = '{{}}',
    reason = %(reason)s, state = 'draft', upload = %(upload)s, version = d.version + 1, changed_at = now()
  FROM proposed p JOIN ({MINE}) m ON m.platform = p.id WHERE d.id = m.id"""  # noqa: S608 - constants only
NEW = f"""INSERT INTO drafts (platform, base, before, record, reason, state, author, upload)
  SELECT p.id, p.base, p.before, p.record, %(reason)s, 'draft', %(author)s, %(upload)s FROM proposed p
  WHERE NOT EXISTS (SELECT FROM ({MINE}) m WHERE m.platform = p.id) ORDER BY p.line"""  # noqa: S608
ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('servicemap uploads'), %(author)s::int)"
"""Of two uploads of one account the second sees the drafts of the first."""


@dataclass(frozen=True)
class Proposed:
    """The rows that one's own drafts say already, and the fields that the first of the others change, by row."""

    already: frozenset[int]
    fields: dict[int, list[str]]


@cache
def _propose() -> tuple[str, dict[str, Any]]:
    """The statement that puts a proposal beside what is published of its record, and the values that it fixes."""
    now = compile_select(with_revision().join(STAGED, STAGED.c.id == Platform.id))
    record = ", ".join(f"'{name}', s.{name}" for name in BY_NAME)
    before = ", ".join(f"'{name}', n.{name}" for name in BY_NAME)
    statement = f"""INSERT INTO proposed
  SELECT s.line, s.id, coalesce(n.revision, 0),
    CASE WHEN n.id IS NOT NULL THEN jsonb_build_object({before}) END, jsonb_build_object({record})
  FROM staging s LEFT JOIN ({now.sql}) n ON n.id = s.id"""  # noqa: S608 - constants only
    return statement, dict(now.fixed)


def propose(cursor: psycopg.Cursor[Any], author: int) -> Proposed:
    """Turn the staged records into proposals in the table `proposed`; those that one made already are left out."""
    cursor.execute(ONE_AT_A_TIME, {"author": author})
    cursor.execute(CREATE)
    statement, fixed = _propose()
    cursor.execute(statement.encode(), fixed)
    cursor.execute(ALREADY.encode(), {"author": author, "open": list(OPEN)})
    already = frozenset(line for (line,) in cursor.fetchall())
    cursor.execute(FIRST.encode())
    return Proposed(already, {line: differing(before, record) for line, before, record in cursor.fetchall()})


def draft(cursor: psycopg.Cursor[Any], author: int, upload: int, reason: str) -> int:
    """Write the proposals as drafts, each record's own open one anew where there is one; how many they are."""
    values = {"author": author, "upload": upload, "reason": reason, "open": list(OPEN)}
    cursor.execute(ANEW.encode(), values)
    number = cursor.rowcount
    cursor.execute(NEW.encode(), values)
    return number + cursor.rowcount


def seen_rows(outcomes: Any, proposed: Proposed) -> list[SeenRow]:
    """What becomes of the first rows."""
    return [
        SeenRow(
            each.line,
            each.id,
            each.name_zh,
            "drafted" if each.line in proposed.already else each.what,
            proposed.fields.get(each.line, []),
            each.name_en,
        )
        for each in outcomes[:LISTED]
    ]
