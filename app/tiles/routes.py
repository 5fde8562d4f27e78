"""`/tiles/base/…`: configured base layers, relayed."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from app.tiles.relay import Relay
from app.web.provided import Provided

router = APIRouter()
relay_of = Provided(Relay)


@router.get("/tiles/base/{name}/{layer}/{z}/{x}/{y}")
async def base(relay: Annotated[Relay, Depends(relay_of)], name: str, layer: str, z: int, x: int, y: int) -> Response:
    """One tile of a configured base layer; `layer` is base or labels."""
    tile = await relay.tile(name, layer, z, x, y)
    return Response(tile.body, media_type=tile.media_type, headers={"Cache-Control": "public, max-age=86400"})
