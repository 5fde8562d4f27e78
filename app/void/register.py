"""Fields × steps with the number of listed records: what is empty, and what only lacks the name of its stage."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from app.analysis.comparison import NOT_STATED, Gaps, of_all_stages, of_stages
from app.city import city
from app.errors import InvalidParameterError
from app.platforms.filter import Filter
from app.platforms.values import Kind
from app.query.parameters import NEAR, NEAR_RADIUS
from app.store.reader import Reader
from app.vocabulary import Vocabulary
from geo.numbers import decimal_text

State = Literal["listed", "stage-not-stated", "empty"]
PILOT = "pilot"
"""The step after the stages of verification. Its records are the pilots: they need not name a stage."""
STAGED: tuple[Kind, ...] = ("poc", "related")
"""The kinds of record that count at a stage."""
FILTERS = ("district", "zone", "near", "radius")
"""The filters that the register takes: they say where. Fields and steps are its rows and columns."""


@dataclass(frozen=True)
class Cell:
    """One field at one step: `n` records are listed; `loose` more name the field and no stage."""

    n: int
    loose: int

    @property
    def state(self) -> State:
        """Empty is only what no record can be at: one whose source names no stage may be at this one."""
        if self.n:
            return "listed"
        return "stage-not-stated" if self.loose else "empty"


@dataclass(frozen=True)
class VoidRegister:
    """The numbers of all fields, steps and districts; a record counts in each of its fields and at each of its stages.

    `staged` has those of the stages, `pilots` those of the last step. A district of None is "not stated".
    """

    fields: tuple[str, ...]
    steps: tuple[str, ...]
    staged: Gaps
    pilots: Gaps

    def cell(self, field: str, step: str) -> Cell:
        """The whole place that was asked for."""
        if step == PILOT:
            return Cell(self.pilots.city(field, None), 0)
        return Cell(self.staged.city(field, step), self.loose(field))

    def in_district(self, field: str, step: str, district: str | None) -> Cell:
        """One district of it."""
        if step == PILOT:
            return Cell(self.pilots.listed(district, field, None), 0)
        return Cell(self.staged.listed(district, field, step), self.staged.listed(district, field, NOT_STATED))

    def loose(self, field: str) -> int:
        """How many records of a field name no stage."""
        return self.staged.city(field, NOT_STATED)

    def empty(self, fields: Iterable[str] | None = None) -> int:
        """In how many cells nothing is listed, of all fields or of some."""
        rows = self.fields if fields is None else fields
        return sum(self.cell(field, step).state == "empty" for field in rows for step in self.steps)

    @property
    def cells(self) -> int:
        """How many cells there are."""
        return len(self.fields) * len(self.steps)


def scoped(filter: Filter) -> Filter:
    """The part of a filter that says where; around a point within the usual radius where none is named."""
    place = {name: filter.value(name) for name in FILTERS}
    if place["near"] is None:
        place["radius"] = None
    return Filter().replace(**place | ({"radius": NEAR_RADIUS} if place["near"] and not place["radius"] else {}))


def within_the_city(where: Filter) -> None:
    """Raises InvalidParameterError for a point outside the city: of what is not listed there nothing follows."""
    if where.near and not city().positions.contains(*where.near):
        given = ",".join(map(decimal_text, where.near))
        raise InvalidParameterError(NEAR.name, given, "a point lon,lat within the city")


async def void_register(db: Reader, filter: Filter, vocabulary: Vocabulary) -> VoidRegister:
    """The register of the place that a filter names. Raises DatabaseAwayError."""
    where = scoped(filter)
    return VoidRegister(
        tuple(vocabulary.domains),
        (*vocabulary.stages, PILOT),
        Gaps(await of_stages(db, where.replace(kind=STAGED)), {}),
        Gaps(await of_all_stages(db, where.replace(kind=(PILOT,))), {}),
    )


def listed_at(where: Filter, field: str, step: str) -> Filter:
    """The filter of the list that a cell counts; of the records without a stage where `step` is "not-stated"."""
    of_field = where.replace(domain=(field,))
    return of_field.replace(kind=(PILOT,)) if step == PILOT else of_field.replace(kind=STAGED, stage=(step,))
