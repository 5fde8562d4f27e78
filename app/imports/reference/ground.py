"""`servicemap basemap import`: an extract of OpenStreetMap, as Geofabrik publishes it, becomes ground of the base map.

It is read with GDAL, cut to the city, simplified for each level, and stored by itself: no platform is made from it.
"""

import json
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection, delete, func, insert, select

from app.city import city
from app.districts.models import BoundarySet, DistrictBoundary, GroundPart
from app.errors import ServiceMapError, quoted, visible
from app.store.version import bump
from app.store.writing import write_session
from frontend.language import LANGUAGE_CODES
from frontend.messages import messages
from geo import ground
from geo.ground import KINDS, LEVELS, ROADS, Thing

THEME = re.compile(r"(?:gis_osm_)?(water_a|landuse_a|pois_a|roads)_free(?:_\d+)?")
DEGREES = ("EPSG:4326", "OGC:CRS84")
Progress = Callable[[int, int], None]
"""Hears how many steps are done, and of how many."""
Layer = tuple[str, str, str]
"""What GDAL opens, the name of a layer in it, and the layer's theme."""


class GroundRefusedError(ServiceMapError):
    """The extract cannot be used; the sentence stands there in every language."""

    def __init__(self, key: str, **values: str) -> None:
        super().__init__("\n".join(messages(code)(key, **values) for code in LANGUAGE_CODES))


def import_ground(url: str, path: Path, progress: Progress) -> dict[int, int]:
    """Put an extract in the place of the ground before; gives the number of features of each level.

    Raises GroundRefusedError; then nothing was changed.
    """
    layers = list(_layers(path))
    if not layers:
        raise GroundRefusedError("ground-no-layers", file=path.name)
    total = len(layers) + len(LEVELS)
    with write_session(url) as connection:
        area = _city(connection)
        things: list[Thing] = []
        for done, layer in enumerate(layers, start=1):
            things += ground.clipped(_things(path, layer, area.bounds), area)
            progress(done, total)
        if not things:
            raise GroundRefusedError("ground-elsewhere", file=path.name)
        connection.execute(delete(GroundPart))
        counts = {}
        for done, level in enumerate(LEVELS, start=len(layers) + 1):
            counts[level] = _store(connection, things, level)
            progress(done, total)
        bump(connection)
    return counts


def remove_ground(url: str) -> None:
    """Take the imported ground away again."""
    with write_session(url) as connection:
        connection.execute(delete(GroundPart))
        bump(connection)


def _city(connection: Connection) -> BaseGeometry:
    """All districts together, or the box of the city's land where no boundaries are loaded."""
    current = select(BoundarySet.id).where(BoundarySet.current)
    union = func.ST_AsBinary(func.ST_Union(DistrictBoundary.geom))
    outline = connection.execute(select(union).where(DistrictBoundary.boundary_set.in_(current))).scalar_one()
    land = city().land
    return shapely.from_wkb(bytes(outline)) if outline else box(land.minx, land.miny, land.maxx, land.maxy)


def _layers(path: Path) -> Iterator[Layer]:
    """The layers of the extract that hold something of the ground."""
    import pyogrio
    from pyogrio.errors import DataSourceError

    for source in _sources(path):
        try:
            names = [str(name) for name, _ in pyogrio.list_layers(source)]
        except DataSourceError as error:
            raise GroundRefusedError("ground-unreadable", file=path.name, reason=_first_line(error)) from error
        for name in names:
            if theme := THEME.fullmatch(name):
                yield source, name, theme[1]


def _sources(path: Path) -> list[str]:
    """What GDAL opens: a GeoPackage or shapefile, a folder of shapefiles, or either of them within an archive."""
    if path.suffix.lower() != ".zip":
        return [str(path)]
    try:
        with zipfile.ZipFile(path) as archive:
            inside = archive.namelist()
    except (zipfile.BadZipFile, OSError) as error:
        raise GroundRefusedError("ground-unreadable", file=path.name, reason=_first_line(error)) from error
    packages = [name for name in inside if name.lower().endswith(".gpkg")]
    shapefiles = [name for name in inside if name.lower().endswith(".shp")]
    return [f"/vsizip/{path}/{name}" for name in packages or shapefiles]


def _things(path: Path, layer: Layer, bounds: tuple[float, ...]) -> Iterator[Thing]:
    """What a layer holds of the ground, near the city."""
    import pyogrio
    from pyogrio.errors import DataLayerError, DataSourceError, FeatureError
    from pyogrio.raw import read

    source, name, theme = layer
    listed = ", ".join(f"'{each}'" for each in KINDS[theme])
    try:
        about = pyogrio.read_info(source, layer=name)
        _check(path, name, about)
        columns = ["fclass", "name"] if "name" in about["fields"] else ["fclass"]
        _, _, shapes, fields = read(
            source, layer=name, columns=columns, where=f"fclass IN ({listed})", bbox=tuple(bounds), force_2d=True
        )
    except (DataSourceError, DataLayerError, FeatureError, ValueError) as error:
        raise GroundRefusedError("ground-unreadable", file=path.name, reason=_first_line(error)) from error
    values = dict(zip((str(each) for each in columns), fields, strict=True))
    names = values.get("name", [None] * len(shapes))
    for shape, fclass, name_given in zip(shapely.from_wkb(shapes), values["fclass"], names, strict=True):
        if shape is not None and not shape.is_empty:
            yield Thing(KINDS[theme][str(fclass)], _name(name_given), ROADS.get(str(fclass), 1), shape)


def _check(path: Path, name: str, about: dict[str, Any]) -> None:
    if "fclass" not in about["fields"]:
        raise GroundRefusedError("ground-no-classes", file=path.name, layer=quoted(name))
    if about["crs"] not in DEGREES:
        raise GroundRefusedError("ground-crs", file=path.name, crs=quoted(about["crs"] or "-"))


def _name(given: Any) -> str:
    """A name as text without signs that cannot be stored or shown."""
    return "".join(sign for sign in given if sign.isprintable()) if isinstance(given, str) else ""


def _store(connection: Connection, things: list[Thing], level: int) -> int:
    """Write a level; gives how many features it has."""
    features = list(ground.at_level(things, level, city().latitude))
    rows = [
        {"level": level, "x": x, "y": y, "features": json.dumps(part, ensure_ascii=False, separators=(",", ":"))}
        for (_, x, y), part in ground.in_parts(features, level).items()
    ]
    if rows:
        connection.execute(insert(GroundPart), rows)
    return len(features)


def _first_line(error: Exception) -> str:
    return visible(str(error).strip().partition("\n")[0])
