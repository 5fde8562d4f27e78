"""OGC API – Features 1.0, Parts 1 and 2, as clients and the official suite ask for it."""

import json
import subprocess
import sys
from typing import Any

import httpx
import pytest
from openapi_spec_validator import OpenAPIV30SpecValidator
from sqlalchemy import Connection, text

from app.collections.catalogue import COLLECTIONS
from app.collections.collection import CollectionExtent
from geo.reference_systems import AUTHORITY, CRS84, SYSTEMS

NAMES = tuple(COLLECTIONS)
BOX = (121.5, 31.1, 121.7, 31.3)
PLACES = {
    **{"id": "a", "name": "zones"},
    **{"tileMatrixSetId": "WebMercatorQuad", "tileMatrix": "0", "tileRow": "0", "tileCol": "0"},
}
"""What stands in the places of a path."""


def _items(client: httpx.Client, name: str, **params: str) -> httpx.Response:
    return client.get(f"/api/collections/{name}/items", params={"limit": "1000", **params})


@pytest.fixture(scope="module")
def document(client: httpx.Client) -> dict[str, Any]:
    """The API document."""
    answer = client.get("/api/openapi", params={"f": "json"})
    assert answer.headers["content-type"] == "application/vnd.oai.openapi+json;version=3.0"
    described: dict[str, Any] = answer.json()
    return described


def test_the_api_document_is_valid_openapi_3_0_and_names_the_root(document: dict[str, Any], real_site: str) -> None:
    OpenAPIV30SpecValidator(document).validate()
    assert document["openapi"].startswith("3.0")
    assert document["servers"] == [{"url": f"{real_site}/api"}]


def test_the_landing_page_links_the_document_with_its_type(client: httpx.Client) -> None:
    links = {each["rel"]: each for each in client.get("/api").json()["links"]}
    assert links["service-desc"]["type"] == "application/vnd.oai.openapi+json;version=3.0"
    assert {"service-desc", "service-doc", "conformance", "data", "self", "alternate"} <= set(links)


@pytest.mark.parametrize("name", NAMES)
def test_the_document_describes_the_parameters_as_the_suite_reads_them(document: dict[str, Any], name: str) -> None:
    """OGC 17-069r4, requirements 18 to 26."""
    parameters = {p["name"]: p for p in document["paths"][f"/collections/{name}/items"]["get"]["parameters"]}
    limit, box, days = parameters["limit"]["schema"], parameters["bbox"]["schema"], parameters["datetime"]["schema"]
    assert (limit["type"], limit["minimum"], limit["default"]) == ("integer", 1, 100)
    assert limit["maximum"] >= limit["default"]
    assert (box["type"], box["minItems"], box["maxItems"], box["items"]) == ("array", 4, 6, {"type": "number"})
    assert days == {"type": "string"}
    for each in ("limit", "bbox", "datetime", "crs", "bbox-crs"):
        assert (parameters[each]["style"], parameters[each]["explode"], parameters[each]["required"]) == (
            "form",
            False,
            False,
        )


def test_every_path_of_the_document_is_there_below_the_root(document: dict[str, Any], client: httpx.Client) -> None:
    for path, methods in document["paths"].items():
        if "security" in methods.get("get", {"security": []}):
            continue
        assert {"200", "400", "503"} <= set(methods["get"]["responses"])
        assert "422" not in methods["get"]["responses"]
        # An unknown parameter is refused before anything is computed.
        address = f"/api{path.removesuffix('/')}"
        for place, value in PLACES.items():
            address = address.replace(f"{{{place}}}", value)
        answer = client.get(address, params={"x": ""})
        assert (answer.status_code, answer.json()["parameter"]) == (400, "x"), path


@pytest.mark.parametrize("name", NAMES)
def test_each_collection_names_its_systems_and_the_one_that_is_stored(client: httpx.Client, name: str) -> None:
    """OGC 18-058r1, requirements 1 to 5."""
    described = client.get(f"/api/collections/{name}").json()
    assert described["crs"][0] == CRS84.uri
    assert described["storageCrs"] in described["crs"]
    for uri in described["crs"]:
        answer = _items(client, name, crs=uri, limit="1")
        assert answer.headers["content-crs"] == f"<{uri}>"
        feature = answer.json()["features"][0]
        one = client.get(f"/api/collections/{name}/items/{feature['id']}", params={"crs": uri})
        assert one.headers["content-crs"] == f"<{uri}>"
        assert one.json()["geometry"] == feature["geometry"]
    assert _items(client, name).headers["content-crs"] == f"<{CRS84.uri}>"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("parameter", ["crs", "bbox-crs"])
def test_a_system_that_is_not_offered_is_refused(client: httpx.Client, name: str, parameter: str) -> None:
    answer = _items(client, name, **{parameter: AUTHORITY + "EPSG/0/2154", "bbox": "121,31,122,32"})
    assert (answer.status_code, answer.json()["parameter"]) == (400, parameter)


def test_positions_are_those_that_the_database_computes(client: httpx.Client, connection: Connection) -> None:
    """PostGIS stores east before north, whatever the authority says."""
    for uri, system in SYSTEMS.items():
        query = "SELECT id, ST_X(p), ST_Y(p) FROM (SELECT id, ST_Transform(geom, :srid) p FROM platforms) t"
        rows = connection.execute(text(query), {"srid": system.srid}).all()
        expected = {id: (y, x) if system.north_first else (x, y) for id, x, y in rows if x is not None}
        features = _items(client, "platforms", crs=uri).json()["features"]
        found = {f["id"]: f["geometry"]["coordinates"] for f in features if f["geometry"]}
        assert set(found) == set(expected)
        for id, numbers in found.items():
            assert numbers == pytest.approx(expected[id], abs=0.002 if system.metres else 1e-7), (uri, id)


@pytest.mark.parametrize("uri", list(SYSTEMS))
def test_a_box_in_another_system_selects_what_lies_in_it(
    client: httpx.Client, connection: Connection, uri: str
) -> None:
    """OGC 18-058r1, requirement 7: also for a box in metres, which is none in degrees."""
    system = SYSTEMS[uri]
    low, high = system.eastward([BOX[:2], BOX[2:]])
    query = "SELECT id FROM platforms WHERE ST_Intersects(ST_Transform(geom, :s), ST_MakeEnvelope(:a, :b, :c, :d, :s))"
    bound = {"s": system.srid, "a": low[0], "b": low[1], "c": high[0], "d": high[1]}
    expected = {id for (id,) in connection.execute(text(query), bound)}
    corners = (low[::-1], high[::-1]) if system.north_first else (low, high)
    box = ",".join(repr(float(number)) for corner in corners for number in corner)
    features = _items(client, "platforms", **{"bbox": box, "bbox-crs": uri}).json()["features"]
    assert {feature["id"] for feature in features if feature["geometry"]} == expected != set()
    same = _items(client, "districts", **{"bbox": box, "bbox-crs": uri}).json()["features"]
    assert "310115" in {feature["id"] for feature in same}


def test_a_datum_and_another_system_are_not_asked_for_together(client: httpx.Client) -> None:
    answer = _items(client, "platforms", crs=AUTHORITY + "EPSG/0/3857", datum="gcj02")
    assert (answer.status_code, answer.json()["parameter"]) == (400, "crs")
    assert "content-crs" not in _items(client, "platforms", datum="gcj02").headers


def test_datetime_is_the_date_of_the_source_and_none_is_of_any_day(client: httpx.Client) -> None:
    features = _items(client, "platforms").json()["features"]
    dates = {each["id"]: each["properties"]["source_date"] for each in features}
    assert None in dates.values()
    for asked, first, last in (
        ("2025-06-01/..", "2025-06-01", "9999-99-99"),
        ("../2019-12-31", "0000-00-00", "2019-12-31"),
        ("/2019-12-31T23:59:59Z", "0000-00-00", "2019-12-31"),
        ("2025-01-01T00:00:00+08:00/2025-12-31", "2025-01-01", "2025-12-31"),
        ("2026-03-31", "2026-03-31", "2026-03-31"),
    ):
        expected = {
            id
            for id, date in dates.items()
            if date is None or (date + "-99-99"[len(date) - 4 :] >= first and date + "-00-00"[len(date) - 4 :] <= last)
        }
        answer = _items(client, "platforms", datetime=asked).json()
        assert {each["id"] for each in answer["features"]} == expected, asked
        assert answer["numberMatched"] == len(expected) < len(dates)
    for wrong in ("2025", "2025-13-01", "../..", "2025-02-01/2025-01-01", "2025-01-01/2/3", "now", "2025-W01-1", ""):
        answer = _items(client, "platforms", datetime=wrong)
        assert (answer.status_code, answer.json()["parameter"]) == (400, "datetime"), wrong
    measures = [each["properties"]["source_date"] for each in _items(client, "policies").json()["features"]]
    for asked in ("../2025-07-09", "2025-07-10", "2025-07-10/..", "2025-07-11/.."):
        begin, _, last = asked.replace("..", "").partition("/")
        last = last or ("9999" if "/" in asked else begin)
        # A year without a month may be any of its days.
        matching = sum(
            date is None or (date + "-99-99"[len(date) - 4 :] >= begin and date + "-00-00"[len(date) - 4 :] <= last)
            for date in measures
        )
        assert _items(client, "policies", datetime=asked).json()["numberMatched"] == matching, asked
    for name in ("districts", "zones", "services"):
        every = _items(client, name).json()["numberMatched"]
        assert _items(client, name, datetime="1900-01-01").json()["numberMatched"] == every


def test_the_extents_are_those_of_the_data(client: httpx.Client, connection: Connection) -> None:
    described = client.get("/api/collections/platforms").json()["extent"]
    edges = "min(ST_X(geom)), min(ST_Y(geom)), max(ST_X(geom)), max(ST_Y(geom))"
    stated = connection.execute(text(f"SELECT {edges} FROM platforms")).one()  # noqa: S608
    [box] = described["spatial"]["bbox"]
    assert all(low < exact for low, exact in zip(box[:2], stated[:2], strict=True))
    assert all(high > exact for high, exact in zip(box[2:], stated[2:], strict=True))
    assert box == pytest.approx(list(stated), abs=0.03)
    shorter = CollectionExtent(None, ("2025-02-01", "2025-02-31")).stated().document()
    assert shorter["temporal"]["interval"] == [["2025-02-01T00:00:00Z", "2025-02-28T23:59:59Z"]]
    dates = [each["properties"]["source_date"] for each in _items(client, "platforms").json()["features"]]
    [[begin, end]] = described["temporal"]["interval"]
    days = sorted(date for date in dates if date)
    assert begin.startswith(days[0])
    assert end.startswith(max(days))
    districts = client.get("/api/collections/districts").json()["extent"]
    west, south, east, north = districts["spatial"]["bbox"][0]
    for feature in _items(client, "districts").json()["features"]:
        box = feature["properties"]["bbox"]
        assert west <= box[0] + 1e-5
        assert east >= box[2] - 1e-5
        assert south <= box[1] + 1e-5
        assert north >= box[3] - 1e-5


@pytest.fixture(scope="module")
def read(real_site: str) -> dict[str, Any]:
    """What GDAL reads of each collection, whole and within the box."""
    # It holds the interpreter's lock while it waits for an answer, so it gets a process of its own.
    program = [sys.executable, "-m", "tests.support.gdal", f"{real_site}/api", json.dumps(BOX), *NAMES]
    done = subprocess.run(program, capture_output=True, text=True, check=True, timeout=300)
    layers: dict[str, Any] = json.loads(done.stdout)
    return layers


@pytest.mark.parametrize("name", NAMES)
def test_gdal_reads_every_feature_page_by_page(client: httpx.Client, read: dict[str, Any], name: str) -> None:
    whole = _items(client, name).json()["features"]
    layer = read[name]["all"]
    assert layer["ids"] == [feature["id"] for feature in whole]
    assert layer["names"] == [feature["properties"]["name_zh"] for feature in whole]
    assert layer["located"] == [bool(feature["geometry"]) for feature in whole]
    assert "CRS84" in layer["crs"]


@pytest.mark.parametrize("name", NAMES)
def test_gdal_asks_for_a_box_and_reads_what_lies_in_it(client: httpx.Client, read: dict[str, Any], name: str) -> None:
    inside = _items(client, name, bbox=",".join(map(str, BOX))).json()["features"]
    found = read[name]["box"]
    located = {id for id, placed in zip(found["ids"], found["located"], strict=True) if placed}
    assert located == {feature["id"] for feature in inside if feature["geometry"]}
