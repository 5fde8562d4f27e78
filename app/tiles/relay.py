"""Fetches tiles of configured hosts on the server, so that a browser calls one host and no key leaves.

Only addresses of configured sources are ever asked, redirects are not followed, a deadline holds, bodies
are bounded, and what was fetched is kept in a bounded cache.
"""

import asyncio
from contextlib import suppress
from dataclasses import dataclass

import httpx
from cachetools import LRUCache

from app.errors import NotFoundError, TileAwayError
from app.settings import Settings
from app.tiles.sources import address, sources

MAX_TILE = 2 * 1024 * 1024
TYPES = ("image/png", "image/jpeg", "image/webp", "image/gif")


@dataclass(frozen=True)
class Tile:
    body: bytes
    media_type: str


class Relay:
    """The relay of one application."""

    def __init__(self, settings: Settings, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self.sources = sources(settings)
        self._deadline = settings.tile_timeout
        self._cached: LRUCache[str, Tile] = LRUCache(settings.tile_cache_bytes, lambda tile: len(tile.body))
        self._client = httpx.AsyncClient(
            follow_redirects=False,
            timeout=settings.tile_timeout,
            transport=transport,
            headers={"User-Agent": "servicemap"},
            trust_env=True,
        )

    async def close(self) -> None:
        await self._client.aclose()

    async def tile(self, name: str, layer: str, z: int, x: int, y: int) -> Tile:
        """One tile. Raises NotFoundError for what is not configured, TileAwayError when the host fails."""
        source = self.sources.get(name)
        template = (source.url if layer == "base" else source.overlay_url) if source else None
        if source is None or template is None:
            raise NotFoundError(f"There is no base layer {name[:32]} with {layer[:16]}.")
        if not (0 <= z <= source.max_zoom and 0 <= x < 2**z and 0 <= y < 2**z):
            raise NotFoundError("There is no such tile.")
        wanted = address(template, source, z, x, y)
        tile = self._cached.get(wanted)
        if tile is None:
            tile = await self._fetch(wanted)
            with suppress(ValueError):  # A tile larger than the whole cache is answered and not cached.
                self._cached[wanted] = tile
        return tile

    async def _fetch(self, wanted: str) -> Tile:
        try:
            async with asyncio.timeout(self._deadline), self._client.stream("GET", wanted) as response:
                media_type = response.headers.get("content-type", "").split(";")[0].strip()
                if response.status_code != 200 or media_type not in TYPES:
                    raise TileAwayError("The host of the base layer gave no picture.")
                body = b""
                async for chunk in response.aiter_bytes():
                    body += chunk
                    if len(body) > MAX_TILE:
                        raise TileAwayError("The host of the base layer gave too large a picture.")
        except (httpx.HTTPError, TimeoutError) as error:
            raise TileAwayError("The host of the base layer did not answer in time.") from error
        return Tile(body, media_type)
