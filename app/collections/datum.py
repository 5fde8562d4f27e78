"""Coordinates in another datum than WGS-84, for those who ask for it: `datum=gcj02|bd09|cgcs2000`."""

import json
from typing import Any

import numpy as np

from app.platforms.filter import Filter
from geo.bbox import BBox
from geo.crs import Crs, convert


def filter_to_wgs84(filter: Filter, datum: Crs) -> Filter:
    """A filter whose `near` and `bbox` were given in `datum`."""
    if datum == "wgs84":
        return filter
    changes: dict[str, Any] = {}
    if filter.near is not None:
        lon, lat = convert(*filter.near, datum, "wgs84")
        changes["near"] = (float(lon), float(lat))
    if filter.bbox is not None:
        box = filter.bbox
        lons, lats = convert(np.array([box.minx, box.maxx]), np.array([box.miny, box.maxy]), datum, "wgs84")
        changes["bbox"] = BBox(float(lons[0]), float(lats[0]), float(lons[1]), float(lats[1]))
    return filter.replace(**changes)


def features_to(text: str, datum: Crs) -> str:
    """A JSON array of point features, from WGS-84 into `datum`."""
    features = json.loads(text)
    placed = [f["geometry"] for f in features if f["geometry"]]
    points = np.array([g["coordinates"] for g in placed], dtype=float).reshape(-1, 2)
    lons, lats = convert(points[:, 0], points[:, 1], "wgs84", datum)
    for geometry, lon, lat in zip(placed, lons, lats, strict=True):
        geometry["coordinates"] = [round(float(lon), 7), round(float(lat), 7)]
    return json.dumps(features, ensure_ascii=False, separators=(",", ":"))
