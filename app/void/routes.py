"""`/api/void`: the void register as JSON, CSV and XLSX."""

from fastapi import APIRouter, Request, Response

from app.analysis.dependencies import analysing_of
from app.analysis.tables import answer
from app.platforms.filter import filter_parameters, parse_filter
from app.query.parameters import FORMAT, LANG
from app.query.request import answered, cached, negotiate
from app.vocabulary.dependencies import CurrentVocabulary
from app.void.parameters import BY
from app.void.register import FILTERS, scoped, void_register, within_the_city
from app.void.table import sizes, table_of
from app.web.dependencies import ReadSession
from app.web.negotiation import Format
from app.web.turn import in_turn
from frontend.messages import messages

router = APIRouter(tags=["void register"])
FORMATS: tuple[Format, ...] = ("json", "csv", "xlsx")
ALSO = (BY, FORMAT, LANG)


@router.get(
    "/api/void",
    response_class=Response,
    openapi_extra=filter_parameters(BY, FORMAT.among(FORMATS), LANG, only=FILTERS) | answered(*FORMATS),
    dependencies=[in_turn(analysing_of)],
)
async def void(request: Request, db: ReadSession, vocabulary: CurrentVocabulary) -> Response:
    """For each field of the plan and each step how many records are listed: the stages of verification, then pilots.

    `state` is `listed`, `empty`, or `stage-not-stated` where records name the field and no stage: they may be at any of
    them. A record counts in each of its fields and at each of its stages. `district`, `zone`, `near` and `radius` say
    where; around a point 5,000 m count where no radius is named. What is not listed is not known to be missing.
    """
    params = request.query_params
    lang, by, negotiated = LANG.of(params), BY.of(params), negotiate(request, FORMATS)
    filter = parse_filter(params, vocabulary, also=ALSO, only=FILTERS).filter
    within_the_city(filter)

    async def make() -> Response:
        register = await void_register(db, filter, vocabulary)
        table = table_of(register, vocabulary, messages(lang), by_district=by == "district")
        about = {"asOf": vocabulary.as_of, "dataVersion": vocabulary.version, "radius": scoped(filter).radius}
        return answer(request, table, negotiated.format, about | sizes(register))

    return await cached(request, vocabulary.data_version, negotiated, make)
