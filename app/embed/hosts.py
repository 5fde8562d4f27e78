"""How many frames each host loads in a month: counted in memory, added to the database now and then.

Kept are a host name, a month and a number; nothing about visitors. A crash loses what was counted since the last
flush, and a database that is away never hurts a frame: the counts wait, bounded.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Collection, Mapping
from contextlib import suppress
from datetime import datetime
from urllib.parse import urlsplit

import psycopg

from app.city import CHINA_TIME
from app.host_entry import HOST_NAME
from app.store.connections import conninfo, limits
from app.store.reader import AWAY

MOST_HOSTS = 1000
"""Rows of their own that a month has; what comes beyond is counted as OTHER."""
MOST_WAITING = 10_000
"""Hosts held in memory; more than a month's rows, so that a burst of made-up ones leaves the known ones theirs."""
OTHER = "(other)"
UNNAMED = "(not named)"
"""Not host names, so that no host can be mistaken for them."""
LONGEST_REFERER = 2048
EVERY_SECONDS = 60.0
DEADLINE = 5.0
# Workers add in turn, so that the limit of a month's rows holds for all of them together.
TURN = "SELECT pg_advisory_xact_lock(hashtext('servicemap.host_counts'))"
ADD = """
WITH given AS (
  SELECT * FROM unnest(%(months)s::text[], %(hosts)s::text[], %(frames)s::bigint[]) AS given (month, host, frames)
), sorted AS (
  SELECT given.*, kept.host IS NOT NULL OR given.host = %(other)s AS known
  FROM given LEFT JOIN host_counts AS kept ON kept.month = given.month AND kept.host = given.host
), ranked AS (
  SELECT *, row_number() OVER (PARTITION BY month, known ORDER BY frames DESC, host) AS rank FROM sorted
), placed AS (
  SELECT month, frames, CASE WHEN known OR rank <= %(most)s - (
    SELECT count(*) FROM host_counts AS kept WHERE kept.month = ranked.month AND kept.host <> %(other)s
  ) THEN host ELSE %(other)s END AS host
  FROM ranked
)
INSERT INTO host_counts (month, host, frames)
SELECT month, host, sum(frames) FROM placed GROUP BY month, host
ON CONFLICT (month, host) DO UPDATE SET frames = host_counts.frames + excluded.frames
"""
log = logging.getLogger("servicemap")


def embedding_host(headers: Mapping[str, str], own: Collection[str]) -> str | None:
    """The host whose page loads a frame, UNNAMED where it does not say; None for what is no embed of another host."""
    destination = headers.get("sec-fetch-dest")
    if "sec-purpose" in headers:
        # Fetched ahead of a visit that may never come.
        return None
    if destination not in (None, "iframe", "frame") or headers.get("sec-fetch-site") in ("same-origin", "none"):
        return None
    referer = headers.get("referer", "")
    if not referer:
        # A link within a sandboxed frame names no page either, but a person followed it.
        return UNNAMED if destination and "sec-fetch-user" not in headers else None
    host = _host(referer)
    return None if host in own else host


def _host(referer: str) -> str | None:
    if len(referer) > LONGEST_REFERER:
        return None
    try:
        parts = urlsplit(referer)
        host = parts.hostname or ""
    except ValueError:
        return None
    return host if parts.scheme in ("http", "https") and HOST_NAME.fullmatch(host) else None


class HostCounts:
    """Counts frames; `public_url` is the site's own address, whose pages are not counted."""

    def __init__(self, url: str, public_url: str = "") -> None:
        self._connect = conninfo(url, DEADLINE, read_only=False)
        self._limits = limits(url, DEADLINE, read_only=False)
        self._own = urlsplit(public_url).hostname
        self._waiting: Counter[tuple[str, str]] = Counter()
        self._ending = asyncio.Event()
        self._flushing: asyncio.Task[None] | None = None
        self._told = False

    async def open(self) -> None:
        """Start to flush now and then."""
        self._flushing = asyncio.create_task(self._flush_often())

    async def close(self) -> None:
        """Flush once more and end."""
        self._ending.set()
        if self._flushing:
            await self._flushing

    def see(self, headers: Mapping[str, str], called: str | None) -> None:
        """Count one frame; `called` is the host name that this site was called by."""
        if host := embedding_host(headers, {name for name in (self._own, called) if name}):
            self.add(datetime.now(CHINA_TIME).strftime("%Y-%m"), host, 1)

    def add(self, month: str, host: str, frames: int) -> None:
        """Hold a count in memory until the next flush."""
        if (month, host) not in self._waiting and len(self._waiting) >= MOST_WAITING:
            host = OTHER
        self._waiting[month, host] += frames

    async def flush(self) -> None:
        """Add all that waits to the rows of the database; what cannot be added waits on."""
        if not self._waiting:
            return
        taken, self._waiting = self._waiting, Counter()
        months, hosts = zip(*taken, strict=True)
        given = {"months": list(months), "hosts": list(hosts), "frames": list(taken.values())}
        try:
            async with (
                asyncio.timeout(DEADLINE),
                await psycopg.AsyncConnection.connect(self._connect) as connection,
            ):
                await connection.execute(self._limits)
                await connection.execute(TURN)
                await connection.execute(ADD, {**given, "most": MOST_HOSTS, "other": OTHER})
            self._told = False
        except (*AWAY, psycopg.Error) as error:
            for (month, host), frames in taken.items():
                self.add(month, host, frames)
            if not self._told:
                log.warning("the counts of hosts wait in memory: %s", str(error).partition("\n")[0])
            self._told = True

    async def _flush_often(self) -> None:
        while not self._ending.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(self._ending.wait(), EVERY_SECONDS)
            await self.flush()
