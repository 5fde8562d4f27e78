"""Writes what the public sees, and afterwards the texts of the features that this changed.

A change takes away the texts that it makes untrue (migration 0016). An answer with a record that has none is made anew,
which takes about three times as long: without this, one edited record would slow down every list that shows it.
"""

import asyncio
import logging
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from app.errors import BusyError, DatabaseAwayError
from app.imports.features import AT_A_TIME, MAY_WRITE, keep_some
from app.store.writing import Writer

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
        self._changed = asyncio.Event()
        self._following: asyncio.Task[None] | None = None

    async def run(self, work: Callable[[Connection], T]) -> T:
        """What `work` gives, as of any writer."""
        given = await super().run(work)
        self.begin()
        return given

    def begin(self) -> None:
        """Have the texts written that are lacking: a newer program may write all of them anew, while it answers."""
        self._changed.set()
        if self._following is None:
            self._following = asyncio.create_task(self._follow())

    async def _follow(self) -> None:
        while await self._changed.wait():
            # What is published from here on may come too late for this time.
            self._changed.clear()
            try:
                await self._keep_texts()
            except (DatabaseAwayError, BusyError):
                log.info("the texts of features are not written yet")
            except DBAPIError:
                # Whatever a database refuses, this goes on: nobody else writes them before the next start.
                log.exception("the texts of features cannot be written")
            else:
                continue
            self._changed.set()
            await asyncio.sleep(AGAIN_S)

    async def _keep_texts(self) -> None:
        """Write all texts that are lacking, some hundreds at a time."""
        after = ""
        while len(written := await super().run(partial(_next_texts, after))) == AT_A_TIME:
            after = max(written)
            await asyncio.sleep(PAUSE_S)

    async def stop(self) -> None:
        """Write no more texts."""
        if self._following is not None:
            self._following.cancel()
            await asyncio.gather(self._following, return_exceptions=True)


def _next_texts(after: str, connection: Connection) -> list[str]:
    return keep_some(connection, after) if connection.execute(MAY_WRITE).scalar_one() else []
