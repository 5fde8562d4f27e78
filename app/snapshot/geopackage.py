"""A GeoPackage (OGC 12-128) of platforms, districts and zones, written by GDAL; the same data give the same bytes."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import shapely
from shapely.geometry import shape

from app.snapshot.errors import SnapshotError

Feature = dict[str, Any]
TYPES = {"platforms": "Point", "districts": "MultiPolygon", "zones": "MultiPolygon"}
CRS = "EPSG:4326"
NOT_STATED = "1970-01-01"


def geopackage(layers: dict[str, list[Feature]], as_of: str | None) -> bytes:
    """GeoJSON features (WGS-84) as one file; `as_of` (`2026`, `2026-11` or a day) is the date that it bears.

    Raises SnapshotError where GDAL cannot write.
    """
    import pyogrio
    from pyogrio.errors import DataLayerError, DataSourceError, FeatureError

    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": f"{_day(as_of)}T00:00:00.000Z"})
    try:
        with TemporaryDirectory(prefix="servicemap-") as folder:
            file = Path(folder) / "servicemap.gpkg"
            for number, (name, features) in enumerate(layers.items()):
                _write(file, name, features, append=number > 0)
            return file.read_bytes()
    except (DataSourceError, DataLayerError, FeatureError) as error:
        raise SnapshotError(f"The GeoPackage cannot be written: {error}") from error
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})


def _day(as_of: str | None) -> str:
    return (as_of + "-01-01"[len(as_of) - 4 :])[:10] if as_of else NOT_STATED


def _write(file: Path, layer: str, features: list[Feature], *, append: bool) -> None:
    from pyogrio.raw import write

    names = list(dict.fromkeys(name for feature in features for name in feature["properties"]))
    rows = [{"id": feature["id"], **feature["properties"]} for feature in features]
    columns = [_column([row.get(name) for row in rows]) for name in ("id", *names)]
    shapes = [shape(f["geometry"]) if f["geometry"] else None for f in features]
    write(
        file,
        shapely.to_wkb(np.array(shapes, dtype=object)),
        [values for values, _ in columns],
        ["id", *names],
        field_mask=[mask for _, mask in columns],
        layer=layer,
        driver="GPKG",
        geometry_type=TYPES[layer],
        crs=CRS,
        promote_to_multi=TYPES[layer].startswith("Multi"),
        append=append,
    )


def _column(values: list[Any]) -> tuple[Any, Any]:
    """Numbers and yes/no as such, all else as text; the mask says where there is nothing."""
    mask = np.array([value is None for value in values])
    stated = [value for value in values if value is not None]
    if stated and all(isinstance(value, bool) for value in stated):
        return np.array([bool(value) for value in values]), mask
    if stated and all(isinstance(value, int | float) and not isinstance(value, bool) for value in stated):
        return np.array([0.0 if value is None else float(value) for value in values]), mask
    return np.array([None if value is None else _text(value) for value in values], dtype=object), mask


def _text(value: Any) -> str:
    return "|".join(map(str, value)) if isinstance(value, list) else str(value)
