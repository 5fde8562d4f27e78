"""Cells as GeoJSON: hexagons, hot spots, clusters and the density surface, each with the grade of its numbers."""

from collections.abc import Callable
from typing import Any

from app.analysis.cells import Cluster, Clusters, Hexagon, HotSpot, HotSpotMap
from app.figures.figure import Grade, Reckoned
from geo.density import Raster

Feature = dict[str, Any]
JUDGED = ("near", "expected", "p", "p_adjusted", "significance")
"""What is said of a hexagon besides its own count."""


def hexagon_features(hexagons: list[Hexagon], grade: Grade) -> list[Feature]:
    """Hexagons with their counts."""
    return [_feature(f"{cell.i},{cell.j}", cell.geometry, {"n": cell.n, "grade": grade}) for cell in hexagons]


def hot_spot_features(hot_spots: HotSpotMap, grade: Callable[[HotSpot], Grade]) -> list[Feature]:
    """Non-empty hexagons with what chance would put there and whether they stand out."""
    return [
        _feature(
            f"{spot.cell.i},{spot.cell.j}",
            spot.cell.geometry,
            {
                **{"n": spot.cell.n, "district": spot.district, **judged(spot), "kept": spot.kept},
                "grade": grade(spot),
            },
        )
        for spot in hot_spots.spots
    ]


def of_spot(spot: HotSpot) -> Reckoned:
    """What is graded of a cell: the number of a cell is none to quote; that it stands out may be said."""
    return "hot" if spot.kept else "cell"


def judged(spot: HotSpot) -> dict[str, Any]:
    """What is said of a hexagon by the names of `JUDGED`."""
    return {name: getattr(spot, name) for name in JUDGED}


def cluster_features(clusters: Clusters, grade: Grade) -> list[Feature]:
    """Hulls of clusters with n, centre and mean distance."""

    def of(c: Cluster) -> dict[str, Any]:
        return {"n": c.n, "label": [c.lon, c.lat], "mean_m": c.mean_m, "ids": c.ids, "grade": grade}

    return [_feature(str(c.number), c.hull, of(c)) for c in clusters.clusters]


def surface_document(surface: Raster) -> dict[str, Any]:
    """Rows of class digits from north to south over `bbox`, in equal steps of Web Mercator; levels per km²."""
    rows = ["".join(map(str, row)) for row in surface.classes.tolist()]
    box = surface.bbox
    return {"bbox": [box.minx, box.miny, box.maxx, box.maxy], "levels": surface.levels, "rows": rows}


def _feature(id: str, geometry: dict[str, Any], properties: dict[str, Any]) -> Feature:
    return {"type": "Feature", "id": id, "geometry": geometry, "properties": properties}
