"""The application's own way to read a database, for tests that ask no server."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from app.settings import Settings
from app.store.database import Database
from tests.support.server import PATIENCE


@asynccontextmanager
async def reading(url: str) -> AsyncIterator[Database]:
    """The open database of a URL, which waits as long as a busy machine needs.

    It is closed also where the block fails: a pool that is left open keeps its loop, and the test, from ending.
    """
    database = Database(Settings(database_url=url).model_copy(update=PATIENCE))
    await database.open()
    try:
        yield database
    finally:
        await database.close()
