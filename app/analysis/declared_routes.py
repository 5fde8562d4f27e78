"""`/api/features`: one district, one feature (一区一特)."""

from fastapi import APIRouter, Request, Response

from app.analysis.declared import declared
from app.platforms.filter import filter_parameters, parse_filter
from app.vocabulary import Vocabulary
from app.web.responses import GEOJSON, as_json, cached, language

router = APIRouter(tags=["districts and zones"])


@router.get("/api/features", openapi_extra=filter_parameters("lang", only=("kind",)))
async def features(request: Request) -> Response:
    """One district, one feature (一区一特): each district's declared speciality with what is listed there."""
    lang = language(request)
    vocabulary: Vocabulary = await request.app.state.vocabulary()
    chosen = parse_filter(request.query_params, vocabulary, also=("lang",), only=("kind",)).filter

    async def make() -> Response:
        return as_json(await declared(request.app.state.database, vocabulary, chosen, lang), GEOJSON)

    return await cached(request, vocabulary, "json", make)
