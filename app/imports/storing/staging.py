"""Records into the tables: copied to a staging table, compared by digest, and merged by set-based SQL.

The statements are constants; every value travels by COPY.
"""

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

import psycopg

from app.imports.storing import bulk, own
from app.imports.storing.clearing import Cleared, ClearsFactsError, clears
from app.imports.storing.revised import note_staged
from app.platforms.columns import BY_NAME, COLUMNS, Column
from app.platforms.record import Record
from app.store.copying import Copying, array
from app.vocabulary.models import Source

LISTED_VALUES = frozenset(column.name for column in COLUMNS if column.listed)
MADE = ("search_text", "digest")
"""Columns of `platforms` that are made from a record."""
OWN = {column.key: column.name for column in COLUMNS if column.own}
"""The columns of `platforms` that hold a value of the file, each with the name that it has there."""

CREATE = f"""CREATE TEMPORARY TABLE staging
  ({", ".join(f"{c.name} {c.sql_type}" for c in COLUMNS)}, search_text text, digest text, unsaid text[], line integer)
  ON COMMIT DROP"""
COPY = f"COPY staging ({', '.join((*BY_NAME, *MADE, 'unsaid', 'line'))}) FROM STDIN"

ANALYZE = "ANALYZE staging (id, digest, operator, operator_type, district_code, lon, line)"
"""What statements look for; the long texts are of no use to a plan."""
UNCHANGED = """DELETE FROM staging s USING platforms p WHERE p.id = s.id AND p.digest = s.digest"""
LISTED = 1000
"""So many rows are named with what becomes of them."""
OUTCOMES = f"""SELECT s.line, s.id, s.name_zh, s.name_en, s.kind,
    CASE WHEN p.id IS NULL THEN 'added' WHEN p.digest = s.digest THEN 'unchanged' ELSE 'changed' END
  FROM staging s LEFT JOIN platforms p USING (id) ORDER BY s.line LIMIT {LISTED}"""  # noqa: S608 - constants only
COUNT = "SELECT count(*) FILTER (WHERE p.id IS NULL), count(p.id) FROM staging s LEFT JOIN platforms p USING (id)"

# An operator is its name and type: with one more column, two sources that differ in it would make two operators.
OPERATORS = """INSERT INTO operators (name, type) SELECT DISTINCT operator, operator_type FROM staging
  WHERE operator IS NOT NULL OR operator_type IS NOT NULL ON CONFLICT DO NOTHING"""


def _insert(table: str, values: Mapping[str, str], rows: str) -> str:
    """A statement that writes `rows` of staging; `values` gives an expression for each column of the table."""
    return f"INSERT INTO {table} ({', '.join(values)}) SELECT {', '.join(values.values())} FROM {rows}"  # noqa: S608


def _or_update(key: str, values: Mapping[str, str], also: str = "") -> str:
    """The end of such a statement, where some of the rows are there already."""
    updates = [f"{column} = excluded.{column}" for column in values if column != key]
    return f" ON CONFLICT ({key}) DO UPDATE SET {', '.join(updates)}{also}"


SOURCE = "'record:' || s.id"
_OF_SOURCE = {"code": SOURCE} | {c.key: f"s.{c.name}" for c in COLUMNS if c.table is Source}
_OF_PLATFORM = (
    {key: f"s.{name}" for key, name in OWN.items()}
    | {name: f"s.{name}" for name in MADE}
    | {"operator": "o.id", "geom": "ST_SetSRID(ST_MakePoint(s.lon, s.lat), 4326)", "source": SOURCE}
)
SOURCES = _insert("sources", _OF_SOURCE, "staging s") + _or_update("code", _OF_SOURCE)
NEW_PLATFORMS = _insert(
    "platforms",
    _OF_PLATFORM,
    """staging s LEFT JOIN operators o
    ON coalesce(o.name, '') = coalesce(s.operator, '') AND coalesce(o.type, '') = coalesce(s.operator_type, '')""",
)
PLATFORMS = NEW_PLATFORMS + _or_update("id", _OF_PLATFORM, ", revision = platforms.revision + 1")


def _children(column: Column) -> tuple[str, str]:
    """The statements that empty and fill a table of codes for the staged records."""
    table = column.table.__tablename__
    clear = f"DELETE FROM {table} c USING staging s WHERE c.platform = s.id"  # noqa: S608
    fill = (
        f"INSERT INTO {table} (platform, {column.key}, position) "  # noqa: S608
        f"SELECT s.id, u.code, u.n FROM staging s, unnest(s.{column.name}) WITH ORDINALITY AS u(code, n)"
    )
    return clear, fill


LISTED_AGAIN = "DELETE FROM removed_platforms r USING platforms p WHERE p.id = r.id"
EMPTIED, FILLED = zip(*(_children(column) for column in COLUMNS if column.codes), strict=True)
ALL_NEW = (OPERATORS, SOURCES, NEW_PLATFORMS, *FILLED, LISTED_AGAIN)
SOME_CHANGED = (OPERATORS, SOURCES, PLATFORMS, *EMPTIED, *FILLED, LISTED_AGAIN)


FIRST = {
    *(
        "id",
        "kind",
        "name_zh",
        "name_en",
        "operator",
        "operator_type",
        "domains",
        "domains_other",
        "stages",
        "services",
    ),
    *("service_phrases", "lifecycle", "lifecycle_date", "status_text", "fund", "fund_evidence", "voucher"),
    *(
        "voucher_evidence",
        "district_code",
        "district_basis",
        "zone",
        "zone_basis",
        "address",
        "lon",
        "lat",
        "precision",
    ),
    *("website", "summary_zh", "source_title", "source_date", "source_kind", "source_url", "confidence", "synthetic"),
}
"""The columns of the first fingerprints, which hold each of them, stated or not. Nothing is ever added here."""
LATER = {name: field.get_default() for name, field in Record.model_fields.items() if name not in FIRST}
"""A column that came later is held where it is stated alone: so a new one leaves all fingerprints as they are."""


@dataclass(frozen=True, slots=True)
class Staged:
    """A record on its way into the tables; `unsaid` are the columns that its file does not have, `line` its row."""

    record: Record
    unsaid: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True)
class Outcome:
    """What becomes of one row: `added`, `changed` or `unchanged`."""

    line: int
    id: str
    name_zh: str
    name_en: str
    kind: str
    what: str


@dataclass(frozen=True)
class Compared:
    """How many records there were, how many of them are new or changed, and what becomes of the first of them."""

    rows: int
    added: int
    changed: int
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True)
class Merged(Compared):
    """What was merged; `cleared` is what is no longer stated."""

    cleared: tuple[Cleared, ...]


_canonical = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode


def digest(record: Record) -> str:
    """A record's fingerprint: the same facts give the same digest."""
    stated = record.__dict__
    silent = {name for name, default in LATER.items() if stated[name] == default}
    return hashlib.sha256(_canonical(record.model_dump(mode="json", exclude=silent)).encode()).hexdigest()


def merge(
    cursor: psycopg.Cursor[Any],
    rows: Iterable[Staged],
    document: Callable[[Record], str],
    *,
    replace: bool,
    alone: bool = False,
    twice: Callable[[], Collection[str]] = frozenset,
    since: int | None = None,
) -> Merged:
    """Write records with their search text; a record whose digest is stored already is left alone.

    What becomes different stands in the table `revised` afterwards, for the history.

    `alone`: nobody needs to read meanwhile, so that very many may be written faster. `twice` gives, after the last row,
    ids of which no row is clear: none of them is written. `since` is the last change that the rows were checked after;
    None: nobody else changes anything.

    Raises ImportRefusedError where somebody else changed one of the records since, and ClearsFactsError where facts
    would be cleared that a file does not name, unless it is to `replace` them.
    """
    compared = compare(cursor, rows, document, twice=twice)
    if since is not None:
        own.keep_rows(cursor)
        own.refuse_changed(cursor, since)
    added, changed = compared.added, compared.changed
    cleared = clears(cursor) if changed else ()
    if cleared and not replace:
        raise ClearsFactsError(cleared)
    if added or changed:
        note_staged(cursor, added=bool(added), changed=bool(changed))
        in_bulk = alone and bulk.worth_it(cursor, added)
        few = bulk.gathered(cursor) if added + changed >= bulk.MANY else nullcontext()
        with own.unlisted(), bulk.indexed_afterwards(cursor) if in_bulk else few:
            for statement in SOME_CHANGED if changed else ALL_NEW:
                cursor.execute(statement)
    return Merged(compared.rows, added, changed, compared.outcomes, cleared)


def compare(
    cursor: psycopg.Cursor[Any],
    rows: Iterable[Staged],
    document: Callable[[Record], str],
    *,
    twice: Callable[[], Collection[str]] = frozenset,
) -> Compared:
    """Put records beside what is stored, and change nothing of that.

    Those that are new or different stand in the table `staging` until the transaction ends.
    """
    cursor.execute(CREATE)
    number = _copy(cursor, rows, document)
    number -= _without(cursor, list(twice()))
    cursor.execute("CREATE UNIQUE INDEX ON staging (id)")
    cursor.execute(ANALYZE)
    outcomes = tuple(Outcome(*row) for row in cursor.execute(OUTCOMES).fetchall())
    cursor.execute(UNCHANGED)
    cursor.execute(COUNT)
    added, changed = cursor.fetchone() or (0, 0)
    return Compared(number, added, changed, outcomes)


def _without(cursor: psycopg.Cursor[Any], ids: list[str]) -> int:
    """Take rows with these ids out of the staging table; how many they were."""
    if not ids:
        return 0
    cursor.execute("DELETE FROM staging WHERE id = ANY (%s)", [ids])
    return cursor.rowcount


def _copy(cursor: psycopg.Cursor[Any], rows: Iterable[Staged], document: Callable[[Record], str]) -> int:
    """Copy records to the staging table; their number."""
    number = 0
    with cursor.copy(COPY) as copy, Copying(copy) as rows_of:
        for number, row in enumerate(rows, start=1):  # noqa: B007 - the last one is the number of rows
            stated = row.record.__dict__
            values = [array(stated[name]) if name in LISTED_VALUES else stated[name] for name in BY_NAME]
            rows_of.row([*values, document(row.record), digest(row.record), array(row.unsaid), row.line])
    return number
