"""Selects of records counted completely: like records as one row, so that any number of them costs the same."""

from sqlalchemy import Text, bindparam, cast, func, null, select
from sqlalchemy.orm import aliased

from app.platforms.models import Platform, PlatformDomain, PlatformService
from app.platforms.predicate import Shape, conditions
from app.store.database import AnySelect, compiled_once
from app.vocabulary.models import Source

NAMED, OFFERED, STATED_BY = aliased(PlatformDomain), aliased(PlatformService), aliased(Source)
"""What is counted by: names of their own, since the predicate asks the same tables whether a record matches."""
COLUMNS = ("district", "district_basis", "zone", "zone_basis", "kind", "lifecycle")


@compiled_once
def tallies(where: Shape, by: str) -> AnySelect:
    """Rows of like records: `COLUMNS`, `recent`, `value` and `n`.

    `recent`: the source is of the day that is bound as `since`, or later; a date that says less than that day is not.
    `by` is "record" (`value` is null) or "domain": a record counts once for each domain it names.
    """
    # Texts of dates compare by their digits; a language's own order would pass over the hyphens.
    dated = STATED_BY.date.collate("C") >= bindparam("since", type_=Text)
    recent = func.coalesce(dated, False).label("recent")
    value = NAMED.domain if by == "domain" else cast(null(), Text)
    columns = [*(getattr(Platform, name) for name in COLUMNS), recent, value.label("value")]
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
