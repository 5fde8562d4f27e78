"""The texts that the search looks into, written anew where an older version of the program wrote them."""

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg.rows import class_row
from sqlalchemy import Connection, select, update

from app.imports import bulk
from app.imports.turn import take_turn
from app.search.documents import VERSION, Words, load_words
from app.store.version import DataVersion, bump
from app.store.writing import raw_connection, write_session

AT_A_TIME = 5000
SAID_EVERY = 100_000


@dataclass
class Stored:
    """What is stored of a record and found by a search."""

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


READ = """SELECT p.id, p.name_zh, p.name_en, o.name AS operator, p.address, p.domains_other, p.service_phrases, p.kind,
    p.lifecycle, p.status_text, p.summary_zh, p.district AS district_code, p.zone,
    ARRAY(SELECT domain FROM platform_domains WHERE platform = p.id ORDER BY position) AS domains,
    ARRAY(SELECT stage FROM platform_stages WHERE platform = p.id ORDER BY position) AS stages,
    ARRAY(SELECT service FROM platform_services WHERE platform = p.id ORDER BY position) AS services
  FROM platforms p LEFT JOIN operators o ON o.id = p.operator"""
CREATE = "CREATE TEMPORARY TABLE texts (id text PRIMARY KEY, search_text text) ON COMMIT DROP"
COPY = "COPY texts (id, search_text) FROM STDIN"
MERGE = """UPDATE platforms p SET search_text = t.search_text FROM texts t
  WHERE t.id = p.id AND p.search_text IS DISTINCT FROM t.search_text"""


def renew_if_older(url: str, log: Callable[[str], None]) -> None:
    """Write the texts of all records anew unless this version of the program wrote them."""
    stored = select(DataVersion.texts)
    with write_session(url) as connection:
        # A role that may only read cannot lock the row, and need not where nothing is to be written.
        if connection.execute(stored).scalar_one() == VERSION:
            return
        # An import holds records for longer than the version: it is done first.
        take_turn(connection)
        if connection.execute(stored.with_for_update()).scalar_one() != VERSION:
            log("The texts that the search looks into are written anew.")
            _renew(connection, load_words(connection), log)
            bump(connection)
            up_to_date(connection)


def up_to_date(connection: Connection) -> None:
    """Say that this version of the program wrote the texts of all records."""
    connection.execute(update(DataVersion).values(texts=VERSION))


def _renew(connection: Connection, words: Words, log: Callable[[str], None]) -> None:
    raw = raw_connection(connection)
    number = 0
    with raw.cursor() as writing:
        writing.execute(CREATE)
        for records in _records(raw):
            with writing.copy(COPY) as copy:
                for record in records:
                    copy.write_row((record.id, words.document(record)))
            number += len(records)
            if number % SAID_EVERY == 0:
                log(f"{number:,} texts are written.")
        if number >= SAID_EVERY:
            log("They are stored, and the indexes of the platforms are made anew.")
        with bulk.platforms_indexed_afterwards(writing) if number >= bulk.LEAST else nullcontext():
            writing.execute(MERGE)


def _records(raw: "psycopg.Connection[Any]") -> Iterator[list[Stored]]:
    """All records, some thousands at a time: however many there are, they take the same memory."""
    with raw.cursor("texts", row_factory=class_row(Stored)) as reading:
        reading.execute(READ)
        while records := reading.fetchmany(AT_A_TIME):
            yield records
