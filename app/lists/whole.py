"""The lists whole, as their pages show them: each row with the platform that it names and with its source."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from app.lists.models import Case, Event, Scenario
from app.platforms.models import Platform
from app.store.reader import Reader
from app.store.statements import AnySelect, compiled_once
from app.vocabulary.models import ServicePhrase, Source
from frontend.language import choose


@dataclass(frozen=True)
class Sourced:
    """Who states a row, and the platform that it names, if any."""

    platform: str | None
    platform_name_zh: str | None
    platform_name_en: str | None
    source_title: str | None
    source_date: str | None
    source_kind: str | None
    source_url: str | None

    def platform_name(self, lang: str) -> str:
        return choose(lang, self.platform_name_zh or "", self.platform_name_en or "")


@dataclass(frozen=True)
class WholeScenario(Sourced):
    """An application scenario with the words that the record's source quotes."""

    code: str
    name_zh: str
    name_en: str
    quote_zh: str


@dataclass(frozen=True)
class WholeCase(Sourced):
    """A typical case as reported; `stage` is None where the report does not make it clear."""

    code: str
    title_zh: str
    title_en: str
    stage: str | None
    verified_zh: str
    verified_en: str
    result: str
    outcome_zh: str
    outcome_en: str
    date: str | None
    domains: list[str]
    confidence: str


@dataclass(frozen=True)
class WholeEvent(Sourced):
    """An event with dates of their own precision; None is what its source does not state."""

    code: str
    kind: str
    name_zh: str
    name_en: str
    date_start: str
    date_end: str | None
    organiser_zh: str | None
    place_zh: str | None
    district: str | None
    zone: str | None
    domains: list[str]
    summary_zh: str
    website: str | None
    confidence: str

    def name(self, lang: str) -> str:
        return choose(lang, self.name_zh, self.name_en)


PLATFORM = (Platform.name_zh.label("platform_name_zh"), Platform.name_en.label("platform_name_en"))
SOURCE = tuple(column.label(f"source_{column.key}") for column in (Source.title, Source.date, Source.kind, Source.url))


@compiled_once
def _scenarios() -> AnySelect:
    own = (Scenario.code, Scenario.platform, Scenario.name_zh, Scenario.name_en, Scenario.quote_zh)
    rows = select(*own, *PLATFORM, *SOURCE).join(Platform, Platform.id == Scenario.platform)
    return rows.join(Source, Source.code == Platform.source).order_by(Scenario.code)


async def scenarios(db: Reader) -> list[WholeScenario]:
    """All application scenarios; their source is that of the record which names them."""
    return [WholeScenario(**row) for row in await db.rows(_scenarios())]


@compiled_once
def _cases() -> AnySelect:
    own = _columns(Case, WholeCase)
    rows = select(*own, *PLATFORM, *SOURCE).join(Platform, Platform.id == Case.platform)
    return rows.join(Source, Source.code == Case.source).order_by(Case.date.desc().nulls_last(), Case.code)


async def cases(db: Reader) -> list[WholeCase]:
    """All typical cases, the newest first, those without a date last."""
    return [WholeCase(**row) for row in await db.rows(_cases())]


@compiled_once
def _events() -> AnySelect:
    own = _columns(Event, WholeEvent)
    rows = select(*own, *PLATFORM, *SOURCE).outerjoin(Platform, Platform.id == Event.platform)
    return rows.join(Source, Source.code == Event.source).order_by(Event.date_start.desc(), Event.code)


async def events(db: Reader) -> list[WholeEvent]:
    """All events, the newest first."""
    return [WholeEvent(**row) for row in await db.rows(_events())]


def _columns(model: Any, row: type[Sourced]) -> list[Any]:
    """The columns of a table that a row of this type has."""
    return [model.__table__.columns[name] for name in row.__dataclass_fields__ if name in model.__table__.columns]


@compiled_once
def _phrases() -> AnySelect:
    phrases = func.array_agg(ServicePhrase.phrase.distinct()).label("phrases")
    return select(ServicePhrase.service, phrases).group_by(ServicePhrase.service)


async def phrases(db: Reader) -> dict[str, list[str]]:
    """The words of the sources that were taken for each service."""
    return {row["service"]: sorted(row["phrases"]) for row in await db.rows(_phrases())}
