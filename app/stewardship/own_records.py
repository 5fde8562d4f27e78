"""What is published beside the rows of a file or a job: what is not one's own is a fault of its row, among all others,
and what a file has no column for stays."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import Any

from sqlalchemy import Connection

from app.imports.rows.problems import Problem, fault
from app.imports.rows.raw_row import RawRow
from app.imports.rows.signs import UNSTORABLE
from app.platforms.record import Record
from app.stewardship.records import POSITION, Published, published_among
from app.stewardship.rights import Account

AT_ONCE = 100
"""Rows may be very long: so many wait at a time."""


class OwnRecords:
    """The published records beside the next rows, read as these come: all of them would not fit into memory."""

    def __init__(self, account: Account, reading: Connection, *, completes: bool) -> None:
        """`reading` is a connection that is free while rows are read: the one that stores them is not.

        `completes`: what a row has no column for is what is published.
        """
        self._account, self._reading, self._completes = account, reading, completes
        self._now: dict[str, Published] = {}

    def rows(self, rows: Iterable[RawRow]) -> Iterator[RawRow]:
        """The same rows, once what is published beside the next of them is known."""
        left = iter(rows)
        while some := list(islice(left, AT_ONCE)):
            ids = {_id(row.values) for row in some}
            self._now = published_among(self._reading, [id for id in ids if id and not UNSTORABLE.search(id)])
            yield from some

    def now(self, id: str) -> Published | None:
        """What is published of a record of the rows that were given last."""
        return self._now.get(id)

    def completed(self, row: RawRow) -> RawRow:
        """A row with what is published where the file has no column: a list of websites clears no addresses."""
        now = self.now(_id(row.values))
        if now is None or not self._completes:
            return row
        kept = set(row.unsaid)
        if not kept.issuperset(POSITION):
            # Half of a position from the file and half of another one would be a third place.
            kept -= set(POSITION)
        values = {**row.values, **{name: now.values[name] for name in kept}}
        unsaid = tuple(name for name in row.unsaid if name not in kept)
        return replace(row, values=values, crs="wgs84" if kept.issuperset(POSITION) else row.crs, unsaid=unsaid)

    def problems(self, row: RawRow, record: Record | None, wrong: Collection[str]) -> list[Problem]:
        """Why the account may not write this row: it is another's, before or after, or becomes synthetic.

        `record` is what the row came to, None where something else is wrong with it, in the columns of `wrong`.
        """
        owns, now = self._account.owns, self.now(_id(row.values))
        column = "id" if self._account.role == "operator" else "district_code"
        found = []
        if column not in wrong and not owns(_id(row.values), _district(row.values)):
            found.append(fault(row.number, column, "foreign"))
        elif now is not None and "id" not in wrong and not owns(_id(row.values), now.district):
            found.append(fault(row.number, "id", "foreign-now"))
        if record is not None and record.synthetic != (now.values["synthetic"] if now else False):
            found.append(fault(row.number, "synthetic", "unchangeable" if now else "real-only"))
        return found


def _id(values: Mapping[str, Any]) -> str:
    return str(values.get("id") or "").strip()


def _district(values: Mapping[str, Any]) -> str | None:
    return str(values.get("district_code") or "").strip() or None
