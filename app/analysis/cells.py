"""Where platforms concentrate: hexagons, hot spots, a density surface and clusters of located records."""

import asyncio
import json
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.analysis import queries
from app.errors import TooLargeError
from app.platforms.filter import Filter
from app.platforms.predicate import shape, values
from app.store.database import Reader
from geo import density, grid, hotspots
from geo.density import Raster
from geo.hotspots import Significance

SURFACE = 512
SHOWN = 256
CLUSTER_BUDGET = 50_000


@dataclass(frozen=True)
class Located:
    """How many matching records are well enough located, known only to a district, or without any position."""

    located: int
    district_only: int
    unplaced: int


@dataclass(frozen=True)
class Hexagon:
    """A hexagon of the metric grid with its count; `geometry` is GeoJSON in degrees."""

    i: int
    j: int
    n: int
    geometry: dict[str, Any]


@dataclass(frozen=True)
class HotSpot:
    """A hexagon with its Getis-Ord Gi* and what it means; `kept`: also after correction for many cells."""

    cell: Hexagon
    z: float
    p: float
    kept: bool
    significance: Significance


@dataclass(frozen=True)
class HotSpotMap:
    """`enough` is false below 30 non-empty cells: then there are no statistics."""

    non_empty: int
    cells: int
    enough: bool
    spots: list[HotSpot]
    moran: float | None = None
    moran_expected: float | None = None
    moran_p: float | None = None


@dataclass(frozen=True)
class Cluster:
    """Records close together; `hull` is GeoJSON in degrees, `mean_m` their mean distance from the centre."""

    number: int
    n: int
    lon: float
    lat: float
    hull: dict[str, Any]
    mean_m: float
    ids: list[str]


@dataclass(frozen=True)
class Clusters:
    clusters: list[Cluster]
    alone: int


async def located(db: Reader, filter: Filter) -> Located:
    """What cells, surfaces and clusters hold, and what they must leave out."""
    row = await db.row(queries.left_out(shape(filter)), values(filter)) or {}
    return Located(**row)


async def hexagons(db: Reader, filter: Filter, width: float) -> list[Hexagon]:
    """The non-empty hexagons of a width in metres, fullest first."""
    rows = await db.rows(queries.hexagons(shape(filter)), {**values(filter), "edge": grid.edge(width)})
    return [_hexagon(row, row["n"]) for row in rows]


def _hexagon(row: dict[str, Any], n: int) -> Hexagon:
    return Hexagon(row["i"], row["j"], n, json.loads(row["geometry"]))


async def hot_spots(db: Reader, filter: Filter, width: float) -> HotSpotMap:
    """Gi* of every hexagon that touches a district, empty ones too, or that there are too few to say."""
    full = await hexagons(db, filter, width)
    if len(full) < hotspots.FEWEST_CELLS:
        return HotSpotMap(len(full), len(full), False, [])
    rows = await db.rows(queries.lattice(), {"edge": grid.edge(width)})
    cells = {(cell.i, cell.j): cell for cell in (_hexagon(row, 0) for row in rows)}
    cells |= {(cell.i, cell.j): cell for cell in full}
    listed = list(cells.values())
    x, y = _centres(listed, width)
    counts = np.array([cell.n for cell in listed], dtype=float)
    found = await asyncio.to_thread(hotspots.hot_spots, x, y, counts, width)
    spots = [
        HotSpot(cell, float(z), float(p), bool(kept), hotspots.significance(float(z), float(p)))
        for cell, z, p, kept in zip(listed, found.z, found.p, found.kept, strict=True)
    ]
    whole = (found.moran, found.moran_expected, found.moran_p)
    return HotSpotMap(len(full), len(listed), True, spots, *whole)


def _centres(cells: list[Hexagon], width: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    i = np.array([cell.i for cell in cells], dtype=float)
    j = np.array([cell.j for cell in cells], dtype=float)
    return grid.centres(i, j, width)


async def surface(db: Reader, filter: Filter, bandwidth: float) -> Raster | None:
    """The density surface of a bandwidth in metres; None where there are fewer than ten located records."""
    rows = await db.rows(queries.bins(shape(filter)), {**values(filter), "step": bandwidth / 10})
    if sum(row["n"] for row in rows) < density.FEWEST:
        return None
    return await asyncio.to_thread(_raster, rows, bandwidth)


def _raster(rows: list[dict[str, Any]], bandwidth: float) -> Raster:
    x, y, n = (np.array([row[name] for row in rows], dtype=float) for name in ("x", "y", "n"))
    return density.raster(density.surface(x, y, n, bandwidth, SURFACE), SHOWN)


async def clusters(db: Reader, filter: Filter, eps: float, members: int) -> Clusters:
    """Clusters by DBSCAN, largest first. Raises TooLargeError above 50,000 located records."""
    n = (await located(db, filter)).located
    if n > CLUSTER_BUDGET:
        raise TooLargeError("clusters", n, CLUSTER_BUDGET)
    bound = {**values(filter), "eps": eps, "members": members}
    rows = await db.rows(queries.clusters(shape(filter)), bound)
    found = [row for row in rows if row["cluster"] is not None]
    listed = [
        Cluster(k, r["n"], r["lon"], r["lat"], json.loads(r["hull"]), r["mean_m"], sorted(r["ids"]))
        for k, r in enumerate(found, start=1)
    ]
    return Clusters(listed, sum(row["n"] for row in rows if row["cluster"] is None))
