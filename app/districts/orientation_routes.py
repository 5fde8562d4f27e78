"""`/orientation/…`: the layers to find one's way by, each for ever under the address that names its version."""

import asyncio

from fastapi import APIRouter, Request, Response

from app.districts import ground, orientation
from app.errors import NotFoundError
from app.vocabulary.dependencies import CurrentVocabulary
from app.web.bundle import FOR_EVER
from app.web.compression import accepted
from app.web.dependencies import ReadSession, answers_of
from app.web.file_answer import FileAnswer
from app.web.responses import GEOJSON, as_json

router = APIRouter()
GREATEST = 2**31
"""What the database holds as a whole number is smaller."""


@router.get("/orientation/{version}/{layer}.geojson")
async def layer(request: Request, version: str, layer: str) -> Response:
    """A layer as the map reads it, with the names in both languages. It needs no database."""
    coding = next(iter(accepted(request.headers.get("accept-encoding", ""))), None)
    body = await asyncio.to_thread(orientation.body, layer, coding)
    current = orientation.version_of(layer)
    headers = {"ETag": f'"{current}-{coding or "plain"}"', "Vary": "Accept-Encoding"}
    headers["Cache-Control"] = FOR_EVER if version == current else "public, max-age=0, must-revalidate"
    if headers["ETag"] in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if coding:
        headers["Content-Encoding"] = coding
    return Response(body, headers=headers, media_type=GEOJSON)


@router.get("/orientation/ground")
async def ground_levels(request: Request, db: ReadSession, vocabulary: CurrentVocabulary) -> Response:
    """Which levels of the imported ground there are, in an empty collection, and the version of the data."""

    async def make() -> Response:
        about = {"levels": await ground.levels(db), "version": vocabulary.data_version.number}
        return as_json({"type": "FeatureCollection", "features": [], **about}, GEOJSON)

    return await answers_of(request).cached(request, vocabulary.data_version, "ground", make, audience="public")


@router.get("/orientation/ground.geojson")
async def ground_file(request: Request, db: ReadSession, vocabulary: CurrentVocabulary) -> Response:
    """The imported ground as a whole, in all its detail: the ODbL asks that it can be had."""

    async def make() -> Response:
        known = await ground.levels(db)
        if not known:
            raise NotFoundError("No ground was imported for the base map.")
        return Response(await ground.whole(db, max(known)), media_type=GEOJSON)

    return await answers_of(request).cached(request, vocabulary.data_version, "ground", make, audience="public")


@router.get("/orientation/ground/{level}/{x}/{y}.geojson")
async def ground_part(
    request: Request, db: ReadSession, vocabulary: CurrentVocabulary, level: int, x: int, y: int
) -> Response:
    """A square of the imported ground; empty where there is nothing."""
    if not all(0 <= number < GREATEST for number in (level, x, y)):
        raise NotFoundError("There is no such part of the ground.")

    async def make() -> Response:
        return Response(await ground.part(db, level, x, y), media_type=GEOJSON)

    return await answers_of(request).cached(
        request, vocabulary.data_version, "ground", make, audience="public", keep="compressed"
    )


@router.get("/orientation/{name}")
async def file(name: str) -> Response:
    """The file that a layer is made from, with its licence and its attribution, as those licences ask for."""
    path = orientation.path_of(name)
    return FileAnswer(path, media_type=orientation.MEDIA[path.suffix], filename=path.name)
