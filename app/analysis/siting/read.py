"""Reads what a question of siting needs, and answers it: kept while the data stay the same, unless a file came."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from cachetools import LRUCache
from starlette.requests import Request

from app.analysis import queries
from app.analysis.coverage import POSITION_BUDGET
from app.analysis.land import Land
from app.analysis.parameters import SITES
from app.analysis.places import Site, shown_sites
from app.analysis.siting.answer import NeedPoint, Sited
from app.analysis.siting.compute import Computation, Given, metres
from app.analysis.siting.names import Naming
from app.analysis.siting.own import NAMED, OwnFile, OwnPoint, Refusal, read_own
from app.analysis.siting.parameters import CITY, KINDS, OWN
from app.analysis.siting.question import SitingQuestion
from app.analysis.siting.scope import Scope, Scopes
from app.districts import queries as district_queries
from app.errors import InvalidParameterError, NoAnswerError, NoBoundariesError, TooLargeError
from app.platforms.filter import Filter
from app.platforms.predicate import shape, values
from app.query.text import fold
from app.store.kept import Kept
from app.store.reader import Reader
from app.store.version import Version
from app.vocabulary import Vocabulary
from app.web.provided import Provided
from geo.siting import Cancel, LeftError

ANSWERS = 200
"""So many answers are kept, those that were asked for last."""
LOOK_AGAIN_S = 0.25
"""So often it is seen whether the asker is still there."""
OFFSHORE_M = 1000.0
"""The coast is known to some hundred metres: farther from land than this a point lies at sea."""
T = TypeVar("T")


@dataclass(frozen=True)
class Asked:
    """What is asked, of which platforms, and with which need of one's own."""

    filter: Filter
    question: SitingQuestion
    own: tuple[OwnPoint, ...] = ()


class Sitings:
    """Answers to where next within an area."""

    def __init__(self, land: Land) -> None:
        self._scopes = Scopes(land)
        self._naming: Kept[None, Naming] = Kept()
        self._answers: Kept[tuple[Any, ...], Sited] = Kept(LRUCache(ANSWERS))

    async def scope(self, db: Reader, vocabulary: Vocabulary, code: str) -> Scope:
        """The area of a code. Raises NoBoundariesError."""
        return await self._scopes.of(db, vocabulary, code)

    async def own(self, db: Reader, vocabulary: Vocabulary, body: bytes) -> OwnFile:
        """Read a file of need. A point at sea refuses it as a cell of text does."""
        read = read_own(body, await _place_positions(db))
        if not read.points:
            return read
        try:
            city = await self.scope(db, vocabulary, CITY)
        except NoBoundariesError:
            return read
        return await asyncio.to_thread(_on_land, read, city)

    async def answer(self, db: Reader, vocabulary: Vocabulary, asked: Asked, cancel: Cancel) -> Sited:
        """Answer it. Raises InvalidParameterError for a site outside of the area, NoAnswerError after `cancel`."""
        scope = await self.scope(db, vocabulary, asked.question.within)
        _check(scope, asked.question)

        async def make() -> Sited:
            given = await self._given(db, vocabulary, scope, asked)
            try:
                return await asyncio.to_thread(lambda: Computation(given, cancel).answer())
            except LeftError as error:
                raise NoAnswerError("The question was taken back.") from error

        if asked.own:
            return await make()
        return await self._answers.get(vocabulary.data_version, _key(asked), make)

    def ready(self, version: Version, asked: Asked) -> Sited | None:
        """The answer where it is kept; nothing is read or solved."""
        return self._answers.ready(version, _key(asked))

    async def _given(self, db: Reader, vocabulary: Vocabulary, scope: Scope, asked: Asked) -> Given:
        places = await self._places(db)
        need = [
            NeedPoint(
                row["kind"],
                (row["name_zh"], row["name_en"]),
                (row["lon"], row["lat"]),
                asked.question.weight(row["kind"]),
            )
            for row in _of_scope(places, scope, vocabulary)
            if row["kind"] in asked.question.need
        ]
        own, outside = _own(asked.own, scope) if OWN in asked.question.need else ([], 0)
        existing, left_out = await self._platforms(db, asked.filter)

        counts = Counter(row["kind"] for row in _of_scope(places, scope, vocabulary)) + Counter({OWN: len(own)})
        named = await self._named(db, vocabulary)
        return Given(asked.question, scope, [*need, *own], existing, named, left_out, outside, counts)

    async def _named(self, db: Reader, vocabulary: Vocabulary) -> Naming:
        async def make() -> Naming:
            return await asyncio.to_thread(Naming, await self._places(db))

        return await self._naming.get(vocabulary.data_version, None, make)

    async def _places(self, db: Reader) -> list[dict[str, Any]]:
        rows = []
        for kind in KINDS:
            rows += [{**row, "kind": kind} for row in await db.rows(queries.places(), {"kind": kind})]
        return rows

    async def _platforms(self, db: Reader, filter: Filter) -> tuple[list[Site], int]:
        """Where the platforms are, each place once, and how many have no position to measure from."""
        bound = {**values(filter), "limit": POSITION_BUDGET + 1}
        rows = await db.rows(queries.distinct_degrees(shape(filter)), bound)
        if len(rows) > POSITION_BUDGET:
            raise TooLargeError("siting", len(rows), POSITION_BUDGET)
        left = await db.rows(queries.left_out_of_districts(shape(filter)), values(filter))
        return [(row["lon"], row["lat"]) for row in rows], sum(row["near"] + row["unplaced"] for row in left)


def _key(asked: Asked) -> tuple[Any, ...]:
    return tuple(asked.filter.query()), asked.question


async def _place_positions(db: Reader) -> dict[str, Site]:
    """Folded names of places with their positions in degrees, for a file that names places instead."""
    found: dict[str, Site] = {}
    for row in await db.rows(district_queries.places()):
        for name in (row["name_zh"], row["name_en"], *row["aliases"]):
            found.setdefault(fold(name), (row["lon"], row["lat"]))
    return found


async def unless_left(request: Request, cancel: Cancel, answer: Awaitable[T]) -> T:
    """The answer; where the asker leaves before, the computation is told to stop."""
    task = asyncio.ensure_future(answer)
    try:
        while not task.done():
            await asyncio.wait({task}, timeout=LOOK_AGAIN_S)
            if not task.done() and await request.is_disconnected():
                cancel.set()
        return task.result()
    finally:
        cancel.set()


def _on_land(read: OwnFile, city: Scope) -> OwnFile:
    wet = np.flatnonzero(~city.holds(metres([(point.lon, point.lat) for point in read.points]), OFFSHORE_M))
    if not len(wet):
        return read
    named = [read.points[int(i)] for i in wet[:NAMED]]
    refusals = [Refusal("own-at-sea", {"line": p.line, "value": f"{p.lon:g}, {p.lat:g}"}) for p in named]
    return OwnFile(refusals=tuple(refusals), refused=len(wet))


def _check(scope: Scope, question: SitingQuestion) -> None:
    """Sites must lie on the land of the area. Raises InvalidParameterError."""
    if not question.sites:
        return
    outside = ~scope.holds(metres(question.sites))
    if outside.any():
        named = tuple(site for site, out in zip(question.sites, outside, strict=True) if out)
        raise InvalidParameterError(SITES.name, shown_sites(named), f"on the land of {scope.code}")


def _of_scope(places: Sequence[dict[str, Any]], scope: Scope, vocabulary: Vocabulary) -> list[dict[str, Any]]:
    """The places of an area: of a district those that say so, of a zone those within its outline."""
    if scope.code == CITY:
        return [row for row in places if row["district"]]
    if scope.code in vocabulary.districts:
        return [row for row in places if row["district"] == scope.code]
    if not places:
        return []
    inside = scope.holds(np.array([(row["x"], row["y"]) for row in places]), 0.0)
    return [row for row, holds in zip(places, inside, strict=True) if holds]


def _own(points: Sequence[OwnPoint], scope: Scope) -> tuple[list[NeedPoint], int]:
    """The points of one's own within the area, and how many lie outside."""
    if not points:
        return [], 0
    inside = scope.holds(metres([(point.lon, point.lat) for point in points]))
    kept = [point for point, holds in zip(points, inside, strict=True) if holds]
    named = [NeedPoint(OWN, (p.name or f"#{p.line}",) * 2, (p.lon, p.lat), p.weight) for p in kept]
    return named, len(points) - len(kept)


sitings_of = Provided(Sitings)
