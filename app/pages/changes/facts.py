"""What the page of changes shows: the figures then and now, and the targets of the city beside the present."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from app.brief.targets import aims
from app.history.parameters import SINCE
from app.lists import read as lists
from app.lists.read import PolicyRow
from app.pages.parts.days import day_of
from app.pages.visit import Visit
from app.platforms.over_time.read import KIND, STATUS, OverTime, over_time
from app.query.parameter import Problem


@dataclass(frozen=True)
class Row:
    """A figure by its key (a kind, a life cycle, a district), before and now."""

    key: str
    before: int
    now: int

    @property
    def changed(self) -> bool:
        return self.before != self.now


@dataclass(frozen=True)
class ChangesFacts:
    """`kept` is of the chosen district, or of all; `since` is None where nothing is kept yet.

    `district` is a code, empty for the whole city. `kinds` are all, the other rows those that changed. `before` is the
    day whose end the numbers before are of.
    """

    kept: OverTime
    district: str
    since: date | None
    before: date | None
    kinds: list[Row]
    statuses: list[Row]
    districts: list[Row]
    targets: list[PolicyRow]
    listed: int
    problems: list[Problem]


async def changes_facts(visit: Visit) -> ChangesFacts:
    """Read what is kept since the day that the address names, or since the beginning."""
    context, problems = visit.context, list[Problem]()
    chosen = context.location.filter["district"]
    district = chosen[0] if chosen and chosen[0] in context.vocabulary.districts else ""
    every = await over_time(visit.db)
    kept = every.of(district) if district else every
    since = _since(every, context.location.view, problems)
    targets = aims(await lists.policies(visit.db))
    kinds, statuses, districts = [], list[Row](), list[Row]()
    before = _day_before(every, since)
    if before is not None:
        kinds = [_row(kept, before, KIND, kind) for kind in context.vocabulary.kinds]
        codes = [figure.removeprefix(STATUS) for figure in kept.figures() if figure.startswith(STATUS)]
        statuses = [row for code in codes if (row := _row(kept, before, STATUS, code)).changed]
        districts = [] if district else _districts(every, before)
    listed = every.at(every.days[-1], f"{KIND}poc") if every.days else 0
    return ChangesFacts(kept, district, since, before, kinds, statuses, districts, targets, listed, problems)


def _since(every: OverTime, view: Mapping[str, str], problems: list[Problem]) -> date | None:
    """The day of the address; what is no day since the beginning, or still to come, is said, and the beginning counts.

    Nothing is known of the days before: a 0 for them would read as if all had come since.
    """
    if not every.days:
        return None
    return day_of(view, SINCE, every.days[0], problems) or every.days[0]


def _day_before(every: OverTime, since: date | None) -> date | None:
    """A day counts from its beginning on, as in the digest; before the first day there are no figures but its own."""
    return since if since is None or since <= every.days[0] else since - timedelta(days=1)


def _row(kept: OverTime, before: date, prefix: str, key: str) -> Row:
    return Row(key, kept.at(before, prefix + key), kept.at(kept.days[-1], prefix + key) if kept.days else 0)


def _districts(every: OverTime, before_day: date) -> list[Row]:
    """The districts of which the number of records changed, whatever their kind."""
    kinds = [figure for figure in every.figures() if figure.startswith(KIND)]
    rows = []
    for code in every.districts():
        one = every.of(code)
        before, now = (sum(one.at(day, kind) for kind in kinds) for day in (before_day, every.days[-1]))
        rows.append(Row(code, before, now))
    return [row for row in rows if row.changed]
