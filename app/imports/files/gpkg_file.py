"""Reads a GeoPackage feature by feature: its layer, its datum, points alone. GDAL reads the features in batches."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from app.errors import quoted, visible
from app.imports.files.gpkg_inside import check_plain, layers
from app.imports.files.ways import SHOWN, SeveralWaysError, Way, way
from app.imports.rows.aliases import READ_PAST
from app.imports.rows.datums import datum_named
from app.imports.rows.heading import Heading
from app.imports.rows.problems import ImportRefusedError, Problem, Problems, Quoted, fault
from app.imports.rows.raw_row import MAX_CELL, MAX_COLUMNS, MAX_ROWS, RawRow
from app.imports.rows.reading import Reading
from app.platforms.columns import BY_NAME
from app.web.cells import entries, split_words
from geo.datum import Crs

AT_ONCE = 1000
FIRST_FID = -(2**63)
MOST_LAYERS = 20
"""So many layers can be chosen from."""
LAYER = "platforms"
"""The layer that is read where there are several; our own files call theirs so."""
REGISTERED = {"LIST_ALL_TABLES": "NO"}
"""GDAL looks at no table that the file does not register as a layer."""
BESIDE = {"lon", "lat", "fid", "ogc_fid"}
"""Fields that say the position a second time, or number the rows."""


@dataclass(frozen=True)
class Layer:
    """One layer of a GeoPackage, and how its fields are read."""

    path: Path
    name: str
    heading: Heading
    crs: Crs
    fid: str
    """The column of the numbers of its features."""


def read_gpkg(path: Path, _: str, crs: Crs | None, reading: Reading) -> Iterator[RawRow]:
    """The features of the layer; what is wrong with one goes to `reading`. Raises ImportRefusedError."""
    return _rows(_layer(path, crs, reading), reading)


def _layer(path: Path, given: Crs | None, reading: Reading) -> Layer:
    """The layer to read, checked before any feature is. Raises ImportRefusedError."""
    import pyogrio
    from pyogrio.errors import DataLayerError, DataSourceError

    try:
        names = layers(path)
        name = _named(path, names, reading)
        check_plain(path, name)
        about = pyogrio.read_info(path, layer=name, **REGISTERED)
    except (DataSourceError, DataLayerError, sqlite3.Error) as error:
        raise _refused("no-geopackage", why=visible(str(error).partition("\n")[0])) from error
    fields = [str(each) for each in about["fields"]]
    if len(fields) > MAX_COLUMNS:
        raise _refused("too-many-columns", most=MAX_COLUMNS)
    columns = [(field if field.lower() not in BESIDE else "") for field in fields]
    heading = Heading(columns, 0, reading.columns)
    Problems(heading.problems()).refuse()
    for other in names:
        if other != name:
            reading.notes.add(0, "", "layer-unread", layer=Quoted(other))
    return Layer(path, name, heading, _datum(about["crs"], given), _column(about["fid_column"]))


def _named(path: Path, names: list[str], reading: Reading) -> str:
    """The layer that is named, the only one, or the one that our own files call so. Raises ImportRefusedError."""
    if reading.sheet is None and reading.asks and len(names) > 1 and LAYER not in names:
        ways = [_way(path, name) for name in names[:MOST_LAYERS]]
        named = ", ".join(quoted(name) for name in names[:MOST_LAYERS])
        raise SeveralWaysError("sheet", ways, fault(0, "", "several-sheets", sheets=named))
    wanted = reading.sheet or (names[0] if len(names) == 1 else LAYER)
    if wanted not in names:
        listed = [*map(quoted, names[:MOST_LAYERS]), *(["…"] if len(names) > MOST_LAYERS else [])]
        raise _refused("no-layer", layer=Quoted(wanted), layers=", ".join(listed))
    reading.sheets, reading.sheet = names if len(names) > 1 else (), wanted
    return wanted


def _way(path: Path, layer: str) -> Way:
    """A layer with its first features; none of a view, which may have no end."""
    from pyogrio.raw import read

    try:
        check_plain(path, layer)
    except ImportRefusedError:
        return Way(layer, [])
    _, _, _, columns = read(path, layer=layer, max_features=SHOWN, read_geometry=False, **REGISTERED)
    return way(layer, zip(*columns, strict=True))


def _column(name: str) -> str:
    """A column as it stands between quotes in SQL; a table without numbers has those of SQLite."""
    return name.replace('"', '""') or "rowid"


def _datum(stated: str | None, given: Crs | None) -> Crs:
    """The datum of the layer. Raises ImportRefusedError where it is none that is read, or not clear."""
    own = datum_named(stated)
    if stated and own is None:
        raise _refused("layer-crs", crs=Quoted(stated))
    if own and given and own != given:
        raise _refused("layer-datums", own=own, given=given)
    datum = own or given
    if datum is None:
        raise ImportRefusedError([fault(0, "crs", "no-datum")])
    return datum


def _rows(layer: Layer, reading: Reading) -> Iterator[RawRow]:
    heading = layer.heading
    unsaid = tuple(name for name in BY_NAME if name not in heading.names and not BY_NAME[name].stored.axis)
    for number, (shape, fields) in enumerate(_features(layer, reading.problems), start=1):
        if number > MAX_ROWS:
            reading.problems.stop(fault(number, "", "too-many-rows", most=MAX_ROWS))
            return
        stated = zip(heading.names, fields, strict=True)
        values = {name: _value(name, value, heading) for name, value in stated if name != READ_PAST}
        own = values.pop("crs", None)
        problems = [*_cells(number, values), *_place(number, shape, values)]
        if own and datum_named(own) not in (None, layer.crs):
            problems.append(fault(number, "crs", "row-datum", own=Quoted(own), given=layer.crs))
        yield RawRow(number, values, layer.crs, unsaid, heading.in_words, tuple(problems))


def _features(layer: Layer, problems: Problems) -> Iterator[tuple[bytes | None, tuple[Any, ...]]]:
    """The geometry and the fields of each feature, by their numbers.

    A part begins behind the last number: a number of features to pass over would be read each time, and the number of
    all that a file states may be false.
    """
    from pyogrio.errors import DataLayerError, FeatureError
    from pyogrio.raw import read

    last = FIRST_FID - 1
    while True:
        where = f'"{layer.fid}" > {last}' if last >= FIRST_FID else f'"{layer.fid}" >= {FIRST_FID}'
        part = {"where": where, "max_features": AT_ONCE, "return_fids": True}
        try:
            _, fids, shapes, fields = read(layer.path, layer=layer.name, **part, **REGISTERED)
        except (FeatureError, DataLayerError, ValueError) as error:
            # GDAL gives none of a part in which it cannot read one, and does not say which.
            problems.stop(fault(0, "", "no-geopackage", why=visible(str(error).partition("\n")[0])))
            return
        if not len(fids):
            return
        # A layer may have no geometries at all.
        yield from zip(shapes if shapes is not None else [None] * len(fids), zip(*fields, strict=True), strict=True)
        last = int(fids[-1])


def _value(name: str, value: Any, heading: Heading) -> Any:
    """What a field states; None where it states nothing."""
    if value is None or (isinstance(value, float | np.floating) and np.isnan(value)) or value == "":
        return None
    if isinstance(value, bytes):
        return value
    if isinstance(value, np.datetime64):
        return None if np.isnat(value) else str(value)[:10]
    if isinstance(value, float | np.floating) and float(value).is_integer():
        value = int(value)
    text = str(value)
    if name in BY_NAME and BY_NAME[name].listed:
        return split_words(text) if name in heading.in_words else entries(text)
    return text


def _cells(number: int, values: dict[str, Any]) -> Iterator[Problem]:
    """Say which values are no texts, and forget them, or are too long."""
    for name, value in values.items():
        if isinstance(value, bytes):
            values[name] = None
            yield fault(number, name, "bytes")
        elif value is not None and len(str(value)) > MAX_CELL:
            yield fault(number, name, "long-cell", most=MAX_CELL)


def _place(number: int, wkb: bytes | None, values: dict[str, Any]) -> Iterator[Problem]:
    """Put the position among the values, or say why the geometry is none."""
    shape: Any = None if wkb is None else shapely.from_wkb(wkb, on_invalid="ignore")
    if shape is not None and shape.geom_type == "MultiPoint" and len(shape.geoms) == 1:
        [shape] = shape.geoms  # Some programs write every layer of points so.
    if wkb is not None and shape is None:
        yield fault(number, "geometry", "no-geometry")
    elif shape is not None and shape.geom_type != "Point":
        yield fault(number, "geometry", "polygon", kind=shape.geom_type)
    elif shape is not None and not shape.is_empty:
        if shape.has_z:
            yield fault(number, "geometry", "height")
        x, y = float(shape.x), float(shape.y)
        if not (np.isfinite(x) and np.isfinite(y)):
            yield fault(number, "geometry", "no-finite-point")
        values["lon"], values["lat"] = x, y


def _refused(key: str, **args: Any) -> ImportRefusedError:
    return ImportRefusedError([fault(0, "", key, **args)])
