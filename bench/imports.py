"""How fast a file is imported: ours, COPY into the same tables, and ogr2ogr into a flat one, each with its indexes.

Ours checks every cell, and merges what changed; COPY takes what was checked before. Each runs once.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

import psycopg

from app.database_url import libpq
from app.imports.reference.defaults import load_foundation
from app.platforms import queries
from app.platforms.filter import Filter
from app.platforms.predicate import shape
from app.store.writing import write_session
from bench import databases
from bench.machine import peak_memory, say

TABLES = (
    *("operators", "sources", "platforms", "platform_domains", "platform_stages", "platform_services"),
    # What an import writes beside the records: the texts of their features, and their history.
    *("platform_features", "revisions"),
)
INDEXED = ("id", "kind", "district_code", "zone")
"""The columns of the flat table that have an index, besides its position."""


@dataclass
class Imported:
    """Rows a second, and the megabytes that the program took at most; `failed` says why there is no figure."""

    name: str
    rate: float = 0.0
    memory: float = 0.0
    failed: str = ""


def measured(of: databases.Databases, home: Path, rows: int, folder: Path) -> list[Imported]:
    """All ways, one after another."""
    rows = min(rows, of.rows)
    file = folder / "platforms.csv"
    with psycopg.connect(libpq(of.synthetic)) as connection:
        query = queries.csv(shape(Filter()), "default", "zh-CN")
        text = f"COPY (SELECT * FROM ({query.sql}) AS listed LIMIT {rows}) TO STDOUT (FORMAT csv, HEADER)"
        with (
            connection.cursor().copy(text.encode(), {**query.fixed, "lang": "zh-CN"}) as blocks,
            file.open("wb") as out,
        ):
            for block in blocks:
                out.write(block)
    found = []
    for name, way in WAYS.items():
        say(f"import of {rows:,} rows: {name}")
        with databases.empty(home, "imported") as url:
            with write_session(url) as connection:
                load_foundation(connection, lambda line: None)
            try:
                seconds, memory = way(of.synthetic, url, file, rows)
            except (RuntimeError, OSError, psycopg.Error) as error:
                found.append(Imported(name, failed=str(error)[:200]))
            else:
                found.append(Imported(name, rows / seconds, memory))
    return found


def _ours(source: str, url: str, file: Path, rows: int) -> tuple[float, float]:
    return _timed([sys.executable, "-m", "app.cli", "import", str(file)], {"DATABASE_URL": url})


def _copy(source: str, url: str, file: Path, rows: int) -> tuple[float, float]:
    """COPY of the tables as they stand, from files that were written before."""
    picked = f"SELECT id FROM platforms ORDER BY (geom IS NULL), id LIMIT {rows}"
    of = {
        "operators": f"id IN (SELECT operator FROM platforms WHERE id IN ({picked}))",
        "sources": f"code IN (SELECT source FROM platforms WHERE id IN ({picked}))",
        "platforms": f"id IN ({picked})",
    }
    files = {name: file.with_name(f"{name}.copy") for name in TABLES}
    with psycopg.connect(libpq(source)) as connection:
        for name, path in files.items():
            query = f"SELECT * FROM {name} WHERE {of.get(name, f'platform IN ({picked})')}"
            with connection.cursor().copy(f"COPY ({query}) TO STDOUT".encode()) as blocks, path.open("wb") as out:
                for block in blocks:
                    out.write(block)
    with psycopg.connect(libpq(url)) as connection:
        # Some sources are those of other lists, too, and there already: the few are merged.
        connection.execute("CREATE TEMP TABLE copied (LIKE sources)")
        began = time.monotonic()
        for name, path in files.items():
            table = "copied" if name == "sources" else name
            with connection.cursor().copy(f"COPY {table} FROM STDIN".encode()) as stored, path.open("rb") as given:
                while block := given.read(2**16):
                    stored.write(block)
            if table == "copied":
                connection.execute("INSERT INTO sources SELECT * FROM copied ON CONFLICT DO NOTHING")
        connection.commit()
        return time.monotonic() - began, 0.0


def _ogr2ogr(*options: str) -> Callable[[str, str, Path, int], tuple[float, float]]:
    def run(source: str, url: str, file: Path, rows: int) -> tuple[float, float]:
        if shutil.which("ogr2ogr") is None:
            raise RuntimeError("ogr2ogr is not installed (Debian: apt install gdal-bin)")
        with file.open(encoding="utf-8") as given:
            columns = given.readline().strip().split(",")
        with psycopg.connect(libpq(url), autocommit=True) as connection:
            listed = ", ".join(f'"{name}" text' for name in columns)
            connection.execute(
                f"CREATE TABLE flat (ogc_fid serial PRIMARY KEY, geom geometry(Point, 4326), {listed})".encode()
            )
            connection.execute("CREATE INDEX ON flat USING gist (geom)")
            for name in INDEXED:
                connection.execute(f'CREATE INDEX ON flat ("{name}")'.encode())
        read = ["-oo", "X_POSSIBLE_NAMES=lon", "-oo", "Y_POSSIBLE_NAMES=lat", "-a_srs", "EPSG:4326"]
        into = ["-append", "-f", "PostgreSQL", f"PG:{libpq(url)}", "-nln", "flat"]
        return _timed(["ogr2ogr", *options, *into, str(file), *read], {})

    return run


def _timed(command: Sequence[str], env: dict[str, str]) -> tuple[float, float]:
    """The seconds that a command takes, and the megabytes that it takes at most. Raises RuntimeError if it fails."""
    with TemporaryFile() as errors:
        began, peak = time.monotonic(), 0.0
        program = subprocess.Popen(command, env={**os.environ, **env}, stdout=subprocess.DEVNULL, stderr=errors)
        while program.poll() is None:
            # The kernel's own sum for a child that has ended (`ru_maxrss`) begins with the memory of this process.
            peak = peak_memory(program.pid) or peak
            time.sleep(0.02)
        seconds = time.monotonic() - began
        if program.returncode:
            errors.seek(0)
            said = errors.read().decode("utf-8", "replace").strip()
            raise RuntimeError(said[-300:] or f"exit code {program.returncode}")
        return seconds, peak


WAYS = {
    "servicemap import": _ours,
    "COPY into the same tables": _copy,
    "ogr2ogr -append (INSERT)": _ogr2ogr(),
    "ogr2ogr -append, PG_USE_COPY": _ogr2ogr("--config", "PG_USE_COPY", "YES"),
}
