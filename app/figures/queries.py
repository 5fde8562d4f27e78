"""Selects of records counted completely: like records as one row, so that any number of them costs the same."""

from typing import Any

from sqlalchemy import ColumnElement, Text, bindparam, cast, func, not_, null, select
from sqlalchemy.orm import aliased

from app.platforms.facets import LIFECYCLES
from app.platforms.models import Platform, PlatformDomain, PlatformService
from app.platforms.predicate import Shape, conditions
from app.platforms.values import KINDS
from app.store.statements import AnySelect, compiled_once
from app.vocabulary.models import Source

NAMED, OFFERED, STATED_BY = aliased(PlatformDomain), aliased(PlatformService), aliased(Source)
"""What is counted by: names of their own, since the predicate asks the same tables whether a record matches."""
COLUMNS = ("district", "district_basis", "zone", "zone_basis", "kind", "lifecycle")


def recent() -> ColumnElement[bool]:
    """Whether the source `STATED_BY` is of the day that is bound as `since`, or later."""
    # Texts of dates compare by their digits; a language's own order would pass over the hyphens.
    dated = STATED_BY.date.collate("C") >= bindparam("since", type_=Text)
    return func.coalesce(dated, False)


def made_up() -> list[Any]:
    """Counts of what the rows of a group are made up of, each by the name that `tally.tally_of` reads it by."""
    wanted: dict[str, ColumnElement[bool]] = {kind: Platform.kind == kind for kind in KINDS}
    wanted |= {f"status_{code}": Platform.lifecycle == code for code in LIFECYCLES}
    wanted |= {"stated": Platform.district_basis == "source", "inferred": Platform.district_basis == "inferred"}
    wanted["old"] = not_(recent())
    return [func.count().filter(condition).label(name) for name, condition in wanted.items()]


@compiled_once
def tallies(where: Shape, by: str) -> AnySelect:
    """Rows of like records: `COLUMNS`, `recent`, `value` and `n`.

    `recent`: the source is of the day that is bound as `since`, or later; a date that says less than that day is not.
    `by` is "record" (`value` is null) or "domain": a record counts once for each domain it names.
    """
    value = NAMED.domain if by == "domain" else cast(null(), Text)
    columns = [*(getattr(Platform, name) for name in COLUMNS), recent().label("recent"), value.label("value")]
    rows = select(*columns, func.count().label("n")).join_from(Platform, STATED_BY, STATED_BY.code == Platform.source)
    if by == "domain":
        rows = rows.join(NAMED, NAMED.platform == Platform.id)
    return rows.where(*conditions(where)).group_by(*columns)


@compiled_once
def offered(where: Shape) -> AnySelect:
    """Rows of `district`, `zone`, `service` and `n`: a record counts once for each service that it offers."""
    columns = (Platform.district, Platform.zone, OFFERED.service)
    rows = select(*columns, func.count().label("n")).join_from(Platform, OFFERED, OFFERED.platform == Platform.id)
    return rows.where(*conditions(where)).group_by(*columns)
