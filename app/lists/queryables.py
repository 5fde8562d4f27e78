"""What filters of the four lists may name, with the rows that the names speak of. A column is one entry."""

from typing import Any

from sqlalchemy import func, select

from app.lists.models import Case, Event, Policy, Scenario
from app.platforms.models import Platform
from app.query.cql2.plain import identifier, names, place, texts
from app.query.cql2.queryable import ListQueryable, Queryable, TextQueryable, TruthQueryable, table
from app.vocabulary.models import Domain, Service, ServicePhrase, Source, Tier


def _source() -> list[Queryable]:
    return texts(Source.title, Source.date, Source.url, dated=("date",), prefix="source_")


POLICIES = table(
    [
        identifier(Policy.code, "Code of the measure."),
        *names(Policy.name_zh, Policy.name_en),
        *texts(Policy.instrument, Policy.level),
        TextQueryable(
            name="district_code",
            expression=Policy.district.expression,
            description="Where a measure of a district, or of a zone within one, applies; null for the city's.",
        ),
        TextQueryable(
            name="zone", expression=Policy.zone.expression, description="The key zone that a measure of a zone is for."
        ),
        *texts(Policy.amount_text_zh, Policy.clause, Policy.wording_zh),
        *texts(Policy.for_zh, Policy.for_en, Policy.confidence),
        TruthQueryable(
            name="target",
            expression=Policy.target.expression,
            description="An aim that the document states: nothing to apply for, so the list of measures leaves it out.",
        ),
        *texts(Source.number, prefix="source_"),
        *_source(),
    ]
)
POLICY_ROWS = Policy.__table__.join(Source.__table__, Source.code == Policy.source)

PHRASES = (
    select(ServicePhrase.phrase)
    .where(ServicePhrase.service == Service.code)
    .order_by(ServicePhrase.phrase)
    .correlate(Service)
)
SERVICES = table(
    [
        identifier(Service.code, "Code of the service."),
        *names(Service.name_zh, Service.name_en),
        TextQueryable(
            name="stage",
            expression=Service.stage.expression,
            description="Code of the stage at which it is typical; null where that is not clear.",
        ),
        *texts(Service.description_zh, Service.description_en, Service.plan_clause),
        ListQueryable(
            name="phrases",
            expression=func.array(PHRASES.scalar_subquery()),
            description="The words of the sources that were taken for this service.",
        ),
    ]
)
SERVICE_ROWS = Service.__table__

SCENARIOS = table(
    [
        identifier(Scenario.code, "Code of the scenario."),
        *names(Scenario.name_zh, Scenario.name_en),
        *texts(Scenario.quote_zh),
        TextQueryable(name="platform", expression=Scenario.platform.expression, description="Record that names it."),
        TextQueryable(name="platform_name_zh", expression=Platform.name_zh.expression),
        *_source(),
        place(Platform.geom.expression, "point", "Position of the record that names it, in degrees WGS-84."),
    ]
)
SCENARIO_ROWS = Scenario.__table__.join(Platform.__table__, Platform.id == Scenario.platform).outerjoin(
    Source.__table__, Source.code == Platform.source
)

DOMAINS = table(
    [
        identifier(Domain.code, "Code of the service field."),
        *names(Domain.name_zh, Domain.name_en),
        TextQueryable(
            name="tier", expression=Domain.tier.expression, description="Tier of the plan: reform, build or reserve."
        ),
        TextQueryable(name="tier_name_zh", expression=Tier.name_zh.expression),
        ListQueryable(name="aliases", expression=Domain.aliases.expression, description="Other names, for the search."),
    ]
)
DOMAIN_ROWS = Domain.__table__.join(Tier.__table__, Tier.code == Domain.tier)


def _domains(column: Any) -> Queryable:
    return ListQueryable(name="domains", expression=column.expression, description="Codes of the fields it is about.")


def _platform(column: Any, description: str) -> list[Queryable]:
    return [
        TextQueryable(name="platform", expression=column.expression, description=description),
        TextQueryable(name="platform_name_zh", expression=Platform.name_zh.expression),
    ]


CASES = table(
    [
        identifier(Case.code, "Code of the case."),
        *names(Case.title_zh, Case.title_en),
        *_platform(Case.platform, "The platform where it was verified."),
        *texts(Case.stage, Case.verified_zh, Case.verified_en, Case.result, Case.outcome_zh, Case.outcome_en),
        *texts(Case.date, dated=("date",)),
        _domains(Case.domains),
        *texts(Case.confidence),
        *_source(),
        place(Platform.geom.expression, "point", "Position of the platform, in degrees WGS-84."),
    ]
)
CASE_ROWS = Case.__table__.join(Platform.__table__, Platform.id == Case.platform).join(
    Source.__table__, Source.code == Case.source
)

EVENTS = table(
    [
        identifier(Event.code, "Code of the event."),
        *names(Event.name_zh, Event.name_en),
        *texts(Event.kind),
        *texts(Event.date_start, Event.date_end, dated=("date_start", "date_end")),
        *texts(Event.organiser_zh, Event.place_zh),
        TextQueryable(
            name="district_code", expression=Event.district.expression, description="District where it took place."
        ),
        TextQueryable(name="zone", expression=Event.zone.expression, description="Key zone where it took place."),
        _domains(Event.domains),
        *_platform(Event.platform, "The platform that it is about, where one is stated."),
        *texts(Event.summary_zh, Event.website, Event.confidence),
        *_source(),
    ]
)
EVENT_ROWS = Event.__table__.join(Source.__table__, Source.code == Event.source).outerjoin(
    Platform.__table__, Platform.id == Event.platform
)
