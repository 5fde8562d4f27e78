"""The rows of a download: one state of the data, read through a cursor in parts, on a connection of its own."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

import psycopg

from app.store.file_query import FileQuery

AT_ONCE = 2000
"""Rows of a part."""
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
    """Rows of `query`; `left` says whether whoever asked has gone."""

    query: FileQuery
    left: Callable[[], bool]

    @contextmanager
    def opened(self) -> Iterator["OpenRows"]:
        """The columns and parts while the block runs. Raises DatabaseAwayError, OutdatedError."""
        with self.query.connected_in_thread() as connection, connection.cursor("rows") as cursor:
            cursor.itersize = AT_ONCE
            cursor.execute(self.query.statement, self.query.bound)
            yield OpenRows(cursor, self.left)


@dataclass(frozen=True)
class OpenRows:
    cursor: psycopg.ServerCursor[Row]
    left: Callable[[], bool]

    @property
    def columns(self) -> list[str]:
        return [column.name for column in self.cursor.description or ()]

    def parts(self) -> Iterator[list[Row]]:
        """Lists of rows, none of them empty. Raises AbandonedError as soon as nobody waits any more.

        The database reads the next one while this one is being written.
        """
        with ThreadPoolExecutor(1) as ahead:
            coming = ahead.submit(self.cursor.fetchmany, AT_ONCE)
            while part := coming.result():
                if self.left():
                    raise AbandonedError
                coming = ahead.submit(self.cursor.fetchmany, AT_ONCE)
                yield part
