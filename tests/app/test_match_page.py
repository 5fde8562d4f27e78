"""The page of the match, asked without a browser: it says what the API says, and keeps what was typed."""

import re
from html import unescape

import httpx
import pytest

from tests.support.stored import stored

ASKED = "domain=synbio&stage=lab&service=feasibility,performance-test&want=voucher,fund&origin=张江高科站"
ANSWERED = "have=data&domain=synbio&show=works&need=money&origin=&origin=张江高科站"


def ranked(page: str) -> list[tuple[str, int]]:
    """The identifiers and scores of the cards, in their order."""
    cards = re.findall(r'<article class="card m-\w+".*?data-id="([^"]+)".*?class="score"><b>(\d+)</b>', page, re.S)
    return [(id, int(score)) for id, score in cards]


def test_page_and_api_have_one_order_and_one_score(client: httpx.Client) -> None:
    page = client.get(f"/match?{ASKED}&top=60").text
    document = client.get(f"/api/match?{ASKED}&top=60&kind=poc,related").json()
    listed = ranked(page)
    assert listed == [(each["id"], each["score"]) for each in document["matches"]]
    assert len(listed) == document["numberMatched"] == 45
    for each in document["matches"][:3]:
        total = " + ".join(str(line["points"]) for line in each["lines"])
        assert f"{total} = {each['score']}" in page


def test_the_answers_become_criteria_that_can_be_changed_one_by_one(client: httpx.Client) -> None:
    answered = client.get(f"/match?{ANSWERED}").text
    assert ranked(answered) == ranked(client.get(f"/match?{ASKED}").text)
    toggles = {unescape(href) for href in re.findall(r'href="(/match\?[^"]*)"[^>]*aria-current="true"', answered)}
    without_fund = [each for each in toggles if "want=voucher&" in f"{each}&" and "have=" not in each]
    assert len(without_fund) == 1
    changed = dict(ranked(client.get(without_fund[0]).text))
    assert changed.keys() <= {id for id, _ in ranked(client.get(f"/match?{ASKED}&top=100").text)}
    again = re.search(r'href="(/match\?[^"]*ask=1[^"]*)"', answered)
    assert again
    form = client.get(unescape(again.group(1))).text
    for name, value in (("have", "data"), ("domain", "synbio"), ("show", "works"), ("need", "money")):
        assert re.search(rf'name="{name}" value="{value}" checked', form), name
    assert 'value="张江高科站"' in form


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


def test_every_measure_of_a_place_is_there_with_its_amount(client: httpx.Client, real_url: str) -> None:
    own = stored(real_url, "SELECT name_zh, amount_text_zh FROM policies WHERE zone = 'grand-neobay'")
    assert len(own) == 2
    section = client.get("/match?stage=lab&origin=grand-neobay").text
    for name, amount in own:
        assert name in section
        assert amount in section
    elsewhere = client.get("/match?stage=lab&origin=lingang").text
    assert all(name not in elsewhere for name, _ in own)


def test_a_platform_leads_onward(client: httpx.Client) -> None:
    page = client.get("/platform/sh-poc-009").text
    steps = page[page.index('id="next"') : page.index('id="money"')]
    assert steps.index("sh-poc-015") > 0
    reach = page[page.index('id="reach"') :]
    assert "未说明" in reach
    assert "tel:" not in page
    assert "合成生物" in page[page.index('id="events"') :]
    assert 'id="cases"' in client.get("/platform/sh-poc-051").text
    related = client.get("/en/platform/sh-poc-023").text
    ordered = related[related.index('id="next"') : related.index('id="money"')]
    assert ordered.index("At the same site") < ordered.index("Pilot of the same field")
    links = re.findall(r"/en/platform/([\w-]+)", ordered)
    assert len(links) == len(set(links)) >= 2
    assert "sh-poc-023" not in links
