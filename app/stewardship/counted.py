"""One page of a list of work, and how much there is in all: counted in the database, up to a bound."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, Select, func, literal, select

T = TypeVar("T")
PAGE = 50
MOST_COUNTED = 10_000
"""Beyond so many it is said that there are more: nobody works through them by hand, and to count a million is slow."""


@dataclass(frozen=True)
class Counted(Generic[T]):
    """The rows of one page, and the number of rows on all pages; `number` beyond `MOST_COUNTED` means more."""

    rows: list[T]
    number: int
    page: int = 1

    @property
    def more(self) -> bool:
        """Whether there are more than were counted."""
        return self.number > MOST_COUNTED

    @property
    def pages(self) -> int:
        return max(-(-min(self.number, MOST_COUNTED) // PAGE), 1)


def counted(connection: Connection, query: Select[*tuple[Any, ...]], page: int) -> Counted[Any]:
    """The rows of a page of an ordered query, and how many it has; a page behind the last one is the last one."""
    bounded = query.with_only_columns(literal(1)).order_by(None).limit(MOST_COUNTED + 1).subquery()
    number = int(connection.execute(select(func.count()).select_from(bounded)).scalar_one())
    whole: Counted[Any] = Counted([], number, page)
    actual = min(page, whole.pages)
    rows = list(connection.execute(query.limit(PAGE).offset((actual - 1) * PAGE))) if number else []
    return Counted(rows, number, actual)
