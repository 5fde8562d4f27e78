"""Very many rows at once: the indexes and references of their tables are made once, after the rows.

Kept up row by row they take most of the time. Nobody can read the tables meanwhile, so that it is for trials alone.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg

from app.platforms.models import Platform, PlatformDomain, PlatformService, PlatformStage

LEAST = 50_000
"""So many new rows at least."""
SHARE = 10
"""The tables hold less than one in so many of the new rows."""
TABLES = [model.__tablename__ for model in (Platform, PlatformDomain, PlatformStage, PlatformService)]
INDEXES = """SELECT format('DROP INDEX %%I', c.relname), pg_get_indexdef(i.indexrelid)
  FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
  WHERE i.indrelid = ANY (%s::regclass[]) AND NOT i.indisunique ORDER BY c.relname"""
REFERENCES = """SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),
    format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname, pg_get_constraintdef(oid))
  FROM pg_constraint WHERE contype = 'f' AND conrelid = ANY (%s::regclass[]) ORDER BY conname"""
MANY = 1000
"""From so many rows on the entries of the texts are gathered."""
GIN = """SELECT c.oid::regclass::text, current_setting('work_mem'), current_setting('gin_pending_list_limit')
  FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am a ON a.oid = c.relam
  WHERE i.indrelid = 'platforms'::regclass AND a.amname = 'gin' AND pg_has_role(c.relowner, 'USAGE')"""
GATHER = "SELECT set_config('work_mem', %s, true), set_config('gin_pending_list_limit', %s, true)"
PART = "64MB"
MEMORY = "SET LOCAL maintenance_work_mem = '512MB'"


def worth_it(cursor: psycopg.Cursor[Any], added: int) -> bool:
    """Whether so many new rows are many beside those that are there."""
    cursor.execute("SELECT count(*) FROM platforms")
    [present] = cursor.fetchone() or (0,)
    return added >= LEAST and present * SHARE < added


@contextmanager
def indexed_afterwards(cursor: psycopg.Cursor[Any]) -> Iterator[None]:
    """Drop the indexes and references of the tables, and make them again when the block ends."""
    again: list[str] = []
    for query in (REFERENCES, INDEXES):
        cursor.execute(query.encode(), [TABLES])
        for drop, make in cursor.fetchall():
            cursor.execute(drop)
            again.append(make)
    yield
    cursor.execute(MEMORY)
    # The indexes first: checking the references reads them.
    for make in reversed(again):
        cursor.execute(make)
    for table in TABLES:
        cursor.execute(f"ANALYZE {table}")


@contextmanager
def gathered(cursor: psycopg.Cursor[Any]) -> Iterator[None]:
    """Let the index of the texts take new entries in large parts: those of many rows go to one page of it at once.

    What is left at the end goes there, too, or each search would look through it. Only who owns the index may do that.
    """
    owned = cursor.execute(GIN).fetchall()
    if owned:
        cursor.execute(GATHER, [PART, PART])
    yield
    for index, memory, limit in owned:
        cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [index])
        cursor.execute(GATHER, [memory, limit])
