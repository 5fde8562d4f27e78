"""`/api/tiles`, `/api/collections/<name>/tiles` and `/api/tileMatrixSets` (OGC API – Tiles, Part 1, OGC 20-057)."""

from collections.abc import Callable
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response

from app.city import city
from app.collections.catalogue import COLLECTIONS
from app.collections.documents import TILE_MATRIX_SETS, TILES
from app.collections.extents import CurrentExtents
from app.collections.reading import BOTH, DocumentReading
from app.collections.tiles import documents, matrix_set
from app.errors import NotFoundError
from app.platforms.filter import FILTER_PARAMETERS, filter_parameters, parse_filter
from app.platforms.tiles import read
from app.query.parameters import LANG, SORT
from app.query.request import UNCHANGED
from app.store.reader import Reader
from app.vocabulary.dependencies import vocabulary_cache
from app.web.dependencies import answers_of, at_a_glance
from app.web.responses import MVT
from frontend.messages import messages
from geo.tile_order import DEEPEST, Tile

router = APIRouter(tags=["tiles"])
TILED = COLLECTIONS["platforms"]
"""The collection that is tiled; the tiles of the whole data set are its tiles."""
ONE = "/{tileMatrixSetId}"
TILE = ONE + "/{tileMatrix}/{tileRow}/{tileCol}"
FILTERS = tuple(name for name in FILTER_PARAMETERS if name != SORT.name)
MatrixSetId = Annotated[str, Path(alias="tileMatrixSetId", description="Always WebMercatorQuad.")]
Matrix = Annotated[int, Path(alias="tileMatrix", description=f"The zoom, from 0 to {DEEPEST}.")]
Row = Annotated[int, Path(alias="tileRow", description="Counted from the north, from 0.")]
Column = Annotated[int, Path(alias="tileCol", description="Counted from the west, from 0.")]


def _named(id: str) -> None:
    if id != matrix_set.ID:
        raise NotFoundError(f"There is no tile matrix set {id[:40]} here; there is {matrix_set.ID}.")


def _dataset_title(lang: str) -> str:
    return messages(lang)("service-title", city=city().name(lang))


async def _tile(request: Request, id: MatrixSetId, matrix: Matrix, row: Row, column: Column) -> Response:
    """One tile, by the filters of all answers. A tile without features is empty."""
    _named(id)
    tile = Tile(matrix, row, column)
    if not tile.exists:
        raise NotFoundError(f"There is no tile {row}, {column} in a matrix {matrix} from 0 to {DEEPEST}.")
    return await at_a_glance(request, partial(_drawn, request, tile))


async def _drawn(request: Request, tile: Tile, db: Reader) -> Response:
    params, vocabulary = request.query_params, await vocabulary_cache(request).read(db)
    lang = LANG.of(params)
    filter = parse_filter(params, vocabulary, also=(LANG,), only=FILTERS, open=True).filter

    async def make() -> Response:
        return Response(await read.tile(db, filter, tile, lang), media_type=MVT)

    version = vocabulary.data_version
    return await answers_of(request).cached(request, version, "mvt", make, audience="public", keep="then compressed")


def _register(path: str, scope: str, title: Callable[[str], str], description: str) -> None:
    """Give a list of tilesets, its one tileset and its tiles their addresses.

    `scope` is how the identifiers of their operations begin (20-057, Table 14). `title` names what is tiled in a
    language.
    """

    async def tilesets(reading: DocumentReading) -> Response:
        document = documents.tilesets(reading.links, path, title(reading.lang), reading.lang)
        return reading.answer(document, title(reading.lang))

    async def tileset(reading: DocumentReading, extents: CurrentExtents, id: MatrixSetId) -> Response:
        _named(id)
        name = title(reading.lang)
        document = documents.tileset(reading.links, path, name, extents[TILED.name], reading.lang)
        return reading.answer(document, name)

    binary = {"schema": {"type": "string", "format": "binary"}}
    tile_extra: dict[str, Any] = {
        **filter_parameters(LANG, only=FILTERS),
        "responses": {
            "200": {"description": "A tile, empty where nothing lies.", "content": {MVT: binary}},
            **UNCHANGED,
        },
    }
    for address, endpoint, operation, about, extra in (
        (path, tilesets, "getTileSetsList", f"The tilesets {description}.", BOTH),
        (path + ONE, tileset, "getTileSet", f"The tileset {description}: its tiles, layers and limits.", BOTH),
        (path + TILE, _tile, "getTile", f"A tile {description}, by the filters of all answers.", tile_extra),
    ):
        router.add_api_route(
            address,
            endpoint,
            methods=["GET"],
            response_class=Response,
            operation_id=f"{scope}.vector.{operation}",
            description=about,
            openapi_extra=extra,
            name=operation,
        )


_register(TILES, ".dataset", _dataset_title, "of the data set")
_register(TILED.tiles_path, ".collection", TILED.title, f"of the collection {TILED.name}")


@router.get(TILE_MATRIX_SETS, operation_id="getTileMatrixSetsList", response_class=Response, openapi_extra=BOTH)
async def tile_matrix_sets(reading: DocumentReading) -> Response:
    """The tile matrix sets that tiles are cut by."""
    return reading.answer(documents.matrix_sets(reading.links, reading.lang), "Tile matrix sets")


@router.get(TILE_MATRIX_SETS + ONE, operation_id="getTileMatrixSet", response_class=Response, openapi_extra=BOTH)
async def tile_matrix_set(reading: DocumentReading, id: MatrixSetId) -> Response:
    """One tile matrix set."""
    _named(id)
    return reading.answer(documents.one_matrix_set(reading.links), matrix_set.TITLE)
