"""Facts that an import would clear because the file has no column for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import psycopg
from sqlalchemy import column, func, select, table

from app.errors import ServiceMapError
from app.platforms import geojson
from app.platforms.columns import COLUMNS
from app.platforms.models import Platform
from app.store.statements import AnySelect, compiled_once

STAGED = table("staging", *(column(each.name) for each in COLUMNS), column("unsaid"))
OPTIONAL = tuple(each for each in COLUMNS if not each.required)


@dataclass(frozen=True)
class Cleared:
    """A column that is no longer stated for so many records; `first` is the id of one of them."""

    column: str
    number: int
    first: str

    def __str__(self) -> str:
        return f"{self.column} of {self.first}" + (f" and {self.number - 1} more" if self.number > 1 else "")


class ClearsFactsError(ServiceMapError):
    """The file would clear facts without saying so."""

    def __init__(self, cleared: Sequence[Cleared]) -> None:
        self.cleared = tuple(cleared)
        super().__init__(
            "The file names no columns for facts that are listed now. It would clear: "
            f"{'; '.join(map(str, cleared))}. Nothing was stored. Add these columns (servicemap export writes a file "
            "that has them all), or say --replace to clear the facts."
        )


def clears(cursor: psycopg.Cursor[Any]) -> tuple[Cleared, ...]:
    """What the staged rows would clear that they have no column for: stored values that become what is not stated."""
    query = _lost()
    cursor.execute(query.sql.encode(), query.fixed)
    row = cursor.fetchone() or ()
    lost = zip(OPTIONAL, row[0::2], row[1::2], strict=True)
    return tuple(Cleared(each.name, number, first) for each, number, first in lost if number)


@compiled_once
def _lost() -> AnySelect:
    """One row: for each optional column how many records lose it, and the first of their ids."""
    counts: list[Any] = []
    for each in OPTIONAL:
        unnamed = geojson.key(each.name) == func.any(STAGED.c.unsaid)
        loses = unnamed & geojson.column(each.name).is_distinct_from(STAGED.c[each.name])
        counts += [func.count().filter(loses), func.min(Platform.id).filter(loses)]
    return select(*counts).select_from(STAGED).join(Platform, Platform.id == STAGED.c.id)
