"""The declarative base that all tables share, and the naming of their constraints."""

from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Table(DeclarativeBase):
    """Base of every model."""

    metadata = MetaData(naming_convention=NAMING)


def one_of(column: str, *values: str) -> str:
    """The text of a check that a column holds one of these values, or nothing."""
    listed = ", ".join(f"'{value}'" for value in values)
    return f"{column} IN ({listed})"
