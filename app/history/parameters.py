"""The parameters of the history: as of which day, since which day, how many changes."""

from app.query.days import Day
from app.query.kinds import Whole

AS_OF = Day(name="as_of", description="The record as it stood at the end of this day in China.")
SINCE = Day(name="since", description="Changes on this day in China and later.")
MOST = Whole(name="most", description="Most changes to give, the newest first.", low=1, high=500, default=100)
