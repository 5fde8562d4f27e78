"""Reads a CSV or GeoJSON file into raw rows, one after another. Limits are checked before anything is parsed."""

from collections.abc import Iterator
from pathlib import Path

from app.imports.csv_file import read_csv
from app.imports.datums import given_datum
from app.imports.encoding import encoding_of
from app.imports.geojson_file import read_geojson
from app.imports.problems import ImportRefusedError, Problem, Problems
from app.imports.rows import MAX_BYTES, RawRow

READERS = {".csv": read_csv, ".tsv": read_csv, ".geojson": read_geojson, ".json": read_geojson}


def read_rows(path: Path, crs: str | None, problems: Problems, encoding: str | None = None) -> Iterator[RawRow]:
    """The rows of a file; what is wrong with one row's form goes to `problems`.

    Raises ImportRefusedError where no row can be read.
    """
    datum = given_datum(crs)
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise ImportRefusedError([Problem(0, "", "the name must end in .csv or .geojson")])
    if path.stat().st_size > MAX_BYTES:
        raise ImportRefusedError([Problem(0, "", f"larger than {MAX_BYTES // 1024 // 1024} MiB")])
    return reader(path, encoding_of(path, encoding), datum, problems)
