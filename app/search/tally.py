"""Searches without a hit: counted in memory, written once a minute, dropped where that fails.

Kept are a term of the vocabulary, how often and on how many days it was sought, and the last day: no address, no time
of a day, nothing of who asked. A text that is no term stays in this process's memory until it came on five days; each
process of several counts those days by itself, which keeps fewer texts, never more.
"""

import asyncio
import logging
from collections import Counter, OrderedDict
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Connection, delete, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from app.city import CHINA_TIME
from app.search.missed import Miss
from app.search.models import SearchMiss
from app.store.writing import write_session

DAYS = 5
"""On so many days a text must have come before it is written down."""
WITHIN_DAYS = 60
"""Days longer ago are forgotten."""
MOST_WAITING = 2000
"""So many texts wait in memory; of more the one that was sought longest ago is forgotten."""
MOST_TEXTS = 500
"""So many texts are kept in the database. Terms need no bound: at most two codes of the vocabulary make one."""
EVERY_SECONDS = 60.0
DEADLINE_S = 5
# Processes write in turn, so that the bound holds for all of them together.
TURN = text("SELECT pg_advisory_xact_lock(hashtext('servicemap.search_misses'))")
PATIENCE = text(f"SET LOCAL statement_timeout = '{DEADLINE_S}s'")
ADD = text("""
INSERT INTO search_misses (kind, value, times, days, last_day)
SELECT :kind, :value, :times, :days, :day
WHERE :kind = 'term'
   OR EXISTS (SELECT FROM search_misses WHERE kind = :kind AND value = :value)
   OR (SELECT count(*) FROM search_misses WHERE kind = 'text') < :most
ON CONFLICT (kind, value) DO UPDATE SET
  times = search_misses.times + excluded.times,
  days = search_misses.days + (search_misses.last_day < excluded.last_day)::int,
  last_day = greatest(search_misses.last_day, excluded.last_day)
""")
log = logging.getLogger("servicemap")


@dataclass
class Candidate:
    """A text that is not written down yet: how often it came, and on which days."""

    times: int = 0
    days: list[date] = field(default_factory=list)

    def came(self, day: date) -> None:
        self.times += 1
        recent = [each for each in self.days if (day - each).days < WITHIN_DAYS]
        self.days = recent if day in recent else [*recent, day]


class SearchTally:
    """The count of one process; `url` is the database of a SQLAlchemy URL, empty where nothing is to be counted."""

    def __init__(self, url: str) -> None:
        self._url = _patient(url) if url else ""
        self._waiting: Counter[tuple[str, str, date]] = Counter()
        self._first: dict[tuple[str, str, date], int] = {}
        """The days of a text that is written for the first time."""
        self._texts: OrderedDict[str, Candidate] = OrderedDict()
        self._written: frozenset[str] = frozenset()
        self._ending = asyncio.Event()
        self._flushing: asyncio.Task[None] | None = None
        self._told = False

    @property
    def counting(self) -> bool:
        """Whether anything is counted at all."""
        return bool(self._url)

    async def open(self) -> None:
        """Begin to write once a minute."""
        if self.counting:
            self._flushing = asyncio.create_task(self._flush_often())

    async def close(self) -> None:
        """Write once more and end."""
        self._ending.set()
        if self._flushing:
            await self._flushing

    def see(self, miss: Miss, day: date | None = None) -> None:
        """Count a search of this day (of Beijing)."""
        today = day or datetime.now(CHINA_TIME).date()
        if miss.term:
            self._waiting["term", miss.term, today] += 1
        for each in miss.texts:
            self._see_text(each, today)

    def _see_text(self, typed: str, today: date) -> None:
        if typed in self._written:
            self._waiting["text", typed, today] += 1
            return
        candidate = self._texts.setdefault(typed, Candidate())
        self._texts.move_to_end(typed)
        candidate.came(today)
        if len(candidate.days) >= DAYS:
            del self._texts[typed]
            self._waiting["text", typed, today] += candidate.times
            self._first["text", typed, today] = len(candidate.days)
            self._written |= {typed}
        elif len(self._texts) > MOST_WAITING:
            self._texts.popitem(last=False)

    async def flush(self) -> None:
        """Write what waits, and learn which texts are written down; what cannot be written is dropped."""
        taken, first = self._waiting, self._first
        self._waiting, self._first = Counter(), {}
        try:
            self._written = await asyncio.to_thread(self._write, taken, first)
            self._told = False
        except SQLAlchemyError as error:
            if taken and not self._told:
                log.warning("searches without a hit are not counted: %s", str(error).partition("\n")[0])
            self._told = self._told or bool(taken)

    def _write(self, taken: Counter[tuple[str, str, date]], first: dict[tuple[str, str, date], int]) -> frozenset[str]:
        with write_session(self._url) as connection:
            connection.execute(PATIENCE)
            if taken:
                connection.execute(TURN)
            # In one order, so that processes never wait for each other's rows.
            for key, times in sorted(taken.items()):
                kind, value, day = key
                row = {"kind": kind, "value": value, "times": times, "days": first.get(key, 1), "day": day}
                connection.execute(ADD, {**row, "most": MOST_TEXTS})
            return frozenset(connection.scalars(select(SearchMiss.value).where(SearchMiss.kind == "text")))

    async def _flush_often(self) -> None:
        while not self._ending.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(self._ending.wait(), EVERY_SECONDS)
            await self.flush()


def written(connection: Connection) -> list[tuple[str, str, int, int, date]]:
    """Kind, value, times, days and last day of all that is written down, the most days first."""
    columns = (SearchMiss.kind, SearchMiss.value, SearchMiss.times, SearchMiss.days, SearchMiss.last_day)
    rows = select(*columns).order_by(SearchMiss.days.desc(), SearchMiss.times.desc(), SearchMiss.kind, SearchMiss.value)
    return [(kind, value, times, days, last) for kind, value, times, days, last in connection.execute(rows).all()]


def forget(connection: Connection, values: Iterable[str]) -> set[str]:
    """Take what has one of these values out; the values that were there."""
    gone = delete(SearchMiss).where(SearchMiss.value.in_(list(values))).returning(SearchMiss.value)
    return set(connection.scalars(gone))


def _patient(url: str) -> str:
    """The URL with a limit to how long connecting may take, where it names none."""
    parsed = make_url(url)
    if "connect_timeout" not in parsed.query:
        parsed = parsed.update_query_dict({"connect_timeout": str(DEADLINE_S)})
    return parsed.render_as_string(hide_password=False)
