"""What is different in one record between the ends of two days: field by field, and the changes that made it so."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from app.city import CHINA_TIME
from app.errors import InvalidParameterError
from app.history.models import WHOLE
from app.history.parameters import TO, today
from app.history.queries import QUIET
from app.history.read import Entry, FieldChange, Past, begin, entries_of, past
from app.platforms.columns import COLUMNS
from app.store.reader import Reader

Record = dict[str, Any]


@dataclass(frozen=True)
class Step:
    """One change of a field between the two days, with the change that it was a part of."""

    entry: Entry
    change: FieldChange


@dataclass(frozen=True)
class FieldDifference:
    """A field that has another value at the end than at the beginning; its changes, the newest first."""

    name: str
    old: Any
    new: Any
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Difference:
    """A record at the end of `first` and at the end of `last`, days in China; `first` None: as it was first kept here.

    `began`: the day from which on the history knows the record. `unknown`: an earlier day was asked for, of which
    nothing is known, so that the first version counts. `before` and `after` are None where it was not listed.
    `entries` are the changes between, the newest first, without those that began the history.
    """

    platform: str
    names: tuple[str, str]
    first: date | None
    last: date
    began: date
    unknown: bool
    before: Record | None
    after: Record | None
    entries: tuple[Entry, ...]

    @property
    def fields(self) -> tuple[FieldDifference, ...]:
        """What is different, in the order of the record; nothing where it was not listed at one of the two ends."""
        before, after = self.before, self.after
        if before is None or after is None:
            return ()
        names = [column.name for column in COLUMNS if before[column.name] != after[column.name]]
        return tuple(FieldDifference(name, before[name], after[name], self._steps(name)) for name in names)

    @property
    def set_back(self) -> bool:
        """Whether facts were changed between the days, though none is different; that it was confirmed is no fact."""
        facts = {column.name for column in COLUMNS}
        return any(each.name in facts for entry in self.entries for each in entry.fields)

    def _steps(self, name: str) -> tuple[Step, ...]:
        return tuple(Step(entry, each) for entry in self.entries for each in entry.fields if each.name == name)

    def listing(self, *, listed: bool) -> Entry | None:
        """The last change between the days that listed the record, or that took it out."""
        return next((entry for entry in self.entries if entry.listed is listed), None)


async def difference(db: Reader, id: str, first: date | None, last: date | None) -> Difference:
    """The record at the ends of two days; by default as it was first kept, and as it is today.

    Raises NotFoundError where the id was never listed, and InvalidParameterError where the last day is before the
    first one.
    """
    known = await past(db, id)
    began, last = _began(known), last or today()
    if first is not None and last < first:
        raise InvalidParameterError(TO.name, last.isoformat(), f"a day from {first} on")
    # One that was there when the history began said something before; of one that was listed later it is known.
    there = not known.rows or known.rows[-1]["action"] in QUIET
    unknown = first is not None and first < began <= last and there
    first = first or last if last < began else None if unknown else first
    before = known.at_first() if first is None else known.at_end_of(first)
    after = known.at_end_of(last)
    named = after or before or known.now or _last_whole(known)
    return Difference(
        platform=id,
        names=(named.get("name_zh") or id, named.get("name_en") or named.get("name_zh") or id),
        first=first,
        last=last,
        began=began,
        unknown=unknown,
        before=before,
        after=after,
        entries=_between(known, first, last),
    )


def _began(known: Past) -> date:
    """The day of the oldest revision; a record without any is known today alone."""
    day: date = known.rows[-1]["made_at"].astimezone(CHINA_TIME).date() if known.rows else today()
    return day


def _between(known: Past, first: date | None, last: date) -> tuple[Entry, ...]:
    ends = begin(last + timedelta(days=1))
    starts = begin(first + timedelta(days=1)) if first else None
    # What was first listed is what all is compared with.
    rows = known.rows if first else known.rows[:-1]
    rows = [row for row in rows if row["made_at"] < ends and (starts is None or row["made_at"] >= starts)]
    return tuple(entries_of(row for row in rows if row["action"] not in QUIET))


def _last_whole(known: Past) -> Record:
    """What a record said that is listed no more, when it was taken out."""
    wholes = (row["old"] for row in known.rows if row["field"] == WHOLE and row["old"])
    return next(wholes, {})
