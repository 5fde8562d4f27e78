"""Answers that need no transaction: each statement says whether it saw the version of the data that was read before it.

Whoever changes the data makes their version grow in the same transaction. So statements that each see the same version
see one state, on whatever connections and servers they run; where one does not, all is read anew in a snapshot.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager, suppress
from dataclasses import replace
from functools import lru_cache
from typing import Any, TypeVar

from app.errors import DatabaseAwayError
from app.store.database import APART, Database
from app.store.patience import CHECK_S, Connection, Patience
from app.store.reader import Reader, Row, errors_said
from app.store.statements import Compiled
from app.store.unended import known
from app.store.version import current_state

Answer = TypeVar("Answer")
ATTEMPTS = 3
"""So often an answer is made anew: also a snapshot may be too old for what is kept in memory of newer data."""
OWN_WAY_S = 0.05
"""A reading of the version that takes longer holds up nobody else."""
GUARDED = """SELECT seen.version = %(seen_version)s AND seen.dataset = %(seen_dataset)s AS seen_same, found.*
FROM data_version AS seen LEFT JOIN (SELECT true AS seen_row, asked.* FROM ({sql}) AS asked) AS found ON true"""
"""One row at least; the statement's own have `seen_row`. As the joined one row is first, they keep their order."""


class OutdatedError(Exception):
    """The data changed while an answer was made of them, or a statement cannot say what it saw."""


async def anew(make: Callable[[], Awaitable[Answer]]) -> Answer:
    """What `make` gives; it is called again where it finds that the data changed meanwhile.

    Raises DatabaseAwayError.
    """
    for _ in range(ATTEMPTS):
        with suppress(OutdatedError):
            return await make()
    raise DatabaseAwayError("The data change faster than they can be read.")


class Glances:
    """What a program reads of a database without transactions."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._state = Shared(self._read_state)

    async def state(self, patience: Patience) -> Row | None:
        """The one row of the state; it needs none of the connections that others may have. Raises DatabaseAwayError."""
        async with errors_said():
            return await patience.for_(self._state.next())

    async def _read_state(self) -> Row | None:
        """A connection that is lost at this moment says so at once, and the next one answers."""
        loop, apart = asyncio.get_running_loop(), self._database.apart
        began = loop.time()
        try:
            return await apart.row(current_state())
        except DatabaseAwayError:
            if loop.time() - began > CHECK_S:
                raise
        return await apart.row(current_state())

    async def answer(self, make: Callable[[Reader], Awaitable[Answer]], patience: Patience | None = None) -> Answer:
        """What `make` gives of a reader of one state. It is called again where the data change meanwhile.

        `patience` is what is left of the answer's time. Raises DatabaseAwayError.
        """
        patience = patience or self._database.patience()
        state = await self.state(patience)
        if state is not None:
            with suppress(OutdatedError):
                return await make(Glance(self._database, state, patience))

        async def of_snapshot() -> Answer:
            async with self._database.snapshot(of_one_answer=True, patience=patience) as db:
                return await make(db)

        return await anew(of_snapshot)


class Shared:
    """One reading for all who wait for it before it begins: none is given what was read before it asked."""

    def __init__(self, read: Callable[[], Awaitable[Row | None]]) -> None:
        self._read = read
        self._coming: asyncio.Task[Row | None] | None = None
        self._current: asyncio.Task[Row | None] | None = None
        self._places = asyncio.Semaphore(APART)

    def next(self) -> Awaitable[Row | None]:
        """The reading that has not begun yet; whoever stops to wait ends it for nobody else."""
        if self._coming is None:
            self._coming = asyncio.create_task(self._after(self._current))
            self._coming.add_done_callback(known)
        return asyncio.shield(self._coming)

    async def _after(self, other: asyncio.Task[Row | None] | None) -> Row | None:
        if other is not None and not other.done():
            await asyncio.wait((other,), timeout=OWN_WAY_S)
        # Whoever comes while no connection is free waits for the same reading: none queues behind another.
        async with self._places:
            self._current, self._coming = self._coming, None
            return await self._read()


class Glance(Reader):
    """Statements without a transaction that all see the version of `state`. Raises OutdatedError where one does not."""

    def __init__(self, database: Database, state: Row, patience: Patience) -> None:
        super().__init__(database.memory, database.places)
        self._database, self._held = database, patience
        self._state = state
        self._seen = {"seen_version": state["version"], "seen_dataset": state["dataset"]}

    def _patience(self) -> Patience:
        return self._held

    def _connection(self, patience: Patience) -> AbstractAsyncContextManager[Connection]:
        return self._database.connection(patience)

    async def rows(self, query: Compiled, values: Mapping[str, Any] | None = None) -> list[Row]:
        guarded = replace(query, sql=_guarded(query.sql))
        rows = await super().rows(guarded, {**(values or {}), **self._seen})
        if not rows or not rows[0]["seen_same"]:
            raise OutdatedError
        for row in rows:
            del row["seen_same"]
        return [row for row in rows if row.pop("seen_row")]

    async def once(self, query: Compiled) -> Row | None:
        return self._state if query is current_state() else await super().once(query)

    async def copy_csv(self, query: Compiled, values: Mapping[str, Any]) -> bytes:
        raise OutdatedError


@lru_cache(maxsize=2048)
def _guarded(sql: str) -> str:
    return GUARDED.format(sql=sql)
