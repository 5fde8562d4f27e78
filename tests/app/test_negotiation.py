"""Which format an answer has, and what it varies by."""

import httpx
import pytest

ITEMS = "/api/collections/platforms/items"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
JSON, HTML, CSV = "application/geo+json", "text/html", "text/csv"


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("text/html;q=0.1, application/geo+json", JSON),
        ("text/html, application/geo+json;q=0.1", HTML),
        ("application/geo+json, text/html;q=0.1", JSON),
        ("application/geo+json;q=0.2, text/html;q=0.3, text/csv;q=0.4", CSV),
        (BROWSER, HTML),
        ("*/*", JSON),
        ("text/*", HTML),
        ("text/*;q=0.5, text/csv", CSV),
        ("*/*, application/geo+json;q=0, application/json;q=0", HTML),
        ("application/json", JSON),
        ("application/geo+json, application/json", JSON),
        ("Text/HTML", HTML),
        ("text/html;charset=utf-8", HTML),
        ("image/png", JSON),
        ("image/png, text/csv;q=0.001", CSV),
        ("text/html;q=0", JSON),
        ("not a media type;;q=much,,", JSON),
        ("", JSON),
    ],
)
def test_the_greatest_weight_decides(client: httpx.Client, accept: str, media_type: str) -> None:
    answer = client.get(ITEMS, params={"limit": "1"}, headers={"Accept": accept})
    assert answer.status_code == 200
    assert answer.headers["content-type"].split(";")[0] == media_type
    assert "Accept" in answer.headers["vary"].split(", ")


def test_several_accept_headers_are_one(client: httpx.Client) -> None:
    headers = [("Accept", "text/html;q=0.1"), ("Accept", "text/csv")]
    request = httpx.Request("GET", client.base_url.join(f"{ITEMS}?limit=1"), headers=headers)
    assert client.send(request).headers["content-type"].startswith(CSV)


@pytest.mark.parametrize(
    "path",
    [
        *("/api", "/api/conformance", "/api/collections", "/api/collections/zones", "/api/openapi"),
        *("/api/collections/zones/items", f"{ITEMS}/sh-poc-009", "/api/insight/gaps"),
    ],
)
def test_an_answer_varies_by_accept_where_that_chose_its_format(client: httpx.Client, path: str) -> None:
    chosen, named = client.get(path), client.get(path, params={"f": "json"})
    assert chosen.json().keys() == named.json().keys()
    assert "Accept" in chosen.headers["vary"].split(", ")
    assert "Accept" not in named.headers.get("vary", "").split(", ")


def test_an_unchanged_answer_varies_by_the_same(client: httpx.Client) -> None:
    first = client.get(ITEMS, params={"limit": "1"})
    again = client.get(ITEMS, params={"limit": "1"}, headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.headers["vary"] == first.headers["vary"]


def test_a_wrong_address_varies_by_accept_where_persons_get_a_page(client: httpx.Client) -> None:
    for accept, media_type in ((BROWSER, HTML), ("text/html;q=0.1, application/json", "application/problem+json")):
        answer = client.get("/nothing", headers={"Accept": accept})
        assert answer.status_code == 404
        assert answer.headers["content-type"].split(";")[0] == media_type
        assert "Accept" in answer.headers["vary"].split(", ")
    assert "Accept" not in client.get("/api/nothing").headers.get("vary", "").split(", ")


@pytest.mark.parametrize("path", ["/", "/insight", "/embed/v1", "/api/facets", "/api/basemap", "/api/suggest?q=ai"])
def test_an_answer_of_one_format_does_not_vary_by_accept(client: httpx.Client, path: str) -> None:
    plain, other = client.get(path), client.get(path, headers={"Accept": "text/csv"})
    assert other.headers["content-type"] == plain.headers["content-type"]
    assert "Accept" not in plain.headers.get("vary", "").split(", ")
