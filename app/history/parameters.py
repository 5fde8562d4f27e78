"""The parameters of the history: as of which day, from which day to which, how many changes."""

from dataclasses import dataclass
from datetime import date, datetime

from app.city import CHINA_TIME
from app.query.days import Day
from app.query.kinds import Whole


@dataclass(frozen=True, kw_only=True)
class PastDay(Day):
    """A day that is not still to come, in China."""

    @property
    def allowed(self) -> str:
        return "a day up to today such as 2026-06-30"

    def parse(self, text: str) -> date:
        day = super().parse(text)
        if day > today():
            raise self.refusal(text)
        return day


def today() -> date:
    """The day in China."""
    return datetime.now(CHINA_TIME).date()


AS_OF = Day(name="as_of", description="The record as it stood at the end of this day in China.")
SINCE = PastDay(name="since", description="Changes on this day in China and later.")
UNTIL = PastDay(name="until", description="Changes up to the end of this day in China; unset: all that came.")
FROM = PastDay(name="from", description="The record as it stood at the end of this day in China; unset: at first.")
TO = PastDay(name="to", description="The record as it stood at the end of this day in China; unset: today.")
MOST: Whole[int] = Whole(
    name="most",
    description="Most changes to give, the newest first; of a digest its lines.",
    low=1,
    high=10_000,
    default=100,
)
