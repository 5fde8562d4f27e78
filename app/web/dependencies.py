"""What handlers need of the web and the store: settings, database, a session to read, the cache of answers."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends, Request

from app.settings import Settings
from app.store.database import Database, Reader
from app.store.glance import Glances
from app.web.answers import Answers
from app.web.provided import Provided

settings_of = Provided(Settings)
database_of = Provided(Database)
answers_of = Provided(Answers)
glances_of = Provided(Glances)


async def read_session(request: Request) -> AsyncIterator[Reader]:
    """One state of the data for the whole answer: several statements of a request never see two versions."""
    async with database_of(request).snapshot(of_one_answer=True) as snapshot:
        yield snapshot


# It ends before the answer is sent: a slow client would hold a connection, too.
ReadSession = Annotated[Reader, Depends(read_session, scope="function")]
