"""`servicemap import`: a whole file is checked, then written in one transaction, or refused."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import psycopg
from sqlalchemy import Connection, exists, select, text

from app.imports.files import read_rows
from app.imports.problems import ImportRefusedError, Problem
from app.imports.record import check
from app.imports.staging import merge
from app.platforms.models import Platform
from app.platforms.record import Record
from app.search.documents import Words, load_words
from app.store.version import bump
from app.store.writing import write_session


@dataclass(frozen=True)
class Report:
    """What an import did, or would do; `data_version` is the one after it."""

    added: int
    changed: int
    unchanged: int
    data_version: int


def import_file(url: str, path: Path, *, crs: str | None, dry_run: bool) -> Report:
    """Import platforms from a CSV or GeoJSON file.

    Raises ImportRefusedError with every problem of the file; then nothing was stored.
    """
    rows = read_rows(path, crs)
    with write_session(url) as connection:
        words = load_words(connection)
        report = store(connection, checked(rows, words), words)
        if dry_run:
            connection.rollback()
    return report


def checked(rows: list[Any], words: Words) -> list[Record]:
    codes = words.codes()
    checks = [(row, *check(row, codes)) for row in rows]
    problems = [problem for _, _, of_row in checks for problem in of_row]
    times = Counter(row.values.get("id") for row, _, _ in checks)
    doubled = [row for row, _, _ in checks if times[row.values.get("id")] > 1]
    problems += [Problem(row.number, "id", f"“{row.values.get('id')}” stands in more than one row") for row in doubled]
    if problems:
        raise ImportRefusedError(problems)
    return [record for _, record, _ in checks if record]


def store(connection: Connection, records: Iterable[Record], words: Words) -> Report:
    """Merge records inside the caller's transaction; the data version grows when anything changed."""
    connection.execute(text("SELECT version FROM data_version FOR UPDATE"))  # one import after another
    seen = 0

    def documents() -> Iterable[tuple[Record, str]]:
        nonlocal seen
        for record in records:
            seen += 1
            yield record, words.document(record)

    raw = cast("psycopg.Connection[Any]", connection.connection.driver_connection)
    with raw.cursor() as cursor:
        merged = merge(cursor, documents())
    if merged.added or merged.changed:
        any_synthetic = connection.execute(select(exists().where(Platform.synthetic))).scalar_one()
        bump(connection, synthetic=any_synthetic)
    version = connection.execute(text("SELECT version FROM data_version")).scalar_one()
    return Report(merged.added, merged.changed, seen - merged.added - merged.changed, version)
