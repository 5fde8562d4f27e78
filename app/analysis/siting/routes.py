"""`/api/insight/sites`: where next within a district, a key zone or the city, as data."""

from fastapi import APIRouter, Request, Response

from app.analysis.dependencies import solving_of
from app.analysis.siting.parameters import PARAMETERS
from app.analysis.siting.question import parse_siting
from app.analysis.siting.read import Asked, sitings_of, unless_left
from app.analysis.siting.table import SitingWords, document
from app.analysis.tables import answer
from app.platforms.filter import filter_parameters, parse_filter
from app.platforms.values import DEFAULT_KINDS
from app.query.parameters import FORMAT, LANG
from app.query.request import answered, negotiate
from app.vocabulary.dependencies import CurrentVocabulary
from app.web.dependencies import ReadSession, answers_of
from app.web.negotiation import Format
from app.web.turn import in_turn
from frontend.messages import messages
from geo.siting import Cancel

router = APIRouter(prefix="/api/insight", tags=["insight"])
FORMS: tuple[Format, ...] = ("json", "csv", "xlsx")


@router.get(
    "/sites",
    dependencies=[in_turn(solving_of)],
    response_class=Response,
    openapi_extra=filter_parameters(*PARAMETERS, FORMAT.among(FORMS), LANG) | answered(*FORMS),
    name="insight/sites",
)
async def sites(request: Request, db: ReadSession, vocabulary: CurrentVocabulary) -> Response:
    """Where the next platforms of an area would reach most of its need, or what sites of one's own would reach.

    The filters say which platforms count as there already, wherever they are: those near the border serve, too.
    """
    params = request.query_params
    lang, negotiated = LANG.of(params), negotiate(request, FORMS)
    filter = parse_filter(params, vocabulary, default_kind=DEFAULT_KINDS, also=(*PARAMETERS, FORMAT, LANG)).filter
    question = parse_siting(params, vocabulary, strict=True).question

    async def make() -> Response:
        cancel = Cancel()
        asked = Asked(filter, question)
        sited = await unless_left(request, cancel, sitings_of(request).answer(db, vocabulary, asked, cancel))
        about = {"asOf": vocabulary.as_of, "dataVersion": vocabulary.version}
        table = SitingWords(messages(lang), vocabulary).table(sited)
        return answer(table, negotiated.format, about | document(sited))

    return await answers_of(request).cached(
        request,
        vocabulary.data_version,
        negotiated.format,
        make,
        audience="public",
        keep="compressed",
        vary=negotiated.vary,
    )
