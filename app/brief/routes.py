"""`/api/insight/brief/{code}`: a brief as data and as files."""

from dataclasses import replace

from fastapi import APIRouter, Request, Response

from app.analysis.about import citing_of, what_this_is, words_of
from app.analysis.dependencies import analysing_of
from app.analysis.parameters import COMPARE, PICTURE_SIZE
from app.analysis.tables import answer
from app.brief.content import Brief
from app.brief.document import document
from app.brief.files import MAKERS, MEDIA
from app.brief.glance import glance, glance_table
from app.brief.made import Made, made, with_ground
from app.brief.making import Making
from app.brief.read import BriefQuestion
from app.draw.area_map import area_picture
from app.draw.canvas import Form
from app.draw.drawing import drawing_of
from app.draw.figure import Size
from app.figures.scope import scopes
from app.history.parameters import SINCE
from app.platforms.filter import filter_parameters, parse_filter
from app.query.parameter import check_given, documented
from app.query.parameters import FORMAT, LANG
from app.query.request import answered, cached, known_only, negotiate
from app.vocabulary.dependencies import CurrentVocabulary
from app.web.dependencies import ReadSession
from app.web.negotiation import Format
from app.web.responses import as_json
from app.web.turn import in_turn
from frontend.messages import messages

router = APIRouter(prefix="/api/insight", tags=["insight"])
PLAIN: tuple[Format, ...] = ("json",)
MAPS: tuple[Form, ...] = ("svg", "png")
TABLES: tuple[Format, ...] = ("json", "csv", "xlsx")
FILES: tuple[Format, ...] = ("xlsx", "docx", "pptx", "png", "svg")
"""By `f` alone."""
TAKEN = (COMPARE, SINCE, PICTURE_SIZE, FORMAT, LANG)


@router.get(
    "/brief/{code}",
    response_class=Response,
    openapi_extra=documented(COMPARE, SINCE, PICTURE_SIZE, FORMAT.among((*PLAIN, *FILES)), LANG)
    | answered(*PLAIN, *FILES),
    dependencies=[in_turn(analysing_of)],
)
async def brief(code: str, request: Request, db: ReadSession, vocabulary: CurrentVocabulary) -> Response:
    """What may be said of a district, a key zone or the whole city (`city`): five figures, each with its grade and the
    words to cite it, what is declared, compared, missing and next, and the tables behind them.

    `compare` names the districts or zones that stand beside it, two at most; else the nearest in number do. `since` is
    the day from which changes are told, else all are that the history has. As a file:
    an editable document, six slides, a workbook, or the map with what it says as a picture.
    """
    known_only(request, *TAKEN)
    params = request.query_params
    lang, size, negotiated = LANG.of(params), PICTURE_SIZE.of(params), negotiate(request, PLAIN, FILES)
    compare = COMPARE.among(scopes(vocabulary)[1:]).of(params)
    question = BriefQuestion(code, compare, SINCE.of(params))

    async def make() -> Response:
        say = messages(lang)
        written = await made(request, db, vocabulary, say, question)
        if negotiated.format == "json":
            return as_json(document(written))
        return await _file(request, await with_ground(request, db, vocabulary, say, written), negotiated.format, size)

    return await cached(request, vocabulary.data_version, negotiated, make, lang)


@router.get(
    "/brief/{code}/map",
    response_class=Response,
    openapi_extra=documented(FORMAT.among(MAPS), LANG) | answered(*MAPS),
    dependencies=[in_turn(analysing_of)],
)
async def map_of_a_place(code: str, request: Request, db: ReadSession, vocabulary: CurrentVocabulary) -> Response:
    """The map of a brief by itself, 608 × 752 pixels, for a page that says the rest around it."""
    known_only(request, FORMAT, LANG)
    lang, negotiated = LANG.of(request.query_params), negotiate(request, MAPS)
    form: Form = "png" if negotiated.format == "png" else "svg"

    async def make() -> Response:
        say, drawing = messages(lang), drawing_of(request)
        written = await made(request, db, vocabulary, say, BriefQuestion(code), waiting=False)
        ground = await drawing.grounds.of(db, vocabulary.data_version)
        body = await drawing.draw(lambda: area_picture(written.map, ground, lang, form))
        return Response(body, media_type=MEDIA[form])

    return await cached(request, vocabulary.data_version, negotiated, make, lang)


@router.get(
    "/glance",
    response_class=Response,
    openapi_extra=filter_parameters(SINCE, FORMAT.among(TABLES), LANG) | answered(*TABLES),
    dependencies=[in_turn(analysing_of)],
)
async def at_a_glance(request: Request, db: ReadSession, vocabulary: CurrentVocabulary) -> Response:
    """Every district on one row: records by kind, for how many the source states the district, the grade of the
    number, the declared feature with its fields, and key zones; then "not stated" and the total. From the second
    version on also what changed since the day `since`.
    """
    params = request.query_params
    lang, negotiated = LANG.of(params), negotiate(request, TABLES)
    filter = parse_filter(params, vocabulary, also=(SINCE, FORMAT, LANG)).filter
    check_given((SINCE,), params.multi_items())
    since = SINCE.of(params)

    async def make() -> Response:
        words = words_of(request, vocabulary, lang)
        citing = citing_of(request, words, filter, "glance")
        table = glance_table(await glance(db, filter, vocabulary, since), vocabulary, citing)
        if negotiated.format == "xlsx":
            table = replace(table, about=what_this_is(request, words, filter, table))
        return answer(request, table, negotiated.format, {"asOf": vocabulary.as_of, "dataVersion": vocabulary.version})

    return await cached(request, vocabulary.data_version, negotiated, make, lang)


async def _file(request: Request, written: Made, form: Format, size: Size) -> Response:
    """A file of the form; it is made in the thread that draws, since it holds the map."""
    making = Making(written.brief, written.ground, written.words, size)
    body = await drawing_of(request).draw(lambda: MAKERS[form](making))
    headers = {"Content-Disposition": f'attachment; filename="{file_name(written.brief, form)}"'}
    return Response(body, media_type=MEDIA[form], headers={} if form in ("png", "svg") else headers)


def file_name(brief: Brief, form: str) -> str:
    """Of ASCII, so that every system keeps it."""
    return f"brief-{brief.code}-{brief.as_of or 'undated'}-{brief.lang}.{form}"
