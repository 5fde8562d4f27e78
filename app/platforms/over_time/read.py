"""The figures of the districts as they stood on any day since they are kept."""

from dataclasses import dataclass
from datetime import date

from app.platforms.over_time import queries
from app.store.reader import Reader

KIND, STATUS, INFERRED = "kind:", "status:", "basis:inferred"
"""The beginnings of figures' names, and the one that has no other."""


@dataclass(frozen=True)
class DayFigure:
    """A figure of a district (empty: not stated) from a day on."""

    day: date
    district: str
    figure: str
    value: int


@dataclass(frozen=True)
class OverTime:
    """All that is kept, in the order of days."""

    rows: tuple[DayFigure, ...]

    @property
    def days(self) -> tuple[date, ...]:
        """The days on which a figure changed; the first is the beginning."""
        return tuple(sorted({row.day for row in self.rows}))

    def of(self, district: str) -> "OverTime":
        """The figures of one district."""
        return OverTime(tuple(row for row in self.rows if row.district == district))

    def districts(self) -> tuple[str, ...]:
        return tuple(sorted({row.district for row in self.rows}))

    def figures(self) -> tuple[str, ...]:
        """The names of all figures, in their order."""
        return tuple(sorted({row.figure for row in self.rows}))

    def at(self, day: date, figure: str) -> int:
        """The sum of a figure over the districts at the end of a day."""
        latest: dict[str, int] = {}
        for row in self.rows:
            if row.figure == figure and row.day <= day:
                latest[row.district] = row.value
        return sum(latest.values())

    def line(self, figure: str) -> list[tuple[date, int]]:
        """The sum at the end of each day on which any figure changed."""
        return [(day, self.at(day, figure)) for day in self.days]


async def over_time(db: Reader) -> OverTime:
    """Read what is kept; empty in a database that nothing was written to since."""
    return OverTime(tuple(DayFigure(**row) for row in await db.rows(queries.figures_by_day())))
