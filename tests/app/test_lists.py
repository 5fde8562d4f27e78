"""The lists as pages, asked without a browser: they say what map and API say, and what they lack."""

import re
from datetime import UTC, date, datetime, timedelta
from html import unescape
from urllib.parse import urlsplit

import httpx
import pytest
from icalendar import Calendar, Event

from app.lists.coming import full_date, today
from app.lists.glossary import glossary
from app.settings import Settings
from frontend.messages import messages
from tests.support.databases import Databases
from tests.support.server import running
from tests.support.stored import stored

NAMES = ("fields", "services", "scenarios", "policies", "cases", "events", "glossary")
ROW = re.compile(r'<tr role="row" id="([^"]+)">(.*?)</tr>', re.S)


def rows(page: str) -> dict[str, str]:
    """The rows of a list's table by their anchors."""
    return dict(ROW.findall(page))


def links(html: str) -> list[str]:
    return [unescape(href) for href in re.findall(r'href="([^"]+)"', html)]


def items(client: httpx.Client, collection: str) -> list[dict[str, str]]:
    document = client.get(f"/api/collections/{collection}/items?limit=1000").raise_for_status().json()
    return [{"id": each["id"], **each["properties"]} for each in document["features"]]


@pytest.mark.parametrize(
    ("name", "collection"),
    [
        ("fields", "domains"),
        ("services", "services"),
        ("scenarios", "scenarios"),
        ("cases", "cases"),
        ("events", "events"),
    ],
)
def test_page_and_api_hold_the_same_rows(client: httpx.Client, name: str, collection: str) -> None:
    listed = {each["id"] for each in items(client, collection)}
    for prefix in ("", "/en"):
        page = client.get(f"{prefix}/lists/{name}").raise_for_status().text
        assert rows(page).keys() == listed
        assert f"/api/collections/{collection}" in page


def test_a_number_of_a_list_is_that_of_the_map_it_leads_to(client: httpx.Client) -> None:
    for name, codes in (("fields", ("synbio", "biomedicine", "bci")), ("services", ("prototype", "other"))):
        listed = rows(client.get(f"/lists/{name}").text)
        for code in codes:
            numbers = re.findall(r'<a href="(/\?[^"]+)">(\d+)</a>', listed[code])
            assert numbers, (name, code)
            for href, number in numbers:
                query = urlsplit(unescape(href)).query
                kinds = "" if "kind=" in query else "&kind=poc"
                found = client.get(f"/api/collections/platforms/items?{query}{kinds}&limit=1").json()
                assert found["numberMatched"] == int(number), href


def test_an_empty_field_says_its_date_and_leads_on(client: httpx.Client) -> None:
    listed = rows(client.get("/lists/fields").text)
    for code in ("6g", "organoid-regenerative"):
        assert "截至 2026-11，未收录" in listed[code]
        assert f"/match?domain={code}" in links(listed[code])
    overview = client.get("/lists").text
    assert "13 个有平台或资源，2 个空白" in overview
    assert "75 条记录中 18 条" in overview


def test_the_overview_leads_to_every_list_with_its_number(client: httpx.Client) -> None:
    for prefix in ("", "/en"):
        page = client.get(f"{prefix}/lists").text
        for name in (*NAMES, "void"):
            assert f"{prefix}/lists/{name}" in links(page)
        anchors = [urlsplit(href) for href in links(page) if "/lists/" in href and "#" in href]
        # Five rows of each of the four, and three terms.
        assert len(anchors) == 4 * 5 + 3
        for anchor in anchors[::3]:
            assert f'id="{anchor.fragment}"' in client.get(anchor.path).text, anchor


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_measures_are_filtered_by_words_whose_counts_hold(client: httpx.Client, prefix: str) -> None:
    page = client.get(f"{prefix}/lists/policies").text
    words = re.findall(r'<a class="word" href="([^"]+)"[^>]*>.*?<span class="n">(\d+)</span></a>', page, re.S)
    assert len(words) > 20
    for href, number in words:
        assert len(rows(client.get(unescape(href)).text)) == int(number), href
    both = unescape(next(href for href, _ in words if "instrument=voucher" in href))
    narrowed = client.get(f"{both}&where=district").text
    assert rows(narrowed).keys() == {"yangpu-fuxing-voucher"}
    # A place has the measures of its zone, too.
    assert len(rows(client.get(f"{prefix}/lists/policies?where=310112").text)) == 2


def test_measures_with_an_amount_come_first_and_a_target_is_none(client: httpx.Client) -> None:
    stated = {each["id"]: each for each in items(client, "policies")}
    targets = {id for id, each in stated.items() if each["target"]}
    page = client.get("/lists/policies").text
    listed = rows(page)
    assert listed.keys() == stated.keys() - targets
    amounts = [stated[id]["amount_text_zh"] is not None for id in listed]
    assert amounts == sorted(amounts, reverse=True)
    assert sum(amounts) == 6
    for id, row in listed.items():
        assert stated[id]["wording_zh"] in unescape(row)
    [target] = targets
    assert f'class="target" id="{target}"' in page


@pytest.mark.parametrize("value", ["gold", "'; DROP TABLE policies", "\u202e反", "x" * 300])
def test_a_word_that_no_measure_has_is_said_and_kept(client: httpx.Client, value: str) -> None:
    for name in ("instrument", "where", "whom"):
        answer = client.get("/en/lists/policies", params={name: value})
        assert answer.status_code == 200
        [notice] = re.findall(r'<div class="notice" role="alert">.*?</div>', answer.text, re.S)
        assert value[:80] in unescape(notice)
        assert len(rows(answer.text)) == 31


def test_a_platform_leads_to_the_rows_of_its_lists_and_they_lead_back(client: httpx.Client) -> None:
    page = client.get("/platform/sh-poc-021").text
    leads = [href for href in links(page) if href.startswith("/lists/") and "#" in href]
    assert {urlsplit(href).path for href in leads} >= {"/lists/services", "/lists/scenarios", "/lists/glossary"}
    for href in leads:
        where = urlsplit(href)
        assert f'id="{where.fragment}"' in client.get(where.path).text, href
    assert "/platform/sh-poc-021" in links(rows(client.get("/lists/scenarios").text)["uav-airspace"])
    assert "/about#cite" in links(page)


def test_a_term_opens_its_sentence_and_paper_lists_it(client: httpx.Client) -> None:
    page = client.get("/en/platform/sh-poc-009").text
    voucher = glossary()["innovation-voucher"]
    label = messages("en")("facet-voucher")
    [opened] = re.findall(rf'<details class="term"><summary>{label}.*?</details>', page, re.S)
    assert voucher.definition_en in unescape(opened), "the label of the voucher opens its sentence"
    paper = page[page.index('class="terms-on-paper"') :]
    for code in ("innovation-voucher", "poc-platform", "lab-verification"):
        assert glossary()[code].definition_en in unescape(paper)
    listed = client.get("/en/lists/glossary").text
    for code, term in glossary().items():
        assert f'<div id="{code}">' in listed
        assert term.definition_en in unescape(listed)
    # A frame has no way to the glossary: the words stand plain.
    assert 'class="term"' not in client.get("/embed/v1/platform/sh-poc-009?lang=en").text


def test_no_coming_event_is_known_and_no_calendar_is_offered(client: httpx.Client) -> None:
    page = client.get("/en/lists/events").text
    assert "No coming event is known, so no calendar is offered." in page
    assert "events.ics" not in page
    assert client.get("/lists/events.ics").status_code == 404


@pytest.fixture(scope="module")
def coming_url(databases: Databases) -> str:
    """The default data with three events to come: with a day, over two days, and with a month alone."""
    url, day = databases.url("coming"), today()
    columns = "kind, name_zh, name_en, organiser_zh, place_zh, domains, summary_zh, source, confidence"
    for code, first, last in (
        ("one-day", day + timedelta(days=3), "NULL"),
        ("two-days", day + timedelta(days=40), f"'{day + timedelta(days=41)}'"),
        ("some-day", f"{day.year + 1}-12", "NULL"),
    ):
        copied = f"'{code}', '{first}', {last}, '310112', {columns} FROM events WHERE code = 'carbon-fibre-forum-2020'"
        stored(url, f"INSERT INTO events (code, date_start, date_end, district, {columns}) SELECT {copied}")
    return url


def test_coming_events_with_a_full_date_make_a_calendar(coming_url: str) -> None:
    with running(Settings(database_url=coming_url)) as site, httpx.Client(base_url=site) as client:
        page = client.get("/lists/events").text
        ahead = page[page.index('class="ahead"') : page.index("已结束的 21 场")]
        assert list(rows(ahead)) == ["one-day", "two-days", "some-day"]
        assert "/lists/events.ics" in links(ahead)
        answer = client.get("/lists/events.ics")
        assert answer.headers["content-type"].startswith("text/calendar")
        assert client.get("/lists/events.ics", headers={"If-None-Match": answer.headers["etag"]}).status_code == 304
        entries = {
            str(each["uid"]).split("@")[0]: each
            for each in Calendar.from_ical(answer.content).walk("VEVENT")
            if isinstance(each, Event)
        }
        assert entries.keys() == {"one-day", "two-days"}
        first = entries["two-days"]
        assert timedelta(days=2) == first.DTEND - first.DTSTART
        assert str(first["summary"]) == stored(coming_url, "SELECT name_zh FROM events WHERE code = 'one-day'")[0][0]
        assert str(first["url"]) == f"{site}/lists/events#two-days"
        assert datetime.now(UTC) >= first.DTSTAMP
        # Nothing says beside an event to come that none is known.
        around = client.get("/en/district/310112").text.split('id="around"')[1].split("</section>")[0]
        assert "no coming event is known" not in around
        assert "/en/lists/events" in links(around)
        assert "3 场将来的活动" in client.get("/lists").text


@pytest.mark.parametrize(
    ("text", "day"), [("2026-11-23", date(2026, 11, 23)), ("2026-11", None), ("2026-02-31", None), (None, None)]
)
def test_only_a_day_of_the_calendar_is_a_full_date(text: str | None, day: date | None) -> None:
    assert full_date(text) == day


def test_an_installation_without_reports_says_so_with_its_date(databases: Databases) -> None:
    url = databases.url("no-reports")
    for table in ("cases", "events", "scenarios", "policies"):
        stored(url, f"DELETE FROM {table}")  # noqa: S608 - names of this test
    with running(Settings(database_url=url)) as site, httpx.Client(base_url=site) as client:
        for name in ("", "/cases", "/events", "/scenarios", "/policies"):
            page = client.get(f"/en/lists{name}").raise_for_status().text
            assert "None listed as of 2026-11" in page, name
