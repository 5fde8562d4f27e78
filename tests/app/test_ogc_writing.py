"""OGC API – Features, Part 4 (20-002r1), test by test of its Annex A: each test here names those that it holds."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from geo.reference_systems import CRS84, SYSTEMS
from tests.support.steward_site import Servers
from tests.support.stewards import MINHANG, WHOLE, key

DATABASE = "write-api"
ITEMS = "/api/collections/platforms/items"
GEOJSON, MERGE = "application/geo+json", "application/merge-patch+json"
CONF = "http://www.opengis.net/spec/ogcapi-features-4/1.0/conf/"
POINT = [121.4737, 31.2304]


@pytest.fixture(scope="module")
def client(url: str, servers: Servers) -> Iterator[httpx.Client]:
    """A program whose key publishes, where one person is enough."""
    keyed = key(url, "editor", "draft", "publish")
    address = servers.on(url, two_persons=False)
    with httpx.Client(base_url=address, trust_env=False, timeout=60, headers=keyed) as opened:
        yield opened


@pytest.fixture(scope="module")
def described(client: httpx.Client) -> dict[str, Any]:
    """A valid feature without an identifier."""
    [listed] = client.get(ITEMS, params={"district": "310115", "limit": 1, "sort": "name"}).json()["features"]
    feature: dict[str, Any] = client.get(f"{ITEMS}/{listed['id']}").json()
    properties = {**feature["properties"], "precision": "address", "synthetic": False}
    return {"type": "Feature", "geometry": {"type": "Point", "coordinates": POINT}, "properties": properties}


def created(client: httpx.Client, described: dict[str, Any], id: str, **headers: str) -> httpx.Response:
    return client.post(ITEMS, json={**described, "id": id}, headers={"Content-Type": GEOJSON, **headers})


def etag(client: httpx.Client, path: str) -> dict[str, str]:
    answer = client.get(path)
    assert answer.status_code == 200
    return {"If-Match": answer.headers["etag"]}


def test_options_are_those_of_the_caller(client: httpx.Client, described: dict[str, Any], url: str) -> None:
    """/conf/create-replace-delete/options, /conf/update/options."""
    assert created(client, described, "of-options").status_code == 201
    items, item = client.options(ITEMS), client.options(f"{ITEMS}/of-options")
    assert (items.status_code, items.headers["allow"]) == (200, "GET, HEAD, POST, OPTIONS")
    assert (item.status_code, item.headers["allow"]) == (200, "GET, HEAD, PUT, PATCH, DELETE, OPTIONS")
    assert GEOJSON in items.headers["accept-post"].split(", ")
    assert MERGE in item.headers["accept-patch"].split(", ")
    assert "no-store" in item.headers["cache-control"], "it is the caller's own"
    reading = "GET, HEAD, OPTIONS"
    for path, login, scope, methods in (
        (ITEMS, "viewer", "read", reading),
        (ITEMS, "operator", "draft", reading),
        (f"{ITEMS}/of-options", "elsewhere", "draft", reading),
        (f"{ITEMS}/of-options", "steward", "read", reading),
        (f"{ITEMS}/of-options", "steward", "draft", item.headers["allow"]),
        (f"{ITEMS}/nothing", "editor", "draft", reading),
    ):
        assert client.options(path, headers=key(url, login, scope)).headers["allow"] == methods, (path, login)
    assert client.options(ITEMS, headers={"Authorization": "Bearer smk_nothing"}).status_code == 401
    paths = client.get("/api/openapi", params={"f": "json"}).json()["paths"]
    for path, answer in ((ITEMS, items), (f"{ITEMS}/{{id}}", item)):
        told = paths[path.removeprefix("/api")]["options"]
        assert set(told["responses"]["200"]["headers"]) <= {name.title() for name in answer.headers}, path
        assert {} in told["security"], "anybody may ask"
        assert "401" in told["responses"]


def test_a_new_feature_has_an_address_and_is_what_was_sent(client: httpx.Client, described: dict[str, Any]) -> None:
    """/conf/create-replace-delete/create, /conf/features/endpoints, /conf/features/crs84."""
    answer = created(client, described, "of-create")
    assert (answer.status_code, answer.content) == (201, b""), answer.text
    assert answer.headers["location"] == f"{ITEMS}/of-create"
    feature = client.get(answer.headers["location"]).json()
    assert (feature["id"], feature["geometry"]) == ("of-create", described["geometry"])
    assert feature["properties"] == described["properties"]


def test_what_comes_without_its_kind_is_refused_and_so_is_another_kind(
    client: httpx.Client, described: dict[str, Any]
) -> None:
    """/conf/create-replace-delete/create-content-type, replace-content-type, /conf/update/update-content-type."""
    created(client, described, "of-kind")
    path = f"{ITEMS}/of-kind"
    for method, address in (("POST", ITEMS), ("PUT", path), ("PATCH", path)):
        bare = client.request(method, address, content=b"{}")
        assert (bare.status_code, "Content-Type" in bare.json()["detail"]) == (400, True), method
        other = client.request(method, address, content=b"{}", headers={"Content-Type": "text/plain"})
        assert other.status_code == 415, method


def test_a_feature_is_replaced_under_its_own_identifier(client: httpx.Client, described: dict[str, Any]) -> None:
    """/conf/create-replace-delete/replace, replace-rid, replace-exceptions."""
    created(client, described, "of-replace")
    path, send = f"{ITEMS}/of-replace", {"Content-Type": GEOJSON}
    new = {**described, "properties": {**described["properties"], "website": "https://replaced.example/"}}
    done = client.put(path, json=new, headers={**send, **etag(client, path)})
    assert (done.status_code, done.content) == (204, b"")
    assert client.get(path).json()["properties"]["website"] == "https://replaced.example/"
    other = client.put(path, json={**new, "id": "of-another"}, headers={**send, **etag(client, path)})
    assert 400 <= other.status_code < 500
    assert client.get(f"{ITEMS}/of-another").status_code == 404
    for more in ({}, {"If-Match": '"xyz"'}):
        nothing = client.put(f"{ITEMS}/of-nothing", json=described, headers={**send, **more})
        assert nothing.status_code == 404
    assert client.get(f"{ITEMS}/of-nothing").status_code == 404


def test_parts_are_changed_and_the_rest_is_not(client: httpx.Client, described: dict[str, Any]) -> None:
    """/conf/update/update, update-rid."""
    created(client, described, "of-update")
    path, send = f"{ITEMS}/of-update", {"Content-Type": MERGE}
    moved = {"type": "Point", "coordinates": [121.5, 31.25]}
    patch = {"geometry": moved, "properties": {"website": "https://patched.example/", "address": None}}
    assert client.patch(path, json=patch, headers={**send, **etag(client, path)}).status_code == 204
    feature = client.get(path).json()
    assert feature["geometry"] == moved
    assert feature["properties"] == {
        **described["properties"],
        "website": "https://patched.example/",
        "address": None,
    }
    assert client.patch(path, json={"id": "x"}, headers={**send, **etag(client, path)}).status_code == 422


@pytest.mark.parametrize("uri", [uri for uri in SYSTEMS if uri != CRS84.uri])
def test_coordinates_are_read_in_the_system_that_is_named(
    client: httpx.Client, described: dict[str, Any], uri: str
) -> None:
    """/conf/features/crs."""
    system, id = SYSTEMS[uri], f"of-crs-{uri.rpartition('/')[2]}"
    there = {"type": "Point", "coordinates": system.positions([POINT]).tolist()[0]}
    answer = created(client, {**described, "geometry": there}, id, **{"Content-Crs": f"<{uri}>"})
    assert answer.status_code == 201, answer.text
    path = answer.headers["location"]
    assert client.get(path).json()["geometry"]["coordinates"] == pytest.approx(POINT, abs=2e-7)
    assert client.get(path, params={"crs": uri}).json()["geometry"] == there
    # A patch that names no position leaves the stored one to the last digit.
    stored = client.get(path).json()["geometry"]
    send = {"Content-Type": MERGE, "Content-Crs": f"<{uri}>"}
    note = {"properties": {"website": "https://crs.example/"}}
    assert client.patch(path, json=note, headers={**send, **etag(client, path)}).status_code == 204
    assert client.get(path).json()["geometry"] == stored
    for crs, coordinates in (
        (uri.replace(uri.rpartition("/")[2], "2437"), there["coordinates"]),
        (uri, [1e9, 1e9] if system.metres else [300.0, 300.0]),
    ):
        wrong = created(client, {**described, "geometry": {"type": "Point", "coordinates": coordinates}}, "of-no-crs",
                        **{"Content-Crs": f"<{crs}>"})  # fmt: skip
        assert wrong.status_code == 422, wrong.text
    assert client.get(f"{ITEMS}/of-no-crs").status_code == 404


def test_a_condition_is_needed_and_must_hold(client: httpx.Client, described: dict[str, Any]) -> None:
    """/conf/optimistic-locking-etags/get-etag, replace, update, delete but for its last status."""
    created(client, described, "of-etag")
    path = f"{ITEMS}/of-etag"
    for method, body in (("PUT", described), ("PATCH", {}), ("DELETE", None)):
        facts = {**described["properties"], "website": f"https://{method.lower()}.example/"}
        change = {**(body or {}), "properties": facts}
        sent: dict[str, Any] = {} if body is None else {"json": change}
        where, before = f"{path}?reason=x", client.get(path)
        for headers, status in (({"If-Match": '"0"'}, 412), ({}, 428)):
            assert client.request(method, where, headers=headers, **sent).status_code == status
        assert client.get(path).content == before.content
        done = client.request(method, where, headers={"If-Match": before.headers["etag"]}, **sent)
        assert done.status_code == 204
        assert method == "DELETE" or done.headers["etag"] not in before.headers["etag"]


def test_a_program_says_whether_it_wants_what_it_wrote(client: httpx.Client, described: dict[str, Any]) -> None:
    """/conf/return-resource-representation-in-response/prefer, representation, minimal, content-negotiation,
    preference-applied.
    """
    for n, (prefer, applied) in enumerate(
        (({}, None), ({"Prefer": "return=minimal"}, "return=minimal"), (WHOLE, "return=representation"))
    ):
        made = created(client, described, f"of-prefer-{n}", **prefer)
        path = f"{ITEMS}/of-prefer-{n}"
        patch = {"properties": {"website": "https://prefer.example/"}}
        headers = {"Content-Type": MERGE, "Accept": GEOJSON, **prefer, **etag(client, path)}
        changed = client.patch(path, json=patch, headers=headers)
        assert {made.headers.get("preference-applied"), changed.headers.get("preference-applied")} == {applied}
        if applied == "return=representation":
            assert (made.status_code, changed.status_code) == (201, 200)
            assert made.json()["properties"].items() <= described["properties"].items()
            assert changed.json()["properties"]["website"] == "https://prefer.example/"
            assert {made.headers["content-type"], changed.headers["content-type"]} == {GEOJSON}
            assert changed.headers["content-crs"] == f"<{CRS84.uri}>"
        else:
            assert (made.status_code, made.content, changed.status_code, changed.content) == (201, b"", 204, b"")


def test_what_has_a_fault_is_refused_however_lenient_one_would_like_it(
    client: httpx.Client, described: dict[str, Any]
) -> None:
    """/conf/handling/prefer, strict, lenient, preference-applied."""
    invalid = {**described, "properties": {**described["properties"], "kind": "shop"}}
    for n, handling in enumerate(("strict", "lenient", "")):
        prefer = {"Prefer": f"return=minimal, handling={handling}"} if handling else {}
        assert created(client, described, f"of-handling-{n}", **prefer).status_code == 201
        refused = created(client, invalid, "of-handling", **prefer)
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/properties/kind")
        applied = "handling=strict" if handling == "strict" else None
        assert refused.headers.get("preference-applied") == applied
    assert client.get(f"{ITEMS}/of-handling").status_code == 404


def test_what_was_removed_stays_known_and_so_some_classes_are_not_declared(
    client: httpx.Client, described: dict[str, Any]
) -> None:
    """/conf/create-replace-delete/delete but for its last status: what was taken out is 410, not 404."""
    created(client, described, "of-delete")
    path = f"{ITEMS}/of-delete"
    headers = etag(client, path)
    assert client.delete(path, params={"reason": "试写"}, headers=headers).status_code == 204
    assert client.get(path).status_code == 410
    assert client.delete(path, params={"reason": "x"}, headers=headers).status_code == 404
    declared = client.get("/api/conformance").json()["conformsTo"]
    assert {uri.removeprefix(CONF) for uri in declared if uri.startswith(CONF)} == {
        "update",
        "handling",
        "return-resource-representation-in-response",
    }
    elsewhere = {**described, "properties": {**described["properties"], "district_code": MINHANG}}
    assert created(client, elsewhere, "of-delete").status_code == 409, "the address stays that of what was removed"
