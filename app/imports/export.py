"""`servicemap export`: all platforms as a data file that `servicemap import` takes back unchanged."""

import json
from pathlib import Path
from typing import Any

import psycopg

from app.errors import ServiceMapError
from app.platforms import queries
from app.platforms.columns import PROPERTIES
from app.platforms.filter import Filter
from app.platforms.predicate import shape
from app.store.database import Compiled, conninfo
from frontend.language import DEFAULT

BOM = b"\xef\xbb\xbf"


class ExportError(ServiceMapError):
    """The file cannot be written so."""


def export_file(url: str, path: Path) -> int:
    """Write every platform to FILE.csv or FILE.geojson and return their number; the file appears whole."""
    writers = {".csv": _csv, ".geojson": _geojson}
    writer = writers.get(path.suffix.lower())
    if writer is None:
        raise ExportError("The name must end in .csv or .geojson.")
    with psycopg.connect(conninfo(url, 600)) as connection, connection.cursor() as cursor:
        body, count = writer(cursor)
    half = path.with_name(f".{path.name}.part")
    half.write_bytes(body)
    half.replace(path)
    return count


def _csv(cursor: psycopg.Cursor[Any]) -> tuple[bytes, int]:
    query = queries.csv(shape(Filter()), "default", DEFAULT.code)
    statement = f"COPY ({query.sql}) TO STDOUT WITH (FORMAT csv, HEADER)"
    with cursor.copy(statement.encode(), _values(query)) as copy:
        body = b"".join(bytes(chunk) for chunk in copy)
    return BOM + body, cursor.rowcount


def _geojson(cursor: psycopg.Cursor[Any]) -> tuple[bytes, int]:
    of = queries.ItemsShape(shape(Filter()), "default", PROPERTIES, DEFAULT.code)
    query = queries.items(of)
    cursor.execute(query.sql.encode(), {**_values(query), "limit": 2**31 - 1, "offset": 0})
    row = cursor.fetchone() or (0, 0, "[]")
    features = json.loads(row[2])
    lines = ",\n".join(json.dumps(each, ensure_ascii=False) for each in features)
    return f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n'.encode(), len(features)


def _values(query: Compiled) -> dict[str, Any]:
    return {**query.fixed, "lang": DEFAULT.code}
