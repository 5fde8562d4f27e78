"""Districts and key zones side by side, and the gaps: combinations of which nothing is listed."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from app.analysis import queries
from app.districts import read as districts
from app.errors import TooLargeError
from app.figures.tally import Tally, crossed, status_since, tally_of
from app.platforms import read as platforms
from app.platforms.filter import Filter
from app.platforms.index.match import Match, matching
from app.platforms.predicate import shape, values
from app.platforms.values import KINDS
from app.store.reader import Reader
from app.vocabulary import Vocabulary
from geo.loading import LOADING

NO_DOMAIN, NOT_STATED = "other", "not-stated"
"""What filters call records without a domain of the plan, and without a stage or district."""
FACTS = ("domain", "stage", "service", "operator", "voucher", "fund", "website", "address", "position")
POSITION_BUDGET = 100_000
GapKey = tuple[str | None, str, str | None]
"""District, domain and stage."""
NONE_LISTED = Tally(0, dict.fromkeys(KINDS, 0), {}, 0, 0, 0)
Numbers = dict[GapKey, int]
"""For each district, domain and stage the number of records."""


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
    `made_up` has the same keys: of which records each number is; empty where nobody asked. `records[district, stage]`
    counts each record once, however many domains it names.
    """

    n: Numbers
    records: dict[tuple[str | None, str | None], int]
    made_up: dict[GapKey, Tally] = field(default_factory=dict)

    def summed(self, district: str | None, stage: str | None) -> int:
        """The sum of a column: all domains of a district."""
        return sum(n for (d, _, s), n in self.n.items() if d == district and s == stage)

    def listed(self, district: str | None, domain: str, stage: str | None) -> int:
        return self.n.get((district, domain, stage), 0)

    def tally(self, district: str | None, domain: str, stage: str | None) -> Tally:
        """Of which records the number of a cell is."""
        return self.made_up.get((district, domain, stage), NONE_LISTED)

    def city(self, domain: str, stage: str | None) -> int:
        return sum(n for (_, d, s), n in self.n.items() if d == domain and s == stage)


async def gaps(db: Reader, filter: Filter, as_of: str | None) -> Gaps:
    """How many records are listed for each district, domain and stage, and of which they are.

    A record counts for each of its stages.
    """
    if match := await matching(db, filter, wait=True):
        made_up = await _made_up(match, as_of)
        return Gaps({key: tally.n for key, tally in made_up.items()}, await _records_of(match), made_up)
    bound = {**values(filter), "since": status_since(as_of)}
    rows = await db.rows(queries.stage_tallies(shape(filter)), bound)
    records: dict[tuple[str | None, str | None], int] = {}
    for row in await db.rows(queries.record_counts(shape(filter)), values(filter)):
        records[row["district"], None if row["every"] else row["stage"] or NOT_STATED] = row["n"]
    keys = [(r["district"], r["domain"] or NO_DOMAIN, None if r["every"] else r["stage"] or NOT_STATED) for r in rows]
    return Gaps(_by_stage(rows) | _whatever_stage(rows), records, dict(zip(keys, map(tally_of, rows), strict=True)))


async def of_stages(db: Reader, filter: Filter) -> Numbers:
    """How many records are listed for each district, domain and stage, as `Gaps.n` has them."""
    if match := await matching(db, filter, wait=True):
        staged = await match.crossed("district", "domain", "stage")
        return {(where, what or NO_DOMAIN, stage or NOT_STATED): n for (where, what, stage), n in staged.items()}
    return _by_stage(await db.rows(queries.stage_counts(shape(filter)), values(filter)))


async def of_all_stages(db: Reader, filter: Filter) -> Numbers:
    """How many records are listed for each district and domain, whatever their stage."""
    if match := await matching(db, filter, wait=True):
        every = await match.crossed("district", "domain")
        return {(where, what or NO_DOMAIN, None): n for (where, what), n in every.items()}
    return _whatever_stage(await db.rows(queries.stage_counts(shape(filter)), values(filter)))


def _by_stage(rows: Iterable[dict[str, Any]]) -> Numbers:
    return {(r["district"], r["domain"] or NO_DOMAIN, r["stage"] or NOT_STATED): r["n"] for r in rows if not r["every"]}


def _whatever_stage(rows: Iterable[dict[str, Any]]) -> Numbers:
    return {(row["district"], row["domain"] or NO_DOMAIN, None): row["n"] for row in rows if row["every"]}


async def _made_up(match: Match, as_of: str | None) -> dict[GapKey, Tally]:
    """Of which records the numbers of each district, domain and stage are, from memory."""
    staged = await crossed(match, as_of, "district", "domain", "stage")
    every = await crossed(match, as_of, "district", "domain")
    made_up: dict[GapKey, Tally] = {
        (where, what or NO_DOMAIN, stage or NOT_STATED): tally for (where, what, stage), tally in staged.items()
    }
    return made_up | {(where, what or NO_DOMAIN, None): tally for (where, what), tally in every.items()}


async def _records_of(match: Match) -> dict[tuple[str | None, str | None], int]:
    """How many records each district has at each stage, from memory."""
    records: dict[tuple[str | None, str | None], int] = {
        (district, stage or NOT_STATED): n
        for (district, stage), n in (await match.crossed("district", "stage")).items()
    }
    for (district,), n in (await match.crossed("district")).items():
        records[district, None] = n
    return records


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
    with LOADING:
        from scipy.spatial import cKDTree

    nearest = np.asarray(cKDTree(at).query(at, k=2)[0])[:, 1]
    shared = int((nearest == 0).sum())
    return (float(np.median(nearest)) if 2 * shared < len(at) else None), shared
