"""The layers to find one's way by, from `data/orientation/`: as files to download, and as the map reads them.

Each file is a work of its own under the licence that it names. A layer that is not there is simply not drawn.
"""

import csv
import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any, Literal

from app.errors import NotFoundError
from app.resources import locate
from app.web.compression import THOROUGH, Coding
from geo import basemap, orientation

OSM_LINE = "© OpenStreetMap contributors (ODbL)"
TOWN_NAMES_LINE = "GeoNames, CC BY 4.0"
"""The lines that the licences of the layers ask for, wherever a layer shows."""
Layer = Literal["sea", "transport", "town_outlines", "town_names"]
Document = dict[str, Any]
FILES: dict[Layer, str] = {
    "sea": "sea.geojson",
    "transport": "transport.geojson",
    "town_outlines": "town_outlines.geojson",
    "town_names": "towns.csv",
}
MEDIA = {".geojson": "application/geo+json", ".csv": "text/csv; charset=utf-8"}
MADE_BY = (Path(__file__), Path(orientation.__file__), Path(basemap.__file__))
"""What shapes a layer besides its file."""


def folder() -> Path:
    return locate().data / "orientation"


@cache
def versions() -> dict[Layer, str]:
    """The layers that there are, each with what its address has in it: it changes with the layer."""
    program = b"".join(path.read_bytes() for path in MADE_BY)
    bodies = {layer: (folder() / name) for layer, name in FILES.items()}
    return {
        layer: hashlib.sha256(program + path.read_bytes()).hexdigest()[:10]
        for layer, path in bodies.items()
        if path.is_file()
    }


def files() -> list[Path]:
    """The files that there are, to download."""
    return [folder() / FILES[layer] for layer in versions()]


def document(layer: str) -> Document:
    """A layer as the map reads it. Raises NotFoundError where there is none of that name."""
    for known in versions():
        if known == layer:
            return _names() if known == "town_names" else _collection(known)
    raise NotFoundError(f"There is no layer {layer[:40]}.")


def version_of(layer: str) -> str:
    """What the address of a layer has in it. Raises NotFoundError where there is none of that name."""
    for known, version in versions().items():
        if known == layer:
            return version
    raise NotFoundError(f"There is no layer {layer[:40]}.")


@cache
def body(layer: str, coding: Coding | None) -> bytes:
    """A layer as JSON, compressed once and thoroughly. Raises NotFoundError where there is none of that name."""
    text = json.dumps(document(layer), ensure_ascii=False, separators=(",", ":")).encode()
    return THOROUGH[coding](text) if coding else text


def path_of(name: str) -> Path:
    """A file to download. Raises NotFoundError where there is none of that name."""
    path = folder() / name
    if name not in FILES.values() or not path.is_file():
        raise NotFoundError(f"There is no file {name[:40]}.")
    return path


def _collection(layer: Layer) -> Document:
    collection = _read(FILES[layer])
    if layer == "sea":
        collection["features"] = orientation.coarse(collection["features"])
    if layer == "town_outlines":
        collection["features"] = orientation.with_labels(collection["features"])
    return collection


def _names() -> Document:
    """The towns that have no outline: the names of the others stand in theirs."""
    with (folder() / FILES["town_names"]).open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    outlines = _read(FILES["town_outlines"])["features"] if "town_outlines" in versions() else []
    about = {"license": "CC-BY-4.0", "attribution": TOWN_NAMES_LINE}
    return {"type": "FeatureCollection", **about, "features": orientation.outside(rows, outlines)}


def _read(name: str) -> Document:
    collection: Document = json.loads((folder() / name).read_text("utf-8"))
    return collection
