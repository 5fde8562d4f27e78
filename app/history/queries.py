"""The history as rows: what became of one record, and the newest changes of many."""

from typing import Any

from sqlalchemy import ColumnElement, DateTime, Integer, Text, bindparam, select, tuple_

from app.history.models import Change, Revision
from app.platforms.models import Platform
from app.platforms.predicate import Shape, conditions
from app.store.statements import AnySelect, compiled_lookup, compiled_once

PUBLIC = (Change.number, Change.made_at, Change.action, Change.role, Change.institution, Change.reason)
"""What the public sees of a change: no names of persons."""
OF_REVISION = (
    *(Revision.platform, Revision.revision, Revision.field, Revision.old, Revision.new),
    *(Revision.source, Revision.source_date, Revision.basis),
)
PRIVATE = "progress"
"""What became of milestones and evaluations, of which the public sees those alone that are marked so."""
QUIET = ("begin", "load", PRIVATE)
"""What was there from the first is no change that anybody follows; nor does the public follow what is private."""


@compiled_lookup
def of_platform() -> AnySelect:
    """The revisions of the bound `id` with their changes, the newest first."""
    return (
        select(*PUBLIC, *OF_REVISION)
        .join(Change, Change.number == Revision.change)
        .where(Revision.platform == bindparam("id", type_=Text), Change.action != PRIVATE)
        .order_by(Revision.change.desc(), Revision.field)
    )


@compiled_once
def newest(where: Shape | None, since: bool) -> AnySelect:
    """The revisions of the newest `most` changes of records; of those that match, or of all where `where` is None."""
    asked: list[ColumnElement[Any]] = [Change.action != action for action in QUIET]
    if where is None:
        # Each change has a record at least, so that no older one is needed; a first load is a million of them.
        loud = (
            select(Change.number).where(*asked).order_by(Change.number.desc()).limit(bindparam("most", type_=Integer))
        )
        asked.append(Revision.change.in_(loud))
    else:
        asked.append(Revision.platform.in_(select(Platform.id).where(*conditions(where))))
    if since:
        asked.append(Change.made_at >= bindparam("since", type_=DateTime(timezone=True)))
    entries = (
        select(Revision.change, Revision.platform)
        .join(Change, Change.number == Revision.change)
        .where(*asked)
        .distinct()
        .order_by(Revision.change.desc(), Revision.platform)
        .limit(bindparam("most", type_=Integer))
    )
    return (
        select(*PUBLIC, *OF_REVISION, Platform.name_zh, Platform.name_en)
        .join(Change, Change.number == Revision.change)
        .outerjoin(Platform, Platform.id == Revision.platform)
        .where(tuple_(Revision.change, Revision.platform).in_(entries))
        .order_by(Revision.change.desc(), Revision.platform, Revision.field)
    )
