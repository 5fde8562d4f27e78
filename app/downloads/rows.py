"""The rows of a download: one state of the data, read through a cursor in parts, on a connection of its own."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

import psycopg

from app.errors import DatabaseAwayError
from app.store.database import AWAY, Compiled, conninfo, limits

AT_ONCE = 2000
"""Rows of a part."""
PART_S = 60.0
"""So many seconds may the database take for a part, and for the sorting before the first."""
Row = tuple[Any, ...]


class Table(Protocol):
    """Rows with the names of their columns, read in parts."""

    @property
    def columns(self) -> list[str]: ...

    def parts(self) -> Iterator[list[Row]]: ...


class AbandonedError(Exception):
    """Nobody waits for the file any more."""


@dataclass(frozen=True)
class Rows:
    """Rows of `query` with these values; `left` says whether whoever asked has gone."""

    url: str
    query: Compiled
    values: dict[str, Any]
    left: Callable[[], bool]

    @contextmanager
    def opened(self) -> Iterator["OpenRows"]:
        """The columns and parts while the block runs. Raises DatabaseAwayError."""
        try:
            with psycopg.connect(conninfo(self.url, PART_S)) as connection, connection.cursor("rows") as cursor:
                connection.execute(limits(self.url, PART_S))
                cursor.itersize = AT_ONCE
                cursor.execute(self.query.sql.encode(), {**self.query.fixed, **self.values})
                yield OpenRows(cursor, self.left)
        except AWAY as error:
            raise DatabaseAwayError("The database did not give the whole file; please try again later.") from error


@dataclass(frozen=True)
class OpenRows:
    cursor: psycopg.ServerCursor[Row]
    left: Callable[[], bool]

    @property
    def columns(self) -> list[str]:
        return [column.name for column in self.cursor.description or ()]

    def parts(self) -> Iterator[list[Row]]:
        """Lists of rows, none of them empty. Raises AbandonedError as soon as nobody waits any more."""
        while part := self.cursor.fetchmany(AT_ONCE):
            if self.left():
                raise AbandonedError
            yield part
