"""Which records the files of a source hold, and which of them a newer file no longer does: marked, never deleted."""

from collections.abc import Collection
from datetime import date, datetime

import psycopg
from sqlalchemy import select

from app.city import CHINA_TIME
from app.imports.models import SourceRecord
from app.platforms.models import Platform
from app.store.writing import write_session

SEEN = """INSERT INTO source_records (source, platform, seen_on)
  SELECT %(source)s, id, %(today)s FROM platforms WHERE id = ANY (%(ids)s)
  ON CONFLICT (source, platform) DO UPDATE SET seen_on = excluded.seen_on, stale_since = NULL
  WHERE source_records.stale_since IS NOT NULL OR source_records.seen_on <> excluded.seen_on"""
STALE = """UPDATE source_records SET stale_since = %(today)s
  WHERE source = %(source)s AND stale_since IS NULL AND NOT platform = ANY (%(ids)s)"""


def today() -> date:
    """The day in China."""
    return datetime.now(CHINA_TIME).date()


def note_source(cursor: psycopg.Cursor[object], source: str, ids: Collection[str], *, mark_stale: bool) -> int:
    """Remember that a file of the source holds these records; with `mark_stale` those it no longer holds are marked.

    Gives how many were newly marked. A record whose row has a problem is held all the same.
    """
    values = {"source": source, "today": today(), "ids": list(ids)}
    cursor.execute(SEEN.encode(), values)
    if not mark_stale:
        return 0
    cursor.execute(STALE.encode(), values)
    return cursor.rowcount


def stale_records(url: str) -> list[tuple[str, str, str, date]]:
    """The marked records: source, id, Chinese name, and since when its files do not hold them."""
    columns = (SourceRecord.source, SourceRecord.platform, Platform.name_zh, SourceRecord.stale_since)
    marked = select(*columns).join(Platform, Platform.id == SourceRecord.platform)
    marked = marked.where(SourceRecord.stale_since.is_not(None)).order_by(SourceRecord.source, SourceRecord.platform)
    with write_session(url) as connection:
        return [(source, id, name, day) for source, id, name, day in connection.execute(marked) if day]
