"""Records into the tables: copied to a staging table, compared by digest, and merged by set-based SQL.

The statements are constants; every value travels by COPY.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import psycopg

from app.imports.record import Record
from app.platforms.columns import COLUMNS as FILE_COLUMNS
from app.platforms.columns import LIST_COLUMNS

COLUMNS = (*FILE_COLUMNS, "synthetic")
NUMBERS = {"lon": "float8", "lat": "float8", "synthetic": "boolean"}


def _type(column: str) -> str:
    return "text[]" if column in LIST_COLUMNS else NUMBERS.get(column, "text")


CREATE = f"""CREATE TEMPORARY TABLE staging
  ({", ".join(f"{c} {_type(c)}" for c in COLUMNS)}, search_text text, digest text) ON COMMIT DROP"""
COPY = f"COPY staging ({', '.join(COLUMNS)}, search_text, digest) FROM STDIN"

UNCHANGED = """DELETE FROM staging s USING platforms p WHERE p.id = s.id AND p.digest = s.digest"""
COUNT = "SELECT count(*) FILTER (WHERE p.id IS NULL), count(p.id) FROM staging s LEFT JOIN platforms p USING (id)"

OPERATORS = """INSERT INTO operators (name, type) SELECT DISTINCT operator, operator_type FROM staging
  WHERE operator IS NOT NULL OR operator_type IS NOT NULL ON CONFLICT DO NOTHING"""
SOURCES = """INSERT INTO sources (code, title, date, kind, url)
  SELECT 'record:' || id, source_title, source_date, source_kind, source_url FROM staging
  ON CONFLICT (code) DO UPDATE SET title = excluded.title, date = excluded.date,
    kind = excluded.kind, url = excluded.url"""

SAME = (
    *("kind", "name_zh", "name_en", "domains_other", "service_phrases", "lifecycle", "lifecycle_date"),
    *("status_text", "fund", "fund_evidence", "voucher", "voucher_evidence", "district_basis", "zone"),
    *("zone_basis", "address", "precision", "website", "summary_zh", "confidence", "synthetic"),
    *("search_text", "digest"),
)
PLATFORMS = f"""INSERT INTO platforms (id, operator, district, geom, source, {", ".join(SAME)})
  SELECT s.id, o.id, s.district_code, ST_SetSRID(ST_MakePoint(s.lon, s.lat), 4326), 'record:' || s.id,
    {", ".join(f"s.{c}" for c in SAME)}
  FROM staging s LEFT JOIN operators o
    ON coalesce(o.name, '') = coalesce(s.operator, '') AND coalesce(o.type, '') = coalesce(s.operator_type, '')
  ON CONFLICT (id) DO UPDATE SET operator = excluded.operator, district = excluded.district,
    geom = excluded.geom, revision = platforms.revision + 1,
    {", ".join(f"{c} = excluded.{c}" for c in SAME)}"""  # noqa: S608 - constants only

CHILDREN = {"platform_domains": "domain", "platform_stages": "stage", "platform_services": "service"}


def _children(table: str, column: str) -> tuple[str, str]:
    listed = f"{column}s"
    clear = f"DELETE FROM {table} c USING staging s WHERE c.platform = s.id"  # noqa: S608
    fill = (
        f"INSERT INTO {table} (platform, {column}, position) "  # noqa: S608
        f"SELECT s.id, u.code, u.n FROM staging s, unnest(s.{listed}) WITH ORDINALITY AS u(code, n)"
    )
    return clear, fill


@dataclass(frozen=True)
class Merged:
    added: int
    changed: int


def digest(record: Record) -> str:
    """A record's fingerprint: the same facts give the same digest."""
    canonical = json.dumps(record.model_dump(mode="json"), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(canonical.encode()).hexdigest()


def merge(cursor: psycopg.Cursor[Any], rows: Iterable[tuple[Record, str]]) -> Merged:
    """Write records with their search text; a record whose digest is stored already is left alone."""
    cursor.execute(CREATE)
    with cursor.copy(COPY) as copy:
        for record, search_text in rows:
            copy.write_row([*(getattr(record, column) for column in COLUMNS), search_text, digest(record)])
    cursor.execute("CREATE UNIQUE INDEX ON staging (id)")
    cursor.execute("ANALYZE staging")
    cursor.execute(UNCHANGED)
    cursor.execute(COUNT)
    added, changed = cursor.fetchone() or (0, 0)
    if added or changed:
        for statement in (OPERATORS, SOURCES, PLATFORMS):
            cursor.execute(statement)
        for table, column in CHILDREN.items():
            for statement in _children(table, column):
                cursor.execute(statement)
    return Merged(added, changed)
