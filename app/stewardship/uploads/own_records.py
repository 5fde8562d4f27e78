"""What is published beside the rows of an upload: what a file has no column for stays, and what is not one's own is a
fault of its row."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from sqlalchemy import Connection

from app.imports.rows.problems import Problem, fault
from app.imports.rows.raw_row import RawRow
from app.platforms.record import Record
from app.stewardship.records import POSITION, Published, published_among
from app.stewardship.rights import Account

AT_ONCE = 500


class OwnRecords:
    """The published records beside the next rows, read as these come: all of them would not fit into memory."""

    def __init__(self, account: Account, reading: Connection) -> None:
        """`reading` is a connection that is free while rows are read: the one that stores them is not."""
        self._account = account
        self._reading = reading
        self._now: dict[str, Published] = {}

    def rows(self, rows: Iterable[RawRow]) -> Iterator[RawRow]:
        """The same rows, once what is published beside the next of them is known."""
        left = iter(rows)
        while some := list(islice(left, AT_ONCE)):
            ids = {_id(row) for row in some}
            self._now = published_among(self._reading, [id for id in ids if id and "\x00" not in id and _utf8(id)])
            yield from some

    def completed(self, row: RawRow) -> RawRow:
        """A row with what is published where the file has no column: a list of websites clears no addresses."""
        now = self._now.get(_id(row))
        if now is None:
            return row
        kept = set(row.unsaid)
        if not kept.issuperset(POSITION):
            # Half of a position from the file and half of another one would be a third place.
            kept -= set(POSITION)
        values = {**row.values, **{name: now.values[name] for name in kept}}
        unsaid = tuple(name for name in row.unsaid if name not in kept)
        return replace(row, values=values, crs="wgs84" if kept.issuperset(POSITION) else row.crs, unsaid=unsaid)

    def problems(self, record: Record, row: int) -> list[Problem]:
        """Why the account may not write this record: it is another's, before or after, or becomes synthetic."""
        owns, now = self._account.owns, self._now.get(record.id)
        column = "id" if self._account.role == "operator" else "district_code"
        found = [] if owns(record.id, record.district_code) else [fault(row, column, "foreign")]
        if not found and now is not None and not owns(record.id, now.district):
            found.append(fault(row, "id", "foreign-now"))
        if record.synthetic != (now.values["synthetic"] if now else False):
            found.append(fault(row, "synthetic", "unchangeable" if now else "real-only"))
        return found


def _id(row: RawRow) -> str:
    return str(row.values.get("id") or "").strip()


def _utf8(id: str) -> bool:
    try:
        id.encode()
    except UnicodeEncodeError:
        return False
    return True
