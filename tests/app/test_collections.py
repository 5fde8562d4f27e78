"""Every collection in the same way: paging, links, formats, and single items."""

from collections.abc import Iterator
from html import escape
from html.parser import HTMLParser
from itertools import pairwise
from urllib.parse import parse_qsl, urlencode, urlsplit

import httpx
import pytest

from app.collections.catalogue import COLLECTIONS
from app.collections.parameters import DATUM, LIMIT
from app.query.parameter import names

BOX = "120.9,30.8,122.1,31.6"
ASKED: dict[str, dict[str, str]] = {
    "platforms": {
        **{"kind": "poc,related", "near": "121.5,31.2", "radius": "60000.5", "sort": "name", "bbox": BOX},
        **{"lang": "en", "datum": "gcj02", "properties": "name,kind,district", "synthetic": "false"},
        **{"filter": "zone IS NULL OR CASEI(name_zh) LIKE CASEI('%张江%')", "filter-lang": "cql2-text"},
    },
    "districts": {
        **{"bbox": BOX, "lang": "en", "zoom": "9", "properties": "name,label"},
        **{"filter": "area_km2 > 20 AND S_INTERSECTS(geometry,BBOX(13400000,3600000,13700000,3750000))"},
        **{"filter-crs": "http://www.opengis.net/def/crs/EPSG/0/3857"},
    },
    "zones": {
        **{"bbox": BOX, "lang": "en", "properties": "code,name", "filter-lang": "cql2-json"},
        **{"filter": '{"op":">","args":[{"property":"published_area_km2"},0]}'},
    },
    "district-features": {
        **{"bbox": BOX, "lang": "en", "properties": "name,domains,district_number"},
        **{"filter": "district_number > 310104 AND A_OVERLAPS(domains, ('ic', 'ai', 'biomedicine'))"},
    },
    "services": {**{"lang": "en", "properties": "name,stage"}, **{"bbox": BOX, "filter": "phrases IS NOT NULL"}},
    "scenarios": {
        **{"bbox": BOX, "lang": "en", "properties": "name,platform"},
        **{"filter": "S_INTERSECTS(geometry, BBOX(121,30.9,122,31.5))"},
    },
    "policies": {
        **{"bbox": BOX, "lang": "en", "properties": "name,instrument,clause", "datetime": "2025-07-01/.."},
        **{"filter": "instrument <> 'nosuch' AND source_date > DATE('2025-01-01') AND target = FALSE"},
    },
    "domains": {**{"lang": "en", "properties": "name,tier"}, **{"bbox": BOX, "filter": "tier <> 'reform'"}},
    "cases": {
        **{"bbox": BOX, "lang": "en", "properties": "name,result,date", "datetime": "2023-01-01/.."},
        **{"filter": "date > DATE('2023-01-01') AND S_INTERSECTS(geometry, BBOX(121,30.6,122,31.5))"},
    },
    "events": {
        **{"bbox": BOX, "lang": "en", "properties": "name,kind,date_start", "datetime": "2023-01-01/.."},
        **{"filter": "date_start > DATE('2023-01-01') AND kind = 'forum'"},
    },
}
"""Parameters that leave more than one page of two features; all that a collection takes besides paging and format."""
PAGE = {"limit": "2"}
NAMES = tuple(ASKED)


def _items(name: str) -> str:
    return f"/api/collections/{name}/items"


def _query(address: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(address).query))


def _link(links: list[dict[str, str]], rel: str, media_type: str = "") -> str:
    found = [each["href"] for each in links if each["rel"] == rel and each["type"].startswith(media_type)]
    assert len(found) == 1, (rel, links)
    return found[0]


def _pages(client: httpx.Client, address: str, params: dict[str, str]) -> Iterator[httpx.Response]:
    """The first page and those that `next` leads to, as a program meets them."""
    answer = client.get(address, params=params).raise_for_status()
    while True:
        yield answer
        onward = [each["href"] for each in answer.json()["links"] if each["rel"] == "next"]
        if not onward:
            return
        answer = client.get(onward[0]).raise_for_status()


class _Anchors(HTMLParser):
    """The links of an HTML page by their text, and those that lead to a page beside it by their relation."""

    def __init__(self, page: httpx.Response) -> None:
        super().__init__()
        self.hrefs: list[str] = []
        self.rels: dict[str, str] = {}
        assert page.status_code == 200
        assert page.headers["content-type"].startswith("text/html")
        self.feed(page.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        of = dict(attrs)
        if tag == "a" and of.get("href"):
            self.hrefs.append(of["href"] or "")
            self.rels[of.get("rel") or ""] = of["href"] or ""


def test_all_collections_are_tried_here() -> None:
    assert set(NAMES) == set(COLLECTIONS)
    for name, asked in ASKED.items():
        assert {"lang", *names(COLLECTIONS[name].options)} <= set(asked)


@pytest.mark.parametrize("name", NAMES)
def test_pages_by_next_hold_every_feature_once(client: httpx.Client, name: str) -> None:
    for asked in ({}, ASKED[name]):
        whole = client.get(_items(name), params={**asked, "limit": "1000"}).json()
        pages = [page.json() for page in _pages(client, _items(name), {**asked, **PAGE})]
        assert len(pages) > 1
        assert [f for page in pages for f in page["features"]] == whole["features"]
        assert {page["numberMatched"] for page in pages} == {len(whole["features"])}
        assert [page["numberReturned"] for page in pages] == [len(page["features"]) for page in pages]


@pytest.mark.parametrize("name", NAMES)
def test_prev_leads_back_and_the_first_page_has_none(client: httpx.Client, name: str) -> None:
    pages = [page.json() for page in _pages(client, _items(name), {**ASKED[name], **PAGE})]
    assert "prev" not in {each["rel"] for each in pages[0]["links"]}
    for before, page in pairwise(pages):
        assert client.get(_link(page["links"], "prev")).json()["features"] == before["features"]


@pytest.mark.parametrize("name", NAMES)
def test_from_beyond_the_end_prev_leads_to_the_last_features(client: httpx.Client, name: str) -> None:
    whole = client.get(_items(name), params={**ASKED[name], "limit": "1000"}).json()["features"]
    beyond = client.get(_items(name), params={**ASKED[name], **PAGE, "offset": "5000"}).json()
    assert (beyond["features"], beyond["numberReturned"]) == ([], 0)
    assert client.get(_link(beyond["links"], "prev")).json()["features"] == whole[-2:]


@pytest.mark.parametrize("name", NAMES)
def test_self_names_exactly_this_page(client: httpx.Client, name: str) -> None:
    for page in _pages(client, _items(name), {**ASKED[name], **PAGE}):
        document = page.json()
        again = client.get(_link(document["links"], "self"), headers={"Accept": "text/html"}).json()
        assert again["features"] == document["features"]
        assert again["links"] == document["links"]


@pytest.mark.parametrize("name", NAMES)
def test_every_link_keeps_every_parameter(client: httpx.Client, name: str) -> None:
    middle = client.get(_items(name), params={**ASKED[name], **PAGE, "offset": "1"}).json()
    assert {"self", "alternate", "next", "prev"} == {each["rel"] for each in middle["links"]}
    for each in middle["links"]:
        query = _query(each["href"])
        stated = {query.pop(own) for own in ("f", "limit", "offset")}
        assert len(stated) == 3
        assert query == ASKED[name], each["rel"]


@pytest.mark.parametrize("name", NAMES)
def test_a_parameter_that_is_repeated_stays_so(client: httpx.Client, name: str) -> None:
    pairs = [("domain", "ic"), ("domain", "ai"), ("limit", "1")] if name == "platforms" else [("limit", "1")]
    document = client.get(_items(name), params=httpx.QueryParams(urlencode(pairs))).json()
    onward = parse_qsl(urlsplit(_link(document["links"], "next")).query)
    assert sorted(pair for pair in onward if pair[0] not in ("f", "offset")) == sorted(pairs)


@pytest.mark.parametrize("name", NAMES)
def test_an_alternate_is_the_same_page_in_another_format(client: httpx.Client, name: str) -> None:
    links = client.get(_items(name), params={**ASKED[name], **PAGE, "offset": "1"}).json()["links"]
    html = client.get(_link(links, "alternate", "text/html"))
    assert html.headers["content-type"].startswith("text/html")
    assert "<html lang=en" in html.text.replace('"', "")
    program = client.get(_link(links, "self")).json()
    assert all(f">{feature['id']}</a>" in html.text for feature in program["features"])
    assert html.text.count("<tr>") == 1 + len(program["features"])
    schema = client.get(f"/api/collections/{name}/schema", params={"lang": "en"}).json()["properties"]
    for column in ("id", *COLLECTIONS[name].columns):
        assert f">{escape(schema[column]['title'])}</th>" in html.text


@pytest.mark.parametrize("name", NAMES)
def test_pages_for_a_person_lead_to_pages_for_a_person(client: httpx.Client, name: str) -> None:
    browser = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    whole = client.get(_items(name), params={**ASKED[name], "limit": "1000"}).json()["features"]
    page = client.get(_items(name), params={**ASKED[name], **PAGE}, headers=browser)
    seen: list[str] = []
    while True:
        anchors = _Anchors(page)
        rows = [each for each in anchors.hrefs if f"{_items(name)}/" in each]
        seen += [urlsplit(each).path.rpartition("/")[2] for each in rows]
        for each in rows:
            kept = {own: ASKED[name][own] for own in ("lang", "datum") if own in ASKED[name]}
            assert _query(each) == kept | {"f": "html"}
        if "next" not in anchors.rels:
            break
        page = client.get(anchors.rels["next"])
    assert seen == [feature["id"] for feature in whole]
    item = _Anchors(client.get(rows[0]))
    collection = client.get(item.rels["collection"])
    assert f"<h1>{COLLECTIONS[name].title('en')}" in collection.text
    assert _query(item.rels["collection"]) == {"lang": "en", "f": "html"}


@pytest.mark.parametrize("name", NAMES)
def test_one_item_keeps_language_and_datum(client: httpx.Client, name: str) -> None:
    first = client.get(_items(name)).json()["features"][0]
    asked = {"lang": "en"} | ({"datum": "bd09"} if DATUM in COLLECTIONS[name].options else {})
    item = client.get(f"{_items(name)}/{first['id']}", params=asked).json()
    assert item["id"] == first["id"]
    assert item["properties"]["name"] == item["properties"]["name_en"]
    links = item.pop("links")
    again = client.get(_link(links, "self"), headers={"Accept": "text/html"}).json()
    assert (again.pop("links"), again) == (links, item)
    for rel in ("self", "alternate"):
        query = _query(_link(links, rel))
        assert query.pop("f") == {"self": "json", "alternate": "html"}[rel]
        assert query == asked
    assert _Anchors(client.get(_link(links, "alternate"))).hrefs
    assert client.get(_link(links, "collection")).json()["title"] == COLLECTIONS[name].title("en")


@pytest.mark.parametrize("name", NAMES)
def test_each_collection_offers_its_formats_and_no_other(client: httpx.Client, name: str) -> None:
    types = {"json": "application/geo+json", "html": "text/html", "csv": "text/csv"}
    formats = COLLECTIONS[name].formats()
    document = client.get(f"/api/collections/{name}").json()
    offered = {each["type"] for each in document["links"] if each["rel"] == "items"}
    assert offered == {types[form] for form in formats}
    for form, media_type in types.items():
        answer = client.get(_items(name), params={"f": form})
        if form in formats:
            assert answer.headers["content-type"].startswith(media_type)
        else:
            assert (answer.status_code, answer.json()["parameter"]) == (400, "f")


@pytest.mark.parametrize("name", NAMES)
def test_limits_are_capped_and_wrong_ones_refused(client: httpx.Client, name: str) -> None:
    capped = client.get(_items(name), params={"limit": "999999"}).json()
    assert _query(_link(capped["links"], "self"))["limit"] == str(LIMIT.high)
    for parameter, value in (("limit", "0"), ("limit", "ten"), ("offset", "-1"), ("bbox", "1,2"), ("colour", "red")):
        answer = client.get(_items(name), params={parameter: value})
        assert (answer.status_code, answer.json()["parameter"]) == (400, parameter)
    assert client.get(f"{_items(name)}/no-such-id").status_code == 404


def test_no_alternate_leads_to_a_refusal(client: httpx.Client) -> None:
    for asked in ({}, {"datum": "gcj02"}, {"near": "121.5,31.2", "lang": "en"}):
        links = client.get(_items("platforms"), params={**asked, "limit": "1"}).json()["links"]
        assert all(client.get(each["href"]).status_code == 200 for each in links)


@pytest.mark.parametrize("path", ["/api", "/api/conformance", "/api/collections", "/api/collections/zones"])
def test_documents_keep_their_language_and_lead_persons_to_pages(client: httpx.Client, path: str) -> None:
    english = client.get(path, params={"lang": "en"}).json()
    for each in english["links"]:
        # A page says its language in its path, and the catalogue speaks both.
        plain = each["rel"] in ("service-desc", "service-doc", "license", "describedby") or "/records" in each["href"]
        assert _query(each["href"]).get("lang") == (None if plain else "en")
        assert client.get(each["href"]).headers["content-type"].split(";")[0] == each["type"].split(";")[0]
    page = _Anchors(client.get(path, params={"lang": "en"}, headers={"Accept": "text/html"}))
    assert _query(page.rels["self"]) == {"lang": "en", "f": "html"}
    for rel in {"data", "conformance", "self"} & set(page.rels):
        assert _query(page.rels[rel]) == {"lang": "en", "f": "html"}


def test_the_document_of_a_collection_is_its_entry_among_all(client: httpx.Client) -> None:
    for asked in ({}, {"lang": "en"}):
        every = client.get("/api/collections", params=asked).json()["collections"]
        assert [each["id"] for each in every] == list(COLLECTIONS)
        for each in every:
            assert client.get(f"/api/collections/{each['id']}", params=asked).json() == each
