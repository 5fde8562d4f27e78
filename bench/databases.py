"""The databases of the benchmark: synthetic platforms, the default data, and what the best SQL reads.

All are databases of one private cluster below a folder of the benchmark's own. They stay for the next run.
"""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from app.database_url import libpq
from app.imports.reference.defaults import load_defaults
from app.imports.storing.features import keep_features
from app.imports.synthetic import load_synthetic
from app.setup.cluster import open_database
from app.store.migrations import upgrade
from bench import best
from bench.machine import say

SEED = 1
VERSION = "SELECT 'PostgreSQL ' || current_setting('server_version') || ', PostGIS ' || postgis_lib_version()"


@dataclass(frozen=True)
class Databases:
    """SQLAlchemy URLs of the databases of one size; `names` are the codes that a drawn number stands for, from 1."""

    rows: int
    synthetic: str
    default: str
    best: str
    names: dict[str, list[str]]
    located: int
    version: str


@contextmanager
def made(home: Path, rows: int, url: str) -> Iterator[Databases]:
    """The databases of `rows` platforms, made where they are absent; `url` names one that holds them already."""
    with (
        nullcontext(url) if url else _open(home, f"synthetic_{rows}") as synthetic,
        _open(home, "default_data") as default,
        _open(home, f"best_{rows}") as target,
    ):
        upgrade(default)
        load_defaults(default, say)
        if not url:
            _load(synthetic, rows)
        say(f"tables of the best SQL for {rows:,} platforms")
        best.fill(synthetic, target)
        yield described(synthetic, default, target)


def described(synthetic: str, default: str, target: str) -> Databases:
    """The databases at these URLs, once `target` is filled, and what requests are drawn from."""
    with psycopg.connect(libpq(target)) as connection:
        names = {
            name: _column(connection, f"SELECT code FROM {name}s ORDER BY number")
            for name in ("kind", "district", "domain")
        }
        [located] = _column(connection, "SELECT count(*) FROM places")
        [count] = _column(connection, "SELECT count(*) FROM features")
        [version] = _column(connection, VERSION)
    return Databases(count, synthetic, default, target, names, located, version)


@contextmanager
def empty(home: Path, name: str) -> Iterator[str]:
    """A new database without platforms, dropped at the end; one that an earlier run left behind is dropped, too."""
    drop = f'DROP DATABASE IF EXISTS "{name}"'.encode()
    with _open(home, "default_data") as other, psycopg.connect(libpq(other), autocommit=True) as connection:
        connection.execute(drop)
        try:
            with _open(home, name) as url:
                upgrade(url)
                yield url
        finally:
            connection.execute(drop)


def _open(home: Path, name: str) -> Any:
    return open_database(home, name=name, durable=False, log=lambda line: None)


def _load(url: str, rows: int) -> None:
    upgrade(url)
    with psycopg.connect(libpq(url)) as connection:
        [present] = _column(connection, "SELECT count(*) FROM platforms")
    if not present:
        say(f"making {rows:,} synthetic platforms, seed {SEED}")
        load_synthetic(url, rows, SEED, lambda number: None)
    # As `servicemap synthetic` and `import` do: without them each answer would be made anew.
    keep_features(url, say)
    with psycopg.connect(libpq(url), autocommit=True) as connection:
        connection.execute("VACUUM (ANALYZE)")


def _column(connection: psycopg.Connection[Any], query: str) -> list[Any]:
    return [value for (value,) in connection.execute(query.encode()).fetchall()]
