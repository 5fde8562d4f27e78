"""Which records the files of a source hold, and which of them a newer file no longer does: marked, never deleted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import psycopg
from sqlalchemy import ColumnElement, and_, or_, select

from app.city import CHINA_TIME
from app.imports.models import SourceRecord
from app.imports.rows.signs import UNSTORABLE
from app.platforms.models import Confirmation, Platform
from app.store.writing import write_session

LISTED = 100
"""So many of the records that a file no longer holds are named."""
OWN = """(%(district)s::text IS NULL OR p.district = %(district)s)
  AND (%(platform)s::text IS NULL OR p.id = %(platform)s)"""
SEEN = f"""INSERT INTO source_records (source, platform, seen_on)
  SELECT %(source)s, p.id, %(today)s FROM platforms p WHERE p.id = ANY (%(ids)s) AND {OWN}
  ON CONFLICT (source, platform) DO UPDATE SET seen_on = excluded.seen_on, stale_since = NULL
  WHERE source_records.stale_since IS NOT NULL OR source_records.seen_on <> excluded.seen_on"""  # noqa: S608
HELD = "SELECT platform FROM source_records WHERE source = %(source)s AND stale_since IS NULL"
MARK = """INSERT INTO source_records (source, platform, seen_on, stale_since)
  SELECT %(source)s, m.id, %(today)s, %(today)s FROM ({missing}) m
  ON CONFLICT (source, platform) DO UPDATE SET stale_since = excluded.stale_since"""


@dataclass(frozen=True)
class Held:
    """What the files of a source hold: `source` is its name, `ids` are those of the rows of the newest file.

    With a `district` or a `platform` nothing else is noted or marked. `also` is a constant statement that selects
    further records of the source, which are noted nowhere yet.
    """

    source: str
    ids: Iterable[str]
    district: str | None = None
    platform: str | None = None
    also: str = ""

    def values(self) -> dict[str, object]:
        """What travels apart from the statements. An id of a bad row may be none that a database takes."""
        ids = [id for id in self.ids if not UNSTORABLE.search(id)]
        return {**vars(self), "ids": ids, "today": today()}

    def missing(self) -> str:
        """The statement that selects the records that earlier files of the source held and this one does not."""
        held = f"{HELD} UNION {self.also}" if self.also else HELD
        return f"""SELECT p.id, p.name_zh, p.name_en FROM platforms p JOIN ({held}) h ON h.platform = p.id
  WHERE NOT p.id = ANY (%(ids)s) AND {OWN}"""  # noqa: S608 - constants only


@dataclass(frozen=True)
class Missing:
    """How many records a file no longer holds, and the id, Chinese and English name of the first of them."""

    number: int
    first: tuple[tuple[str, str, str], ...]


def today() -> date:
    """The day in China."""
    return datetime.now(CHINA_TIME).date()


def missing(cursor: psycopg.Cursor[tuple[str, str, str, int]], held: Held) -> Missing:
    """What would be marked; nothing is changed."""
    names = "m.id, m.name_zh, m.name_en"
    first = f"SELECT {names}, count(*) OVER () FROM ({held.missing()}) m ORDER BY m.id LIMIT {LISTED}"  # noqa: S608
    rows = cursor.execute(first.encode(), held.values()).fetchall()
    return Missing(rows[0][3] if rows else 0, tuple(row[:3] for row in rows))


def note_source(cursor: psycopg.Cursor[object], held: Held, *, mark_stale: bool) -> int:
    """Remember that a file of the source holds these records; with `mark_stale` those it no longer holds are marked.

    Gives how many were newly marked. A record whose row has a problem is held all the same.
    """
    values = held.values()
    marked = 0
    if mark_stale:
        marked = cursor.execute(MARK.format(missing=held.missing()).encode(), values).rowcount
    cursor.execute(SEEN.encode(), values)
    return marked


def still_marked() -> ColumnElement[bool]:
    """That a record is marked and nobody confirmed it since, of a query that joins what was confirmed, where it was."""
    confirmed = Confirmation.confirmed_on
    return and_(SourceRecord.stale_since.is_not(None), or_(confirmed.is_(None), confirmed < SourceRecord.stale_since))


def stale_records(url: str) -> list[tuple[str, str, str, date]]:
    """The marked records: source, id, Chinese name, and since when its files do not hold them."""
    columns = (SourceRecord.source, SourceRecord.platform, Platform.name_zh, SourceRecord.stale_since)
    marked = select(*columns).join(Platform, Platform.id == SourceRecord.platform)
    marked = marked.outerjoin(Confirmation, Confirmation.platform == SourceRecord.platform)
    marked = marked.where(still_marked()).order_by(SourceRecord.source, SourceRecord.platform)
    with write_session(url) as connection:
        return [(source, id, name, day) for source, id, name, day in connection.execute(marked) if day]
