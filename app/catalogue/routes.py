"""`/api/dcat` and `/api/records`: the catalogue of the data for other catalogues."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response

from app.catalogue import records
from app.catalogue.dcat import dcat
from app.catalogue.resources import Catalogue, catalogue_of
from app.collections.catalogue import COLLECTIONS
from app.collections.extents import CurrentExtents
from app.query.parameter import Parameter, documented
from app.query.parameters import LANG
from app.query.request import answered, known_only
from app.vocabulary.dependencies import CurrentVocabulary
from app.web.dependencies import answers_of
from app.web.responses import GEOJSON, as_json

router = APIRouter(tags=["catalogue"])
JSON_LD = "application/ld+json"
Name = Annotated[str, Path(json_schema_extra={"enum": list(COLLECTIONS)})]
TAKEN: tuple[Parameter[Any], ...] = (LANG,)


async def _answer(
    request: Request,
    vocabulary: CurrentVocabulary,
    extents: CurrentExtents,
    write: Callable[[Catalogue], dict[str, Any]],
    media_type: str = "application/json",
) -> Response:
    async def make() -> Response:
        return as_json(write(catalogue_of(request, vocabulary, extents)), media_type)

    return await answers_of(request).cached(request, vocabulary.data_version, "json", make, audience="public")


@router.get("/api/dcat", response_class=Response, openapi_extra=answered("json", json=JSON_LD))
async def catalogue(request: Request, vocabulary: CurrentVocabulary, extents: CurrentExtents) -> Response:
    """The catalogue of the data in DCAT, in both languages."""
    known_only(request)
    return await _answer(request, vocabulary, extents, dcat, JSON_LD)


@router.get("/api/records", response_class=Response, openapi_extra=documented(*TAKEN) | answered("json"))
async def collection(request: Request, vocabulary: CurrentVocabulary, extents: CurrentExtents) -> Response:
    """The records of the catalogue (OGC API – Records), each by a link."""
    known_only(request, *TAKEN)
    lang = LANG.of(request.query_params)
    return await _answer(request, vocabulary, extents, lambda whole: records.collection(whole, lang))


@router.get(
    "/api/records/{name}", response_class=Response, openapi_extra=documented(*TAKEN) | answered("json", json=GEOJSON)
)
async def record(request: Request, vocabulary: CurrentVocabulary, extents: CurrentExtents, name: Name) -> Response:
    """One record of the catalogue."""
    known_only(request, *TAKEN)
    lang = LANG.of(request.query_params)
    return await _answer(request, vocabulary, extents, lambda whole: records.record(whole, name, lang), GEOJSON)
