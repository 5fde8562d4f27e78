"""`/api/qgis/…`: a style and a ready project for QGIS."""

from collections.abc import Callable

from fastapi import APIRouter, Request, Response

from app.catalogue import qgis
from app.query.parameter import documented
from app.query.parameters import LANG
from app.query.request import UNCHANGED, known_only
from app.vocabulary.dependencies import CurrentVocabulary
from app.web.dependencies import answers_of
from app.web.site import base_url

router = APIRouter(prefix="/api/qgis", tags=["catalogue"])
STYLE, PROJECT = "platforms.qml", "servicemap.qgs"
XML = "application/xml"
DESCRIBED = documented(LANG) | {"responses": {"200": {"description": "The file.", "content": {XML: {}}}, **UNCHANGED}}


@router.get(f"/{STYLE}", response_class=Response, openapi_extra=DESCRIBED)
async def style(request: Request, vocabulary: CurrentVocabulary) -> Response:
    """A style (QML) for the layer of platforms: shapes and colours by their kind."""
    known_only(request, LANG)
    lang = LANG.of(request.query_params)
    return await _file(request, vocabulary, STYLE, lambda: qgis.style(vocabulary, lang))


@router.get(f"/{PROJECT}", response_class=Response, openapi_extra=DESCRIBED)
async def project(request: Request, vocabulary: CurrentVocabulary) -> Response:
    """A project (QGS) with each collection of this API as a layer."""
    known_only(request, LANG)
    lang, api = LANG.of(request.query_params), f"{base_url(request)}/api"
    return await _file(request, vocabulary, PROJECT, lambda: qgis.project(api, vocabulary, lang))


async def _file(request: Request, vocabulary: CurrentVocabulary, name: str, write: Callable[[], bytes]) -> Response:
    async def make() -> Response:
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(write(), headers=headers, media_type=XML)

    return await answers_of(request).cached(request, vocabulary.data_version, "xml", make, audience="public")
