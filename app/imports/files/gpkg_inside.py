"""Looks into a GeoPackage before GDAL does: whether it is one, which layers it has, and whether its tables are plain.

GDAL goes by what a file holds, not by its name: where that names addresses, it would ask the network for them. And it
answers what a database asks, which in a view may have no end, and in a computed column no bound.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from app.imports.rows.problems import ImportRefusedError, Quoted, fault

BEGINS = b"SQLite format 3\0"
MOST_LAYERS = 1000
"""GDAL describes each of them whenever it opens the file."""
OF_FORMAT = "SELECT name FROM pragma_table_list WHERE name LIKE 'gpkg%' LIMIT 100"
KIND = "SELECT name, type FROM pragma_table_list WHERE schema = 'main' AND name = ? COLLATE NOCASE"
COMPUTED = "SELECT EXISTS (SELECT 1 FROM pragma_table_xinfo(?) WHERE hidden <> 0)"
LAYERS = """SELECT table_name FROM gpkg_contents WHERE data_type IN ('features', 'attributes', 'aspatial')
  AND typeof(table_name) = 'text' LIMIT ?"""


def layers(path: Path) -> list[str]:
    """The names of the layers. Raises ImportRefusedError where it is no GeoPackage, and sqlite3.Error."""
    with path.open("rb") as file:
        if file.read(len(BEGINS)) != BEGINS:
            raise ImportRefusedError([fault(0, "", "not-geopackage")])
    with _opened(path) as connection:
        # GDAL reads these tables when it opens the file.
        for (name,) in connection.execute(OF_FORMAT).fetchall():
            _check_plain(connection, name)
        names = [name for (name,) in connection.execute(LAYERS, [MOST_LAYERS + 1])]
    if len(names) > MOST_LAYERS:
        raise ImportRefusedError([fault(0, "", "too-many-layers", most=MOST_LAYERS)])
    return names


def check_plain(path: Path, layer: str) -> None:
    """Raise ImportRefusedError where a layer is a view or a virtual table, or has computed columns."""
    with _opened(path) as connection:
        _check_plain(connection, layer)


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        connection.execute("PRAGMA trusted_schema = OFF")
        yield connection


def _check_plain(connection: sqlite3.Connection, table: str) -> None:
    # As SQLite has read its statement: what the list of tables says of it may be false.
    kinds = connection.execute(KIND, [table]).fetchall()
    if [kind for _, kind in kinds] == ["table"] and not connection.execute(COMPUTED, [table]).fetchone()[0]:
        return
    raise ImportRefusedError([fault(0, "", "layer-view", layer=Quoted(table))])
