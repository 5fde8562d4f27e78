"""Reads rows of a database, and changes them."""

from typing import Any

from sqlalchemy import create_engine, text


def stored(url: str, statement: str) -> list[Any]:
    """The rows that the statement gives; what it changes is committed."""
    engine = create_engine(url)
    with engine.begin() as connection:
        result = connection.execute(text(statement))
        rows = [tuple(row) for row in result] if result.returns_rows else []
    engine.dispose()
    return rows
