"""`/api/bubbles`: how many platforms match in each district or key zone."""

from fastapi import APIRouter, Request, Response

from app.platforms import bubbles as counts_per_area
from app.platforms.bubbles import GROUP
from app.platforms.filter import filter_parameters, parse_filter
from app.query.parameters import LANG
from app.query.request import answered
from app.vocabulary.dependencies import CurrentVocabulary
from app.web.dependencies import ReadSession, answers_of
from app.web.responses import GEOJSON, as_json

router = APIRouter(tags=["districts and zones"])
DESCRIBED = filter_parameters(GROUP, LANG) | answered("json", json=GEOJSON)


@router.get(
    "/api/bubbles",
    response_class=Response,
    openapi_extra=DESCRIBED,
)
async def bubbles(request: Request, db: ReadSession, vocabulary: CurrentVocabulary) -> Response:
    """Per district or key zone, how many platforms match: points at the label positions."""
    params = request.query_params
    lang, group = LANG.of(params), GROUP.of(params)
    filter = parse_filter(params, vocabulary, also=(GROUP, LANG)).filter

    async def make() -> Response:
        collection = await counts_per_area.bubbles(db, vocabulary, filter, group, lang)
        return as_json(collection, GEOJSON)

    version = vocabulary.data_version
    return await answers_of(request).cached(request, version, "json", make, audience="public", keep="then compressed")
