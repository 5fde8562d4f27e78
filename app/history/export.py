"""The whole log as a file, for auditors and not for the public.

A line for each field of each change, with who made it, and behind them one for each draft that changed hands, each
sign-in, each file that was sent, and each removal of what was kept long enough.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, Literal

import psycopg

from app.web.cells import neutralise

Form = Literal["jsonl", "csv"]
COLUMNS = {
    **dict.fromkeys(("number", "made_at", "action", "who", "role", "institution", "reason"), "c"),
    **dict.fromkeys(("data_version", "platform", "field", "revision", "old", "new"), "r"),
    **dict.fromkeys(("source", "source_date", "basis", "digest"), "r"),
    "data_version": "c",
}
"""Names in the file, each with the table that has it."""
LOG = f"""SELECT {", ".join(f"{table}.{name}" for name, table in COLUMNS.items())}
  FROM changes c JOIN revisions r ON r.change = c.number WHERE c.made_at >= %(since)s AND c.made_at < %(until)s
  ORDER BY c.number, r.platform, r.field LIMIT %(most)s"""  # noqa: S608 - constants
HANDED = """SELECT NULL, h.made_at, CASE WHEN h.taker IS NULL THEN 'withdraw' ELSE 'handover' END, b.login, b.role,
    b.institution, h.why, NULL, d.platform, 'draft ' || d.id, NULL, to_jsonb(f.login), to_jsonb(t.login),
    NULL, NULL, NULL, ''
  FROM handovers h JOIN drafts d ON d.id = h.draft JOIN accounts b ON b.id = h.by JOIN accounts f ON f.id = h.former
  LEFT JOIN accounts t ON t.id = h.taker WHERE h.made_at >= %(since)s AND h.made_at < %(until)s
  ORDER BY h.id LIMIT %(most)s"""
"""Who did it, of which record and draft, and as the values before and after who had it and who has it."""
SIGN_INS = """SELECT NULL, s.made_at, 'sign-in', a.login, a.role, a.institution, '', NULL, NULL, s.way, NULL,
    to_jsonb(b.login), to_jsonb(s.outcome), nullif(s.detail, ''), NULL, NULL, ''
  FROM sign_ins s LEFT JOIN accounts a ON a.id = s.account LEFT JOIN accounts b ON b.id = s.by
  WHERE s.made_at >= %(since)s AND s.made_at < %(until)s ORDER BY s.id LIMIT %(most)s"""
"""To which account, where it is known; by which way, with which outcome, and as the value before who linked it."""
FILES = """SELECT NULL, u.made_at, 'file', a.login, a.role, a.institution, '', NULL, NULL, u.name, NULL,
    NULL, to_jsonb(u.state), NULL, NULL, NULL, u.digest
  FROM uploads u JOIN accounts a ON a.id = u.account
  WHERE u.made_at >= %(since)s AND u.made_at < %(until)s ORDER BY u.id LIMIT %(most)s"""
"""Who sent which file, what became of it, and its SHA-256."""
REMOVALS = """SELECT NULL, r.made_at, 'removal', '', 'system', '', '', NULL, NULL, r.what, NULL,
    to_jsonb(r.rows), NULL, NULL, to_char(r.before AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI"Z"'), NULL, ''
  FROM removals r WHERE r.made_at >= %(since)s AND r.made_at < %(until)s ORDER BY r.id LIMIT %(most)s"""
"""What was removed because it was kept long enough, how many, and from before which moment."""
AT_A_TIME = 1000
EVER: dict[str, Any] = {"since": "-infinity", "until": "infinity", "most": None}


def rows(connection: psycopg.Connection[Any], **asked: Any) -> Iterator[tuple[Any, ...]]:
    """The log from the moment `since` on, before `until`, at most `most` lines of each kind, the oldest first.

    Some are read at a time.
    """
    for kind in (LOG, HANDED, SIGN_INS, FILES, REMOVALS):
        with connection.cursor("log") as cursor:
            cursor.itersize = AT_A_TIME
            yield from cursor.execute(kind.encode(), {**EVER, **asked})


def written(log: Iterable[tuple[Any, ...]], form: Form) -> Iterator[str]:
    """The lines of the file. A CSV has a heading, and no cell that a spreadsheet would take for a formula."""
    if form == "jsonl":
        for row in log:
            yield json.dumps(dict(zip(COLUMNS, map(_plain, row), strict=True)), ensure_ascii=False) + "\n"
        return
    yield line_of(COLUMNS)
    for row in log:
        yield line_of(map(cell_of, row))


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def cell_of(value: Any) -> str:
    """A value as a cell of a CSV: a list or number as JSON, nothing as an empty cell, no formula."""
    plain = _plain(value)
    if plain is None:
        return ""
    return neutralise(plain if isinstance(plain, str) else json.dumps(plain, ensure_ascii=False))


def line_of(cells: Iterable[str]) -> str:
    """The line of a CSV that has these cells."""
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()
