"""The tile matrix set that tiles are cut by, WebMercatorQuad (OGC 17-083r4, Annex D.1)."""

import math
from typing import Any

from geo.tile_order import DEEPEST

ID = "WebMercatorQuad"
TITLE = "Google Maps Compatible for the World"
URI = "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad"
SYSTEM = "http://www.opengis.net/def/crs/EPSG/0/3857"
WELL_KNOWN_SCALES = "http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible"
EDGE_M = math.pi * 6_378_137.0
"""Half the side of the square of the world."""
PIXEL_M = 0.00028
"""The standard's width of a pixel, by which it counts scales."""
TILE_PIXELS = 256
ZOOMS = range(DEEPEST + 1)
LAST_DEFINED = 24
"""The nearest matrix of the set; ours end before it."""


def definition() -> dict[str, Any]:
    """The set as the standard writes it in JSON."""
    matrices = [_matrix(zoom) for zoom in range(LAST_DEFINED + 1)]
    about = {"id": ID, "title": TITLE, "uri": URI, "crs": SYSTEM, "orderedAxes": ["X", "Y"]}
    return {**about, "wellKnownScaleSet": WELL_KNOWN_SCALES, "tileMatrices": matrices}


def _matrix(zoom: int) -> dict[str, Any]:
    cell = 2 * EDGE_M / (TILE_PIXELS << zoom)
    return {
        "id": str(zoom),
        "scaleDenominator": cell / PIXEL_M,
        "cellSize": cell,
        "cornerOfOrigin": "topLeft",
        "pointOfOrigin": [-EDGE_M, EDGE_M],
        "matrixWidth": 1 << zoom,
        "matrixHeight": 1 << zoom,
        "tileWidth": TILE_PIXELS,
        "tileHeight": TILE_PIXELS,
    }


def limits() -> list[dict[str, Any]]:
    """The tiles that there are: all of the first matrices. A tile without features is empty."""
    return [
        {
            "tileMatrix": str(zoom),
            "minTileRow": 0,
            "maxTileRow": (1 << zoom) - 1,
            "minTileCol": 0,
            "maxTileCol": (1 << zoom) - 1,
        }
        for zoom in ZOOMS
    ]
