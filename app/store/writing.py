"""Writing to PostgreSQL: one transaction on a connection of its own. Reading is in `app/store/database.py`."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

import psycopg
from sqlalchemy import Connection, create_engine

from app.database_url import for_writing, pooled


@contextmanager
def write_session(url: str) -> Iterator[Connection]:
    """A transaction on the database of a SQLAlchemy URL: committed when the block ends.

    An error that leaves the block rolls everything back and goes on to the caller.
    """
    arguments = {"prepare_threshold": None} if pooled(url) else {}
    engine = create_engine(for_writing(url), connect_args=arguments)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def raw_connection(connection: Connection) -> psycopg.Connection[Any]:
    """The connection of psycopg below one of SQLAlchemy."""
    return cast("psycopg.Connection[Any]", connection.connection.driver_connection)
