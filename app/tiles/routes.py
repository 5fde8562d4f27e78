"""`/tiles/base/…`: configured base layers, relayed."""

from fastapi import APIRouter, Request, Response

router = APIRouter()


@router.get("/tiles/base/{name}/{layer}/{z}/{x}/{y}")
async def base(request: Request, name: str, layer: str, z: int, x: int, y: int) -> Response:
    """One tile of a configured base layer; `layer` is base or labels."""
    tile = await request.app.state.relay.tile(name, layer, z, x, y)
    return Response(tile.body, media_type=tile.media_type, headers={"Cache-Control": "public, max-age=86400"})
