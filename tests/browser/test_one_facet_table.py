"""A further facet is one entry and its words: it then filters, counts, is described and shown everywhere."""

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import Connection, text

from tests.support.browser import Open, settle
from tests.support.new_facet import WORDS, make_tree, served, snapshot
from tests.support.node import node
from tests.support.public_page import ALL_KINDS, count, listed, query
from tests.support.tags import Tags

ITEMS = "/api/collections/platforms/items"
CHINESE, ENGLISH = WORDS["zh-CN"], WORDS["en"]


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sources with the facet."""
    target = tmp_path_factory.mktemp("new-facet")
    make_tree(target, node())
    return target


@pytest.fixture(scope="module")
def site(tree: Path, real_url: str) -> Iterator[str]:
    with served(tree, real_url) as address:
        yield address


@pytest.fixture(scope="module")
def asks(site: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=site, trust_env=False, timeout=60) as client:
        yield client


def stated(connection: Connection, kind: str = "%") -> dict[str, set[str]]:
    """The identifiers of the platforms of each precision, as the database has them."""
    asked = text("SELECT coalesce(precision, 'not-stated') AS value, id FROM platforms WHERE kind LIKE :kind")
    found: dict[str, set[str]] = {value.removeprefix("known-to-"): set() for value in ENGLISH if "known-to-" in value}
    for row in connection.execute(asked, {"kind": kind}):
        found[row.value].add(row.id)
    return found


def test_the_api_filters_by_it(asks: httpx.Client, connection: Connection) -> None:
    by_value = stated(connection)
    assert len([ids for ids in by_value.values() if ids]) >= 3
    for value, ids in by_value.items():
        answer = asks.get(ITEMS, params={"precision": value, "limit": "10000"}).json()
        assert {feature["id"] for feature in answer["features"]} == ids, value
        assert answer["numberMatched"] == len(ids)
    both = asks.get(ITEMS, params={"precision": "park,not-stated"}).json()
    assert both["numberMatched"] == len(by_value["park"] | by_value["not-stated"])


def test_its_values_are_counted_and_named(asks: httpx.Client, connection: Connection) -> None:
    answer = asks.get("/api/facets", params={"kind": "poc", "precision": "park", "lang": "en"}).json()
    facet = answer["facets"][-1]
    assert (facet["name"], facet["label"]) == ("precision", {n: words["facet-precision"] for n, words in WORDS.items()})
    by_value = stated(connection, "poc")
    assert {value["value"]: value["count"] for value in facet["values"]} == {v: len(ids) for v, ids in by_value.items()}
    assert {value["value"]: value["label"] for value in facet["values"]} == {
        v: ENGLISH[f"known-to-{v}"] for v in by_value
    }
    assert [value["value"] for value in facet["values"] if value["selected"]] == ["park"]


def test_another_value_is_refused(asks: httpx.Client) -> None:
    answer = asks.get("/api/facets", params={"precision": "planet"})
    assert answer.status_code == 400
    problem = answer.json()
    assert (problem["parameter"], problem["value"]) == ("precision", "planet")
    assert problem["allowed"] == "address, campus, park, street, district, not-stated"


def test_the_document_of_the_api_describes_it(asks: httpx.Client) -> None:
    paths = asks.get("/api/openapi").json()["paths"]
    for path in (ITEMS, "/api/facets", "/api/bubbles", "/api/insight/districts"):
        [parameter] = [
            each for each in paths[path.removeprefix("/api")]["get"]["parameters"] if each["name"] == "precision"
        ]
        assert parameter["description"].startswith("How well the position is known.")
        # Items also know each property as a parameter, and this facet has the name of one.
        several = {"type": "array", "items": {"type": "string"}}
        assert parameter["schema"] == ({"type": "string"} if path == ITEMS else several)


def numbers(page: Page) -> dict[str, int]:
    """The number beside each value of the facet in the drawer."""
    labels = page.locator("#facet-precision label").all()
    return {str(each.locator("input").get_attribute("value")): int(each.locator(".n").inner_text()) for each in labels}


def choose(page: Page) -> None:
    """Tick the value `park` in the drawer."""
    page.locator(".facet-btn[data-bar=precision]").click()
    page.locator("#f-precision-park").check()
    settle(page)


def check_list(page: Page, by_value: dict[str, set[str]], words: dict[str, str]) -> None:
    """The list follows the value, its chip says it, and without the chip all are listed again."""
    assert query(page)["precision"] == ["park"]
    assert set(listed(page)) == by_value["park"]
    assert count(page) == len(by_value["park"])
    assert numbers(page) == {value: len(ids) for value, ids in by_value.items()}
    chip = page.locator("#results .chip")
    expect(chip).to_have_text(re.compile(rf"^{words['facet-precision']} ?{words['known-to-park']}$"))
    expect(page.locator(".facet-btn[data-bar=precision] .badge")).to_have_text("1")
    chip.click()
    settle(page)
    assert "precision" not in query(page)
    assert count(page) == sum(len(ids) for ids in by_value.values())


def test_the_page_offers_counts_and_takes_it_away(opened: Open, site: str, connection: Connection) -> None:
    page = opened("/en/", site=site)
    by_value = stated(connection, "poc")
    assert 0 < len(by_value["park"]) < sum(len(ids) for ids in by_value.values())
    assert numbers(page) == {value: len(ids) for value, ids in by_value.items()}
    with page.expect_request(lambda request: urlsplit(request.url).path == ITEMS) as of_map:
        choose(page)
    assert parse_qs(urlsplit(of_map.value.url).query)["precision"] == ["park"]
    check_list(page, by_value, ENGLISH)


def test_a_page_says_what_it_cannot_use(asks: httpx.Client) -> None:
    assert ENGLISH["allowed-precision"] in asks.get("/en/", params={"precision": "planet"}).text


def specification(page: str) -> Any:
    """The tree of a page's map."""
    return json.loads(page.split("data-map>")[1].split("</script>", maxsplit=1)[0])


def test_a_frame_can_be_fixed_to_it(asks: httpx.Client, connection: Connection) -> None:
    page = asks.get("/embed/v1", params={"precision": "park,planet", "lock": "precision", "lang": "en"}).text
    shown = set(re.findall(r'<article class="card" id="card-[^"]*" data-id="([^"]+)"', page))
    assert shown == stated(connection, "poc")["park"]
    [(name, value)] = re.findall(r'<span class="chip locked"><span class="chip-k">([^<]*)</span>([^<]*)</span>', page)
    assert name == ENGLISH["facet-precision"]
    assert value.startswith(ENGLISH["known-to-park"])
    assert "precision=park" in json.dumps(specification(page))
    assert "allowed: address, campus, park, street, district, not-stated" in unescape(page)


def test_the_builder_offers_it(asks: httpx.Client) -> None:
    text = asks.get("/en/embed/builder", params={"precision": "park", "frame-lock": "precision"}).text
    page = Tags(text)
    values = {given["value"] for given in page.named("input") if given.get("name") == "precision"}
    assert values == {key.removeprefix("known-to-") for key in ENGLISH if key.startswith("known-to-")}
    assert page.ticked("precision") == {"park"}
    assert any("precision=park" in snippet for snippet in page.text.values())
    assert ENGLISH["facet-precision"] in text


def test_a_snapshot_answers_it_without_a_server(
    opened: Open, tree: Path, real_url: str, connection: Connection, tmp_path: Path
) -> None:
    snapshot(tree, real_url, tmp_path / "map.html")
    page = opened(f"?{ALL_KINDS}", site=(tmp_path / "map.html").as_uri())
    by_value = stated(connection)
    assert numbers(page) == {value: len(ids) for value, ids in by_value.items()}
    choose(page)
    check_list(page, by_value, CHINESE)
