"""What pages read of the four lists: a record's scenarios, relations, cases and events, and the measures."""

from collections.abc import Container, Iterable
from dataclasses import dataclass

from sqlalchemy import Text, bindparam, select

from app.lists.models import Case, Event, PlatformRelation, Policy, Scenario
from app.store.reader import Reader
from app.store.statements import AnySelect, compiled_once
from app.vocabulary.models import Source
from frontend.language import choose

MONEY = ("voucher", "subsidy", "fund", "loan", "insurance", "equity")
"""The instruments that pay for something, in the order in which they are shown."""
NEAREST_FIRST = ("zone", "district", "city")


@dataclass(frozen=True)
class ScenarioRow:
    code: str
    platform: str
    name_zh: str
    name_en: str
    quote_zh: str


@dataclass(frozen=True)
class PolicyRow:
    """A supporting measure of the city, a district or a zone, with its quoted wording and its document.

    `clause` is set for those of the city's plan. `source_read_in` is the text that quotes a document nobody saw.
    A `target` is an aim that a document states, and no measure.
    """

    code: str
    instrument: str
    name_zh: str
    name_en: str
    amount_text_zh: str | None
    clause: str | None
    wording_zh: str
    level: str
    for_zh: str | None
    for_en: str | None
    district: str | None
    zone: str | None
    target: bool
    confidence: str
    source_title: str
    source_number: str | None
    source_date: str | None
    source_url: str | None
    source_read_in: str | None

    def name(self, lang: str) -> str:
        return choose(lang, self.name_zh, self.name_en)


@dataclass(frozen=True)
class CaseRow:
    """A typical case at a platform, as reported."""

    code: str
    title_zh: str
    title_en: str
    result: str
    outcome_zh: str
    outcome_en: str
    date: str | None


@dataclass(frozen=True)
class EventRow:
    """An event at a platform, with dates of their own precision."""

    code: str
    name_zh: str
    name_en: str
    date_start: str
    date_end: str | None
    organiser_zh: str | None


@compiled_once
def _scenarios() -> AnySelect:
    columns = (Scenario.code, Scenario.platform, Scenario.name_zh, Scenario.name_en, Scenario.quote_zh)
    return select(*columns).where(Scenario.platform == bindparam("id", type_=Text)).order_by(Scenario.code)


async def scenarios(db: Reader, id: str) -> list[ScenarioRow]:
    """The application scenarios that a record names."""
    return [ScenarioRow(**row) for row in await db.rows(_scenarios(), {"id": id})]


@compiled_once
def _policies() -> AnySelect:
    own = (
        *(Policy.code, Policy.instrument, Policy.name_zh, Policy.name_en, Policy.amount_text_zh, Policy.clause),
        *(Policy.wording_zh, Policy.level, Policy.for_zh, Policy.for_en, Policy.district, Policy.zone, Policy.target),
    )
    source = (
        *(Source.title.label("source_title"), Source.number.label("source_number"), Source.date.label("source_date")),
        *(Source.url.label("source_url"), Source.read_in.label("source_read_in")),
    )
    rows = select(*own, Policy.confidence, *source).join(Source, Source.code == Policy.source)
    return rows.order_by(Policy.position)


async def policies(db: Reader) -> list[PolicyRow]:
    """All supporting measures, in the order of their list."""
    return [PolicyRow(**row) for row in await db.rows(_policies())]


def of_area(measures: Iterable[PolicyRow], code: str) -> list[PolicyRow]:
    """The measures of a district or key zone, in the order of their list; no aims."""
    return [each for each in measures if code in (each.district, each.zone) and not each.target]


def of_city(measures: Iterable[PolicyRow]) -> list[PolicyRow]:
    """The measures of the whole city, in the order of their list; no aims."""
    return [each for each in measures if each.level == "city" and not each.target]


def money(
    measures: Iterable[PolicyRow], districts: Container[str | None], zones: Container[str | None]
) -> list[PolicyRow]:
    """The measures that pay for something, as far as they apply in any of these areas: the nearest level first."""
    applying = [
        measure
        for measure in measures
        if measure.instrument in MONEY
        and {"zone": measure.zone in zones, "district": measure.district in districts}.get(measure.level, True)
    ]
    return sorted(applying, key=lambda measure: (NEAREST_FIRST.index(measure.level), MONEY.index(measure.instrument)))


@compiled_once
def _cases() -> AnySelect:
    columns = (Case.code, Case.title_zh, Case.title_en, Case.result, Case.outcome_zh, Case.outcome_en, Case.date)
    rows = select(*columns).where(Case.platform == bindparam("id", type_=Text))
    return rows.order_by(Case.date.desc().nulls_last(), Case.code)


async def cases(db: Reader, id: str) -> list[CaseRow]:
    """The typical cases at a platform, the newest first."""
    return [CaseRow(**row) for row in await db.rows(_cases(), {"id": id})]


@compiled_once
def _events() -> AnySelect:
    columns = (Event.code, Event.name_zh, Event.name_en, Event.date_start, Event.date_end, Event.organiser_zh)
    rows = select(*columns).where(Event.platform == bindparam("id", type_=Text))
    return rows.order_by(Event.date_start.desc(), Event.code)


async def events(db: Reader, id: str) -> list[EventRow]:
    """The events at a platform, the newest first."""
    return [EventRow(**row) for row in await db.rows(_events(), {"id": id})]


@compiled_once
def _events_in() -> AnySelect:
    code = bindparam("code", type_=Text)
    columns = (Event.code, Event.name_zh, Event.name_en, Event.date_start, Event.date_end, Event.organiser_zh)
    rows = select(*columns).where((Event.district == code) | (Event.zone == code))
    rows = rows.where(Event.platform.is_distinct_from(bindparam("but", type_=Text)))
    return rows.order_by(Event.date_start.desc(), Event.code)


async def events_in(db: Reader, code: str, *, but: str | None = None) -> list[EventRow]:
    """The events in a district or key zone, the newest first; without those at one platform."""
    return [EventRow(**row) for row in await db.rows(_events_in(), {"code": code, "but": but or ""})]


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
