"""What handlers need of the web and the store: settings, database, a session to read, the cache of answers."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from typing import Annotated, TypeVar

from fastapi import Depends, Request

from app.settings import Settings
from app.store.database import Database, Snapshot
from app.store.deferred import deferred
from app.store.glance import Glances
from app.store.patience import Patience
from app.store.reader import Reader
from app.web.anew import AT_ONCE
from app.web.answers import BEGIN, Answers
from app.web.leaving import LEAVING, READING
from app.web.provided import Provided

settings_of = Provided(Settings)
database_of = Provided(Database)
answers_of = Provided(Answers)
glances_of = Provided(Glances)
Answer = TypeVar("Answer")
WAITED = "servicemap.patience"
"""Where a request keeps what is left of its time."""
TURN = "servicemap.turn"
"""Where a request has the turn that its session waits for."""


def patience_of(request: Request) -> Patience:
    """What is left of the time that the answer to this request may wait: for its turn, and for the database.

    None is left once the reader has gone away.
    """
    held: Patience | None = request.scope.get(WAITED)
    if held is None:
        held = request.scope[WAITED] = database_of(request).patience()
        if leaving := request.scope.get(LEAVING):
            leaving.then(held.end)
    return held


async def at_a_glance(request: Request, make: Callable[[Reader], Awaitable[Answer]]) -> Answer:
    """What `make` gives of a reader of one state, within what is left of the answer's time. Raises DatabaseAwayError.

    It is called again where the data change meanwhile.
    """
    return await glances_of(request).answer(make, patience_of(request))


def snapshot_for(request: Request) -> AbstractAsyncContextManager[Snapshot]:
    """One state of the data, read within what is left of the answer's time. Raises DatabaseAwayError."""
    return database_of(request).snapshot(of_one_answer=True, patience=patience_of(request))


@asynccontextmanager
async def session_for(request: Request) -> AsyncIterator[Reader]:
    """One state of the data for a whole answer, in its turn where the route has one. Raises DatabaseAwayError.

    Turn and connection are taken once something is to be read or made: what is kept is answered without.
    """

    @asynccontextmanager
    async def in_its_turn() -> AsyncIterator[Snapshot]:
        async with request.scope.get(TURN, nullcontext)(), snapshot_for(request) as snapshot:
            yield snapshot

    patience, may_wait = patience_of(request), request.method in READING and AT_ONCE not in request.scope
    state = await glances_of(request).state(patience) if may_wait else None
    if state is None:
        async with in_its_turn() as snapshot:
            yield snapshot
        return
    async with deferred(database_of(request), state, patience, in_its_turn) as db:
        request.scope[BEGIN] = db.opened
        try:
            yield db
        finally:
            del request.scope[BEGIN]


async def read_session(request: Request) -> AsyncIterator[Reader]:
    """One state of the data for the whole answer: several statements of a request never see two versions."""
    async with session_for(request) as session:
        yield session


# It ends before the answer is sent: a slow client would hold a connection, too.
ReadSession = Annotated[Reader, Depends(read_session, scope="function")]
