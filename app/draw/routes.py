"""`/api/share.png`: the picture of a filtered list, of some chosen platforms or of one, for a link in a chat."""

from fastapi import APIRouter, Request, Response

from app.draw.canvas import MEDIA
from app.draw.drawing import drawing_of
from app.draw.share_picture import share_picture
from app.draw.shared import Words, shared, site_name
from app.errors import InvalidParameterError
from app.platforms.filter import Filter, filter_parameters, parse_filter
from app.platforms.read import counts
from app.query.parameters import IDS, LANG
from app.query.request import UNCHANGED
from app.vocabulary.dependencies import CurrentVocabulary
from app.web.dependencies import ReadSession, answers_of, settings_of
from app.web.turn import in_turn
from frontend.messages import messages

router = APIRouter(tags=["platforms"])
PATH = "/api/share.png"
PICTURE = {"responses": {"200": {"description": "The picture.", "content": {MEDIA["png"]: {}}}, **UNCHANGED}}


@router.get(
    PATH, response_class=Response, openapi_extra=filter_parameters(LANG) | PICTURE, dependencies=[in_turn(drawing_of)]
)
async def share(request: Request, db: ReadSession, vocabulary: CurrentVocabulary) -> Response:
    """A picture of 1200 × 630 pixels: the number, the filters or the names, and the map."""
    lang = LANG.of(request.query_params)
    filter = parse_filter(request.query_params, vocabulary, also=(LANG,)).filter
    # A picture of nothing would be kept and shown as if it were one of these.
    if filter.ids and not (await counts(db, Filter(ids=filter.ids)))[0]:
        raise InvalidParameterError(IDS.name, ",".join(filter.ids)[: IDS.shown], "the id of a record that is listed")
    drawing, settings, version = drawing_of(request), settings_of(request), vocabulary.data_version

    async def make() -> Response:
        site = site_name(lang, settings.site_name_zh, settings.site_name_en)
        words = Words(messages(lang), vocabulary, site, settings.map_approval_number)
        ground = await drawing.grounds.of(db, version)
        content = await shared(db, words, filter, ground)
        return Response(await drawing.draw(lambda: share_picture(content, ground, lang)), media_type=MEDIA["png"])

    return await answers_of(request).cached(request, version, "png", make, audience="public", keep="then compressed")
