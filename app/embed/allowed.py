"""The list of hosts that may frame, as it is in force: the setting's and the database's together. Empty: any host."""

import logging
import time
from collections.abc import Iterable, Sequence

import psycopg
from sqlalchemy import select

from app.embed.models import AllowedHost
from app.errors import DatabaseAwayError
from app.store.database import Database
from app.store.kept import Making
from app.store.reader import Reader
from app.store.statements import AnySelect, compiled_once

KEPT_SECONDS = 2.0
"""How long a running server goes on with a list before it asks again."""
log = logging.getLogger("servicemap")


@compiled_once
def _stored() -> AnySelect:
    return select(AllowedHost.host).order_by(AllowedHost.host)


def in_force(setting: Sequence[str], stored: Iterable[str]) -> tuple[str, ...]:
    """Both lists as one, each entry once."""
    return tuple(dict.fromkeys((*setting, *stored)))


class AllowedHosts:
    """Knows the list at any moment; a database that does not tell leaves the last known one, else the setting's.

    Where the setting is empty and the list was never read, nobody knows who may frame: asking is refused.
    """

    def __init__(self, db: Database, setting: Sequence[str]) -> None:
        self._db = db
        self._setting = setting
        self._known = in_force(setting, ())
        self._ask_again = 0.0
        self._asking = Making()
        self._told = False
        self._read = False

    def known(self) -> tuple[str, ...]:
        """The list without asking."""
        return self._known

    async def __call__(self) -> tuple[str, ...]:
        """The list, at most KEPT_SECONDS old where the database answers. Raises DatabaseAwayError for want of any."""
        async with self._asking.after_others():
            await self._renew(self._db.apart)
        return self._known

    async def read_by(self, reader: Reader) -> tuple[str, ...]:
        """The same for a request that holds a connection: it must wait neither for another one nor for its turn.

        Whoever has the turn may be waiting for the very connection that this request holds.
        """
        await self._renew(reader)
        return self._known

    async def _renew(self, reader: Reader) -> None:
        if time.monotonic() >= self._ask_again:
            await self._ask(reader)
            self._ask_again = time.monotonic() + KEPT_SECONDS

    async def _ask(self, reader: Reader) -> None:
        try:
            async with reader.failure_contained():
                rows = await reader.rows(_stored())
        except (DatabaseAwayError, psycopg.Error) as error:
            if not self._told:
                log.warning("the list of hosts that may frame stays as it was: %s", str(error).partition("\n")[0])
            self._told = True
            if not self._read and not self._setting:
                raise DatabaseAwayError(str(error)) from error
            return
        self._known = in_force(self._setting, (row["host"] for row in rows))
        self._told, self._read = False, True
