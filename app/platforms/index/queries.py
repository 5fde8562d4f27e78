"""What the index is made from: row numbers by value, packed by PostgreSQL so that a million are a few megabytes."""

from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Float,
    Integer,
    LargeBinary,
    SQLColumnExpression,
    Text,
    cast,
    func,
    literal,
    literal_column,
    null,
    select,
    union_all,
)

from app.platforms.facets import FACETS
from app.platforms.index.record_index import KNOWN_TO
from app.platforms.models import Platform, PlatformDomain
from app.platforms.predicate import Shape, conditions
from app.platforms.queries import order_of
from app.query.facet import ChildFacet, ColumnFacet
from app.query.parameters import Sort
from app.store.statements import AnySelect, compiled_once
from app.vocabulary.models import Source
from frontend.language import DEFAULT

CHUNK = 65_536
"""So many records come in one row: a few megabytes."""
LINE: ColumnElement[str] = literal_column("E'\\n'")
FACT, ALSO, LISTED = "fact:", "also:", "listed:"
"""Before the name of what is no facet, of what else is counted by its values, and of the places in a list."""
PLACES = {"domain": PlatformDomain.position}
"""The facets whose lists are kept in the record's own order, and where that stands."""


def _place() -> ColumnElement[int]:
    order = order_of("default", DEFAULT.code)
    return cast(func.row_number().over(order_by=order) - 1, Integer)


def numbered_with(*columns: SQLColumnExpression[Any]) -> CTE:
    """All records with their row, `n`, their `id` and these columns."""
    return select(_place().label("n"), Platform.id.label("id"), *columns).cte("numbered")


def _packed(number: ColumnElement[Any]) -> ColumnElement[bytes]:
    """Numbers as four bytes each, the highest first."""
    return func.string_agg(func.int4send(number), cast(literal(b"", LargeBinary), LargeBinary))


def _packed_degrees(degrees: ColumnElement[Any]) -> ColumnElement[bytes]:
    """Numbers as eight bytes each; NaN where there is none."""
    known = func.coalesce(degrees, cast(literal("NaN"), Float))
    return func.string_agg(func.float8send(known), cast(literal(b"", LargeBinary), LargeBinary))


@compiled_once
def records() -> AnySelect:
    """Rows of `rows`, `ids` (one a line), `lons` and `lats`, each of many records in one order of its own."""
    numbered = numbered_with(func.ST_X(Platform.geom).label("lon"), func.ST_Y(Platform.geom).label("lat"))
    ids = func.string_agg(numbered.c.id, LINE)
    packed = (_packed_degrees(numbered.c.lon).label("lons"), _packed_degrees(numbered.c.lat).label("lats"))
    chunks = numbered.c.n // literal_column(str(CHUNK), Integer)
    return select(_packed(numbered.c.n).label("rows"), ids.label("ids"), *packed).group_by(chunks)


@compiled_once
def members() -> AnySelect:
    """Rows of `name`, `value`, `rows`: for each value of each facet the records that have it, null without a value.

    A facet with a table of its own has no null here. The names of facts begin with `fact:`, their value is null; what
    else is counted has names with `also:`. A facet whose lists are kept has rows for each place in them instead, as
    `listed:domain:1`.
    """
    columns = {facet.name: facet.column for facet in FACETS if isinstance(facet, ColumnFacet)}
    facts = {
        "operator": Platform.operator.is_not(None),
        "website": Platform.website.is_not(None),
        "address": Platform.address.is_not(None),
        **{fact: Platform.precision == precision for precision, fact in KNOWN_TO.items()},
    }
    also = {f"{ALSO}district_basis": Platform.district_basis, f"{ALSO}zone_basis": Platform.zone_basis}
    every = columns | facts | also
    numbered = numbered_with(Platform.source, *(column.label(f"of_{name}") for name, column in every.items()))
    parts = [
        select(
            literal(name).label("name"), numbered.c[f"of_{name}"].label("value"), _packed(numbered.c.n).label("rows")
        ).group_by(numbered.c[f"of_{name}"])
        for name in columns | also
    ]
    dated = select(literal(f"{ALSO}dated"), Source.date, _packed(numbered.c.n))
    parts.append(dated.join_from(numbered, Source, Source.code == numbered.c.source).group_by(Source.date))
    for facet in FACETS:
        if isinstance(facet, ChildFacet):
            place = PLACES.get(facet.name)
            name = literal(facet.name) if place is None else func.concat(f"{LISTED}{facet.name}:", place)
            of_code = select(name, facet.code, _packed(numbered.c.n)).where(facet.owner == numbered.c.id)
            parts.append(of_code.group_by(facet.code, *([] if place is None else [place])))
    parts += [
        select(literal(FACT + name), cast(null(), Text), _packed(numbered.c.n)).where(numbered.c[f"of_{name}"])
        for name in facts
    ]
    return union_all(*parts)


@compiled_once
def ordered(sort: Sort, lang: str) -> AnySelect:
    """One row: `rows` and `places`, the place of each record in another order of the list, both in one order."""
    place = cast(func.row_number().over(order_by=order_of(sort, lang)) - 1, Integer)
    numbered = numbered_with(place.label("place"))
    return select(_packed(numbered.c.n).label("rows"), _packed(numbered.c.place).label("places"))


@compiled_once
def matching(where: Shape) -> AnySelect:
    """One row: the identifiers of the matching records, one a line; null where none matches."""
    return select(func.string_agg(Platform.id, LINE).label("ids")).where(*conditions(where))
