"""Very many synthetic platforms are written without indexes, which then are there again as if they had never gone."""

import psycopg
import pytest

from app.database_url import libpq
from app.imports.storing import bulk
from app.imports.synthetic import load_synthetic
from tests.support.databases import Databases

MADE = """SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
  UNION ALL SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) || convalidated
  FROM pg_constraint WHERE connamespace = 'public'::regnamespace ORDER BY 1"""
NUMBERS = "SELECT relname, oid FROM pg_class WHERE relname LIKE 'ix_platform%' ORDER BY 1"
ROWS = """SELECT p.id, p.digest, p.district, o.name, array_agg(d.domain ORDER BY d.position)
  FROM platforms p LEFT JOIN operators o ON o.id = p.operator LEFT JOIN platform_domains d ON d.platform = p.id
  GROUP BY p.id, o.name ORDER BY p.id"""


def asked(url: str, query: str) -> list[tuple[object, ...]]:
    with psycopg.connect(libpq(url)) as connection:
        return connection.execute(query.encode()).fetchall()


def test_indexes_and_references_are_the_same_afterwards(databases: Databases, monkeypatch: pytest.MonkeyPatch) -> None:
    row_by_row, at_once = databases.url("row-by-row"), databases.url("at-once")
    before = asked(at_once, MADE)
    load_synthetic(row_by_row, 1000, 3, lambda made: None)
    monkeypatch.setattr(bulk, "LEAST", 1000)
    load_synthetic(at_once, 1000, 3, lambda made: None)
    # What was made again has another number.
    assert asked(at_once, NUMBERS) != asked(row_by_row, NUMBERS)
    assert asked(at_once, MADE) == before
    assert asked(at_once, ROWS) == asked(row_by_row, ROWS)
