"""`/api/features`: one district, one feature (一区一特)."""

from fastapi import APIRouter, Request, Response

from app.analysis.declared import declared
from app.platforms.filter import filter_parameters, parse_filter
from app.query.parameters import LANG
from app.query.request import answered
from app.vocabulary.dependencies import CurrentVocabulary
from app.web.dependencies import ReadSession, answers_of
from app.web.responses import GEOJSON, as_json

router = APIRouter(tags=["districts and zones"])
DESCRIBED = filter_parameters(LANG, only=("kind",)) | answered("json", json=GEOJSON)


@router.get(
    "/api/features",
    response_class=Response,
    openapi_extra=DESCRIBED,
)
async def features(request: Request, db: ReadSession, vocabulary: CurrentVocabulary) -> Response:
    """One district, one feature (一区一特): each district's declared speciality with what is listed there."""
    lang = LANG.of(request.query_params)
    filter = parse_filter(request.query_params, vocabulary, also=(LANG,), only=("kind",)).filter

    async def make() -> Response:
        return as_json(await declared(db, vocabulary, filter, lang), GEOJSON)

    return await answers_of(request).cached(request, vocabulary.data_version, "json", make, audience="public")
