"""Which methods an address takes, and what a browser is told before a script of another site reads public data."""

import httpx
import pytest

ITEMS = "/api/collections/platforms/items"


@pytest.mark.parametrize(
    ("path", "methods"),
    [
        *((path, "GET, HEAD, OPTIONS") for path in ("/", "/api", "/embed/v1", "/live")),
        ("/api/collections/districts/items", "GET, HEAD, OPTIONS"),
        ("/assets/nothing.js", "GET, HEAD, OPTIONS"),
        ("/embed/doctor", "GET, HEAD, POST, OPTIONS"),
    ],
)
def test_another_method_is_told_what_is_allowed(client: httpx.Client, path: str, methods: str) -> None:
    refused = client.request("PROPFIND", path)
    assert (refused.status_code, refused.headers["allow"]) == (405, methods)
    assert refused.headers["content-type"] == "application/problem+json"
    options = client.options(path)
    assert (options.status_code, options.headers["allow"], options.content) == (204, methods, b"")
    for method in methods.split(", "):
        assert client.request(method, path).status_code != 405


def test_what_a_key_is_needed_for_is_allowed_to_nobody_without_one(client: httpx.Client) -> None:
    for path, methods in ((ITEMS, "POST, "), (f"{ITEMS}/sh-poc-009", "PUT, PATCH, DELETE, ")):
        refused = client.request("PROPFIND", path)
        assert (refused.status_code, refused.headers["allow"]) == (405, f"GET, HEAD, {methods}OPTIONS")
        options = client.options(path)
        assert (options.status_code, options.headers["allow"]) == (200, "GET, HEAD, OPTIONS")
        for method in methods.rstrip(", ").split(", "):
            assert client.request(method, path).status_code == 401


@pytest.mark.parametrize("path", ["/api", ITEMS, "/api/insight/gaps", "/embed/v1", "/oembed"])
def test_a_browser_may_ask_before_it_reads_public_data(client: httpx.Client, path: str) -> None:
    asked = {
        "Origin": "https://a.example",
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "if-none-match",
    }
    answer = client.options(path, headers=asked)
    assert answer.status_code == (200 if path == ITEMS else 204)
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers
    assert "GET" in answer.headers["access-control-allow-methods"].split(", ")
    assert {"if-none-match", "accept"} <= set(answer.headers["access-control-allow-headers"].lower().split(", "))
    assert int(answer.headers["access-control-max-age"]) > 0


def test_a_script_of_another_site_can_read_the_etag_and_ask_with_it(client: httpx.Client) -> None:
    origin = {"Origin": "https://a.example"}
    first = client.get(ITEMS, params={"limit": "1"}, headers=origin)
    again = client.get(ITEMS, params={"limit": "1"}, headers={**origin, "If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    for answer in (first, again, client.head(ITEMS), client.get("/api/nothing")):
        assert "ETag" in answer.headers["access-control-expose-headers"].split(", ")
    assert "access-control-allow-methods" not in first.headers


def test_pages_that_are_not_public_data_tell_other_sites_nothing(client: httpx.Client) -> None:
    for answer in (client.options("/"), client.get("/"), client.options("/embed/doctor")):
        assert not [name for name in answer.headers if name.startswith("access-control")]


def test_nothing_is_allowed_where_nothing_stands(client: httpx.Client) -> None:
    assert client.options("/api/nothing").status_code == 404
    assert client.options("/api/collections/shops/items").status_code == 404
