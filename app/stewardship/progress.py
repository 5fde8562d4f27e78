"""Milestones and evaluations as stewards keep them: checked, published and noted in the history, all rows together."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from psycopg.types.json import Jsonb
from sqlalchemy import Connection, literal, select
from sqlalchemy.dialects.postgresql import insert

from app.errors import ConflictError, FaultsError, Reason
from app.history.append import append, open_revised
from app.imports.rows.problems import Quoted, fault
from app.imports.rows.record import YEARS
from app.imports.rows.signs import foreign_sign
from app.platforms.models import PlatformProgress, RemovedPlatform
from app.platforms.progress import STATES
from app.platforms.record import DATE, real_date
from app.stewardship import records
from app.stewardship.rights import Account
from app.store.version import bump
from app.store.writing import raw_connection

MOST = 20
"""So many rows of a kind a platform has."""
LONGEST, LONGEST_LINE = 2000, 300
LISTS = ("milestones", "evaluations")
FIELDS: Mapping[str, tuple[str, ...]] = {
    "milestones": ("title", "due", "state", "source", "source_date", "note"),
    "evaluations": ("period", "result", "source", "date"),
}
"""The texts of a row; beside them it says whether it is public. The note is for stewards alone."""
NEEDED = {"milestones": ("title", "state"), "evaluations": ("period", "result")}
NEEDED_IN_PUBLIC = {"milestones": ("source", "source_date"), "evaluations": ("source", "date")}
DAYS = ("due", "source_date", "date")
NOTE = "note"
PROSE = (NOTE, "result")
NOTED = """INSERT INTO revised (platform, field, revision, old, new)
  VALUES (%(id)s, %(field)s, %(revision)s, %(old)s, %(new)s)"""
Progress = dict[str, list[dict[str, Any]]]
"""The rows of both lists, each in the order in which they are shown."""


def stored(connection: Connection, id: str) -> Progress:
    """What is published of a platform, also what the public does not see."""
    columns = (getattr(PlatformProgress, name) for name in LISTS)
    row = connection.execute(select(*columns).where(PlatformProgress.platform == id)).first()
    return dict(zip(LISTS, row or ([], []), strict=True))


def inherited(connection: Connection, id: str) -> dict[str, Progress]:
    """What is kept of the records that became one with this one, directly or by another one, by their ids."""
    gone = select(literal(id).label("id")).cte("gone", recursive=True)
    gone = gone.union(select(RemovedPlatform.id).join(gone, RemovedPlatform.merged_into == gone.c.id))
    columns = (PlatformProgress.platform, *(getattr(PlatformProgress, name) for name in LISTS))
    query = select(*columns).join(gone, gone.c.id == PlatformProgress.platform).where(PlatformProgress.platform != id)
    rows = connection.execute(query.order_by(PlatformProgress.platform))
    return {other: dict(zip(LISTS, lists, strict=True)) for other, *lists in rows if any(lists)}


def number_of(progress: Progress) -> int:
    """How many rows there are in both lists."""
    return sum(len(progress[name]) for name in LISTS)


def checked(rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> Progress:
    """The rows as they are kept: what is not stated is None. Raises FaultsError with all that is wrong."""
    faults: list[tuple[str, str | Reason]] = []
    kept: Progress = {}
    for name in LISTS:
        kept[name] = [_row(name, number, row, faults) for number, row in enumerate(rows[name])]
        if len(kept[name]) > MOST:
            faults.append((f"/{name}", fault(0, "", "too-many-entries", n=MOST)))
    if faults:
        raise FaultsError(faults)
    return kept


def _row(name: str, number: int, row: Mapping[str, Any], faults: list[tuple[str, str | Reason]]) -> dict[str, Any]:
    texts: dict[str, Any] = {field: str(row.get(field) or "").strip() or None for field in FIELDS[name]}
    public = row.get("public") is True
    needed = (*NEEDED[name], *(NEEDED_IN_PUBLIC[name] if public else ()))
    for field, text in texts.items():
        reason = _fault(field, text) if text else fault(0, "", "missing") if field in needed else None
        if reason is not None:
            faults.append((f"/{name}/{number}/{field}", reason))
    return {**texts, "public": public}


def _fault(field: str, text: str) -> Reason | None:
    most = LONGEST if field in PROSE else LONGEST_LINE
    if sign := foreign_sign(text):
        return fault(0, "", sign)
    if len(text) > most:
        return fault(0, "", "too-long", n=most)
    if field in DAYS and not _is_day(text):
        return fault(0, "", "no-date", value=Quoted(text), **YEARS)
    if field == "state" and text not in STATES:
        return fault(0, "", "one-of", value=Quoted(text), allowed=", ".join(STATES))
    return None


def _is_day(text: str) -> bool:
    try:
        return re.fullmatch(DATE, text) is not None and bool(real_date(text))
    except ValueError:
        return False


def publish(connection: Connection, account: Account, id: str, before: Progress, after: Progress, reason: str) -> int:
    """Put the rows in the place of those that were looked at; the version of the data after it.

    The history notes both lists whole, as a change that no public page reads. Raises ConflictError where others
    published meanwhile, or the platform is not listed any more.
    """
    records.lock(connection)
    now = records.published(connection, id)
    if now is None or stored(connection, id) != before:
        raise ConflictError("The milestones or evaluations were changed since this draft was written.")
    written = insert(PlatformProgress).values(platform=id, **after)
    connection.execute(
        written.on_conflict_do_update(
            index_elements=["platform"], set_={name: written.excluded[name] for name in LISTS}
        )
    )
    bump(connection)
    with raw_connection(connection).cursor() as cursor:
        open_revised(cursor)
        for name in LISTS:
            if before[name] != after[name]:
                values = {"old": Jsonb(before[name]), "new": Jsonb(after[name])}
                cursor.execute(NOTED, {"id": id, "field": name, "revision": now.revision, **values})
        append(cursor, records.author(account, "progress", reason))
    return records.version(connection)
