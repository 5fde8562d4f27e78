"""`servicemap remove`: a platform is no longer listed, and its address says since when and why."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, delete, exists, insert, select

from app.city import CHINA_TIME
from app.errors import ServiceMapError, quoted
from app.history.append import append
from app.history.author import Author
from app.imports.rows.signs import UNSTORABLE
from app.imports.storing.revised import note_removed
from app.imports.storing.turn import none_runs
from app.platforms.mobile_numbers import masked
from app.platforms.models import Operator, Platform, RemovedPlatform
from app.platforms.over_time.keep import keep_figures
from app.store.version import bump, hold
from app.store.writing import write_session
from app.vocabulary.models import Source

LONGEST_REASON = 1000


class RemovalError(ServiceMapError):
    """The platform cannot be removed so."""


def remove_platform(url: str, id: str, reason: str) -> str:
    """Take a platform out and leave a tombstone; returns its Chinese name. Raises RemovalError."""
    reason = masked(" ".join(reason.split()))
    if not reason or len(reason) > LONGEST_REASON or UNSTORABLE.search(reason):
        raise RemovalError(f"The reason is a text of 1 to {LONGEST_REASON} characters: it stands on the page.")
    with write_session(url) as connection:
        return take_out(connection, id, Author("remove", reason=reason), datetime.now(CHINA_TIME).date())


def take_out(connection: Connection, id: str, author: Author, today: date, into: str | None = None) -> str:
    """Take a platform out within the caller's transaction, for the author's reason.

    `into` is the record that it becomes one with. Raises RemovalError.
    """
    raw: Any = connection.connection.driver_connection
    hold(connection)
    if UNSTORABLE.search(id):
        raise RemovalError(f"There is no platform with the id {quoted(id)}.")
    platform = connection.execute(select(Platform.name_zh, Platform.source).where(Platform.id == id)).first()
    if platform is None:
        raise RemovalError(_why_not(connection, id))
    with raw.cursor() as cursor:
        note_removed(cursor, id)
    # Rows that belong to it go with it.
    connection.execute(delete(Platform).where(Platform.id == id))
    connection.execute(delete(Source).where(Source.code == platform.source))
    # An import that runs may have records of an operator that seems to have none; the next removal takes it along.
    if none_runs(connection):
        connection.execute(delete(Operator).where(~exists().where(Platform.operator == Operator.id)))
    connection.execute(insert(RemovedPlatform).values(id=id, reason=author.reason, removed_on=today, merged_into=into))
    synthetic = connection.execute(select(exists().where(Platform.synthetic))).scalar_one()
    bump(connection, synthetic=synthetic)
    keep_figures(connection)
    with raw.cursor() as cursor:
        append(cursor, author)
    return str(platform.name_zh)


def _why_not(connection: Connection, id: str) -> str:
    """Why a platform that is not listed cannot be removed."""
    columns = (RemovedPlatform.removed_on, RemovedPlatform.reason)
    tombstone = connection.execute(select(*columns).where(RemovedPlatform.id == id)).first()
    if tombstone is None:
        return f"There is no platform with the id {quoted(id)}."
    return f"The platform {id} was removed on {tombstone.removed_on} already: {tombstone.reason}"
