"""Where the points of a file that names no datum would fall in each of the four: so that a person can tell.

Nothing is guessed: the file is refused, and these figures say what each choice would mean.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from statistics import median
from typing import get_args

from app.city import city
from app.imports.positions.gazetteer import Gazetteer, Named
from app.imports.rows.problems import Problems, fault
from app.imports.rows.raw_row import RawRow
from frontend.messages import messages
from geo.datum import Crs, convert_point
from geo.numbers import decimal

CHOICES: tuple[Crs, ...] = get_args(Crs)
ROWS = 1000
"""So many rows are looked at."""
NO_DATUM, NO_ROW_DATUM = "import-no-datum", "import-no-row-datum"
"""The table has no column for its datum; it has one, and the row says nothing there."""


@dataclass(frozen=True)
class Example:
    """A row whose place is known from its words, with its position in each reading, in degrees WGS-84."""

    row: int
    name: str
    place: Named
    positions: dict[Crs, tuple[float, float]]

    def metres(self, crs: Crs) -> float:
        """How far from the place the row would fall."""
        return self.place.metres_to(*self.positions[crs])


@dataclass
class Choice:
    """What reading the file in one datum would mean.

    `inside` of `declared` rows would fall into the district that they state, `outside` rows would fall outside the
    city; `metres` are the distances of rows to the place that they name.
    """

    crs: Crs
    inside: int = 0
    declared: int = 0
    outside: int = 0
    metres: list[float] = field(default_factory=list)

    @property
    def median_m(self) -> float | None:
        return median(self.metres) if self.metres else None


@dataclass(frozen=True)
class DatumQuestion:
    """The four choices over the first rows with a position, and one row as an example.

    `first` are the places of the first of these rows in each reading, in degrees WGS-84.
    """

    rows: int
    choices: tuple[Choice, ...]
    example: Example | None
    first: Mapping[Crs, tuple[float, float]] = field(default_factory=dict)


def unsaid(problems: Problems, question: DatumQuestion) -> Problems | None:
    """What is wrong with a file none of whose rows says its datum; None where one does, or none has a position."""
    if not question.rows:
        return None
    if problems.count(NO_DATUM):
        return problems
    # A template that was filled in has the column, which may be empty from top to bottom.
    return Problems([fault(0, "crs", "no-datum")]) if question.rows <= problems.count(NO_ROW_DATUM) else None


def datum_question(rows: Iterable[RawRow], gazetteer: Gazetteer) -> DatumQuestion:
    """What each datum would mean for the rows of a file."""
    choices = {crs: Choice(crs) for crs in CHOICES}
    number, best = 0, None
    first: Mapping[Crs, tuple[float, float]] = {}
    for row in rows:
        position = _position(row)
        if position is None:
            continue
        number += 1
        positions: dict[Crs, tuple[float, float]] = {crs: convert_point(*position, crs, "wgs84") for crs in CHOICES}
        first = first or positions
        texts = [str(row.values.get(name) or "") for name in ("address", "name_zh", "operator")]
        place, district = gazetteer.named_in(*texts), _district(row, gazetteer)
        for crs, choice in choices.items():
            _count(choice, positions[crs], place, district, gazetteer)
        if place and (best is None or place.accuracy_m < best.place.accuracy_m):
            best = Example(row.number, str(row.values.get("name_zh") or ""), place, positions)
        if number >= ROWS:
            break
    return DatumQuestion(number, tuple(choices.values()), best, first)


def _position(row: RawRow) -> tuple[float, float] | None:
    try:
        lon, lat = (decimal(str(row.values.get(name) or "").strip()) for name in ("lon", "lat"))
    except ValueError:
        return None
    return (lon, lat) if abs(lon) <= 180 and abs(lat) <= 90 else None


def _district(row: RawRow, gazetteer: Gazetteer) -> str | None:
    stated = str(row.values.get("district_code") or "")
    return gazetteer.districts.get(stated, stated) or None


def _count(
    choice: Choice, at: tuple[float, float], place: Named | None, district: str | None, gazetteer: Gazetteer
) -> None:
    if not city().positions.encloses(*at):
        choice.outside += 1
    covered = gazetteer.covers(district, *at) if district else None
    if covered is not None:
        choice.declared += 1
        choice.inside += covered
    if place:
        choice.metres.append(place.metres_to(*at))


def choice_said(choice: Choice, example: Example | None, lang: str) -> list[str]:
    """What reading a file in one datum would mean, in sentences."""
    words, said = messages(lang), []
    if example:
        said.append(words("import-datum-metres", metres=round(example.metres(choice.crs), -1)))
    if choice.median_m is not None and len(choice.metres) > 1:
        said.append(words("import-datum-median", metres=round(choice.median_m, -1), n=len(choice.metres)))
    if choice.declared:
        said.append(words("import-datum-inside", inside=choice.inside, declared=choice.declared))
    if choice.outside:
        said.append(words("import-datum-outside", n=choice.outside))
    return said or [words("import-datum-nothing")]
