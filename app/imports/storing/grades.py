"""Grades without their ground are lowered: in what is imported, and in what an older program stored."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import text

from app.history.append import append
from app.history.author import Author
from app.imports.storing.revised import note_grades
from app.imports.storing.turn import take_turn
from app.platforms.grades import grounded
from app.platforms.record import Record
from app.store.version import bump, hold
from app.store.writing import write_session

LOWER = text(
    "UPDATE platforms SET confidence = 'medium', revision = platforms.revision + 1 FROM sources "
    "WHERE sources.code = platforms.source AND platforms.confidence = 'high' AND sources.url IS NULL"
)

GROUNDLESS = text(
    "SELECT EXISTS (SELECT FROM platforms JOIN sources ON sources.code = platforms.source "
    "WHERE platforms.confidence = 'high' AND sources.url IS NULL)"
)


@dataclass
class Grades:
    """Lowers the grades of records without an address, and counts them."""

    lowered: int = 0

    def of(self, record: Record) -> Record:
        """The record with a grade that it may have."""
        grade = grounded(record.confidence, record.source_url)
        if grade == record.confidence:
            return record
        self.lowered += 1
        return record.model_copy(update={"confidence": grade})


def lower_groundless(url: str, log: Callable[[str], None]) -> int:
    """Lower the grades that an older program stored; how many they were."""
    with write_session(url) as connection:
        # A role that may only read cannot lock the row, and need not where nothing is to be lowered.
        if not connection.execute(GROUNDLESS).scalar_one():
            return 0
        take_turn(connection)
        hold(connection)
        raw: Any = connection.connection.driver_connection
        with raw.cursor() as cursor:
            note_grades(cursor)
            n = connection.execute(LOWER).rowcount
            if n:
                bump(connection)
                append(cursor, Author("grade"))
    if n:
        log(f"{n} records had the grade high without an address of their source: it is medium now")
    return n
