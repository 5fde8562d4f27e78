"""`/orientation/…`: the layers to find one's way by, each for ever under the address that names its version."""

import asyncio

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse

from app.districts import orientation
from app.vocabulary.dependencies import CurrentVocabulary
from app.web.bundle import FOR_EVER
from app.web.dependencies import answers_of
from app.web.responses import GEOJSON, as_json

router = APIRouter()


@router.get("/orientation/{version}/{layer}.geojson")
async def layer(request: Request, vocabulary: CurrentVocabulary, version: str, layer: str) -> Response:
    """A layer as the map reads it, with the names in both languages."""

    async def make() -> Response:
        return as_json(await asyncio.to_thread(orientation.document, layer), GEOJSON)

    answer = await answers_of(request).cached(
        request, vocabulary.data_version, "layer", make, audience="public", keep=True
    )
    if version in orientation.versions().values():
        answer.headers["Cache-Control"] = FOR_EVER
    return answer


@router.get("/orientation/{name}")
async def file(name: str) -> Response:
    """The file that a layer is made from, with its licence and its attribution, as those licences ask for."""
    path = orientation.path_of(name)
    return FileResponse(path, media_type=orientation.MEDIA[path.suffix], filename=path.name)
