"""`servicemap export`: all platforms as a data file that `servicemap import` takes back unchanged."""

import contextlib
import os
from codecs import BOM_UTF8
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import psycopg

from app.errors import ServiceMapError
from app.platforms import queries
from app.platforms.filter import Filter
from app.platforms.predicate import shape
from app.store.connections import conninfo, limits
from app.store.statements import Compiled
from frontend.language import DEFAULT

ENDINGS = (".csv", ".geojson")
LONGEST_S = 600


class ExportError(ServiceMapError):
    """The file cannot be written so."""


def export_file(url: str, path: Path) -> int:
    """Write every platform to FILE.csv or FILE.geojson and return their number; the file appears whole or not at all.

    Raises ExportError where it cannot be written.
    """
    writers = {".csv": _csv, ".geojson": _geojson}
    writer = writers.get(path.suffix.lower())
    if writer is None:
        raise ExportError(f"{path.name}: the name must end in {' or '.join(ENDINGS)}.")
    if path.is_dir():
        raise ExportError(f"{path} is a folder: name a file in it, as {path / 'platforms.csv'}.")
    if not path.parent.is_dir():
        raise ExportError(f"There is no folder {path.parent}: make it, or name another file.")
    with whole(path) as file, psycopg.connect(conninfo(url, LONGEST_S)) as connection:
        connection.execute(limits(url, LONGEST_S))
        return writer(connection, file)


@contextlib.contextmanager
def whole(path: Path) -> Iterator[IO[bytes]]:
    """A file to write, which takes the place of `path` once it is complete; whatever goes wrong, nothing of it is left.

    Raises ExportError where the disk does not take it.
    """
    half = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with half.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        half.replace(path)
    except OSError as error:
        raise ExportError(f"{path} could not be written: {error.strerror}. What stood there is unchanged.") from error
    finally:
        with contextlib.suppress(OSError):
            half.unlink()


def _csv(connection: psycopg.Connection[Any], file: IO[bytes]) -> int:
    query = queries.csv(shape(Filter()), "default", DEFAULT.code)
    statement = f"COPY ({query.sql}) TO STDOUT WITH (FORMAT csv, HEADER)"
    file.write(BOM_UTF8)
    with connection.cursor() as cursor:
        with cursor.copy(statement.encode(), _values(query)) as copy:
            for chunk in copy:
                file.write(chunk)
        return cursor.rowcount


def _geojson(connection: psycopg.Connection[Any], file: IO[bytes]) -> int:
    query = queries.features(shape(Filter()), "default", DEFAULT.code)
    number = 0
    file.write(b'{"type":"FeatureCollection","features":[')
    # A named cursor: the features come in parts, not all at once.
    with connection.cursor("features") as cursor:
        cursor.execute(query.sql.encode(), _values(query))
        for number, (feature,) in enumerate(cursor, start=1):
            file.write((",\n" if number > 1 else "\n").encode() + feature.encode())
    file.write(b"\n]}\n")
    return number


def _values(query: Compiled) -> dict[str, Any]:
    return {**query.fixed, "lang": DEFAULT.code}
