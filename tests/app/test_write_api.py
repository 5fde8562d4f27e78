"""Platforms are created, replaced, changed and taken out through the API, by keys, and nothing is lost."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
from openapi_schema_validator import OAS30Validator

from app.stewardship.accounts import revoke_key
from app.store.writing import write_session
from geo.reference_systems import CRS84
from tests.support.as_described import as_described
from tests.support.import_files import BASE
from tests.support.steward_site import Servers
from tests.support.stewards import MINHANG, WHOLE, key
from tests.support.stored import stored
from tests.support.tasks import until

DATABASE = "write-api"
ITEMS = "/api/collections/platforms/items"
CLIENTS = 20
WITHOUT_TEXT = "SELECT id FROM platforms WHERE NOT EXISTS (SELECT FROM platform_features WHERE platform = id)"
CHANGES = ("replace", "update", "delete")
WHOLE_ENOUGH = json.dumps({name: value for name, value in BASE.items() if name != "id"}).encode()


@pytest.fixture(scope="module")
def sites(url: str, servers: Servers) -> tuple[str, str]:
    """Two servers on one database: one where two persons are needed, and one where one is enough."""
    return servers.on(url), servers.on(url, two_persons=False)


@pytest.fixture(scope="module")
def careful(sites: tuple[str, str]) -> Iterator[httpx.Client]:
    with as_described(sites[0]) as client:
        yield client


@pytest.fixture(scope="module")
def quick(sites: tuple[str, str]) -> Iterator[httpx.Client]:
    with as_described(sites[1]) as client:
        yield client


@pytest.fixture(scope="module")
def document(careful: httpx.Client) -> dict[str, Any]:
    described: dict[str, Any] = careful.get("/api/openapi", params={"f": "json"}).json()
    return described


def test_a_program_can_be_made_from_the_document(document: dict[str, Any], own: dict[str, Any]) -> None:
    assert document["components"]["securitySchemes"]["key"] == {
        **document["components"]["securitySchemes"]["key"],
        **{"type": "http", "scheme": "bearer"},
    }
    paths = {path: document["paths"][path.removeprefix("/api")] for path in (ITEMS, ITEMS + "/{id}")}
    names = [paths[ITEMS]["post"], *(paths[ITEMS + "/{id}"][each] for each in ("put", "patch", "delete"))]
    assert [each["operationId"] for each in names] == [f"{name}Platform" for name in ("create", *CHANGES)]
    for operation in names:
        assert operation["security"] == [{"key": []}]
        needed = {each["name"] for each in operation["parameters"] if each["required"]}
        condition = set() if operation is names[0] else {"id", "If-Match"}
        assert needed == condition | ({"reason"} if operation is names[3] else set())
    body = names[0]["requestBody"]["content"]["application/geo+json"]["schema"]
    validator = OAS30Validator(body)
    validator.validate(own)
    assert not validator.is_valid({**own, "properties": {**own["properties"], "precision": "roughly"}})
    del own["properties"]["kind"], body["properties"]["properties"]["properties"]["kind"]
    assert not validator.is_valid(own)


def test_what_changes_nothing_makes_no_draft(careful: httpx.Client, url: str, own: dict[str, Any]) -> None:
    path, headers = f"{ITEMS}/{own['id']}", key(url, "steward", "draft")
    drafts = stored(url, "SELECT count(*) FROM drafts")
    tag = careful.get(path).headers["etag"]
    for method, sent in (("PATCH", {}), ("PATCH", {"properties": {"kind": own["properties"]["kind"]}}), ("PUT", own)):
        answer = careful.request(method, path, json=sent, headers={**headers, **WHOLE, "If-Match": tag})
        assert (answer.status_code, answer.headers["etag"]) == (200, tag.removeprefix("W/"))
        assert answer.json()["properties"].items() <= own["properties"].items()
    foreign = {**key(url, "elsewhere", "draft"), "If-Match": tag}
    assert careful.patch(path, json={}, headers=foreign).status_code == 403
    assert stored(url, "SELECT count(*) FROM drafts") == drafts


@pytest.fixture
def own(careful: httpx.Client) -> dict[str, Any]:
    """A feature of the steward's district."""
    found = careful.get(ITEMS, params={"district": "310115", "limit": 1, "sort": "name"}).json()["features"][0]
    feature: dict[str, Any] = careful.get(f"{ITEMS}/{found['id']}").json()
    return feature


def test_without_a_key_or_right_nothing_is_written(careful: httpx.Client, url: str, own: dict[str, Any]) -> None:
    path = f"{ITEMS}/{own['id']}"
    for headers in ({}, {"Authorization": "Bearer smk_nothing"}, {"Authorization": "Basic eDp5"}):
        answer = careful.patch(path, json={}, headers=headers)
        assert (answer.status_code, answer.headers["content-type"]) == (401, "application/problem+json")
        assert answer.headers["www-authenticate"].startswith("Bearer")
        assert "no-store" in answer.headers["cache-control"]
    for login, scopes in (("viewer", ["read"]), ("editor", ["read"]), ("editor", ["publish"])):
        assert careful.patch(path, json={}, headers=key(url, login, *scopes)).status_code == 403
    revoked = key(url, "editor", "draft")
    stored(url, "UPDATE api_keys SET revoked = true WHERE id = (SELECT max(id) FROM api_keys)")
    expired = key(url, "editor", "draft")
    stored(url, "UPDATE api_keys SET expires_at = now() WHERE id = (SELECT max(id) FROM api_keys)")
    closed = key(url, "elsewhere", "draft")
    stored(url, "UPDATE accounts SET active = false WHERE login = 'elsewhere'")
    for headers in (revoked, expired, closed):
        assert careful.patch(path, json={}, headers=headers).status_code == 401
    stored(url, "UPDATE accounts SET active = true WHERE login = 'elsewhere'")
    one_of_two = key(url, "editor", "draft")
    number = stored(url, "SELECT max(id) FROM api_keys")[0][0]
    assert careful.patch(path, json={}, headers=one_of_two).status_code == 428
    with write_session(url) as connection:
        assert revoke_key(connection, number) == "test"
    assert careful.patch(path, json={}, headers=one_of_two).status_code == 401


def test_all_faults_are_said_at_once_with_pointers(careful: httpx.Client, url: str, own: dict[str, Any]) -> None:
    headers = {**key(url, "editor", "draft"), "If-Match": careful.get(f"{ITEMS}/{own['id']}").headers["etag"]}
    wrong = {
        "properties": {
            "kind": "shop",
            "website": "ftp://x",
            "lifecycle_date": "2025-13",
            "synthetic": True,
            "fund": "no",
        }
    }
    answer = careful.patch(f"{ITEMS}/{own['id']}", json=wrong, headers=headers)
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    pointers = {each["pointer"] for each in answer.json()["errors"]}
    assert pointers == {
        f"/properties/{name}" for name in ("kind", "website", "lifecycle_date", "synthetic", "fund_evidence")
    }
    assert all(each["detail"] for each in answer.json()["errors"]), answer.text
    for document, pointer in (
        ({"colour": 1}, "/colour"),
        ({"properties": {"a/b": 1}}, "/properties/a~1b"),
        ({"id": "other"}, "/id"),
        ({"geometry": {"type": "Polygon", "coordinates": []}}, "/geometry"),
        ({"geometry": {"type": "Point", "coordinates": [1, 2, 3]}}, "/geometry/coordinates"),
        ({"geometry": {"type": "Point", "coordinates": [2.35, 48.85]}}, "/geometry/coordinates"),
        ({"properties": {"name_zh": "a\x00b"}}, "/properties/name_zh"),
    ):
        refused = careful.patch(f"{ITEMS}/{own['id']}", json=document, headers=headers)
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, pointer)
    of_all_parts = {
        "colour": 1,
        "geometry": {"type": "Point", "coordinates": [31.2, 121.5]},
        "properties": {"name_zh": "a\u202eb", "website": "ftp://x", "hue": 1},
    }
    answer = careful.patch(f"{ITEMS}/{own['id']}", json=of_all_parts, headers=headers)
    assert [each["pointer"] for each in answer.json()["errors"]] == [
        *("/colour", "/properties/hue", "/properties/name_zh", "/properties/website", "/geometry/coordinates")
    ]
    beyond = b'{"geometry":{"type":"Point","coordinates":[' + b"1" * 400 + b',31]},"properties":{"website":"x"}}'
    for uri in (CRS84.uri, "http://www.opengis.net/def/crs/EPSG/0/4490"):
        sent = {**headers, "Content-Type": "application/json", "Content-Crs": f"<{uri}>"}
        answer = careful.patch(f"{ITEMS}/{own['id']}", content=beyond, headers=sent)
        assert [each["pointer"] for each in answer.json()["errors"]] == ["/geometry/coordinates", "/properties/website"]
    for id in (rb"a\u0000", rb"a\ud800"):
        body = b'{"type":"Feature","id":"' + id + b'","geometry":null,"properties":' + WHOLE_ENOUGH + b"}"
        answer = careful.post(
            f"{ITEMS}?reason=x", content=body, headers={**headers, "Content-Type": "application/geo+json"}
        )
        assert (answer.status_code, [each["pointer"] for each in answer.json()["errors"]]) == (422, ["/id"])
    nameless = b'{"\\ud800":{"\\udfff":1}}'
    for body, status in (
        (b"{", 422),
        (nameless, 422),
        (b'{"a":NaN}', 422),
        (b"[" * 200_000, 422),
        (b" " * 2_000_000, 413),
    ):
        sent = {**headers, "Content-Type": "application/json"}
        assert careful.patch(f"{ITEMS}/{own['id']}", content=body, headers=sent).status_code == status
    for sent, status in ((headers, 400), ({**headers, "Content-Type": "text/plain"}, 415)):
        assert careful.patch(f"{ITEMS}/{own['id']}", content=b"x", headers=sent).status_code == status
    for uri, status in (("http://www.opengis.net/def/crs/EPSG/0/2437", 422), (CRS84.uri, 204)):
        sent = {**headers, "Content-Crs": f"<{uri}>"}
        assert careful.patch(f"{ITEMS}/{own['id']}", json={}, headers=sent).status_code == status


def test_a_change_becomes_a_draft_and_a_condition_is_needed(
    careful: httpx.Client, url: str, own: dict[str, Any]
) -> None:
    path, headers = f"{ITEMS}/{own['id']}", key(url, "steward", "draft")
    before = careful.get(path)
    change = {"properties": {"website": "https://draft.example/"}}
    assert careful.patch(path, json=change, headers=headers).status_code == 428
    for version in (0, 999_999_999_999):
        stale = {**headers, "If-Match": f'"{version}-0123456789abcdef"'}
        assert careful.patch(path, json=change, headers=stale).status_code == 412
    for unclear in ("*", "x", '"x"'):
        unnamed = careful.patch(path, json=change, headers={**headers, "If-Match": unclear})
        assert (unnamed.status_code, "names no state" in unnamed.json()["detail"]) == (412, True)
    fresh = {**headers, "If-Match": before.headers["etag"]}
    drafts = "SELECT count(*) FROM drafts"
    nothing = careful.patch(path, json={"properties": {"website": own["properties"]["website"]}}, headers=fresh)
    assert (nothing.status_code, before.headers["etag"].endswith(nothing.headers["etag"])) == (204, True)
    assert stored(url, drafts) == [(0,)], "nobody reviews nothing"
    answer = careful.patch(path, json=change, headers=fresh)
    assert (answer.status_code, answer.json()["state"]) == (202, "in_review")
    assert careful.get(path).json()["properties"] == before.json()["properties"]
    assert careful.get(path).headers["etag"] == before.headers["etag"]
    assert careful.request("DELETE", path, headers=fresh).status_code == 422, "a removal has a reason"
    misspelt = careful.request("DELETE", path, params={"reason": "x", "resaon": "y"}, headers=fresh)
    assert (misspelt.status_code, misspelt.json()["parameter"]) == (400, "resaon")


def test_a_steward_writes_no_record_of_another_district(careful: httpx.Client, url: str, own: dict[str, Any]) -> None:
    path = f"{ITEMS}/{own['id']}"
    other = {**key(url, "elsewhere", "draft"), "If-Match": careful.get(path).headers["etag"]}
    assert careful.patch(path, json={"properties": {"website": None}}, headers=other).status_code == 403
    # Taking it over by changing its district is no way either, nor is giving one's own away.
    assert careful.patch(path, json={"properties": {"district_code": MINHANG}}, headers=other).status_code == 403
    mine = {**key(url, "steward", "draft"), "If-Match": careful.get(path).headers["etag"]}
    assert careful.patch(path, json={"properties": {"district_code": MINHANG}}, headers=mine).status_code == 403
    away = {"properties": {"district_code": None, "district_basis": None}}
    assert careful.patch(path, json=away, headers=mine).status_code == 403


def test_a_platform_is_created_replaced_and_taken_out(quick: httpx.Client, url: str, own: dict[str, Any]) -> None:
    headers = {**key(url, "editor", "draft", "publish"), **WHOLE}
    new = {**own, "id": "api-1", "properties": {**own["properties"], "name_zh": "接口平台"}}
    made = quick.post(ITEMS, json=new, headers={**headers, "Idempotency-Key": "k1"})
    assert (made.status_code, made.headers["location"]) == (201, f"{ITEMS}/api-1")
    assert quick.post(ITEMS, json=new, headers=headers).status_code == 409
    again = quick.post(ITEMS, json=new, headers={**headers, "Idempotency-Key": "k1"})
    assert (again.status_code, again.json()) == (201, made.json())
    other = quick.post(ITEMS, json={**new, "id": "api-2"}, headers={**headers, "Idempotency-Key": "k1"})
    assert other.status_code == 422
    read = quick.get(f"{ITEMS}/api-1")
    assert read.json()["properties"]["name"] == "接口平台"
    # The texts of features follow, or every list with this record would be made anew.
    until(lambda: stored(url, WITHOUT_TEXT) == [])
    # What was read can be sent back; what it leaves out is not stated any more.
    whole = read.json()
    del whole["properties"]["operator"]
    whole["geometry"], whole["properties"]["precision"] = None, None
    put = quick.put(f"{ITEMS}/api-1", json=whole, headers={**headers, "If-Match": read.headers["etag"]})
    assert (put.status_code, put.json()["geometry"], put.json()["properties"]["operator"]) == (200, None, None)
    # Compression makes it a weak one on its way.
    assert put.headers["etag"] == quick.get(f"{ITEMS}/api-1").headers["etag"].removeprefix("W/")
    gone = quick.delete(
        f"{ITEMS}/api-1",
        params={"reason": "试写，问 13812345678"},
        headers={**headers, "If-Match": put.headers["etag"]},
    )
    assert gone.status_code == 204
    assert quick.get(f"{ITEMS}/api-1").json()["reason"] == "试写，问 138****5678", "the public reads it"
    assert quick.post(ITEMS, json=new, headers=headers).status_code == 409
    changes = quick.get("/api/platforms/api-1/changes").json()["changes"]
    assert [each["action"] for each in changes] == ["remove", "publish", "publish"]
    assert {each["institution"] for each in changes} == {"机构 editor"}


def test_of_twenty_at_once_one_is_stored_and_nothing_is_lost(
    sites: tuple[str, str], quick: httpx.Client, careful: httpx.Client, url: str, own: dict[str, Any]
) -> None:
    path, headers = f"{ITEMS}/{own['id']}", key(url, "editor", "draft", "publish")
    before = len(quick.get(f"/api/platforms/{own['id']}/changes").json()["changes"])
    tag = quick.get(path).headers["etag"]

    def write(number: int) -> int:
        """Half of them change one fact, the others write the whole platform anew."""
        change = {"website": f"https://client.example/{number}"}
        whole = {**own, "properties": {**own["properties"], **change}}
        method, sent = ("PUT", whole) if number % 2 else ("PATCH", {"properties": change})
        with httpx.Client(base_url=sites[1], trust_env=False, timeout=60) as client:
            return client.request(method, path, json=sent, headers={**headers, "If-Match": tag}).status_code

    with ThreadPoolExecutor(CLIENTS) as clients:
        statuses = list(clients.map(write, range(CLIENTS)))
    assert sorted(statuses) == [204] + [412] * (CLIENTS - 1)
    won = f"https://client.example/{statuses.index(204)}"
    # Both servers say so at once: the version of the data is asked for with each request.
    assert {client.get(path).json()["properties"]["website"] for client in (quick, careful)} == {won}
    changes = quick.get(f"/api/platforms/{own['id']}/changes").json()["changes"]
    assert len(changes) == before + 1
    assert changes[0]["fields"][0]["new"] == won


def test_of_one_author_twenty_changes_are_one_draft_that_loses_nothing(
    sites: tuple[str, str], careful: httpx.Client, url: str, own: dict[str, Any]
) -> None:
    path, headers = f"{ITEMS}/{own['id']}", key(url, "second", "draft")
    fresh = {**headers, "If-Match": careful.get(path).headers["etag"]}
    mine = "SELECT id, state, version, record FROM drafts WHERE reason = 'twenty'"

    def send(change: dict[str, Any], **more: str) -> httpx.Response:
        with httpx.Client(base_url=sites[0], trust_env=False, timeout=60) as client:
            sent = {**fresh, **more}
            return client.patch(path, params={"reason": "twenty"}, json={"properties": change}, headers=sent)

    same = {"website": "https://once.example/"}
    with ThreadPoolExecutor(CLIENTS) as clients:
        answers = list(clients.map(lambda _: send(same, **{"Idempotency-Key": "twenty"}), range(CLIENTS)))
        [(number, _, version, _)] = stored(url, mine)
        assert [(each.status_code, each.json()["draft"]) for each in answers] == [(202, number)] * CLIENTS
        assert send(same).json()["draft"] == number
        assert [(row[0], row[2]) for row in stored(url, mine)] == [(number, version)], "the same again is no change"
        facts = [{"website": "https://last.example/"}, {"address": "示例路 20 号"}]
        answers = list(clients.map(lambda n: send(facts[n % 2]), range(CLIENTS)))
    assert {(each.status_code, each.json()["draft"]) for each in answers} == {(202, number)}
    [(_, state, _, record)] = stored(url, mine)
    assert (state, record["website"], record["address"]) == ("in_review", *facts[0].values(), *facts[1].values())
    # Others publish meanwhile: of another fact both are kept, of the same one the author chooses.
    editor = {**key(url, "editor", "draft", "publish"), "If-Match": careful.get(path).headers["etag"]}
    with httpx.Client(base_url=sites[1], trust_env=False, timeout=60) as quick:
        assert quick.patch(path, json={"properties": {"status_text": "他人"}}, headers=editor).status_code == 204
        fresh["If-Match"] = careful.get(path).headers["etag"]
        assert send({"summary_zh": "又一处"}).json()["draft"] == number
        [(_, _, _, record)] = stored(url, mine)
        assert [record[name] for name in ("website", "status_text", "summary_zh")] == [
            *facts[0].values(),
            *("他人", "又一处"),
        ]
        editor["If-Match"] = fresh["If-Match"]
        other = {"properties": {"website": "https://other.example/"}}
        assert quick.patch(path, json=other, headers=editor).status_code == 204
    fresh["If-Match"] = careful.get(path).headers["etag"]
    refused = send({"summary_zh": "再一处"})
    assert (refused.status_code, "website" in refused.json()["detail"]) == (409, True)
    # What says again what is published needs nobody's review: there is nothing to propose any more.
    published = careful.get(path).json()
    assert careful.put(path, json=published, headers=fresh).status_code == 204
    assert [row[1] for row in stored(url, mine)] == ["withdrawn"]
