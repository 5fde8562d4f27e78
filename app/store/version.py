"""The version of the data: what every answer is kept by, and what grows with every write."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Connection, DateTime, Text, func, select, text
from sqlalchemy.orm import Mapped, mapped_column

from app.store.reader import Reader
from app.store.statements import AnySelect, compiled_lookup
from app.store.tables import Table


class DataVersion(Table):
    """One row. `version` grows in the transaction of every import; ETags come from it and from `dataset`."""

    __tablename__ = "data_version"
    __table_args__ = (CheckConstraint("only_row", "only_row"),)
    only_row: Mapped[bool] = mapped_column(primary_key=True, server_default=text("true"))
    dataset: Mapped[uuid.UUID] = mapped_column(server_default=func.gen_random_uuid())
    version: Mapped[int]
    as_of: Mapped[str | None] = mapped_column(Text)
    synthetic: Mapped[bool] = mapped_column(server_default=text("false"))
    """Whether any record is synthetic: asked with every page, so it is kept and not searched for."""
    texts: Mapped[int] = mapped_column(server_default=text("0"))
    """Which version of the search's texts all records have (`app/search/documents.py`); 0: an older program's."""
    changed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())


HOLD = text("SELECT version FROM data_version FOR UPDATE")
NO_WAITING = text("SET LOCAL lock_timeout = '800ms'")


def hold(connection: Connection) -> int:
    """Let no other write become public until the transaction ends; the version of the data now.

    An import holds it at its very end alone, so that whoever publishes one record waits a second. Its rows it holds for
    longer: so nobody waits long for a row while he holds the version, or each would wait for the other. PostgreSQL
    looks for such a knot after a second (`deadlock_timeout`), and might end the import.
    """
    version: int = connection.execute(HOLD).scalar_one()
    connection.execute(NO_WAITING)
    return version


def bump(connection: Connection, *, as_of: str | None = None, synthetic: bool | None = None) -> None:
    """Make the data version grow; the row's lock keeps what becomes public one after another.

    The moment is that of the change: a transaction that began long ago may end after one that began later.
    `as_of` and `synthetic` stay as they are where None is given.
    """
    connection.execute(
        text(
            "UPDATE data_version SET version = version + 1, changed_at = clock_timestamp(), "
            "as_of = coalesce(:as_of, as_of), synthetic = coalesce(:synthetic, synthetic)"
        ),
        {"as_of": as_of, "synthetic": synthetic},
    )


@dataclass(frozen=True)
class Version:
    """Which data an answer shows: the data set and the number that grows with every write."""

    dataset: str
    number: int


@dataclass(frozen=True)
class DataState:
    """The version of the data with what every page says of them: their date, and whether some are synthetic."""

    version: Version
    as_of: str | None
    synthetic: bool


@compiled_lookup
def current_state() -> AnySelect:
    """The one row of the state."""
    return select(DataVersion.dataset, DataVersion.version, DataVersion.as_of, DataVersion.synthetic)


async def data_state(reader: Reader) -> DataState:
    """The state of the data that `reader` sees; version 0 in a database without data."""
    return state_of(await reader.once(current_state()))


def state_of(row: Mapping[str, Any] | None) -> DataState:
    """The state that the one row says."""
    if row is None:
        return DataState(Version("", 0), None, False)
    return DataState(Version(str(row["dataset"]), row["version"]), row["as_of"], row["synthetic"])
