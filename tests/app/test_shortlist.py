"""Picked platforms without a script: stars and bar as links, the comparison, and the ways to pass them on."""

import csv
import io
import re
from html import unescape
from typing import Any

import httpx
import pytest

ITEMS = "/api/collections/platforms/items"
THREE = ("sh-poc-013", "sh-poc-006", "sh-poc-073")
OF_EVERY_KIND = ("sh-poc-015", "sh-poc-052", "sh-poc-009")
NOT_STATED = "未说明"


def text_of(markup: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def links(page: str, attribute: str) -> dict[str, str]:
    """The addresses of the links that have this attribute, by its value."""
    tags = [tag for tag in re.findall(r"<a [^>]*>", page) if f" {attribute}" in tag]
    found = {}
    for tag in tags:
        [href] = re.findall(r' href="([^"]*)"', tag)
        found[(re.findall(rf' {attribute}="([^"]*)"', tag) or [""])[0]] = unescape(href)
    return found


def listed(page: str) -> list[str]:
    return re.findall(r'<article class="card[^"]*"[^>]*data-id="([^"]+)"', page)


def bar(page: str) -> str:
    [found] = re.findall(r'<aside id="shortlist".*?</aside>', page, re.S)
    return str(found)


def rows(page: str) -> dict[str, list[str]]:
    """The cells of the comparison by the name of their row, as text."""
    [body] = re.findall(r'<table class="cmp[^"]*"[^>]*>.*?<tbody[^>]*>(.*?)</tbody>', page, re.S)
    found = {}
    for row in re.findall(r"<tr[^>]*>(.*?)</tr>", body, re.S):
        [name] = re.findall(r"<th[^>]*>(.*?)</th>", row, re.S)
        found[text_of(name)] = [text_of(cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.S)]
    return found


def properties(client: httpx.Client, ids: tuple[str, ...]) -> list[dict[str, Any]]:
    return [client.get(f"{ITEMS}/{id}").json()["properties"] for id in ids]


def test_a_star_is_a_link_that_picks_beside_the_filters_and_every_way_on_keeps_it(client: httpx.Client) -> None:
    before = client.get("/?domain=biomedicine&theme=dark").text
    assert "hidden" in bar(before).split(">")[0]
    first, second, *_ = listed(before)
    page = client.get(links(before, "data-star")[first]).text
    page = client.get(links(page, "data-star")[second]).text
    assert listed(page) == listed(before), "what is picked filters nothing"
    here = links(page, "data-star")
    assert "domain=biomedicine" in here[first]
    assert f"pick={second}#card-{first}" in here[first], "pressed again it takes its platform out"
    assert "已选 2" in text_of(bar(page))
    assert page.count('class="star on"') == 2
    for way in ("/match", "/insight", "/open-data", f"/platform/{first}", "/en/"):
        ways = [unescape(href) for href in re.findall(rf'<a [^>]*href="({re.escape(way)}\?[^"]*)"', page)]
        assert ways, way
        assert all(f"pick={first},{second}" in href for href in ways), way
    [canonical] = re.findall(r'rel="canonical" href="([^"]*)"', page)
    [paper] = re.findall(r'id="paper".*?href="([^"]*)"', page, re.S)
    assert "pick" not in canonical + paper
    other = client.get(f"/en/platform/{second}?pick={first},{second}").text
    assert [each for each, word in re.findall(r'data-star="([^"]+)"|class="star (on)"', other) if each] == [second]
    assert client.get(links(page, "data-unpick")[first]).text.count('class="star on"') == 1
    assert "pick" not in links(page, "data-clear")[""]


def test_a_short_list_is_picked_as_a_whole_and_taken_back(client: httpx.Client) -> None:
    before = client.get("/?domain=6g,bci&kind=pilot,poc,related&pick=sh-poc-013").text
    few = listed(before)
    assert 1 < len(few) < 8
    assert "sh-poc-013" not in few
    href = links(before, "data-star-all")[ids := ",".join(few)]
    page = client.get(href).text
    assert listed(page) == few, "what is picked filters nothing"
    assert f"已选 {len(few) + 1}" in text_of(bar(page))
    assert f"移出这 {len(few)} 个" in page
    back = client.get(links(page, "data-star-all")[ids]).text
    assert "已选 1" in text_of(bar(back)), "what was picked before stays"
    # With too many picked besides there is no room for all of them; of a longer list nobody picks all.
    others = [f"sh-poc-{n:03}" for n in range(1, 73) if f"sh-poc-{n:03}" not in few][: 9 - len(few)]
    full = client.get(f"/?domain=6g,bci&kind=pilot,poc,related&pick={','.join(others)}").text
    [tag] = re.findall(rf'<a [^>]*data-star-all="{ids}"[^>]*>', full)
    assert " hidden" in tag
    assert "data-star-all" not in client.get("/").text
    page = client.get("/?domain=biomedicine,ic,ai&kind=pilot,poc,related").text
    assert list(links(page, "data-star-all")) == [",".join(listed(page)[:3])], "of a longer list the first three"


def test_at_eight_a_star_says_so(client: httpx.Client) -> None:
    eight = ",".join(f"sh-poc-00{n}" for n in range(1, 9))
    page = client.get(f"/?pick={eight},sh-poc-010&kind=poc&kind=pilot").text
    stars = re.findall(r'<a class="star"[^>]*>', page)
    assert stars
    assert all('aria-disabled="true"' in star and "最多 8 个" in star for star in stars)
    assert bar(page).count("data-unpick") == 8
    assert all("sh-poc-010" not in href for href in links(page, "data-unpick").values())


@pytest.mark.parametrize("ids", [OF_EVERY_KIND, THREE])
def test_ids_open_every_kind_with_one_number_everywhere(client: httpx.Client, ids: tuple[str, ...]) -> None:
    query = f"ids={','.join(ids)}"
    assert sorted(listed(client.get(f"/?{query}").text)) == sorted(ids)
    assert client.get(f"{ITEMS}?{query}").json()["numberMatched"] == len(ids)
    [kinds] = [each for each in client.get(f"/api/facets?{query}").json()["facets"] if each["name"] == "kind"]
    assert sum(value["count"] for value in kinds["values"]) == len(ids)
    assert client.get(f"/api/bubbles?{query}").json()["numberMatched"] == len(ids)
    [file] = re.findall(r'href="([^"]*platforms\.csv[^"]*)"', client.get(f"/?{query}").text)
    for href in (unescape(file), f"/api/downloads/platforms.csv?{query}", f"{ITEMS}?f=csv&{query}"):
        cells = list(csv.reader(io.StringIO(client.get(href).content.decode("utf-8-sig"))))
        assert sorted(id for row in cells for id in row if id in ids) == sorted(ids), href


def test_the_comparison_says_what_the_records_say(client: httpx.Client) -> None:
    page = client.get(f"/compare?ids={','.join(THREE)}").text
    table, records = rows(page), properties(client, THREE)
    heads = re.findall(r'<th scope="col">(.*?)</th>', page, re.S)
    for letter, head, record in zip("ABC", heads, records, strict=True):
        assert text_of(head).startswith(f"{letter} {record['name_zh']}")
    assert table["承办单位"] == [record["operator"] or NOT_STATED for record in records]
    for name, key in (("科技创新券", "voucher"), ("自有基金", "fund"), ("网站与电话", "website")):
        assert [cell == NOT_STATED for cell in table[name]] == [record[key] is None for record in records], name
    counted = ("operator", "domains", "stages", "services", "precision", "voucher", "fund", "website")
    numbers = [sum(bool(record[key]) for key in counted) for record in records]
    assert table["写明的项"] == [f"{n} / 8" for n in numbers]
    assert ",".join(THREE) in page, "the map shows these"
    # Rows that say the same are pale; on demand they go.
    same = {name for name, cells in table.items() if len(set(cells)) == 1}
    assert {"科技创新券", "自有基金"} <= same
    assert page.count('<tr class="same"') == len(same)
    differ = rows(client.get(f"/compare?ids={','.join(THREE)}&differ=1").text)
    assert differ.keys() == table.keys() - same
    measured = rows(client.get(f"/en/compare?ids={','.join(THREE)}&near=121.5,31.2").text)
    assert all("km" in cell for cell in measured["From 121.5000, 31.2000"])


NINE = ",".join(f"sh-poc-00{n}" for n in range(1, 10))


@pytest.mark.parametrize(
    ("query", "columns", "sentences"),
    [
        ("", 0, ["还没有选平台", "点星号"]),
        ("ids=sh-poc-009", 0, ["只选了“上海合成生物学创新中心”"]),
        ("ids=sh-poc-009,sh-poc-009,sh-poc-001&ids=sh-poc-001", 2, []),
        ("ids=sh-poc-009,nothing,sh-poc-001", 2, ["没有编号为“nothing”的平台"]),
        (f"ids={NINE}", 4, ["并排最多 4 个，没有列入：", "最多选 8 个，链接里多出的 1 个没有用"]),
        (
            "ids=<script>alert(1)</script>,sh-poc-009,a b,sh-poc-001",
            2,
            ["2 处不是平台编号", "<script>alert(1)</script>"],
        ),
        ("ids=\u202egnp,sh-poc-009,sh-poc-001,x\x00y", 2, ["2 处不是平台编号，没有用：gnp、xy"]),
        (f"ids={'x' * 10_000}", 0, ["1 处不是平台编号", f"{'x' * 40}…"]),
        ("ids=" + ",".join(f"a{n}" for n in range(2_000)), 0, ["没有编号为“a0”", "多出的 1,992 个没有用"]),
    ],
)
def test_whatever_an_address_names_the_page_says_it_and_shows_the_rest(
    client: httpx.Client, query: str, columns: int, sentences: list[str]
) -> None:
    for path in ("/compare", "/share"):
        answer = client.get(path, params=query)
        assert answer.status_code == 200
        words = text_of(re.sub(r'<aside id="shortlist".*?</aside>', "", answer.text, flags=re.S))
        assert "<script>alert" not in answer.text
        if path == "/compare":
            assert answer.text.count('<th scope="col">') == columns
            assert all(sentence in words for sentence in sentences), words
    picked = client.get("/", params=query.replace("ids=", "pick="))
    assert picked.status_code == 200
    assert "<script>alert" not in picked.text


def test_what_is_passed_on_holds_names_addresses_and_links_and_nothing_of_the_reader(client: httpx.Client) -> None:
    page = client.get(f"/share?ids={','.join(THREE)}&theme=dark&size=large").text
    [text] = re.findall(r'<pre id="share-text"[^>]*>(.*?)</pre>', page, re.S)
    head, *blocks, whole = unescape(text).split("\n\n")
    assert "3 个平台" in head
    assert "2026-11" in head
    site = str(client.base_url).rstrip("/")
    for letter, block, id, record in zip("ABC", blocks, THREE, properties(client, THREE), strict=True):
        name, address, link = block.splitlines()
        assert name == f"{letter} {record['name_zh']}"
        assert address == (record["address"] or "地址未说明")
        assert link == f"{site}/platform/{id}"
    assert whole.endswith(f"{site}/compare?ids={','.join(THREE)}")
    [value] = re.findall(r'<input type="text"[^>]*value="([^"]*)"', page)
    assert value == f"{site}/compare?ids={','.join(THREE)}"
    for one in re.findall(r'href="(/api/downloads/[^"]*)"', page):
        file = client.get(unescape(one))
        assert file.status_code == 200
        assert "columns=labels" in one
    many = client.get(f"/en/share?ids={NINE}").text
    assert f'value="{site}/en/?ids={NINE[:87]}"' in many, "more than four are passed on as a list"
    assert f'value="{site}/platform/sh-poc-009"' in client.get("/share?ids=sh-poc-009").text


def test_no_frame_has_a_star_or_a_bar(client: httpx.Client) -> None:
    for path in (
        "/embed/v1?pick=sh-poc-009",
        "/embed/v1/platform/sh-poc-009?pick=sh-poc-001",
        "/embed/v1/district/310115",
    ):
        frame = client.get(path).text
        assert "data-star" not in frame
        assert "shortlist" not in frame
        assert "pick=" not in re.sub(r'data-notes="[^"]*"', "", frame)
