"""Reads what the pages about picked platforms show: the records, what is missing of them, and what belongs to each."""

from dataclasses import dataclass

from app.errors import RemovedError
from app.lists import read as lists
from app.lists.read import PolicyRow, money
from app.pages.address.page_states import COMPARE
from app.pages.address.picks import MOST_COMPARED, Picks, read_picks
from app.pages.parts.measures import Areas
from app.pages.visit import Visit
from app.platforms import read
from app.platforms.schemas import Platform
from app.query.parameters import IDS

LETTERS = "ABCDEFGH"
"""One for each platform that can be picked: they join table, map, text and picture."""


@dataclass(frozen=True)
class Side:
    """One platform in the comparison: the measures of its zone and district, and how many typical cases it has."""

    letter: str
    platform: Platform
    measures: list[PolicyRow]
    cases: int


@dataclass(frozen=True)
class Missing:
    """An identifier that is not listed; with `reason` and `date` (YYYY-MM-DD) where it was once."""

    id: str
    reason: str = ""
    date: str = ""


@dataclass(frozen=True)
class Picked:
    """What an address picks: listed platforms in its order, and identifiers that are not listed."""

    picks: Picks
    platforms: list[Platform]
    missing: list[Missing]

    @property
    def compared(self) -> list[Platform]:
        return self.platforms[:MOST_COMPARED]

    @property
    def left_out(self) -> list[Platform]:
        """Listed platforms for which a comparison has no room."""
        return self.platforms[MOST_COMPARED:]


async def picked(visit: Visit) -> Picked:
    """The platforms that the address names."""
    picks = read_picks(visit.request.query_params.getlist(IDS.name))
    platforms = visit.context.picked
    listed = {platform.id for platform in platforms}
    missing = [await _missing(visit, id) for id in picks.ids if id not in listed]
    return Picked(picks, platforms, missing)


async def _missing(visit: Visit, id: str) -> Missing:
    error = await read.not_listed(visit.db, id)
    return Missing(id, error.reason, error.date) if isinstance(error, RemovedError) else Missing(id)


async def sides(visit: Visit, platforms: list[Platform]) -> list[Side]:
    """Each platform with what a comparison says of it besides its record."""
    measures = await lists.policies(visit.db)
    return [
        Side(
            letter,
            platform,
            [each for each in money(measures, areas.districts, areas.zones) if each.level != "city"],
            len(await lists.cases(visit.db, platform.id)),
        )
        for letter, platform, areas in zip(LETTERS, platforms, map(Areas.of, platforms), strict=False)
    ]


async def with_distance(visit: Visit, platforms: list[Platform]) -> list[Platform]:
    """The same with their distances from the point of the address, where it has one."""
    near = visit.context.location.filter.near
    if near is None or not platforms or visit.context.location.path != COMPARE:
        return platforms
    filter = type(visit.context.location.filter)(ids=tuple(each.id for each in platforms), near=near)
    listing = await read.listing(visit.db, filter, len(platforms), 0, visit.context.lang)
    by_id = {each.id: each for each in listing.platforms}
    return [by_id.get(each.id, each) for each in platforms]
