"""Reads the history: the changes of records as entries, and a record as it stood on a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any

from app.city import CHINA_TIME
from app.errors import InvalidParameterError, NotFoundError
from app.history import queries
from app.history.models import WHOLE
from app.history.parameters import AS_OF, today
from app.platforms import read
from app.platforms.columns import COLUMNS
from app.platforms.filter import Filter
from app.platforms.predicate import shape, values
from app.platforms.schemas import Platform
from app.store.reader import Reader
from app.vocabulary import Vocabulary


@dataclass(frozen=True)
class FieldChange:
    """A field before and after; None is "not stated". The rest says where the new value comes from, if anybody did."""

    name: str
    old: Any
    new: Any
    source: str | None = None
    source_date: str | None = None
    basis: str | None = None


@dataclass(frozen=True)
class Entry:
    """What one change did to one record; `names` in Chinese and English while it is listed.

    `listed`: the change listed the record, or took it out (False); None: it changed the fields, or confirmed them.
    """

    number: int
    made_at: datetime
    action: str
    role: str
    institution: str
    reason: str
    platform: str
    revision: int
    listed: bool | None
    fields: tuple[FieldChange, ...]
    names: tuple[str, str] | None = None

    @property
    def day(self) -> str:
        """The day in China."""
        return self.made_at.astimezone(CHINA_TIME).date().isoformat()


async def changes_of(db: Reader, id: str) -> list[Entry]:
    """The changes of one record, the newest first; none where its id was never listed."""
    # No text of PostgreSQL holds a NUL.
    return [] if "\x00" in id else entries_of(await db.rows(queries.of_platform(), {"id": id}))


async def newest(db: Reader, filter: Filter, since: date | None, most: int) -> list[Entry]:
    """The newest changes of the records that match now; without a filter those of records that are gone as well."""
    query = queries.newest(shape(filter) if filter.query() else None, since is not None)
    bound = {**values(filter), "most": most} | ({"since": begin(since)} if since else {})
    return entries_of(await db.rows(query, bound))


def entries_of(rows: Iterable[dict[str, Any]]) -> list[Entry]:
    """The changes that these revisions belong to, in their order."""
    return [_entry(list(group)) for _, group in groupby(rows, lambda row: (row["number"], row["platform"]))]


def _entry(rows: list[dict[str, Any]]) -> Entry:
    first = rows[0]
    whole = next((row for row in rows if row["field"] == WHOLE), None)
    listed = None if whole is None else whole["new"] is not None
    of_field = ("old", "new", "source", "source_date", "basis")
    return Entry(
        **{name: first[name] for name in ("number", "made_at", "action", "role", "institution", "reason")},
        platform=first["platform"],
        revision=first["revision"],
        listed=listed,
        fields=tuple(FieldChange(row["field"], *(row[name] for name in of_field)) for row in rows if row["field"]),
        names=(first["name_zh"], first["name_en"]) if first.get("name_zh") else None,
    )


@dataclass(frozen=True)
class Past:
    """A record as it is published now, None where it is not listed, and its revisions, the newest first."""

    now: dict[str, Any] | None
    rows: Sequence[dict[str, Any]]

    def at_end_of(self, day: date) -> dict[str, Any] | None:
        """The record as it stood at the end of a day in China: what is published now, with later changes undone."""
        record, ends = self.now, begin(day + timedelta(days=1))
        for row in self.rows:
            if row["made_at"] >= ends:
                record = _before(record, row)
        return record

    def at_first(self) -> dict[str, Any] | None:
        """The record as it was first kept here, with every change of a fact undone."""
        record = self.now
        for row in self.rows[:-1]:
            record = _before(record, row)
        return record


async def past(db: Reader, id: str) -> Past:
    """What is known of a record. Raises NotFoundError where its id was never listed."""
    now = await read.platform(db, id)
    # No text of PostgreSQL holds a NUL.
    rows = [] if "\x00" in id else await db.rows(queries.of_platform(), {"id": id})
    if now is None and not rows:
        raise await read.not_listed(db, id)
    return Past(now.model_dump(include={column.name for column in COLUMNS}) if now else None, rows)


async def as_of(db: Reader, id: str, day: date, vocabulary: Vocabulary) -> Platform:
    """The record as it stood at the end of a day in China.

    Raises NotFoundError where it was not listed then or the history does not reach so far back, and
    InvalidParameterError for a day that is still to come.
    """
    if day > today():
        raise InvalidParameterError(AS_OF.name, day.isoformat(), "a day up to today")
    record = (await past(db, id)).at_end_of(day)
    if record is None:
        raise NotFoundError(f"The history has no platform {id[:64]} on {day}: it was not listed yet, or not any more.")
    district = vocabulary.districts.get(record["district_code"] or "")
    return Platform.model_construct(**record, district=district.name_zh if district else None)


def _before(record: dict[str, Any] | None, row: dict[str, Any]) -> dict[str, Any] | None:
    """The record before one revision of it."""
    if row["field"] == WHOLE:
        before: dict[str, Any] | None = row["old"]
        return before
    # When it was confirmed is no fact of the record.
    return record if record is None or row["field"] not in record else {**record, row["field"]: row["old"]}


def begin(day: date) -> datetime:
    """The moment at which a day begins in China."""
    return datetime.combine(day, time(), CHINA_TIME)
