"""`/api/insight/brief/{code}`: a brief as data and as files."""

from fastapi import APIRouter, Request, Response

from app.analysis.dependencies import analysing_of
from app.analysis.parameters import COMPARE
from app.brief.content import Brief
from app.brief.document import document
from app.brief.files import MAKERS, MEDIA
from app.brief.made import Made, made, with_ground
from app.brief.making import Making
from app.brief.scope import scopes
from app.brief.sizes import SIZE
from app.draw.drawing import drawing_of
from app.query.parameter import documented
from app.query.parameters import FORMAT, LANG
from app.query.request import answered, known_only, negotiate
from app.vocabulary.dependencies import CurrentVocabulary
from app.web.dependencies import ReadSession, answers_of
from app.web.negotiation import Format
from app.web.responses import as_json
from app.web.turn import in_turn
from frontend.messages import messages

router = APIRouter(prefix="/api/insight", tags=["insight"])
PLAIN: tuple[Format, ...] = ("json",)
FILES: tuple[Format, ...] = ("xlsx", "docx", "pptx", "png", "svg")
"""By `f` alone."""
TAKEN = (COMPARE, SIZE, FORMAT, LANG)


@router.get(
    "/brief/{code}",
    response_class=Response,
    openapi_extra=documented(COMPARE, SIZE, FORMAT.among((*PLAIN, *FILES)), LANG) | answered(*PLAIN, *FILES),
    dependencies=[in_turn(analysing_of)],
)
async def brief(code: str, request: Request, db: ReadSession, vocabulary: CurrentVocabulary) -> Response:
    """What may be said of a district, a key zone or the whole city (`city`): five figures, each with its grade and the
    words to cite it, what is declared, compared, missing and next, and the tables behind them.

    `compare` names the districts or zones that stand beside it, two at most; else the nearest in number do. As a file:
    an editable document, six slides, a workbook, or the map with what it says as a picture.
    """
    known_only(request, *TAKEN)
    params = request.query_params
    lang, size, negotiated = LANG.of(params), SIZE.of(params), negotiate(request, PLAIN, FILES)
    compare = COMPARE.among(scopes(vocabulary)[1:]).of(params)

    async def make() -> Response:
        say = messages(lang)
        written = await made(request, db, vocabulary, say, code, compare)
        if negotiated.format == "json":
            return as_json(document(written))
        return await _file(request, await with_ground(request, db, vocabulary, say, written), negotiated.format, size)

    return await answers_of(request).cached(
        request,
        vocabulary.data_version,
        f"{negotiated.format} {lang}",
        make,
        audience="public",
        keep="then compressed",
        vary=negotiated.vary,
    )


async def _file(request: Request, written: Made, form: Format, size: str) -> Response:
    """A file of the form; it is made in the thread that draws, since it holds the map."""
    making = Making(written.brief, written.ground, written.words, size)
    body = await drawing_of(request).draw(lambda: MAKERS[form](making))
    headers = {"Content-Disposition": f'attachment; filename="{file_name(written.brief, form)}"'}
    return Response(body, media_type=MEDIA[form], headers={} if form in ("png", "svg") else headers)


def file_name(brief: Brief, form: str) -> str:
    """Of ASCII, so that every system keeps it."""
    return f"brief-{brief.code}-{brief.as_of or 'undated'}-{brief.lang}.{form}"
