"""What a page says in passing: of which kind a list is, whom to tell, what lies beyond eight picks."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import httpx

from tests.support import recount

ROWS = recount.default_rows()


def text(page: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", page)))


def test_a_list_of_one_kind_is_called_by_it(client: httpx.Client) -> None:
    pilots = sum(row["kind"] == "pilot" for row in ROWS)
    related = sum(row["kind"] == "related" for row in ROWS)
    assert f'data-status="{pilots} 个中试平台' in client.get("/", params={"kind": "pilot"}).text
    assert f'data-status="{related} related resources' in client.get("/en/", params={"kind": "related"}).text
    assert "个平台与资源" in client.get("/", params={"kind": "pilot,related"}).text
    assert "未收录“6G”的中试平台" in client.get("/", params={"kind": "pilot", "domain": "6g"}).text


def test_open_data_offers_every_kind_unless_a_list_leads_there(client: httpx.Client) -> None:
    page = client.get("/open-data").text
    [csv] = {unescape(each) for each in re.findall(r'href="([^"]+\.csv[^"]*)"', page) if "columns" not in each}
    assert "kind" not in parse_qs(urlsplit(csv).query)
    assert len(recount.read(client.get(csv).text)) == len(ROWS)
    home = client.get("/", params={"domain": "ic"}).text
    [way] = set(re.findall(r'href="(/open-data\?[^"]+)"', home))
    led = client.get(unescape(way)).text
    assert "只含：概念验证" in text(led)
    [every] = re.findall(r'href="([^"]+)">改为各类', led)
    assert parse_qs(urlsplit(unescape(every)).query) == {"domain": ["ic"]}


def test_a_correction_has_a_form_and_what_is_missing_a_way(client: httpx.Client) -> None:
    page = client.get("/en/platform/sh-poc-009").text
    assert 'href="/en/platform/sh-poc-009/correct"' in page
    assert "nothing is sent from here" not in text(page), "the sheet is for a snapshot, which has no server"
    assert 'href="/about#correct"' in client.get("/", params={"domain": "6g"}).text
    assert 'href="/about#correct"' in client.get("/lists/void").text


def test_what_lies_beyond_eight_picks_is_said(client: httpx.Client) -> None:
    ids = [row["id"] for row in ROWS]
    for path in ("/", "/platform/sh-poc-001", "/shortlist"):
        nine = client.get(path, params={"pick": ",".join(ids[:9])}).text
        assert "只取前 8 个" in text(nine) or "8 个" in text(nine).split("已选")[1][:60], path
        assert 'role="note"' in nine.split("picked-n")[1][:200], path
        eight = client.get(path, params={"pick": ",".join(ids[:8])}).text
        assert 'role="note"' not in eight.split("picked-n")[1][:200], path


def test_the_way_back_from_a_comparison_keeps_the_search_and_its_link_does_not(client: httpx.Client) -> None:
    ids = "sh-poc-001,sh-poc-009"
    home = client.get("/", params={"q": '"中心"', "district": "310115,310112", "pick": ids}).text
    [way] = set(re.findall(r'href="(/compare\?[^"]+)"', home))
    compared = client.get(unescape(way)).text
    back = unescape(re.findall(r'class="crumb"><a href="([^"]+)"', compared)[0])
    asked = parse_qs(urlsplit(back).query)
    assert asked == {"q": ['"中心"'], "district": ["310115", "310112"], "pick": [ids]}
    for tag in re.findall(r"<(?:link|meta)[^>]*(?:canonical|og:url)[^>]*>", compared):
        assert "%E4%B8%AD" not in tag
        assert "district" not in tag
    [request] = set(re.findall(r'href="(/match/request\?[^"]+)"', compared))
    sheet = text(client.get(unescape(request)).text)
    for id in ids.split(","):
        assert next(row["name_zh"] for row in ROWS if row["id"] == id) in sheet


def test_a_picture_of_nothing_is_refused_and_an_area_has_its_outline(client: httpx.Client) -> None:
    for ids in ("x", "x,y"):
        answer = client.get("/api/share.png", params={"ids": ids})
        assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")
        assert (answer.json()["parameter"], answer.json()["value"]) == ("ids", ids)
    page = client.get("/insight", params={"area": "310115"}).text
    [image] = re.findall(r'og:image" content="([^"]+)"', page)
    assert parse_qs(urlsplit(unescape(image)).query)["district"] == ["310115"]


def test_the_match_explains_its_terms_and_a_band_across_the_hour(client: httpx.Client) -> None:
    page = client.get("/match", params={"stage": "lab", "want": "voucher", "origin": "zhangjiang", "top": "100"}).text
    assert "/lists/glossary#lab-verification" in page
    assert "/lists/glossary#innovation-voucher" in page
    assert "单文件快照" in page, "the page says where else it stands"
    across = 0
    for line in re.findall(r'<li class="is-[^"]+">.*?</li>', page):
        minutes = re.search(r"约 (\d+)–(\d+) 分钟", line)
        if minutes and int(minutes[1]) < 60 < int(minutes[2]):
            across += 1
            assert "介于一小时上下" in line
            assert "未说明" not in line
    assert across


def test_the_grade_has_three_cells_of_which_one_holds(client: httpx.Client) -> None:
    page = client.get("/platform/sh-poc-001").text
    cells = re.findall(
        r'<span class="(stage(?: has)?)">([^<]+)</span>', page.split("grade-cells")[1].split("</small>")[0]
    )
    assert [name for _, name in cells] == ["低", "中", "高"]
    assert [kind for kind, _ in cells].count("stage has") == 1


def test_the_head_of_a_sheet_does_not_run_together(client: httpx.Client) -> None:
    head = text(client.get("/").text.split('id="paper"')[1].split("</div>")[0])
    assert "示意边界，非法定界线 · 审图号" in head


def test_a_point_outside_of_the_city_is_said(client: httpx.Client) -> None:
    assert "这个点不在上海" in client.get("/", params={"near": "0,0"}).text
    assert "这个点不在上海" not in client.get("/", params={"near": "121.5,31.2"}).text
