"""A small extract of OpenStreetMap in the form in which Geofabrik publishes them; every thing in it is made up."""

import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from pyogrio.raw import write
from shapely.geometry import LineString, Polygon, box

Row = tuple[str, str | None, Any]
LAYERS: dict[str, tuple[str, list[Row]]] = {
    "water_a": (
        "MultiPolygon",
        [
            ("water", "测试湖", box(121.58, 31.20, 121.61, 31.22)),
            ("wetland", "不要的湿地", box(121.55, 31.20, 121.56, 31.21)),
            ("water", None, box(121.5500, 31.1500, 121.5503, 31.1503)),
            ("water", "邻省的湖", box(120.0, 31.0, 120.2, 31.2)),
        ],
    ),
    "landuse_a": (
        "MultiPolygon",
        [
            ("park", "测试公园", box(121.50, 31.22, 121.51, 31.23)),
            ("residential", "小区", box(121.4, 31.2, 121.41, 31.21)),
        ],
    ),
    "pois_a": (
        "MultiPolygon",
        [
            ("university", "测试大学", box(121.52, 31.22, 121.53, 31.23)),
            ("hospital", "测试医院", box(121.54, 31.22, 121.543, 31.223)),
            ("school", "小学", box(121.53, 31.21, 121.535, 31.215)),
        ],
    ),
    "roads": (
        "LineString",
        [
            ("motorway", "测试高速", LineString([(120.9, 31.21), (121.6, 31.21)])),
            ("secondary", "测试路", LineString([(121.5, 31.20), (121.52, 31.24)])),
            ("footway", "小径", LineString([(121.5, 31.20), (121.51, 31.21)])),
        ],
    ),
}
"""By theme: the type of its geometry, and rows of class, name and shape. The bow tie of the campus is not valid."""
LAYERS["pois_a"][1].append(
    ("university", "自交大学", Polygon([(121.46, 31.2), (121.48, 31.22), (121.48, 31.2), (121.46, 31.22)]))
)


def geopackage(path: Path, *, crs: str = "EPSG:4326", column: str = "fclass") -> Path:
    """One file with all layers."""
    for number, theme in enumerate(LAYERS):
        _write(path, f"gis_osm_{theme}_free", theme, "GPKG", crs, column, append=number > 0)
    return path


def shapefiles(folder: Path) -> Path:
    """A folder with one shapefile a layer."""
    folder.mkdir()
    for theme in LAYERS:
        _write(
            folder / f"gis_osm_{theme}_free_1.shp",
            f"gis_osm_{theme}_free_1",
            theme,
            "ESRI Shapefile",
            "EPSG:4326",
            "fclass",
        )
    return folder


def zipped(files: Path, target: Path) -> Path:
    """An archive of a file, or of the files of a folder."""
    with zipfile.ZipFile(target, "w") as archive:
        for file in [files] if files.is_file() else sorted(files.iterdir()):
            archive.write(file, file.name)
    return target


def renamed(archive: Path, target: Path) -> Path:
    """The same archive with names of layers that no extract has."""
    with zipfile.ZipFile(archive) as source, zipfile.ZipFile(target, "w") as other:
        for name in source.namelist():
            other.writestr(name.replace("gis_osm_", "my_"), source.read(name))
    return target


def _write(path: Path, layer: str, theme: str, driver: str, crs: str, column: str, *, append: bool = False) -> None:
    kind, rows = LAYERS[theme]
    write(
        path,
        shapely.to_wkb(np.array([shape for _, _, shape in rows], dtype=object)),
        [
            np.array([fclass for fclass, _, _ in rows], dtype=object),
            np.array([name for _, name, _ in rows], dtype=object),
        ],
        [column, "name"],
        layer=layer,
        driver=driver,
        geometry_type=kind,
        crs=crs,
        promote_to_multi=kind.startswith("Multi"),
        append=append,
        encoding="UTF-8",
    )
