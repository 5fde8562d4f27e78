"""What pages and API read about platforms; one predicate builds every answer."""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Text, bindparam, select

from app.database import AnySelect, Database, compiled_once
from app.parameters import Filter
from app.platforms import feature, queries
from app.platforms.facets import Facet, arrange
from app.platforms.models import PlatformRelation, Scenario
from app.platforms.predicate import shape, values
from app.platforms.schemas import Platform
from app.vocabulary import Vocabulary
from app.vocabulary.models import Policy, Source


@dataclass(frozen=True)
class Listing:
    """One page of matching platforms; `unlocated` counts those of all pages that have no position."""

    number_matched: int
    unlocated: int
    platforms: list[Platform]


@dataclass(frozen=True)
class ScenarioRow:
    code: str
    platform: str
    name_zh: str
    name_en: str
    quote_zh: str


@dataclass(frozen=True)
class PolicyRow:
    """A supporting measure of the city, with its clause and quoted wording."""

    code: str
    instrument: str
    name_zh: str
    name_en: str
    amount_text_zh: str | None
    clause: str
    wording_zh: str
    source_title: str
    source_number: str | None
    source_url: str | None


@dataclass(frozen=True)
class GroupCount:
    """How many matching platforms a district or zone has; `code` None is "not stated"."""

    code: str | None
    count: int
    unlocated: int
    kinds: dict[str, int]


def platform_of(found: dict[str, Any]) -> Platform:
    """A record of a GeoJSON feature."""
    lon, lat = found["geometry"]["coordinates"] if found["geometry"] else (None, None)
    return Platform(id=found["id"], lon=lon, lat=lat, **found["properties"])


async def item_rows(
    db: Database,
    filter: Filter,
    properties: tuple[str, ...],
    lang: str,
    limit: int,
    offset: int,
) -> dict[str, Any]:
    """`matched`, `unlocated` and `features` (JSON text) of one page."""
    of = queries.ItemsShape(shape(filter), filter.sort, properties, lang)
    bound = {**values(filter), "limit": limit, "offset": offset, "lang": lang}
    return await db.row(queries.items(of), bound) or {}


async def listing(db: Database, filter: Filter, limit: int, offset: int, lang: str = "zh-CN") -> Listing:
    """One page of records."""
    row = await item_rows(db, filter, feature.ORDER, lang, limit, offset)
    platforms = [platform_of(found) for found in json.loads(row["features"])]
    return Listing(row["matched"], row["unlocated"], platforms)


async def counts(db: Database, filter: Filter) -> tuple[int, int]:
    """How many records match, and how many of them have no position."""
    row = await db.row(queries.matched(shape(filter)), values(filter)) or {"matched": 0, "unlocated": 0}
    return row["matched"], row["unlocated"]


async def extent(db: Database, filter: Filter) -> tuple[float, float, float, float] | None:
    """West, south, east and north of the matching records in degrees WGS-84; None where none has a position."""
    row = await db.row(queries.extent(shape(filter)), values(filter)) or {"west": None}
    return None if row["west"] is None else (row["west"], row["south"], row["east"], row["north"])


async def facets(db: Database, filter: Filter, vocabulary: Vocabulary) -> list[Facet]:
    """Every facet with its counts under the other filters."""
    return arrange(await db.rows(queries.facets(shape(filter)), values(filter)), vocabulary)


async def group_counts(db: Database, filter: Filter, group: str) -> list[GroupCount]:
    """Counts per `district` or `zone`; their sum is the number of matching records."""
    rows = await db.rows(queries.group_counts(shape(filter), group), values(filter))
    kinds = ("poc", "pilot", "related")
    return [GroupCount(r["code"], r["count"], r["unlocated"], {k: r[k] for k in kinds}) for r in rows]


async def platform(db: Database, id: str) -> Platform | None:
    """One record, or None when it is not listed."""
    # No text of PostgreSQL holds a NUL: it would refuse the question instead of finding nothing.
    if "\x00" in id:
        return None
    row = await db.row(queries.item("zh-CN"), {"id": id, "lang": "zh-CN"})
    return platform_of(json.loads(row["feature"])) if row else None


async def same_position(db: Database, id: str) -> list[Platform]:
    """The other records at exactly this record's position."""
    rows = await db.rows(queries.same_position(), {"id": id, "lang": "zh-CN"})
    return [platform_of(json.loads(row["feature"])) for row in rows]


@compiled_once
def _scenarios() -> AnySelect:
    columns = (Scenario.code, Scenario.platform, Scenario.name_zh, Scenario.name_en, Scenario.quote_zh)
    return select(*columns).where(Scenario.platform == bindparam("id", type_=Text)).order_by(Scenario.code)


async def scenarios(db: Database, id: str) -> list[ScenarioRow]:
    """The application scenarios that a record names."""
    return [ScenarioRow(**row) for row in await db.rows(_scenarios(), {"id": id})]


@compiled_once
def _policies() -> AnySelect:
    columns = (Policy.code, Policy.instrument, Policy.name_zh, Policy.name_en, Policy.amount_text_zh)
    source = (
        Source.title.label("source_title"),
        Source.number.label("source_number"),
        Source.url.label("source_url"),
    )
    chosen = select(*columns, Policy.clause, Policy.wording_zh, *source).join(Source, Source.code == Policy.source)
    return chosen.order_by(Policy.position)


async def policies(db: Database) -> list[PolicyRow]:
    """The city's supporting measures, in the order of the plan."""
    return [PolicyRow(**row) for row in await db.rows(_policies())]


@compiled_once
def _relations() -> AnySelect:
    one = select(PlatformRelation.related.label("other"), PlatformRelation.type).where(
        PlatformRelation.platform == bindparam("id", type_=Text)
    )
    two = select(PlatformRelation.platform.label("other"), PlatformRelation.type).where(
        PlatformRelation.related == bindparam("id", type_=Text)
    )
    both = one.union(two).subquery("both")
    return select(both.c.other, both.c.type).order_by(both.c.other)


async def relations(db: Database, id: str) -> list[tuple[str, str]]:
    """Records that overlap with this one: id and `same-park` or `same-site`."""
    return [(row["other"], row["type"]) for row in await db.rows(_relations(), {"id": id})]
