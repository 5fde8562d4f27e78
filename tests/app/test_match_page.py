"""The page of the match, asked without a browser: it says what the API says, and keeps what was typed."""

import re
from html import unescape
from html.parser import HTMLParser

import httpx
import pytest

from app.pages.match.page import MOST
from app.pages.parts.source_words import WORDS
from tests.support.recount import default_rows
from tests.support.stored import stored

ASKED = "domain=synbio&stage=lab&service=feasibility,performance-test&want=voucher,fund&origin=张江高科站"
ANSWERED = "have=data&domain=synbio&show=works&need=money&origin=&origin=张江高科站"


def ranked(page: str) -> list[tuple[str, int]]:
    """The identifiers and scores of the cards, in their order."""
    cards = re.findall(r'<article class="card m-\w+".*?data-id="([^"]+)".*?class="score"><b>(\d+)</b>', page, re.S)
    return [(id, int(score)) for id, score in cards]


def test_page_and_api_have_one_order_and_one_score(client: httpx.Client) -> None:
    page = client.get(f"/match?{ASKED}&top=60").text
    document = client.get(f"/api/match?{ASKED}&top=60").json()
    listed = ranked(page)
    assert listed == [(each["id"], each["score"]) for each in document["matches"][:MOST]]
    assert len(document["matches"]) == document["numberMatched"] == 45
    assert len(listed) == MOST, "so many are on a page"
    assert f"还有 {45 - MOST} 个没有列在这里" in page
    for each in document["matches"][:3]:
        total = " + ".join(str(line["points"]) for line in each["lines"])
        assert f"{total} = {each['score']}" in page


@pytest.mark.parametrize(
    "query",
    [
        "have=data&domain=synbio&show=works&need=money,people&origin=zhangjiang&top=60",
        "have=product&kind=pilot&origin=121.60,31.20&top=60",
        "want=fund&kind=poc,pilot,related&top=60",
    ],
)
def test_one_query_is_one_order_on_the_page_and_in_the_api(client: httpx.Client, query: str) -> None:
    listed = ranked(client.get(f"/match?{query}").text)
    document = client.get(f"/api/match?{query}").json()
    assert listed == [(each["id"], each["score"]) for each in document["matches"][:MOST]]
    assert len(listed) == min(MOST, document["numberMatched"])


def test_what_a_form_sends_empty_or_twice_stands_in_no_address(client: httpx.Client) -> None:
    sent = "have=data&need=people&need=money&origin=zhangjiang&origin=&domain=ai&domain=ic"
    answer = client.get(f"/en/match?{sent}")
    assert answer.status_code == 302
    assert answer.headers["location"] == "/en/match?have=data&need=people,money&origin=zhangjiang&domain=ai&domain=ic"
    tidy = answer.headers["location"]
    assert client.get(tidy).status_code == client.get(tidy.replace("/en/match", "/api/match")).status_code == 200
    typed = client.get("/match?have=data&origin=zhangjiang&origin=张江高科站").headers["location"]
    assert httpx.URL(typed).params.get_list("origin") == ["张江高科站"]


def form_of(page: str, chip: str) -> tuple[str, list[tuple[str, str]], list[tuple[str, str, bool]]]:
    """The address of a chip's form, its hidden fields, and its boxes with whether they are ticked."""
    found = re.search(rf'id="chip-{chip}".*?<form[^>]*action="([^"]*)"(.*?)</form>', page, re.S)
    assert found
    fields = [dict(re.findall(r'(\w+)="([^"]*)"', field)) for field in re.findall(r"<input([^>]*)>", found.group(2))]
    ticked = ["checked" in field for field in re.findall(r"<input([^>]*)>", found.group(2))]
    hidden = [(f["name"], unescape(f["value"])) for f in fields if f["type"] == "hidden"]
    boxes = [(f["name"], f["value"], on) for f, on in zip(fields, ticked, strict=True) if f["type"] == "checkbox"]
    return unescape(found.group(1)), hidden, boxes


def test_the_answers_become_criteria_that_can_be_changed_one_by_one(client: httpx.Client) -> None:
    answered = client.get(f"/match?{ANSWERED}", follow_redirects=True).text
    assert ranked(answered) == ranked(client.get(f"/match?{ASKED}").text)
    action, kept, boxes = form_of(answered, "want")
    assert action == "/match#chip-want"
    assert [value for _, value, on in boxes if on] == ["voucher", "fund"]
    assert not {"have", "need", "show"} & {name for name, _ in kept}
    changed = client.get("/match", params=[*kept, ("want", "voucher"), ("want", "manager")], follow_redirects=True)
    asked = ASKED.replace("want=voucher,fund", "want=voucher,manager")
    assert ranked(changed.text) == ranked(client.get(f"/match?{asked}").text)
    again = re.search(r'href="(/match\?[^"]*ask=1[^"]*)"', answered)
    assert again
    form = client.get(unescape(again.group(1))).text
    for name, value in (("have", "data"), ("domain", "synbio"), ("show", "works"), ("need", "money")):
        assert re.search(rf'name="{name}" value="{value}" checked', form), name
    assert 'value="张江高科站" checked' in form


def test_answering_again_keeps_what_was_edited(client: httpx.Client) -> None:
    form = client.get("/match?domain=ai&domain=ic&stage=lab&service=ip,prototype&want=fund,clinical&ask=1").text
    for name, value in (("have", "data"), ("domain", "ai"), ("domain", "ic"), ("need", "clinical")):
        assert re.search(rf'name="{name}" value="{value}" checked', form), value
    assert 'name="show" value="makes" checked' not in form, "small batches were not asked for"
    for name, value in (("service", "ip"), ("service", "prototype"), ("want", "fund")):
        assert f'type="hidden" name="{name}" value="{value}"' in form


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("domain=alchemy&stage=lab", "alchemy"),
        ("want=gold&stage=lab", "gold"),
        ("origin=116.4,39.9&stage=lab", "116.4,39.9"),
        ("origin=nan,31&stage=lab", "nan,31"),
        (f"origin={'x' * 10_000}&stage=lab", "x" * 80),
        ("top=1e9&stage=lab", "1e9"),
        ("have=gold", "gold"),
        ("need=gold,people", "gold"),
    ],
)
def test_what_cannot_be_used_is_said_in_both_languages_and_kept(
    client: httpx.Client, query: str, sentence: str
) -> None:
    for prefix in ("", "/en"):
        answer = client.get(f"{prefix}/match?{query}")
        assert answer.status_code == 200
        notice = re.search(r'<div class="notice" role="alert">.*?</div>', answer.text, re.S)
        assert notice, query
        assert sentence in notice.group()


def test_a_typed_place_turns_no_words_around_it(client: httpx.Client) -> None:
    page = client.get("/match", params={"origin": "\u202e没有的\u200b地方", "stage": "lab"}).text
    notice = page[page.index('class="notice"') :]
    typed = notice.index("\u202e")
    # The page's own words isolate what was typed: a first strong isolate before it, its end after it.
    assert notice.rfind("\u2068", 0, typed) > notice.rfind("\u2069", 0, typed)
    similar = client.get("/match", params={"origin": "张江", "stage": "lab"}).text
    assert 'class="similar"' not in similar
    assert "张江高科" in client.get("/match", params={"origin": "江高", "stage": "lab"}).text


ORIGINS = {
    "zhangjiang": {"310115"},
    "grand-neobay": {"310112", "grand-neobay"},
    "121.602,31.15": {"310115"},
    "121.43,31.02": {"310112", "grand-neobay"},
    "张江高科": {"310115"},
    "上海交通大学闵行校区": {"310112", "grand-neobay"},
    "310110": {"310110"},
    "lingang": {"310115"},
}
"""The areas of each origin whose measures hold there, as maps of the city have them."""


def test_every_measure_of_a_place_is_there_with_its_amount(client: httpx.Client, real_url: str) -> None:
    local = stored(
        real_url, "SELECT COALESCE(zone, district), name_zh, amount_text_zh FROM policies WHERE level <> 'city'"
    )
    assert {"grand-neobay", "310115", "310110"} <= {area for area, *_ in local}
    for origin, areas in ORIGINS.items():
        page = client.get("/match", params={"stage": "lab", "origin": origin}).text
        section = page[page.index('id="money"') :]
        for area, name, amount in local:
            assert (name in section) == (area in areas), (origin, name)
            assert area not in areas or amount is None or amount in section
    assert 'class="chip-k">附近</span><bdi>您给的位置（浦东新区内）' in client.get("/match?origin=121.602,31.15").text


def test_a_request_is_written_to_the_platform_whose_page_it_was_opened_from(client: httpx.Client) -> None:
    page = client.get("/en/platform/sh-poc-051?theme=dark").text
    link = unescape(re.findall(r'href="(/en/match/request[^"]*)"', page)[0])
    sheet = client.get(link).text
    crumb = re.search(r'class="crumb"><a href="([^"]*)"', sheet)
    assert crumb
    assert crumb.group(1) == "/en/platform/sh-poc-051?theme=dark"
    text = sheet[sheet.index('id="request-text"') :]
    assert "Yangtze River Delta National Technology Innovation Center" in text
    assert "Do you accept innovation vouchers?" in text
    asked = client.get("/match/request?to=sh-poc-051,nobody&domain=ai&origin=zhangjiang").text
    assert re.search(r'class="crumb"><a href="/match\?domain=ai&amp;origin=zhangjiang"', asked)
    assert "nobody" in asked[asked.index('class="notice"') :][:600]
    assert "长三角国家技术创新中心" in asked[asked.index('id="request-text"') :]


def test_a_platform_leads_onward(client: httpx.Client) -> None:
    page = client.get("/platform/sh-poc-009").text
    steps = page[page.index('id="next"') : page.index('id="money"')]
    assert steps.index("sh-poc-015") > 0
    reach = page[page.index('id="reach"') :]
    assert "未说明" in reach
    assert "tel:" not in page
    assert "合成生物" in page[page.index('id="events"') :]
    assert 'id="cases"' in client.get("/platform/sh-poc-051").text
    # Without a next stage, a pilot or another of its kind, the page leads to what else states the field.
    last = client.get("/platform/sh-poc-001").text.split('id="next"')[1].split("</section>")[0]
    of_field = {row["id"] for row in default_rows("related") if "bci" in row["domains"]}
    assert set(re.findall(r"/platform/([\w-]+)", last)) <= of_field
    assert last.count("同领域，另一处") == 2
    related = client.get("/en/platform/sh-poc-023").text
    ordered = related[related.index('id="next"') : related.index('id="money"')]
    assert ordered.index("At the same site") < ordered.index("Pilot of the same field")
    links = re.findall(r"/en/platform/([\w-]+)", ordered)
    assert len(links) == len(set(links)) >= 2
    assert "sh-poc-023" not in links


class _Chinese(HTMLParser):
    """The Han signs of a page's text that no element marks as Chinese."""

    def __init__(self) -> None:
        super().__init__()
        self.marked: list[bool] = [False]
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        lang = dict(attrs).get("lang")
        if tag not in VOID:
            own = tag in ("script", "style", "svg") or (lang or "").startswith("zh")
            self.marked.append(own or (self.marked[-1] and lang is None))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.marked.pop()

    def handle_data(self, data: str) -> None:
        if not self.marked[-1] and re.search(r"[\u4e00-\u9fff、。，；：（）]", data):
            self.found.append(data)


VOID = ("br", "hr", "img", "input", "link", "meta", "wbr", "path", "circle", "rect", "use", "line")


def test_an_english_page_says_what_can_be_said_in_english(client: httpx.Client, real_url: str) -> None:
    """Kinds of operators, states and amounts have English words; what stands in Chinese is marked as such."""
    phrases = stored(
        real_url,
        "SELECT type FROM operators UNION SELECT status_text FROM platforms UNION SELECT amount_text_zh FROM policies",
    )
    assert {phrase for (phrase,) in phrases if phrase} == set(WORDS)
    for address in ("platform/sh-poc-009", "platform/sh-poc-023", "match?domain=synbio&want=voucher&origin=zhangjiang"):
        reader = _Chinese()
        reader.feed(client.get(f"/en/{address}").text)
        assert reader.found == [], address
    assert "CNY 10 million" in client.get("/en/match?domain=synbio&origin=zhangjiang").text
