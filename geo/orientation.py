"""Layers to find one's way by: where the name of a town stands, and which names have no outline. Degrees, WGS-84."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import shapely
from shapely import STRtree
from shapely.geometry import Point, mapping, shape
from shapely.geometry.base import BaseGeometry

from geo.basemap import areas, centre

Feature = dict[str, Any]
ORIENTATION_FROM = 10.75
"""Zoom from which metro lines and elevated roads are shown: no map opens on the whole city as near as that."""
TOWNS_FROM = 11.0
"""Zoom from which towns and names are shown."""
ROUGH_DEG = 0.001
SEA_EXACT_TO = 11.0
"""Zoom to which the coast is exact enough for a line; nearer it is dashed."""


def coarse(features: Iterable[Feature]) -> list[Feature]:
    """The same areas, at most 300 m from where they were and on a grid of 100 m: as fine as the sea is known."""
    return [{**feature, "geometry": _coarse(shape(feature["geometry"]))} for feature in features]


def _coarse(area: BaseGeometry) -> Feature:
    rough = shapely.set_precision(area.simplify(3 * ROUGH_DEG), ROUGH_DEG)
    exact = shapely.transform(shapely.set_precision(rough, 0), lambda points: np.round(points, 3))
    return dict(mapping(areas(exact)))


def with_labels(outlines: Iterable[Feature]) -> list[Feature]:
    """The same features; `properties.label` is the longitude and latitude at which each name has most room."""
    return [_labelled(feature) for feature in outlines]


def _labelled(feature: Feature) -> Feature:
    return {**feature, "properties": {**feature["properties"], "label": list(centre(feature["geometry"]))}}


def outside(rows: Iterable[Mapping[str, str]], outlines: Iterable[Feature]) -> list[Feature]:
    """Towns without an outline, as points with their names and `accuracy_m`, the largest first.

    An outline is a town's where the point lies in it, or where it bears its name in the same district: the points are
    known to about a kilometre. Each row has `kind`, `name_zh`, `name_en`, `district_code`, `lon`, `lat`, `rank` and
    `accuracy_m` as texts; districts are no towns.
    """
    drawn = list(outlines)
    tree = STRtree([shape(feature["geometry"]) for feature in drawn])
    named = {(each["properties"]["district_code"], _short(each["properties"]["name_zh"])) for each in drawn}
    towns = sorted((row for row in rows if row["kind"] != "district"), key=lambda row: int(row["rank"]))
    points = [Point(float(row["lon"]), float(row["lat"])) for row in towns]
    within = {int(index) for index in tree.query(points, predicate="within")[0]} if towns else set()
    return [
        _town(row, point)
        for index, (row, point) in enumerate(zip(towns, points, strict=True))
        if index not in within and (row["district_code"], _short(row["name_zh"])) not in named
    ]


def _short(name: str) -> str:
    """A Chinese name without the word for what kind of town it is."""
    return name.removesuffix("街道").removesuffix("镇")


def _town(row: Mapping[str, str], at: Point) -> Feature:
    names = {"name_zh": row["name_zh"], "name_en": row["name_en"]}
    properties = {"kind": row["kind"], **names, "accuracy_m": float(row["accuracy_m"])}
    return {"type": "Feature", "geometry": mapping(at), "properties": properties}
