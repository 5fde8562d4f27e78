"""OGC API – Tiles 1.0, Part 1 (OGC 20-057): a test for each requirement of the classes that are declared."""

from itertools import pairwise
from typing import Any

import httpx
import pytest

from geo.tile_order import DEEPEST
from tests.support.tiles import MVT, decode

CLASSES = ("core", "tileset", "tilesets-list", "dataset-tilesets", "geodata-tilesets", "mvt", "oas30")
SPEC = "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/"
REL = "http://www.opengis.net/def/rel/ogc/1.0/"
URI = "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad"
LISTS = ("/api/tiles", "/api/collections/platforms/tiles")
TEMPLATE = ("{tileMatrix}", "{tileRow}", "{tileCol}")


def links(document: Any, rel: str) -> list[dict[str, Any]]:
    return [each for each in document["links"] if each["rel"] == rel]


def item_link(client: httpx.Client, path: str) -> str:
    """The template of the tiles, as a client finds it from the list of tilesets."""
    [entry] = client.get(path).json()["tilesets"]
    [own] = links(entry, "self")
    tileset = client.get(own["href"]).json()
    [item] = links(tileset, "item")
    assert (item["type"], item["templated"]) == (MVT, True)
    return str(item["href"])


def filled(template: str, matrix: int, row: int, column: int) -> str:
    for name, value in zip(TEMPLATE, (matrix, row, column), strict=True):
        assert name in template
        template = template.replace(name, str(value))
    return template


def test_conformance_success(client: httpx.Client) -> None:
    """/req/core/conformance-success and that of the other classes."""
    declared = {each for each in client.get("/api/conformance").json()["conformsTo"] if each.startswith(SPEC)}
    assert declared == {SPEC + name for name in CLASSES}


@pytest.mark.parametrize("path", LISTS)
def test_core_tiles_are_got_by_matrix_row_and_column(client: httpx.Client, path: str) -> None:
    """/req/core/tc-op, tc-tilematrix-definition, tc-tilerow-definition, tc-tilecol-definition, tc-success."""
    template = item_link(client, path)
    answer = client.get(filled(template, 10, 418, 857))
    assert answer.status_code == 200
    assert decode(answer.content).n > 10
    # The row counts from the north and the column from the west: the transposed tile is elsewhere.
    assert client.get(filled(template, 10, 857, 418)).content == b""


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize(
    ("matrix", "row", "column"),
    [(0, 1, 0), (0, 0, 1), (5, 32, 0), (DEEPEST + 1, 0, 0), (99, 0, 0), (3, -1, 0), (3, 2147483647, 2147483647)],
)
def test_core_tiles_out_of_range_are_not_there(
    client: httpx.Client, path: str, matrix: int, row: int, column: int
) -> None:
    """/req/core/tc-error."""
    answer = client.get(f"{path}/WebMercatorQuad/{matrix}/{row}/{column}")
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("application/problem+json")


@pytest.mark.parametrize("wrong", ["x/0/0", "0/1.5/0", "0/0/%20", "1e3/0/0"])
def test_core_what_is_no_number_is_refused(client: httpx.Client, wrong: str) -> None:
    """/req/core/tc-error."""
    answer = client.get(f"/api/tiles/WebMercatorQuad/{wrong}")
    assert answer.status_code == 400
    assert answer.json()["parameter"] in ("tileMatrix", "tileRow", "tileCol")


@pytest.mark.parametrize("params", [{"nosuch": "1"}, {"kind": "'"}, {"f": "mvt"}, {"sort": "name"}, {"lang": "xx"}])
def test_core_parameters_are_those_of_the_filters(client: httpx.Client, params: dict[str, str]) -> None:
    answer = client.get("/api/tiles/WebMercatorQuad/3/3/6", params=params)
    assert (answer.status_code, answer.json()["parameter"]) == (400, next(iter(params)))


@pytest.mark.parametrize("path", LISTS)
def test_tileset_describes_its_tiles(client: httpx.Client, path: str) -> None:
    """/req/tileset/description: what the tile set metadata of OGC 17-083r4 asks for, and what the tiles hold."""
    document = client.get(f"{path}/WebMercatorQuad").json()
    assert document["dataType"] == "vector"
    assert document["tileMatrixSetURI"] == URI
    assert document["crs"] == "http://www.opengis.net/def/crs/EPSG/0/3857"
    [scheme] = links(document, REL + "tiling-scheme")
    assert client.get(scheme["href"]).json()["uri"] == URI
    assert {each["rel"] for each in document["links"]} >= {"self", "alternate", "item"}
    west, south = document["boundingBox"]["lowerLeft"]
    east, north = document["boundingBox"]["upperRight"]
    extent = client.get("/api/collections/platforms").json()["extent"]["spatial"]["bbox"][0]
    assert [west, south, east, north] == extent
    tile = decode(client.get(filled(item_link(client, path), 10, 418, 857)).content)
    schemas = {layer["id"]: set(layer["propertiesSchema"]["properties"]) for layer in document["layers"]}
    for name, features in (("platforms", tile.points), ("clusters", tile.clusters)):
        assert features
        assert {key for each in features for key in each["properties"]} == schemas[name]


@pytest.mark.parametrize("path", LISTS)
def test_tileset_limits_name_the_tiles_that_there_are(client: httpx.Client, path: str) -> None:
    """/req/tileset/description and /req/core/tc-error: the last tile of a matrix is there, the next one is not."""
    limits = client.get(f"{path}/WebMercatorQuad").json()["tileMatrixSetLimits"]
    assert [int(each["tileMatrix"]) for each in limits] == list(range(DEEPEST + 1))
    template = item_link(client, path)
    for each in (limits[0], limits[-1]):
        last = int(each["tileMatrix"]), each["maxTileRow"], each["maxTileCol"]
        assert client.get(filled(template, *last)).status_code == 200
        assert client.get(filled(template, last[0], last[1] + 1, last[2])).status_code == 404


@pytest.mark.parametrize("path", LISTS)
def test_tilesets_list_names_each_tileset_with_its_links(client: httpx.Client, path: str) -> None:
    """/req/tilesets-list/tileset-links: the minimum of metadata, and links that a client can follow as they are."""
    document = client.get(path).json()
    [entry] = document["tilesets"]
    assert {"title", "dataType", "crs", "tileMatrixSetURI"} <= set(entry)
    assert entry["tileMatrixSetLimits"] == client.get(f"{path}/WebMercatorQuad").json()["tileMatrixSetLimits"]
    assert {each["rel"] for each in entry["links"]} == {"self", "item", REL + "tiling-scheme"}
    assert links(entry, "item")[0]["href"] == item_link(client, path)
    for each in [*entry["links"], *links(document, "self")]:
        if not each.get("templated"):
            answer = client.get(each["href"])
            assert (answer.status_code, answer.headers["content-type"]) == (200, each["type"])


def test_dataset_tilesets_are_linked_from_the_landing_page(client: httpx.Client) -> None:
    """/req/dataset-tilesets/landingpage and operation."""
    landing = client.get("/api").json()
    [tiles], [schemes] = links(landing, REL + "tilesets-vector"), links(landing, REL + "tiling-schemes")
    assert client.get(tiles["href"]).json()["tilesets"]
    assert client.get(schemes["href"]).json()["tileMatrixSets"]


def test_geodata_tilesets_are_linked_from_the_collection(client: httpx.Client) -> None:
    """/req/geodata-tilesets/desc-links and operation."""
    collections = client.get("/api/collections").json()["collections"]
    tiled = {each["id"]: links(each, REL + "tilesets-vector") for each in collections}
    assert [name for name, found in tiled.items() if found] == ["platforms"]
    [link] = tiled["platforms"]
    assert link["href"].split("?")[0].endswith("/tiles")
    assert client.get(link["href"]).json()["tilesets"]
    assert client.get("/api/collections/districts/tiles").status_code == 404


def test_mvt_is_what_the_tiles_are(client: httpx.Client) -> None:
    """/req/mvt/content."""
    answer = client.get("/api/tiles/WebMercatorQuad/8/104/214", headers={"Accept": MVT})
    assert (answer.status_code, answer.headers["content-type"]) == (200, MVT)
    assert decode(answer.content).n > 10


def test_oas30_names_the_operations_of_the_standard(client: httpx.Client) -> None:
    """/req/oas30/operation-id and completeness: the suffixes of Table 14, and what each operation answers."""
    paths = client.get("/api/openapi", params={"f": "json"}).json()["paths"]
    one, tile = "/{tileMatrixSetId}", "/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}"
    for path, scope in (("/tiles", ".dataset"), ("/collections/platforms/tiles", ".collection")):
        for rest, operation in (("", "getTileSetsList"), (one, "getTileSet"), (tile, "getTile")):
            assert paths[path + rest]["get"]["operationId"] == f"{scope}.vector.{operation}"
        described = paths[path + tile]["get"]
        assert set(described["responses"]["200"]["content"]) == {MVT}
        assert {"200", "304", "400", "404", "503"} == set(described["responses"])
        named = {each["name"]: each for each in described["parameters"] if each["in"] == "path"}
        assert set(named) == {"tileMatrixSetId", "tileMatrix", "tileRow", "tileCol"}
    assert paths["/tileMatrixSets"]["get"]["operationId"] == "getTileMatrixSetsList"
    assert paths["/tileMatrixSets" + one]["get"]["operationId"] == "getTileMatrixSet"


def test_the_tile_matrix_set_is_the_registered_one(client: httpx.Client) -> None:
    """OGC 17-083r4, Annex D.1: what the register says of the first and the last matrix."""
    listed = client.get("/api/tileMatrixSets").json()
    [entry] = listed["tileMatrixSets"]
    assert {each["rel"] for each in entry["links"]} == {"self", "item"}
    definition = client.get(links(entry, "self")[0]["href"]).json()
    assert (definition["id"], definition["uri"]) == (entry["id"], URI)
    first, last = definition["tileMatrices"][0], definition["tileMatrices"][-1]
    assert first["scaleDenominator"] == pytest.approx(559082264.028717, rel=1e-12)
    assert first["cellSize"] == pytest.approx(156543.033928041, rel=1e-12)
    assert first["pointOfOrigin"] == pytest.approx([-20037508.3427892, 20037508.3427892], rel=1e-12)
    assert (last["id"], last["matrixWidth"]) == ("24", 16777216)
    assert last["scaleDenominator"] == pytest.approx(33.3238997477002, rel=1e-11)
    for nearer, one in pairwise(reversed(definition["tileMatrices"])):
        assert nearer["matrixWidth"] == 2 * one["matrixWidth"]
    assert client.get("/api/tileMatrixSets/WorldCRS84Quad").status_code == 404


@pytest.mark.parametrize("lang", ["zh-CN", "en"])
@pytest.mark.parametrize(
    "path",
    [
        *LISTS,
        *(f"{path}/WebMercatorQuad" for path in LISTS),
        "/api/tileMatrixSets",
        "/api/tileMatrixSets/WebMercatorQuad",
    ],
)
def test_each_document_has_a_page_for_a_person(client: httpx.Client, path: str, lang: str) -> None:
    page = client.get(path, params={"lang": lang}, headers={"Accept": "text/html"})
    assert page.headers["content-type"].startswith("text/html")
    assert f'<html lang="{lang}">' in page.text
    # A template is shown, and leads nowhere.
    assert not any("{" in part.split('"')[0] for part in page.text.split('href="')[1:])
    assert ("{tileMatrix}" in page.text) == ("tileMatrixSets" not in path)
