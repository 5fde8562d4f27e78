"""Districts and key zones side by side, and the gaps: combinations of which nothing is listed."""

import asyncio
from dataclasses import dataclass
from typing import Any

import numpy as np

from app.analysis import queries
from app.districts import read as districts
from app.errors import TooLargeError
from app.platforms import read as platforms
from app.platforms.filter import Filter
from app.platforms.predicate import shape, values
from app.store.database import Reader
from app.vocabulary import Vocabulary

FACTS = ("domain", "stage", "service", "operator", "voucher", "fund", "website", "address", "position")
POSITION_BUDGET = 100_000


@dataclass(frozen=True)
class AreaFigures:
    """A district or zone: counts by facet value, density by its published area, and how complete its records are.

    `nearest_m` is the median distance from a located record to the nearest other one of the same area; None below
    two. `located` counts the records that are located better than by their district.
    """

    code: str
    is_zone: bool
    n: int
    km2: float | None
    located: int
    nearest_m: float | None
    mix: dict[str, dict[str, int]]
    stated: dict[str, int]

    @property
    def per_100km2(self) -> float | None:
        return self.n / self.km2 * 100 if self.km2 else None


@dataclass(frozen=True)
class Gaps:
    """`n[district, domain, stage]`: listed records; stage None is their number whatever the stage."""

    n: dict[tuple[str | None, str, str | None], int]

    def listed(self, district: str | None, domain: str, stage: str | None) -> int:
        return self.n.get((district, domain, stage), 0)

    def city(self, domain: str, stage: str | None) -> int:
        return sum(n for (_, d, s), n in self.n.items() if d == domain and s == stage)


async def gaps(db: Reader, filter: Filter) -> Gaps:
    """How many records are listed for each district, domain and stage; a record counts for each of its stages."""
    bound = values(filter)
    found: dict[tuple[str | None, str, str | None], int] = {}
    for row in await db.rows(queries.stage_counts(shape(filter)), bound):
        found[row["district"], row["domain"], row["stage"] or "not-stated"] = row["n"]
    for row in await db.rows(queries.domain_counts(shape(filter)), bound):
        if row["domain"] is not None:
            found[row["district"], row["domain"], None] = row["n"]
    return Gaps(found)


async def compare(db: Reader, filter: Filter, codes: tuple[str, ...], vocabulary: Vocabulary) -> list[AreaFigures]:
    """The figures of each area. Raises TooLargeError above 100,000 located records."""
    if not codes:
        return []
    sizes = await _sizes(db)
    stated = {g: await _stated(db, filter, g, codes) for g in ("district", "zone")}
    found = []
    for code in codes:
        is_zone = code in vocabulary.zones
        group = "zone" if is_zone else "district"
        chosen = filter.replace(**{group: (code,)})
        facets = await platforms.facets(db, chosen, vocabulary)
        mix = {name: facets[name].by_value() for name in ("kind", "domain", "stage")}
        row = stated[group].get(code, {"n": 0, **dict.fromkeys(FACTS, 0)})
        facts = {name: row[name] for name in FACTS}
        nearest = await _nearest(db, chosen)
        found.append(AreaFigures(code, is_zone, row["n"], sizes.get(code), facts["position"], nearest, mix, facts))
    return found


async def _sizes(db: Reader) -> dict[str, float]:
    return await districts.areas(db) | {
        e.zone: e.published_area_km2 for e in await districts.extents(db) if e.is_default
    }


async def _stated(db: Reader, filter: Filter, group: str, codes: tuple[str, ...]) -> dict[str, dict[str, Any]]:
    rows = await db.rows(queries.completeness(shape(filter), group), {**values(filter), "codes": list(codes)})
    return {row["code"]: row for row in rows}


async def _nearest(db: Reader, filter: Filter) -> float | None:
    rows = await db.rows(queries.positions(shape(filter)), {**values(filter), "limit": POSITION_BUDGET + 1})
    if len(rows) > POSITION_BUDGET:
        raise TooLargeError("comparison", len(rows), POSITION_BUDGET)
    if len(rows) < 2:
        return None
    at = np.array([(row["x"], row["y"]) for row in rows], dtype=float)
    return await asyncio.to_thread(_median_nearest, at)


def _median_nearest(at: Any) -> float:
    from scipy.spatial import cKDTree

    distance = np.asarray(cKDTree(at).query(at, k=2)[0])
    return float(np.median(distance[:, 1]))
