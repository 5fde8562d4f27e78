"""Reads a file of platforms into raw rows, one after another. Limits are checked before anything is parsed."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from app.imports.files.csv_file import read_csv
from app.imports.files.encoding import encoding_of
from app.imports.files.geojson_file import read_geojson, read_lines
from app.imports.files.xlsx_file import read_xlsx
from app.imports.rows.datums import given_datum
from app.imports.rows.problems import ImportRefusedError, fault
from app.imports.rows.raw_row import MAX_BYTES, RawRow
from app.imports.rows.reading import Reading
from geo.datum import Crs


def _read_gpkg(path: Path, encoding: str, crs: Crs | None, reading: Reading) -> Iterator[RawRow]:
    # Of all kinds of files this one alone wants numpy and shapely, which take 15 MB.
    from app.imports.files.gpkg_file import read_gpkg

    return read_gpkg(path, encoding, crs, reading)


Reader = Callable[[Path, str, Crs | None, Reading], Iterator[RawRow]]
TEXTS: Mapping[str, Reader] = {
    **{".csv": read_csv, ".tsv": read_csv, ".geojson": read_geojson, ".json": read_geojson},
    **dict.fromkeys((".ndjson", ".geojsonl", ".geojsons"), read_lines),
}
"""Files of text, which are in some encoding."""
BINARY: Mapping[str, Reader] = {".xlsx": read_xlsx, ".xlsm": read_xlsx, ".gpkg": _read_gpkg}
ENDINGS = ".csv, .xlsx, .geojson, .gpkg"


def read_rows(path: Path, crs: str | None, reading: Reading, encoding: str | None = None) -> Iterator[RawRow]:
    """The rows of a file; what is wrong with one row's form goes to `reading`.

    Raises ImportRefusedError where no row can be read.
    """
    datum = given_datum(crs)
    ending = path.suffix.lower()
    reader = TEXTS.get(ending) or BINARY.get(ending)
    if reader is None:
        raise ImportRefusedError([fault(0, "", "ending", endings=ENDINGS)])
    if path.stat().st_size > MAX_BYTES:
        raise ImportRefusedError([fault(0, "", "file-size", mib=MAX_BYTES >> 20)])
    reading.encoding = file_encoding(path, encoding)
    return reader(path, reading.encoding, datum, reading)


def file_encoding(path: Path, given: str | None) -> str:
    """The encoding of a file of text; nothing for a file of another kind. Raises ImportRefusedError."""
    return encoding_of(path, given) if path.suffix.lower() in TEXTS else ""
