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
from app.platforms.index.match import Match, matching
from app.platforms.predicate import shape, values
from app.store.database import Reader
from app.vocabulary import Vocabulary

NO_DOMAIN, NOT_STATED = "other", "not-stated"
"""What filters call records without a domain of the plan, and without a stage or district."""
FACTS = ("domain", "stage", "service", "operator", "voucher", "fund", "website", "address", "position")
POSITION_BUDGET = 100_000


@dataclass(frozen=True)
class AreaFigures:
    """A district or zone: counts by facet value, density by its published area, and how complete its records are.

    `nearest_m` is the median distance from a located record to the nearest other one of the same area; None below two,
    and where half or more of them share their approximate position with another one: `shared` counts these. `located`
    counts the records that are located better than by their district.
    """

    code: str
    is_zone: bool
    n: int
    km2: float | None
    located: int
    nearest_m: float | None
    shared: int
    mix: dict[str, dict[str, int]]
    stated: dict[str, int]

    @property
    def is_shared(self) -> bool:
        """Whether so many share a position that a distance between neighbours would say nothing."""
        return self.shared > 0 and 2 * self.shared >= self.located

    @property
    def per_100km2(self) -> float | None:
        return self.n / self.km2 * 100 if self.km2 else None


@dataclass(frozen=True)
class Gaps:
    """`n[district, domain, stage]`: listed records; stage None is their number whatever the stage.

    The district None is "not stated", and so are the stage "not-stated" and the domain "other": no domain of the plan.
    `records[district, stage]` counts each record once, however many domains it names.
    """

    n: dict[tuple[str | None, str, str | None], int]
    records: dict[tuple[str | None, str | None], int]

    def summed(self, district: str | None, stage: str | None) -> int:
        """The sum of a column: all domains of a district."""
        return sum(n for (d, _, s), n in self.n.items() if d == district and s == stage)

    def listed(self, district: str | None, domain: str, stage: str | None) -> int:
        return self.n.get((district, domain, stage), 0)

    def city(self, domain: str, stage: str | None) -> int:
        return sum(n for (_, d, s), n in self.n.items() if d == domain and s == stage)


async def gaps(db: Reader, filter: Filter) -> Gaps:
    """How many records are listed for each district, domain and stage; a record counts for each of its stages."""
    if match := await matching(db, filter, wait=True):
        return await _gaps_of(match)
    bound = values(filter)
    counts: dict[tuple[str | None, str, str | None], int] = {}
    for row in await db.rows(queries.stage_counts(shape(filter)), bound):
        stage = None if row["every"] else row["stage"] or NOT_STATED
        counts[row["district"], row["domain"] or NO_DOMAIN, stage] = row["n"]
    records: dict[tuple[str | None, str | None], int] = {}
    for row in await db.rows(queries.record_counts(shape(filter)), bound):
        records[row["district"], None if row["every"] else row["stage"] or NOT_STATED] = row["n"]
    return Gaps(counts, records)


async def _gaps_of(match: Match) -> Gaps:
    """The same from memory."""
    staged = await match.crossed("district", "domain", "stage")
    counts: dict[tuple[str | None, str, str | None], int] = {
        (district, domain or NO_DOMAIN, stage or NOT_STATED): n for (district, domain, stage), n in staged.items()
    }
    for (district, domain), n in (await match.crossed("district", "domain")).items():
        counts[district, domain or NO_DOMAIN, None] = n
    records: dict[tuple[str | None, str | None], int] = {
        (district, stage or NOT_STATED): n
        for (district, stage), n in (await match.crossed("district", "stage")).items()
    }
    for (district,), n in (await match.crossed("district")).items():
        records[district, None] = n
    return Gaps(counts, records)


async def compare(db: Reader, filter: Filter, codes: tuple[str, ...], vocabulary: Vocabulary) -> list[AreaFigures]:
    """The figures of each area. Raises TooLargeError above 100,000 located records."""
    if not codes:
        return []
    sizes = await _sizes(db)
    stated = {g: await _stated(db, filter, g, codes) for g in ("district", "zone")}
    compared = []
    for code in codes:
        is_zone = code in vocabulary.zones
        group = "zone" if is_zone else "district"
        of_area = filter.replace(**{group: (code,)})
        facets = await platforms.facets(db, of_area, vocabulary)
        mix = {name: facets[name].by_value() for name in ("kind", "domain", "stage")}
        row = stated[group].get(code, {"n": 0, **dict.fromkeys(FACTS, 0)})
        facts = {name: row[name] for name in FACTS}
        nearest, shared = await _nearest(db, of_area)
        figures = (row["n"], sizes.get(code), facts["position"], nearest, shared)
        compared.append(AreaFigures(code, is_zone, *figures, mix, facts))
    return compared


async def _sizes(db: Reader) -> dict[str, float]:
    return await districts.areas(db) | {
        e.zone: e.published_area_km2 for e in await districts.extents(db) if e.is_default
    }


async def _stated(db: Reader, filter: Filter, group: str, codes: tuple[str, ...]) -> dict[str, dict[str, Any]]:
    if match := await matching(db, filter):
        return {code: match.stated(group, code) for code in codes}
    rows = await db.rows(queries.completeness(shape(filter), group), {**values(filter), "codes": list(codes)})
    return {row["code"]: row for row in rows}


async def _nearest(db: Reader, filter: Filter) -> tuple[float | None, int]:
    """The median distance to the nearest neighbour in metres, if any, and how many records share a position."""
    # So many are refused before they are read.
    if (match := await matching(db, filter)) and (n := match.placed()[0]) > POSITION_BUDGET:
        raise TooLargeError("comparison", n, POSITION_BUDGET)
    rows = await db.rows(queries.positions(shape(filter)), {**values(filter), "limit": POSITION_BUDGET + 1})
    if len(rows) > POSITION_BUDGET:
        raise TooLargeError("comparison", len(rows), POSITION_BUDGET)
    if len(rows) < 2:
        return None, 0
    at = np.array([(row["x"], row["y"]) for row in rows], dtype=float)
    return await asyncio.to_thread(_median_nearest, at)


def _median_nearest(at: Any) -> tuple[float | None, int]:
    from scipy.spatial import cKDTree

    nearest = np.asarray(cKDTree(at).query(at, k=2)[0])[:, 1]
    shared = int((nearest == 0).sum())
    return (float(np.median(nearest)) if 2 * shared < len(at) else None), shared
