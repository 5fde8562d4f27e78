"""What pages read of the four lists: a record's scenarios and relations, and the city's measures."""

from dataclasses import dataclass

from sqlalchemy import Text, bindparam, select

from app.lists.models import PlatformRelation, Policy, Scenario
from app.store.database import AnySelect, Reader, compiled_once
from app.vocabulary.models import Source


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


@compiled_once
def _scenarios() -> AnySelect:
    columns = (Scenario.code, Scenario.platform, Scenario.name_zh, Scenario.name_en, Scenario.quote_zh)
    return select(*columns).where(Scenario.platform == bindparam("id", type_=Text)).order_by(Scenario.code)


async def scenarios(db: Reader, id: str) -> list[ScenarioRow]:
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
    rows = select(*columns, Policy.clause, Policy.wording_zh, *source).join(Source, Source.code == Policy.source)
    return rows.order_by(Policy.position)


async def policies(db: Reader) -> list[PolicyRow]:
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


async def relations(db: Reader, id: str) -> list[tuple[str, str]]:
    """Records that overlap with this one: id and `same-park` or `same-site`."""
    return [(row["other"], row["type"]) for row in await db.rows(_relations(), {"id": id})]
