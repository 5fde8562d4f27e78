"""The documents of the tiles: lists of tilesets, a tileset, the tile matrix sets."""

from collections.abc import Mapping
from typing import Any

from app.collections.collection import CollectionExtent
from app.collections.documents import TILE_MATRIX_SETS
from app.collections.links import Links
from app.collections.tiles import matrix_set
from app.platforms.tiles.content import POINTS_FROM
from app.platforms.tiles.queries import CLUSTER_LAYER, CLUSTER_PROPERTIES, POINT_LAYER, POINT_PROPERTIES
from app.query.cql2.queryable import title as property_title
from app.web.responses import MVT, link
from frontend.language import choose
from geo.reference_systems import CRS84

SCHEME_REL = "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme"
NUMBERS: Mapping[str, str] = {"count": "integer", **dict.fromkeys(("west", "south", "east", "north"), "number")}
Document = dict[str, Any]


def tilesets(links: Links, path: str, title: str, lang: str) -> Document:
    """The list of tilesets at `path`, which are those of the data called `title`."""
    name = _list_title(lang)
    own = [links.leading(f"{path}/{matrix_set.ID}", "self", title), _item_link(links, path, lang), _scheme_link(links)]
    # The standard asks for template and limits in the tileset alone; the official suite reads them from here.
    entry = {**_about(title), "tileMatrixSetLimits": matrix_set.limits(), "links": own}
    return {"tilesets": [entry], "links": links.of_document(path, name)}


def _list_title(lang: str) -> str:
    return choose(lang, "矢量瓦片集", "Vector tilesets")


def _about(title: str) -> Document:
    of_set = {"crs": matrix_set.SYSTEM, "tileMatrixSetURI": matrix_set.URI}
    return {"title": title, "tileMatrixSetId": matrix_set.ID, "dataType": "vector", **of_set}


def _item_link(links: Links, path: str, lang: str) -> Document:
    """The template of the tiles."""
    template = f"{links.base}{path}/{matrix_set.ID}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}"
    return {**link(template, "item", MVT, choose(lang, "瓦片", "Tiles")), "templated": True}


def _scheme_link(links: Links) -> dict[str, str]:
    return links.leading(f"{TILE_MATRIX_SETS}/{matrix_set.ID}", SCHEME_REL, matrix_set.ID)


def tileset(links: Links, path: str, title: str, extent: CollectionExtent, lang: str) -> Document:
    """The tileset of WebMercatorQuad at `path`."""
    own = f"{path}/{matrix_set.ID}"
    west, south, east, north = extent.box or (None,) * 4
    box = {"lowerLeft": [west, south], "upperRight": [east, north], "crs": CRS84.uri}
    return {
        **_about(title),
        "description": choose(
            lang,
            f"{POINTS_FROM} 级起逐个给出；更小的级别，以及记录过多的瓦片，给出聚合点及其数目。",
            f"From matrix {POINTS_FROM} on one by one; before it, and in too full tiles, as clusters with counts.",
        ),
        "tileMatrixSetLimits": matrix_set.limits(),
        "layers": layers(lang),
        **({"boundingBox": box} if extent.box else {}),
        "links": [*links.of_document(own, title), _item_link(links, path, lang), _scheme_link(links)],
    }


def layers(lang: str) -> list[Document]:
    """The layers of a tile, with their properties."""
    points, clusters = choose(lang, "平台", "Platforms"), choose(lang, "聚合点", "Clusters")
    return [
        _layer(POINT_LAYER, points, ("id", *POINT_PROPERTIES), lang),
        _layer(CLUSTER_LAYER, clusters, CLUSTER_PROPERTIES, lang),
    ]


def _layer(name: str, title: str, properties: Any, lang: str) -> Document:
    schemas = {each: {"title": property_title(each, lang), "type": NUMBERS.get(each, "string")} for each in properties}
    schema = {"type": "object", "properties": schemas}
    return {"id": name, "title": title, "dataType": "vector", "geometryDimension": 0, "propertiesSchema": schema}


def matrix_sets(links: Links, lang: str) -> Document:
    """The list of tile matrix sets."""
    path = f"{TILE_MATRIX_SETS}/{matrix_set.ID}"
    own = [links.leading(path, rel, matrix_set.TITLE) for rel in ("self", "item")]
    one = {"id": matrix_set.ID, "title": matrix_set.TITLE, "uri": matrix_set.URI, "crs": matrix_set.SYSTEM}
    title = choose(lang, "瓦片矩阵集", "Tile matrix sets")
    return {"tileMatrixSets": [{**one, "links": own}], "links": links.of_document(TILE_MATRIX_SETS, title)}


def one_matrix_set(links: Links) -> Document:
    """The one tile matrix set."""
    path = f"{TILE_MATRIX_SETS}/{matrix_set.ID}"
    return {**matrix_set.definition(), "links": links.of_document(path, matrix_set.TITLE)}
