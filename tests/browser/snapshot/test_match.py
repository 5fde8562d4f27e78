"""The match without a server ranks as the API does, says the same reasons, and leads onward."""

import random
from typing import Any
from urllib.parse import urlencode

import httpx
from playwright.sync_api import Page, expect

from app.match.parameters import HAVE, NEEDS, SHOW
from app.match.weights import WANTS
from tests.support import recount
from tests.support.browser import attributes, boxes, settle
from tests.support.places import Go

ORIGINS = ("zhangjiang", "310110", "张江高科站", "lingang", "121.47,31.23", "上海交通大学闵行校区", "")
QUESTIONS = 14


def drawn(rng: random.Random) -> dict[str, str]:
    """A question of some of everything that may be asked."""
    rows = recount.default_rows()
    domains = sorted({code for row in rows for code in row["domains"]})
    services = sorted({code for row in rows for code in row["services"]})
    some: dict[str, list[str]] = {
        "domain": rng.sample(domains, rng.randint(0, 2)),
        "stage": rng.sample(["initial", "lab", "market"], rng.randint(0, 1)),
        "service": rng.sample(services, rng.randint(0, 2)),
        "want": rng.sample(WANTS, rng.randint(0, 3)),
        "need": rng.sample(NEEDS, rng.randint(0, 1)),
        "have": rng.sample(HAVE.values, rng.randint(0, 1)),
        "show": rng.sample(SHOW.values, rng.randint(0, 1)),
        "kind": rng.choice([[], ["poc"], ["poc", "pilot", "related"]]),
        "origin": [rng.choice(ORIGINS)],
    }
    asked = {name: ",".join(values) for name, values in some.items() if any(values)}
    return asked if set(asked) - {"kind"} else {"have": "data"}


def shown(page: Page) -> list[tuple[str, int, list[int]]]:
    """Each card's id, its score and the points of its lines."""
    found: list[Any] = page.locator("#results .card").evaluate_all(
        """cards => cards.map((card) => [card.dataset.id, parseInt(card.querySelector('.score b').textContent),
             [...card.querySelectorAll('.pts')].map((points) => parseInt(points.textContent))])"""
    )
    return [(id, score, points) for id, score, points in found]


def test_every_question_has_the_order_the_points_and_the_path_of_the_api(go: Go, client: httpx.Client) -> None:
    page = go("folder", page="match.html")
    # The questions stand at the left and what answers become at the right, as on the site.
    questions, answers = boxes(page.locator(".asks, .asking aside"))
    assert questions["x"] + questions["width"] <= answers["x"]
    address, rng = page.url, random.Random(14)
    for _ in range(QUESTIONS):
        asked = {**drawn(rng), "top": "100"}
        page.goto(f"{address}?{urlencode(asked)}")
        settle(page)
        document = client.get("/api/match", params=asked).json()
        expected = [(m["id"], m["score"], [line["points"] for line in m["lines"]]) for m in document["matches"]]
        assert shown(page) == expected, asked
        path = page.locator(".m-path li").evaluate_all(
            """stops => stops.map((stop) => stop.classList.contains('gap') ? null :
                 stop.querySelector('a').getAttribute('href').match(/([\\w-]+)\\.html/)[1])"""
        )
        assert path == [stop["platform"] and stop["platform"]["id"] for stop in document["path"]], asked


def test_the_same_words_as_on_the_site_and_the_way_there(go: Go) -> None:
    """From the map's page by the questions to an order with reasons, money and a map; chips change it."""
    page = go("folder", width=390, height=844)
    page.get_by_role("link", name="找平台").click()
    settle(page)
    for answer in ("实验数据", "合成生物学", "资金", "张江科学城"):
        page.locator(".asks").get_by_label(answer, exact=True).check()
    page.get_by_role("button", name="看结果").click()
    settle(page)
    expect(page.locator("#results .card-name").first).to_have_text("上海合成生物学创新中心")
    expect(page.locator("#money [data-area]:not([hidden])")).to_contain_text("浦东新区")
    expect(page.locator(".service-map .disc.rank").first).to_be_visible()
    expect(page.locator("#chip-origin")).to_contain_text("张江科学城")
    live = go("live", "?have=data&domain=synbio&need=money&origin=zhangjiang", "match")
    same = "#results .m-lines li", "#results .m-meta", ".m-path li", ".divide"
    for parts in same:
        texts = [[" ".join(text.split()) for text in each.locator(parts).all_text_contents()] for each in (page, live)]
        assert texts[0] == texts[1], parts
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator("#chip-want").click()
    page.get_by_label("自有基金").uncheck()
    page.get_by_role("button", name="用这些").locator("visible=true").click()
    settle(page)
    assert "fund" not in page.url
    expect(page.locator("#chip-want")).to_be_focused()
    english = page.get_by_role("link", name="English")
    english.click()
    settle(page)
    expect(page.locator("#results .card-name").first).to_have_text("Shanghai Synthetic Biology Innovation Center")
    assert attributes(page.locator("#results .card"), "data-id")
    refused = go("folder", "?domain=alchemy&stage=lab&origin=nowhere", "match.html")
    expect(refused.get_by_role("alert")).to_contain_text("alchemy · nowhere")
