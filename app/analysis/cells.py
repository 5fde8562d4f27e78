"""Where platforms concentrate: hexagons, hot spots, a density surface and clusters of located records."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

import numpy as np
from cachetools import LRUCache

from app.analysis import queries
from app.analysis.land import Land
from app.errors import TooLargeError
from app.platforms.filter import Filter
from app.platforms.index.match import matching
from app.platforms.predicate import shape, values
from app.store.kept import Kept
from app.store.reader import Reader
from app.store.version import Version, data_state
from app.vocabulary import Vocabulary
from geo import density, grid, hotspots
from geo.density import Raster
from geo.hotspots import HotSpots, Significance
from geo.land import Lattice

SURFACE = 512
SHOWN = 256
CLUSTER_BUDGET = 50_000
MOST_CELLS = 20_000
"""So many hexagons, and as many squares, are kept in all; a finer grid of the whole city is made each time."""
Row = dict[str, Any]
Question = tuple[Filter, float]
"""A filter and a length in metres."""
Made = TypeVar("Made")
Make = Callable[[], Awaitable[Made]]


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
    """A non-empty hexagon, and whether chance would put so many records into it and the ring around it.

    `near` records are in both, `expected` by chance; `p` and `p_adjusted` (for the number of cells) are the
    probability of so many or more. `district` has most of the cell's land. A cell outside the land is not judged:
    its fields are None.
    """

    cell: Hexagon
    district: str | None
    near: int | None
    expected: float | None
    p: float | None
    p_adjusted: float | None
    kept: bool
    significance: Significance


@dataclass(frozen=True)
class HotSpotMap:
    """The non-empty hexagons, fullest first, and Moran's I of all `cells` with land.

    `enough` is false below 30 non-empty cells: then there are no statistics.
    """

    non_empty: int
    cells: int
    enough: bool
    spots: list[HotSpot]
    moran: float | None = None
    moran_expected: float | None = None
    moran_p: float | None = None

    @property
    def kept(self) -> list[HotSpot]:
        """The cells that stand out, fullest with their ring first."""
        kept = [spot for spot in self.spots if spot.kept]
        return sorted(kept, key=lambda spot: (-(spot.near or 0), -spot.cell.n, spot.cell.i, spot.cell.j))


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
    if match := await matching(db, filter):
        return Located(*match.placed())
    row = await db.row(queries.left_out(shape(filter)), values(filter)) or {}
    return Located(**row)


class CellFigures:
    """Cells and surfaces of the newest version of the data: of a million records each takes seconds to count."""

    def __init__(self) -> None:
        self._hexagons: Kept[Question, list[Hexagon]] = Kept(LRUCache(MOST_CELLS, getsizeof=len))
        self._bins: Kept[Question, list[Row]] = Kept(LRUCache(MOST_CELLS, getsizeof=len))

    async def hexagons(self, version: Version, asked: Question, make: Make[list[Hexagon]]) -> list[Hexagon]:
        """Those of a filter and a width."""
        return await self._hexagons.get(version, asked, make)

    async def bins(self, version: Version, asked: Question, make: Make[list[Row]]) -> list[Row]:
        """Those of a filter and a step."""
        return await self._bins.get(version, asked, make)


async def hexagons(db: Reader, filter: Filter, width: float) -> list[Hexagon]:
    """The non-empty hexagons of a width in metres, fullest first."""
    kept = db.memory.get(CellFigures)
    make = partial(_hexagons, db, filter, width)
    return await (kept.hexagons(await _version(db), (filter, width), make) if kept else make())


async def _version(db: Reader) -> Version:
    return (await data_state(db)).version


async def _hexagons(db: Reader, filter: Filter, width: float) -> list[Hexagon]:
    if match := await matching(db, filter, wait=True):
        cells = await asyncio.to_thread(lambda: grid.hexagons_of(*match.metric(), grid.edge(width)))
        named = zip(("columns", "rows", "counts"), (numbers.tolist() for numbers in cells), strict=True)
        shapes = await db.rows(queries.hexagon_shapes(), {**dict(named), "edge": grid.edge(width)})
        return [_hexagon(row, row["n"]) for row in shapes]
    rows = await db.rows(queries.hexagons(shape(filter)), {**values(filter), "edge": grid.edge(width)})
    return [_hexagon(row, row["n"]) for row in rows]


def _hexagon(row: dict[str, Any], n: int) -> Hexagon:
    return Hexagon(row["i"], row["j"], n, json.loads(row["geometry"]))


async def hot_spots(db: Reader, land: Land, filter: Filter, width: float, vocabulary: Vocabulary) -> HotSpotMap:
    """Which hexagons hold more records than chance, or that there are too few to say."""
    full = await hexagons(db, filter, width)
    lattice = await land.lattice(db, vocabulary, width)
    return await asyncio.to_thread(_judged, full, lattice, width, list(vocabulary.districts))


def _judged(full: list[Hexagon], lattice: Lattice, width: float, districts: list[str]) -> HotSpotMap:
    where = {cell: k for k, cell in enumerate(zip(lattice.i.tolist(), lattice.j.tolist(), strict=True))}
    counts = np.zeros(len(where))
    for cell in full:
        if (k := where.get((cell.i, cell.j))) is not None:
            counts[k] = cell.n
    if not hotspots.enough(counts):
        return HotSpotMap(len(full), len(where), False, [])
    judged = hotspots.hot_spots(lattice.x, lattice.y, counts, lattice.km2, width)
    spots = [_spot(cell, where.get((cell.i, cell.j)), lattice, districts, judged) for cell in full]
    return HotSpotMap(len(full), len(where), True, spots, judged.moran, judged.moran_expected, judged.moran_p)


def _spot(cell: Hexagon, k: int | None, lattice: Lattice, districts: list[str], judged: HotSpots) -> HotSpot:
    if k is None:
        return HotSpot(cell, None, None, None, None, None, False, "none")
    adjusted, kept = float(judged.p_adjusted[k]), bool(judged.kept[k])
    return HotSpot(
        cell=cell,
        district=districts[int(lattice.owner[k])],
        near=int(judged.near[k]),
        expected=float(judged.expected[k]),
        p=float(judged.p[k]),
        p_adjusted=adjusted,
        kept=kept,
        significance=hotspots.significance(adjusted, kept),
    )


async def surface(db: Reader, filter: Filter, bandwidth: float) -> Raster | None:
    """The density surface of a bandwidth in metres; None where there are fewer than ten located records."""
    rows = await _bins(db, filter, bandwidth / 10)
    if sum(row["n"] for row in rows) < density.FEWEST:
        return None
    return await asyncio.to_thread(_raster, rows, bandwidth)


async def _bins(db: Reader, filter: Filter, step: float) -> list[Row]:
    """How many located records lie in each square of a step in metres."""
    kept = db.memory.get(CellFigures)
    make = partial(_counted_bins, db, filter, step)
    return await (kept.bins(await _version(db), (filter, step), make) if kept else make())


async def _counted_bins(db: Reader, filter: Filter, step: float) -> list[Row]:
    if match := await matching(db, filter, wait=True):
        squares = await asyncio.to_thread(lambda: grid.squares_of(*match.metric(), step))
        listed = zip(*(numbers.tolist() for numbers in squares), strict=True)
        return [{"x": (column + 0.5) * step, "y": (row + 0.5) * step, "n": n} for column, row, n in listed]
    return await db.rows(queries.bins(shape(filter)), {**values(filter), "step": step})


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
    clustered = [row for row in rows if row["cluster"] is not None]
    listed = [
        Cluster(k, r["n"], r["lon"], r["lat"], json.loads(r["hull"]), r["mean_m"], sorted(r["ids"]))
        for k, r in enumerate(clustered, start=1)
    ]
    return Clusters(listed, sum(row["n"] for row in rows if row["cluster"] is None))
