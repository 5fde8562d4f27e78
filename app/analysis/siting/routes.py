"""`/api/insight/sites`: where next within a district, a key zone or the city, as data and as a picture."""

from dataclasses import replace

from fastapi import APIRouter, Request, Response

from app.analysis.about import what_this_is, words_of
from app.analysis.dependencies import solving_of
from app.analysis.parameters import PICTURE_SIZE
from app.analysis.pictures import Picture, drawn
from app.analysis.question import USUAL
from app.analysis.siting.answer import Sited
from app.analysis.siting.parameters import PARAMETERS
from app.analysis.siting.picture import of_sites
from app.analysis.siting.question import parse_siting
from app.analysis.siting.read import Asked, sitings_of, unless_left
from app.analysis.siting.table import SitingWords, document
from app.analysis.tables import answer
from app.draw.canvas import Form
from app.draw.drawing import drawing_of
from app.draw.figure import Size
from app.draw.shared import Words
from app.platforms.filter import Filter, filter_parameters, parse_filter
from app.platforms.values import DEFAULT_KINDS
from app.query.parameters import FORMAT, LANG
from app.query.request import answered, negotiate
from app.store.reader import Reader
from app.vocabulary.dependencies import CurrentVocabulary
from app.web.dependencies import ReadSession, answers_of
from app.web.negotiation import Format
from app.web.responses import with_query
from app.web.site import base_url, written
from app.web.turn import in_turn
from frontend.language import page_path
from geo.siting import Cancel

router = APIRouter(prefix="/api/insight", tags=["insight"])
FORMS: tuple[Format, ...] = ("json", "csv", "xlsx")
PICTURES: tuple[Form, ...] = ("png", "svg")
"""By `f` alone."""
PAGE = "/insight/siting"


@router.get(
    "/sites",
    dependencies=[in_turn(solving_of)],
    response_class=Response,
    openapi_extra=filter_parameters(*PARAMETERS, PICTURE_SIZE, FORMAT.among((*FORMS, *PICTURES)), LANG)
    | answered(*FORMS, *PICTURES),
    name="insight/sites",
)
async def sites(request: Request, db: ReadSession, vocabulary: CurrentVocabulary) -> Response:
    """Where the next platforms of an area would reach most of its need, or what sites of one's own would reach.

    The filters say which platforms count as there already, wherever they are: those near the border serve, too. As a
    picture: the map of the area with the sites, the need and the platforms.
    """
    params = request.query_params
    lang, negotiated = LANG.of(params), negotiate(request, FORMS, PICTURES)
    taken = (*PARAMETERS, PICTURE_SIZE, FORMAT, LANG)
    filter = parse_filter(params, vocabulary, default_kind=DEFAULT_KINDS, also=taken).filter
    question = parse_siting(params, vocabulary, strict=True).question
    form = next((each for each in PICTURES if each == negotiated.format), None)
    size = PICTURE_SIZE.of(params)

    async def make() -> Response:
        cancel = Cancel()
        asked = Asked(filter, question)
        sited = await unless_left(request, cancel, sitings_of(request).answer(db, vocabulary, asked, cancel))
        words = words_of(request, vocabulary, lang)
        if form:
            return await _picture(request, db, words, filter, sited, form, size)
        table = SitingWords(words.say, vocabulary).table(sited)
        if negotiated.format == "xlsx":
            table = replace(table, about=what_this_is(request, words, filter, table))
        about = {"asOf": vocabulary.as_of, "dataVersion": vocabulary.version}
        return answer(request, table, negotiated.format, about | document(sited))

    return await answers_of(request).cached(
        request,
        vocabulary.data_version,
        negotiated.format,
        make,
        audience="public",
        keep="compressed",
        vary=negotiated.vary,
    )


async def _picture(
    request: Request, db: Reader, words: Words, filter: Filter, sited: Sited, form: Form, size: Size
) -> Response:
    """The map of the page in the size that was asked for."""
    drawing, vocabulary = drawing_of(request), words.vocabulary
    ground = await drawing.grounds.of(db, vocabulary.data_version)
    scope = await sitings_of(request).scope(db, vocabulary, sited.question.within)
    page = written(base_url(request)) + page_path(words.lang, PAGE)
    link = with_query(page, [("within", sited.question.within)])
    picture = Picture(words, filter, USUAL, ground, link)
    return await drawn(drawing, picture, lambda: of_sites(picture, scope, sited), size, form)
