"""The API document names the formats, media types and statuses that occur, and none that does not."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from app.collections.catalogue import COLLECTIONS

Operation = dict[str, Any]
THERE = {
    **{"name": "zones", "tileMatrixSetId": "WebMercatorQuad"},
    "id": "sh-poc-001",
    **{"tileMatrix": "9", "tileRow": "209", "tileCol": "428"},
}
"""What stands for the parts of a path."""
ACCEPTED = {
    **{"json": "application/json, application/geo+json, application/schema+json", "html": "text/html"},
    **{"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    "atom": "application/atom+xml",
}


@pytest.fixture(scope="module")
def operations(client: httpx.Client) -> dict[str, Operation]:
    """What the document says of each address, by an address that there is."""
    document = client.get("/api/openapi", params={"f": "json"}).json()
    first = {
        f"/collections/{name}/items/{{id}}": client.get(f"/api/collections/{name}/items?limit=1").json()
        for name in COLLECTIONS
    }
    return {
        "/api" + _filled(path, first).rstrip("/"): item["get"]
        for path, item in document["paths"].items()
        if _public(item)
    }


def _public(item: dict[str, Any]) -> bool:
    return "security" not in item.get("get", {"security": []})


def _filled(path: str, first: dict[str, Any]) -> str:
    if path in first:
        return path.replace("{id}", first[path]["features"][0]["id"])
    for name, value in THERE.items():
        path = path.replace(f"{{{name}}}", value)
    return path


def _formats(operation: Operation) -> list[str]:
    named = [each for each in operation.get("parameters", []) if each["name"] == "f"]
    return named[0]["schema"]["enum"] if named else []


def _types(client: httpx.Client, path: str, operation: Operation) -> Iterator[str]:
    yield client.get(path).headers["content-type"]
    for form in _formats(operation):
        answer = client.get(path, params={"f": form})
        assert answer.status_code == 200, (path, form, answer.text[:200])
        if "/insight/" not in path:
            asked = client.get(path, headers={"Accept": ACCEPTED[form]})
            assert asked.headers["content-type"] == answer.headers["content-type"], (path, form)
        yield answer.headers["content-type"]


def _named(media_type: str) -> str:
    """A media type without its charset; a version is part of it."""
    return media_type.replace("; charset=utf-8", "")


def test_each_address_answers_in_the_media_types_that_the_document_names(
    client: httpx.Client, operations: dict[str, Operation]
) -> None:
    """OGC 17-069r4, /req/oas30/completeness: what is possible is described."""
    for path, operation in operations.items():
        if "/insight/" in path and not path.endswith(("/districts", "/density", "/hexagons")):
            continue  # These are registered by the same few lines, and each takes its time to compute.
        occur = {_named(each) for each in _types(client, path, operation)}
        assert set(operation["responses"]["200"]["content"]) == occur, path
        for form in {"json", "html", "csv", "xlsx"} - set(_formats(operation)):
            assert client.get(path, params={"f": form}).status_code == 400, (path, form)


def test_each_address_gives_304_where_the_document_names_it(
    client: httpx.Client, operations: dict[str, Operation]
) -> None:
    for path, operation in operations.items():
        if "/insight/" in path and not path.endswith("/zones"):
            continue
        tag = client.get(path).headers.get("etag")
        named = "304" in operation["responses"]
        assert named == bool(tag), path
        if tag:
            assert client.get(path, headers={"If-None-Match": tag}).status_code == 304, path


def test_the_statuses_of_what_is_not_there_are_named(client: httpx.Client, operations: dict[str, Operation]) -> None:
    for path, operation in operations.items():
        folder, _, last = path.rpartition("/")
        one = folder.endswith("/items")
        named = path.endswith("/records/zones") or "/collections/zones" in path
        tiled = THERE["tileMatrixSetId"] in path
        brief = "/insight/brief/" in path
        of_one = path.endswith(("/changes", "/diff")) and path.startswith("/api/platforms/")
        may_be_missing = one or of_one or tiled or brief or (named and not path.endswith("items"))
        assert ("404" in operation["responses"]) == may_be_missing
        if one:
            assert client.get(f"{folder}/{last}x").status_code == 404
        assert ("410" in operation["responses"]) == (one and "/platforms/" in path)
        assert client.get(path, params={"nosuch": "1"}).status_code == 400, path


def test_the_names_of_collections_are_an_enum(client: httpx.Client) -> None:
    document = client.get("/api/openapi", params={"f": "json"}).json()
    for path in ("/collections/{name}", "/collections/{name}/queryables", "/collections/{name}/schema"):
        [name] = [each for each in document["paths"][path]["get"]["parameters"] if each["in"] == "path"]
        assert name["schema"]["enum"] == list(COLLECTIONS)
