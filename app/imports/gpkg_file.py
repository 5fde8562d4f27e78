"""Reads a GeoPackage feature by feature: its layer, its datum, points alone. GDAL reads the features in batches."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from app.errors import quoted, visible
from app.imports.aliases import READ_PAST
from app.imports.datums import datum_named
from app.imports.heading import Heading
from app.imports.problems import ImportRefusedError, Problem, Problems, Quoted, fault
from app.imports.reading import Reading
from app.imports.rows import MAX_CELL, MAX_ROWS, RawRow
from app.imports.ways import SHOWN, SeveralWaysError, Way, way
from app.platforms.columns import BY_NAME
from app.web.cells import entries, split_words
from geo.datum import Crs

AT_ONCE = 1000
MOST_LAYERS = 20
"""So many layers can be chosen from."""
LAYER = "platforms"
"""The layer that is read where there are several; our own files call theirs so."""
BESIDE = {"lon", "lat", "fid", "ogc_fid"}
"""Fields that say the position a second time, or number the rows."""


@dataclass(frozen=True)
class Layer:
    """One layer of a GeoPackage, and how its fields are read."""

    path: Path
    name: str
    heading: Heading
    crs: Crs
    features: int


def read_gpkg(path: Path, _: str, crs: Crs | None, reading: Reading) -> Iterator[RawRow]:
    """The features of the layer; what is wrong with one goes to `reading`. Raises ImportRefusedError."""
    return _rows(_layer(path, crs, reading), reading)


def _layer(path: Path, given: Crs | None, reading: Reading) -> Layer:
    """The layer to read, checked before any feature is. Raises ImportRefusedError."""
    import pyogrio
    from pyogrio.errors import DataLayerError, DataSourceError

    try:
        names = [str(name) for name, _ in pyogrio.list_layers(path)]
        name = _named(path, names, reading)
        _no_view(path, name)
        about = pyogrio.read_info(path, layer=name, force_feature_count=True)
    except (DataSourceError, DataLayerError, sqlite3.Error) as error:
        raise _refused("no-geopackage", why=visible(str(error).partition("\n")[0])) from error
    if about["features"] > MAX_ROWS:
        raise _refused("too-many-rows", most=MAX_ROWS)
    fields = [str(each) for each in about["fields"]]
    columns = [(field if field.lower() not in BESIDE else "") for field in fields]
    heading = Heading(columns, 0, reading.columns)
    Problems(heading.problems()).refuse()
    for other in names:
        if other != name:
            reading.notes.add(0, "", "layer-unread", layer=Quoted(other))
    return Layer(path, name, heading, _datum(about["crs"], given), about["features"])


def _named(path: Path, names: list[str], reading: Reading) -> str:
    """The layer that is named, the only one, or the one that our own files call so. Raises ImportRefusedError."""
    if reading.sheet is None and reading.asks and len(names) > 1 and LAYER not in names:
        ways = [_way(path, name) for name in names[:MOST_LAYERS]]
        raise SeveralWaysError("sheet", ways, fault(0, "", "several-sheets", sheets=", ".join(map(quoted, names))))
    wanted = reading.sheet or (names[0] if len(names) == 1 else LAYER)
    if wanted not in names:
        raise _refused("no-layer", layer=Quoted(wanted), layers=", ".join(map(quoted, names)))
    reading.sheets, reading.sheet = names if len(names) > 1 else (), wanted
    return wanted


def _way(path: Path, layer: str) -> Way:
    """A layer with its first features; none of a view, which may have no end."""
    from pyogrio.raw import read

    try:
        _no_view(path, layer)
    except ImportRefusedError:
        return Way(layer, [])
    _, _, _, columns = read(path, layer=layer, max_features=SHOWN, read_geometry=False)
    return way(layer, zip(*columns, strict=True))


def _no_view(path: Path, layer: str) -> None:
    """Refuse a layer that is a question to the database: it could be one without an end."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        found = connection.execute("SELECT type FROM sqlite_master WHERE name = ?", [layer]).fetchone()
    if found is None or found[0] != "table":
        raise _refused("layer-view", layer=Quoted(layer))


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
    from pyogrio.errors import FeatureError
    from pyogrio.raw import read

    heading = layer.heading
    unsaid = tuple(name for name in BY_NAME if name not in heading.names and not BY_NAME[name].stored.axis)
    number = 0
    while number < layer.features:
        try:
            _, _, shapes, fields = read(layer.path, layer=layer.name, skip_features=number, max_features=AT_ONCE)
        except FeatureError as error:
            # GDAL gives none of a batch in which it cannot read one, and does not say which.
            reading.problems.stop(fault(0, "", "no-geopackage", why=visible(str(error).partition("\n")[0])))
            return
        if not len(shapes):
            return
        for index, shape in enumerate(shapes):
            number += 1
            stated = zip(heading.names, (column[index] for column in fields), strict=True)
            values = {name: _value(name, value, heading) for name, value in stated if name != READ_PAST}
            own = values.pop("crs", None)
            problems = [*_long(number, values), *_place(number, shape, values)]
            if own and datum_named(own) not in (None, layer.crs):
                problems.append(fault(number, "crs", "row-datum", own=Quoted(own), given=layer.crs))
            for problem in problems:
                reading.problems.add(problem)
            row = RawRow(number, values, layer.crs, unsaid, heading.in_words)
            if problems:
                reading.keep(row)
            else:
                yield row


def _value(name: str, value: Any, heading: Heading) -> Any:
    """What a field states; None where it states nothing."""
    if value is None or (isinstance(value, float | np.floating) and np.isnan(value)) or value == "":
        return None
    if isinstance(value, np.datetime64):
        return None if np.isnat(value) else str(value)[:10]
    if isinstance(value, float | np.floating) and float(value).is_integer():
        value = int(value)
    text = str(value)
    if name in BY_NAME and BY_NAME[name].listed:
        return split_words(text) if name in heading.in_words else entries(text)
    return text


def _long(number: int, values: dict[str, Any]) -> Iterator[Problem]:
    for name, value in values.items():
        if value is not None and len(str(value)) > MAX_CELL:
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
