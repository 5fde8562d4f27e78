"""What filters of the four lists may name, with the rows that the names speak of. A column is one entry."""

from sqlalchemy import func, select

from app.lists.models import Policy, Scenario
from app.platforms.models import Platform
from app.query.cql2.plain import identifier, names, place, texts
from app.query.cql2.queryable import ListQueryable, Queryable, TextQueryable, table
from app.vocabulary.models import Service, ServicePhrase, Source


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
