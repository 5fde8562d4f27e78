"""GeoPackage (OGC 12-128) and FlatGeobuf, written by GDAL: points in WGS-84, records without a position with none."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from app.downloads.about import About
from app.downloads.rows import Row, Table
from app.errors import FileNotMadeError

CRS = "EPSG:4326"
LAYER = "platforms"
MOST_ROWS = 100_000
"""Of a format that takes all rows at once."""
Column = npt.NDArray[Any]


def write_geopackage(path: Path, rows: Table, about: About) -> None:
    """Write the rows part by part, in bounded memory. Raises FileNotMadeError where GDAL cannot write."""
    options = {"DESCRIPTION": "\n".join(about.lines), "IDENTIFIER": about.title}
    for number, part in enumerate(_parts_or_empty(rows)):
        _write(path, "GPKG", rows.columns, part, append=number > 0, options=options if number == 0 else {})


def write_flatgeobuf(path: Path, rows: Table, about: About) -> None:
    """Write the rows, which the format, whose index stands before the first record, takes at once.

    Raises FileNotMadeError where GDAL cannot write.
    """
    every = [row for part in rows.parts() for row in part]
    options = {"TITLE": about.title, "DESCRIPTION": "\n".join(about.lines)}
    # GDAL's index in this format leaves out what has no position.
    if any(_point(rows.columns, row) is None for row in every) or not every:
        options["SPATIAL_INDEX"] = "NO"
    _write(path, "FlatGeobuf", rows.columns, every, append=False, options=options)
    _check_whole(path, len(every))


def _check_whole(path: Path, number: int) -> None:
    """Read the records again: of a disk that is full GDAL says nothing in this format. Raises FileNotMadeError."""
    from pyogrio.errors import DataLayerError, DataSourceError, FeatureError
    from pyogrio.raw import read

    try:
        *_, shapes, _ = read(path)
        whole = len(shapes) == number
    except (DataSourceError, DataLayerError, FeatureError):
        whole = False
    if not whole:
        raise FileNotMadeError("The file cannot be written: there is no room for it.")


def _parts_or_empty(rows: Table) -> Iterator[list[Row]]:
    """The parts; a list that nothing matches has one without a row, so that the layer is there."""
    parts = rows.parts()
    yield next(parts, [])
    yield from parts


def _point(columns: list[str], row: Row) -> tuple[float, float] | None:
    lon, lat = row[columns.index("lon")], row[columns.index("lat")]
    return None if lon is None or lat is None else (lon, lat)


def _write(
    path: Path, driver: str, columns: list[str], rows: list[Row], *, append: bool, options: dict[str, str]
) -> None:
    from pyogrio.errors import DataLayerError, DataSourceError, FeatureError
    from pyogrio.raw import write

    places = [_point(columns, row) for row in rows]
    shapes = np.array([None if place is None else shapely.Point(place) for place in places], dtype=object)
    facts = [_column([row[index] for row in rows]) for index in range(len(columns))]
    try:
        write(
            path,
            shapely.to_wkb(shapes),
            [values for values, _ in facts],
            columns,
            field_mask=[mask for _, mask in facts],
            layer=LAYER,
            driver=driver,
            geometry_type="Point",
            crs=CRS,
            append=append,
            **options,
        )
    except (DataSourceError, DataLayerError, FeatureError) as error:
        raise FileNotMadeError(f"The file cannot be written: {error}") from error


def _column(values: list[Any]) -> tuple[Column, Column]:
    """Numbers as such, all else as text; the mask says where nothing is stated."""
    mask = np.array([value is None for value in values], dtype=bool)
    if any(isinstance(value, float) for value in values):
        return np.array([0.0 if value is None else value for value in values]), mask
    return np.array([None if value is None else str(value) for value in values], dtype=object), mask
