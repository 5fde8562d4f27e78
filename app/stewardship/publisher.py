"""Writes what the public sees, and afterwards the texts of the features that this changed.

What a newer program writes otherwise, these texts and those of the search, it writes anew while the server answers.
A change takes away the texts that it makes untrue (migration 0016). An answer with a record that has none is made anew,
which takes about three times as long: without this, one edited record would slow down every list that shows it.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TypeVar

import psycopg
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, OperationalError

from app.errors import BusyError, DatabaseAwayError
from app.imports.storing.features import AT_A_TIME, MAY_WRITE, keep_some
from app.imports.storing.texts import Renewal
from app.store.writing import Writer, refusals_said

T = TypeVar("T")
AGAIN_S = 10.0
"""Seconds until what could not be written is tried again: an import may hold the table for minutes."""
PAUSE_S = 0.05
"""Seconds between two parts of many: whoever waited to write goes first."""
log = logging.getLogger("servicemap")


class Publisher(Writer):
    """A writer after whose transactions the texts follow, while the server goes on."""

    def __init__(self, url: str, statement_timeout: float) -> None:
        super().__init__(url, statement_timeout)
        self._renewal = Renewal(url, log.warning, PAUSE_S)
        self._changed = asyncio.Event()
        self._writing: list[asyncio.Task[None]] = []
        self.behind = False
        """Whether texts of features are lacking, more than one publication takes away."""

    async def run(self, work: Callable[[Connection], T], *, aside: bool = False) -> T:
        """What `work` gives, as of any writer."""
        given = await super().run(work, aside=aside)
        self._follow()
        return given

    def begin(self) -> None:
        """Have the texts written that are lacking, or an older program's, while the server answers."""
        self._follow()
        self._writing.append(asyncio.create_task(self._until_written("the texts of the search", self._renew)))

    def _follow(self) -> None:
        self._changed.set()
        if not self._writing:
            self._writing.append(asyncio.create_task(self._keep_following()))

    async def _keep_following(self) -> None:
        while await self._changed.wait():
            # What is published from here on may come too late for this time.
            self._changed.clear()
            await self._until_written("the texts of features", self._keep_texts)

    async def _until_written(self, what: str, write: Callable[[], Awaitable[None]]) -> None:
        """Whatever a database refuses, this goes on: nobody else writes them before the next start."""
        while True:
            try:
                return await write()
            except (DatabaseAwayError, BusyError, OperationalError, psycopg.OperationalError):
                log.info("%s are not written yet", what)
            except (DBAPIError, psycopg.Error):
                log.exception("%s cannot be written", what)
            await asyncio.sleep(AGAIN_S)

    async def _keep_texts(self) -> None:
        """Write all texts that are lacking, some hundreds at a time."""
        after = ""
        while len(written := await super().run(partial(_next_texts, after))) == AT_A_TIME:
            after, self.behind = max(written), True
            await asyncio.sleep(PAUSE_S)
        self.behind = False

    async def _renew(self) -> None:
        with refusals_said():
            await asyncio.to_thread(self._renewal.run)

    async def stop(self) -> None:
        """Write no more texts."""
        self._renewal.stop()
        for task in self._writing:
            task.cancel()
        await asyncio.gather(*self._writing, return_exceptions=True)


def _next_texts(after: str, connection: Connection) -> list[str]:
    return keep_some(connection, after) if connection.execute(MAY_WRITE).scalar_one() else []
