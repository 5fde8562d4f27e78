"""`/api/basemap`: the base map of our own data."""

from fastapi import APIRouter, Request, Response

from app.query.filter import zoom_of
from app.query.openapi import parameters
from app.web.responses import GEOJSON, as_json, cached, known_only, language

router = APIRouter(tags=["districts and zones"])


@router.get("/api/basemap", openapi_extra=parameters("zoom", "lang"))
async def base_map(request: Request) -> Response:
    """The base map of our own data: land, water, lines and places, each with its accuracy in metres."""
    known_only(request, "zoom", "lang")
    lang, zoom = language(request), zoom_of(request.query_params)
    vocabulary = await request.app.state.vocabulary()

    async def make() -> Response:
        version = (vocabulary.dataset, vocabulary.version)
        return as_json(await request.app.state.base_map.collection(version, lang, zoom), GEOJSON)

    return await cached(request, vocabulary, "json", make, keep=True)
