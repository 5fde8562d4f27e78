"""The texts that the search looks into, written anew where an older version of the program wrote them.

Some hundreds are committed at a time, while others read and publish: until the last one is written the search finds by
old and by new texts, and old ones find nearly everything. Whoever is broken off has written what is committed; the next
one looks at all, and passes over what is right.
"""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg.errors import LockNotAvailable
from psycopg.rows import class_row
from sqlalchemy import Connection, func, literal_column, select, text, update

from app.errors import BusyError
from app.imports.storing.features import AT_A_TIME, IMPATIENT, LOCK
from app.imports.storing.turn import FREE
from app.platforms.models import Platform
from app.search.documents import VERSION, Words, load_words
from app.store.patience import hang_up
from app.store.version import DataVersion, bump
from app.store.writing import beside, raw_connection, write_session

SAID_EVERY = 100_000
AGAIN_S = 1.0
"""Seconds until a part is tried again, of which somebody else held a row, or while an import runs."""
ALONE = text("SELECT pg_try_advisory_xact_lock(hashtextextended('servicemap.texts', 0))")
MAY_WRITE = text(
    "SELECT current_setting('transaction_read_only') = 'off' AND has_table_privilege('platforms', 'UPDATE') "
    "AND has_table_privilege('platform_features', 'INSERT') AND has_table_privilege('data_version', 'UPDATE')"
)
Log = Callable[[str], None]


@dataclass
class Stored:
    """What is stored of a record and found by a search, and the text that is there now."""

    id: str
    name_zh: str
    name_en: str
    operator: str | None
    address: str | None
    domains: list[str]
    domains_other: list[str]
    stages: list[str]
    services: list[str]
    service_phrases: list[str]
    kind: str
    lifecycle: str
    status_text: str
    summary_zh: str
    district_code: str | None
    zone: str | None
    search_text: str


# Nobody changes a record between this and its new text: a publication waits for these rows, or they for it.
READ = """SELECT p.id, p.name_zh, p.name_en, o.name AS operator, p.address, p.domains_other, p.service_phrases, p.kind,
    p.lifecycle, p.status_text, p.summary_zh, p.district AS district_code, p.zone, p.search_text,
    ARRAY(SELECT domain FROM platform_domains WHERE platform = p.id ORDER BY position) AS domains,
    ARRAY(SELECT stage FROM platform_stages WHERE platform = p.id ORDER BY position) AS stages,
    ARRAY(SELECT service FROM platform_services WHERE platform = p.id ORDER BY position) AS services
  FROM platforms p LEFT JOIN operators o ON o.id = p.operator
  WHERE p.id > %s ORDER BY p.id LIMIT %s FOR NO KEY UPDATE OF p"""
FEATURES = "SELECT array_agg(f)::text FROM platform_features f WHERE platform = ANY (%s)"
WRITE = """UPDATE platforms p SET search_text = t.search_text
  FROM unnest(%s::text[], %s::text[]) AS t(id, search_text) WHERE t.id = p.id"""
# The trigger of migration 0016 deletes the text of each feature whose record is written; these say nothing else now.
FEATURES_AGAIN = "INSERT INTO platform_features SELECT (unnest(%s::platform_features[])).*"


class Renewal:
    """Writes the texts of all records anew, with a pause of so many seconds after each part."""

    def __init__(self, url: str, log: Log, pause: float = 0.0) -> None:
        self._url, self._log, self._pause = url, log, pause
        self._open: list[psycopg.Connection[Any]] = []
        self._ended = False

    def run(self, most: float = math.inf) -> bool:
        """Write them unless this version of the program did; whether that is done, or not for this role to do.

        Of more than `most` records nothing is written. Raises BusyError where somebody else is writing them.
        """
        with write_session(self._url) as connection:
            self._open = [raw_connection(connection)]
            if not are_older(connection):
                return True
            if not connection.execute(MAY_WRITE).scalar_one():
                self._log(
                    "The texts that the search looks into are those of an older program, and this role may not write "
                    "them: run servicemap grants as the owner of the database."
                )
                return True
            if most < math.inf and _more_than(connection, int(most)):
                return False
            # Held by a transaction of its own, in which nothing happens: each part is committed by another one.
            if not connection.execute(ALONE).scalar_one():
                raise BusyError
            # Whoever was first may have finished in between.
            if are_older(connection):
                self._log("The texts that the search looks into are written anew.")
                if not self._write_all(load_words(connection)):
                    return False
                bump(connection)
                up_to_date(connection)
                self._log("All texts that the search looks into are written.")
        return True

    def _write_all(self, words: Words) -> bool:
        """Whether it came to the end."""
        with beside(self._url) as connection:
            self._open.append(raw_connection(connection))
            number, after = 0, ""
            while not self._ended:
                try:
                    ids = _write_some(self._open[-1], words, after)
                except (LockNotAvailable, BusyError):
                    time.sleep(AGAIN_S)
                    continue
                if not ids:
                    return True
                number, after = number + len(ids), ids[-1]
                if number % SAID_EVERY == 0:
                    self._log(f"{number:,} texts of the search are written.")
                time.sleep(self._pause)
        return False

    def stop(self) -> None:
        """Break it off from another thread, also where a network swallows what is asked of the database."""
        self._ended = True
        for connection in self._open:
            hang_up(connection)


def are_older(connection: Connection) -> bool:
    """Whether another version of the program wrote the texts of records."""
    return bool(connection.execute(select(DataVersion.texts)).scalar_one() != VERSION)


def up_to_date(connection: Connection) -> None:
    """Say that this version of the program wrote the texts of all records."""
    connection.execute(update(DataVersion).values(texts=VERSION))


def _more_than(connection: Connection, number: int) -> bool:
    some = select(literal_column("1")).select_from(Platform).limit(number + 1).subquery()
    return bool(connection.execute(select(func.count()).select_from(some)).scalar_one() > number)


def _write_some(raw: "psycopg.Connection[Any]", words: Words, after: str) -> list[str]:
    """Write the texts of the next records behind `after` in a transaction; their ids.

    Raises BusyError while an import runs, which holds rows for long, and LockNotAvailable where somebody else does.
    """
    with raw.transaction(), raw.cursor() as cursor, raw.cursor(row_factory=class_row(Stored)) as reading:
        cursor.execute(IMPATIENT.text.encode())
        if not (cursor.execute(FREE.text.encode()).fetchone() or (False,))[0]:
            raise BusyError
        records = reading.execute(READ, [after, AT_A_TIME]).fetchall()
        made = {each.id: words.document(each) for each in records}
        other = [each.id for each in records if made[each.id] != each.search_text]
        if other:
            cursor.execute(LOCK.text.encode())
            [features] = cursor.execute(FEATURES, [other]).fetchone() or (None,)
            cursor.execute(WRITE, [other, [made[id] for id in other]])
            if features:
                cursor.execute(FEATURES_AGAIN, [features])
        return list(made)
