"""What handlers need of the web and the store: settings, database, a session to read, the cache of answers."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from typing import Annotated, TypeVar

from fastapi import Depends, Request

from app.settings import Settings
from app.store.database import Database, Snapshot
from app.store.glance import Glances
from app.store.patience import Patience
from app.store.reader import Reader
from app.web.answers import Answers
from app.web.leaving import LEAVING
from app.web.provided import Provided

settings_of = Provided(Settings)
database_of = Provided(Database)
answers_of = Provided(Answers)
glances_of = Provided(Glances)
Answer = TypeVar("Answer")
WAITED = "servicemap.patience"
"""Where a request keeps what is left of its time."""


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


async def read_session(request: Request) -> AsyncIterator[Reader]:
    """One state of the data for the whole answer: several statements of a request never see two versions."""
    async with snapshot_for(request) as snapshot:
        yield snapshot


# It ends before the answer is sent: a slow client would hold a connection, too.
ReadSession = Annotated[Reader, Depends(read_session, scope="function")]
