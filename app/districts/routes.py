"""`/api/basemap`: the base map of our own data."""

from fastapi import APIRouter, Request, Response

from app.districts.dependencies import base_map_of
from app.query.parameter import documented
from app.query.parameters import LANG, ZOOM
from app.query.request import answered, known_only
from app.vocabulary.dependencies import CurrentVocabulary
from app.web.dependencies import ReadSession, answers_of
from app.web.responses import GEOJSON, as_json

router = APIRouter(tags=["districts and zones"])
DESCRIBED = documented(ZOOM, LANG) | answered("json", json=GEOJSON)


@router.get("/api/basemap", response_class=Response, openapi_extra=DESCRIBED)
async def base_map(request: Request, db: ReadSession, vocabulary: CurrentVocabulary) -> Response:
    """The base map of our own data: land, water, lines and places, each with its accuracy in metres."""
    known_only(request, ZOOM, LANG)
    lang, zoom = LANG.of(request.query_params), ZOOM.of(request.query_params)

    async def make() -> Response:
        return as_json(await base_map_of(request).collection(db, vocabulary.data_version, lang, zoom), GEOJSON)

    return await answers_of(request).cached(
        request, vocabulary.data_version, "json", make, audience="public", keep="compressed"
    )
