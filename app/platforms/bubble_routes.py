"""`/api/bubbles`: how many platforms match in each district or key zone."""

from fastapi import APIRouter, Request, Response

from app.errors import InvalidParameterError
from app.platforms import bubbles as counts_per_area
from app.platforms.filter import filter_parameters, parse_filter
from app.vocabulary.dependencies import CurrentVocabulary
from app.web.dependencies import ReadSession, answers_of
from app.web.responses import GEOJSON, as_json, language

router = APIRouter(tags=["districts and zones"])


@router.get("/api/bubbles", openapi_extra=filter_parameters("group", "lang"))
async def bubbles(request: Request, db: ReadSession, vocabulary: CurrentVocabulary) -> Response:
    """Per district or key zone, how many platforms match: points at the label positions."""
    lang = language(request)
    group = request.query_params.get("group", "district")
    if group not in ("district", "zone"):
        raise InvalidParameterError("group", group[:40], "district, zone")
    filter = parse_filter(request.query_params, vocabulary, also=("group", "lang")).filter

    async def make() -> Response:
        collection = await counts_per_area.bubbles(db, vocabulary, filter, group, lang)
        return as_json(collection, GEOJSON)

    return await answers_of(request).cached(request, vocabulary.data_version, "json", make, audience="public")
