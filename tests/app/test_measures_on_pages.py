"""Numbers of measures say what they count, wherever they stand, and districts and key zones lead to theirs."""

import re
from html import unescape
from typing import Any

import httpx
import yaml

from app.lists.read import MONEY
from app.resources import locate


def measures() -> list[dict[str, Any]]:
    """Those of the file that are no aims."""
    rows = yaml.safe_load((locate().data / "policies.yaml").read_text("utf-8"))["policies"]
    return [row for row in rows if not row.get("target")]


def text(page: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", page)))


def test_each_number_of_city_measures_says_what_it_counts(client: httpx.Client) -> None:
    city = [row for row in measures() if row["level"] == "city"]
    paying = [row for row in city if row["instrument"] in MONEY]
    assert 0 < len(paying) < len(city)
    page = text(client.get("/platform/sh-poc-009").text)
    assert f"市级措施 {len(city)} 项，其中出资的 {len(paying)} 项" in page
    assert f"市级 {len(paying)} 项（市级措施共 {len(city)} 项，其余不出资）" in page
    assert f"全部 {len(measures())} 项措施" in page
    listed = client.get("/lists/policies", params={"where": "city"}).text
    assert len(re.findall(r'<tr role="row" id="', listed)) == len(city)
    match = text(client.get("/en/match", params={"domain": "synbio", "origin": "310115"}).text)
    assert f"{len(paying)} of the city (of {len(city)} city measures" in match
    # Nothing says "not listed" above measures that are.
    part = client.get("/platform/sh-poc-009").text.split("/lists/policies")[1][:400]
    assert "未收录" not in part


def test_districts_and_zones_show_their_measures_and_events(client: httpx.Client) -> None:
    events = yaml.safe_load((locate().data / "events.yaml").read_text("utf-8"))["events"]
    for path, field, code in (("district", "district_code", "310110"), ("zone", "zone", "grand-neobay")):
        own = [row for row in measures() if row[field] == code]
        assert own
        page = client.get(f"/en/{path}/{code}").text
        section = page.split('id="measures"')[1].split("</section>")[0]
        for row in own:
            assert row["name_en"] in unescape(section)
        [way] = re.findall(r'href="(/en/lists/policies\?where=[^"]+)"', section)
        assert len(re.findall(r'<tr role="row" id="', client.get(unescape(way)).text)) == len(own)
    held = [event for event in events if event["district_code"] == "310110"]
    assert held
    page = client.get("/en/district/310110").text
    for event in held:
        assert f'href="/en/lists/events#{event["code"]}"' in page
    none = client.get("/district/310151").text.split('id="measures"')[1]
    assert "没有收录崇明区自己的措施" in text(none)


def test_a_platform_shows_what_happens_in_its_district(client: httpx.Client) -> None:
    events = yaml.safe_load((locate().data / "events.yaml").read_text("utf-8"))["events"]
    id = "sh-poc-005"
    around = [e["code"] for e in events if e["district_code"] == "310110" and e["platform"] != id]
    page = client.get(f"/platform/{id}").text
    assert around
    assert set(re.findall(r'href="/lists/events#([^"]+)"', page.split('id="around"')[1])) == set(around)


def test_clauses_of_the_plan_are_named_in_the_language_of_the_page(client: httpx.Client) -> None:
    chinese = re.compile("[一二三四五六七八九十][(（][一二三四五六七八九十][)）]")
    for path in ("/lists/glossary", "/lists/policies", "/platform/sh-poc-009"):
        assert len(chinese.findall(text(client.get(path).text))) > 3, path
        page = text(client.get(f"/en{path}").text)
        assert chinese.findall(page) == [], path
        assert "section 5(2)" in page or path.endswith("glossary"), path
    assert "Plan, section 2(1)." in text(client.get("/en/lists/glossary").text)
