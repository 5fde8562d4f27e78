"""Vector tiles as another program reads them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import httpx
import mapbox_vector_tile

MVT = "application/vnd.mapbox-vector-tile"
PLATFORMS = "/api/collections/platforms/tiles/WebMercatorQuad"


@dataclass(frozen=True)
class Decoded:
    """The layers of a tile; coordinates are in units of the tile, from the north."""

    points: list[dict[str, Any]]
    clusters: list[dict[str, Any]]

    @property
    def n(self) -> int:
        """How many records it stands for."""
        counts: list[int] = [each["properties"]["count"] for each in self.clusters]
        return len(self.points) + sum(counts)

    @property
    def ids(self) -> list[str]:
        """The identifiers of those that are points."""
        return [each["properties"]["id"] for each in self.points]


def decode(body: bytes) -> Decoded:
    layers = mapbox_vector_tile.decode(body, default_options={"y_coord_down": True})
    assert set(layers) <= {"platforms", "clusters"}
    assert all(layer["extent"] == 4096 for layer in layers.values())
    points, clusters = (layers.get(name, {"features": []})["features"] for name in ("platforms", "clusters"))
    return Decoded(points, clusters)


def tile(client: httpx.Client, zoom: int, row: int, column: int, params: Any = None) -> Decoded:
    """One tile of the platforms that match."""
    answer = client.get(f"{PLATFORMS}/{zoom}/{row}/{column}", params=params)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == MVT
    return decode(answer.content)


def tile_at(place: Sequence[float], zoom: int) -> tuple[int, int]:
    """Row and column of the tile that holds a place, lon and lat in degrees."""
    return tile_of(place[0], place[1], zoom)


def tile_of(lon: float, lat: float, zoom: int) -> tuple[int, int]:
    """Row and column by the secant formula of slippy maps, which the application does not use."""
    side = 2**zoom
    rad = math.radians(lat)
    down = (1 - math.log(math.tan(rad) + 1 / math.cos(rad)) / math.pi) / 2
    return math.floor(down * side), math.floor((lon + 180) / 360 * side)
