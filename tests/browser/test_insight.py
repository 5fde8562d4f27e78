"""The officials' journey: figures in map and table, a district's verdict, a zone, gaps, a candidate site, files."""

import re
from pathlib import Path

import httpx
import pypdfium2
from playwright.sync_api import Browser, Page, expect

from frontend.messages import messages
from tests.support.browser import Open, boxes, settle


def _numbers(page: Page, table: str, column: int) -> list[int]:
    cells = page.locator(f"#{table} tbody tr:not(.sum) td:nth-of-type({column})").all_inner_texts()
    # Below a count stands how the places are known.
    return [int(re.sub(r"\D", "", text.split("\n")[0]) or 0) for text in cells]


def test_an_official_walks_through(opened: Open, client: httpx.Client, tmp_path: Path) -> None:
    page = opened("/insight?topic=districts")
    total = int(page.locator("#districts .sum .n").inner_text())
    listed = client.get("/api/collections/platforms/items", params={"limit": "1"}).json()["numberMatched"]
    assert sum(_numbers(page, "districts", 1)) == total == listed
    assert "概念验证、中试、关联资源" in page.locator("#lede").inner_text()

    page.locator("#districts a", has_text="闵行区").click()
    page.wait_for_url("**area=310112*")
    settle(page)
    expect(page.locator("#districts tr.on th a")).to_have_text("闵行区")
    assert page.locator(".district-chosen").count() == 1
    area = page.locator("#insight-area")
    for said in ("大零号湾", "生物医药", "收录 5 个", "期望 2.82", "不明确", "样本太少，不下结论"):
        assert said in area.inner_text(), said

    page.locator("#zones a", has_text="大零号湾").click()
    page.wait_for_url("**area=grand-neobay*")
    settle(page)
    members = client.get("/api/collections/platforms/items", params={"zone": "grand-neobay"}).json()
    assert page.locator("#insight-area .members li").count() == members["numberMatched"]
    assert page.locator(".zone-chosen").count() == 1

    page.locator("#topics a", has_text="空白").click()
    page.wait_for_url("**topic=gaps*")
    settle(page)
    assert page.locator("#gaps .gap").count() == 215
    expect(page.locator("#gaps tbody tr").nth(9).locator("td.sum")).to_have_text("0")

    page.goto(page.url.replace("topic=gaps", "topic=siting"))
    settle(page)
    expect(page.locator("#topics a[aria-current]")).to_have_text("全市按领域选址")
    before = page.locator("#results").inner_text()
    page.locator(".service-map").click(position={"x": 240, "y": 430})
    page.wait_for_url("**sites=*")
    settle(page)
    added = page.locator("#added").inner_text()
    assert "新增覆盖" in added
    assert added not in before
    assert page.locator(".site-mark").count() == 1
    page.get_by_role("button", name="在地图中心放一个").click()
    expect(page.locator(".site-mark")).to_have_count(2)
    settle(page)
    two = page.locator("#added").inner_text()
    assert two != added
    page.get_by_role("link", name="撤销上一个").click()
    expect(page.locator(".site-mark")).to_have_count(1)
    settle(page)
    assert page.locator("#added").inner_text() == added
    with page.expect_download() as download:
        page.locator("#results .downloads a", has_text="CSV").click()
    text = Path(download.value.path()).read_text("utf-8-sig")
    assert text.splitlines()[0] == "order,lon,lat,gain,gain_total,grade,why,as_of"
    page.reload()
    settle(page)
    assert page.locator("#added").inner_text() == added


def test_choosing_on_the_map_chooses_the_row(opened: Open) -> None:
    page = opened("/insight")
    page.locator(".service-map .area-fill").nth(15).click(force=True)
    page.wait_for_url("**area=310151*")
    settle(page)
    expect(page.locator("#districts tr.on th a")).to_have_text("崇明区")
    page.go_back()
    settle(page)
    assert page.locator("#districts tr.on").count() == 0


def test_map_table_and_legend_say_the_same(opened: Open) -> None:
    page = opened("/insight?breaks=quantile&classes=4")
    held = page.locator("#insight-legend .n").all_inner_texts()
    assert sum(int(re.sub(r"\D", "", text)) for text in held) == 16
    shown = page.locator(".d-figure .figure").all_text_contents()
    table = [str(n) for n in _numbers(page, "districts", 1)]
    assert set(shown) <= set(table)
    assert len(shown) >= 10
    page.locator(".seg a", has_text="区位商").click()
    page.wait_for_url("**measure=quotient*")
    settle(page)
    assert page.locator("#districts .few").count() == 14
    assert page.locator(".area-fill.tint-none").count() == 14


def test_headings_sort_and_the_address_keeps_it(opened: Open) -> None:
    page = opened("/en/insight?topic=districts")
    page.locator("#districts thead a", has_text="Per 100 km²").click()
    page.wait_for_url("**order=-density*")
    settle(page)
    values = [float(t) for t in page.locator("#districts tbody tr[data-area] td:nth-of-type(2)").all_inner_texts()]
    assert values == sorted(values, reverse=True)
    page.locator("#districts thead a", has_text="Per 100 km²").click()
    page.wait_for_url("**order=density*")
    settle(page)
    assert page.locator("th[aria-sort=ascending]").count() == 1


def test_filters_change_every_figure(opened: Open, client: httpx.Client) -> None:
    page = opened("/insight?topic=districts")
    page.locator("label.kind", has_text="关联资源").click()
    page.wait_for_url("**kind=*")
    settle(page)
    counted = client.get("/api/facets", params=[("kind", "poc"), ("kind", "pilot")]).json()["numberMatched"]
    expect(page.locator("#districts .sum .n")).to_have_text(str(counted))
    page.locator(".filter-fold summary").click()
    page.locator("#f-domain-ic").check()
    page.wait_for_url("**domain=ic*")
    settle(page)
    assert int(page.locator("#districts .sum .n").inner_text()) < counted
    page.locator(".chips .chip", has_text="集成电路").click()
    expect(page.locator(".chips .chip")).to_have_count(0)


def test_cells_are_drawn_and_say_what_they_leave_out(opened: Open) -> None:
    page = opened("/insight?topic=cells")
    assert page.locator("path.hexagon").count() == 38
    assert "另有 14 个仅知所在区、4 个未说明位置" in page.locator("#results").inner_text()
    page.locator(".seg a", has_text="热点").click()
    page.wait_for_url("**cells=hotspots*")
    settle(page)
    assert "莫兰指数" in page.locator("#results").inner_text()
    assert page.locator("path.hexagon.hot-05, path.hexagon.hot-01").count() > 0
    assert "整体上聚集" in page.locator("#hot-sentence").inner_text()
    standing_out = page.locator("#hotspots tbody tr").count()
    assert page.locator("path.hexagon.hot-05, path.hexagon.hot-01").count() == standing_out
    assert page.locator("path.hexagon").count() == 38
    page.locator("#i-cell").fill("12000")
    page.locator("#i-cell").blur()
    page.wait_for_url("**cell=12000*")
    settle(page)
    assert "少于 30 个：样本太少" in page.locator("#results").inner_text()
    page.locator(".seg a", has_text="核密度").click()
    page.wait_for_selector("img.density")
    page.locator(".seg a", has_text="聚类").click()
    page.wait_for_selector("path.cluster-hull")
    assert page.locator("img.density").count() == 0


def test_names_keep_off_the_cells_that_stand_out(opened: Open) -> None:
    page = opened("/insight?topic=cells&cells=hotspots")
    names = boxes(page.locator(".sm-labels text"))
    cells = boxes(page.locator(".hexagon.hot-01, .hexagon.hot-05"))
    assert len(cells) == 3
    for cell in cells:
        x, y = cell["x"] + cell["width"] / 2, cell["y"] + cell["height"] / 2
        over = [n for n in names if n["x"] < x < n["x"] + n["width"] and n["y"] < y < n["y"] + n["height"]]
        assert over == []


def test_a_narrow_map_has_its_legend_below(opened: Open) -> None:
    for address in ("/embed/v1/insight", "/en/insight"):
        page = opened(address, width=480, height=700)
        map_, legend = boxes(page.locator(".service-map, .insight-legend"))
        assert map_["y"] + map_["height"] <= legend["y"], address
    page = opened("/en/insight", width=320)
    assert all(each["x"] + each["width"] <= 320 for each in boxes(page.locator("caption")))


def test_what_cannot_be_used_is_drawn_as_if_it_were_not_said(opened: Open) -> None:
    """The server leaves it out, and so must the map: else a legend stands beside white districts."""
    page = opened("/insight?topic=nosuch&overlay=nosuch")
    expect(page.locator("path.area-fill")).to_have_count(16)
    expect(page.locator("path.zone")).to_have_count(3)
    page = opened("/?overlay=nosuch&near=abc")
    expect(page.locator("path.zone")).to_have_count(3)
    assert page.locator(".disc").count() > 3


def test_a_solver_suggests_sites(opened: Open) -> None:
    page = opened("/en/insight?topic=siting&candidates=district&wanted=2&reach=8000")
    page.get_by_role("button", name="Solve").click()
    page.wait_for_url("**sites=*", timeout=30_000)
    settle(page)
    assert "2 sites newly cover" in page.locator("#added").inner_text()
    assert "proven best" in page.locator(".sm-notice").inner_text()


def test_small_multiples_have_one_value_each(opened: Open, client: httpx.Client) -> None:
    page = opened("/insight?topic=compare&compare=310112,310115")
    rows = page.locator(".multiples table").first.locator("tbody tr").all_inner_texts()
    mix = client.get("/api/insight/comparison", params={"compare": "310112,310115"}).json()["mix"]
    names = client.get("/api/facets").json()["facets"]
    labels = {v["value"]: v["label"] for f in names if f["name"] == "domain" for v in f["values"]}
    for row in rows:
        name, *counts = row.split()
        code = next(code for code, label in labels.items() if label == name)
        assert counts == [str(mix[area]["domain"][code]) for area in ("310112", "310115")]
    page.locator(".picks a", has_text="张江").click()
    page.wait_for_url("**zhangjiang*")


def test_without_a_script_there_are_tables_and_forms(browser: Browser, real_site: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1000, "height": 900})
    page = context.new_page()
    page.goto(f"{real_site}/insight?area=310112")
    assert page.locator("#districts tbody tr").count() == 18
    assert messages("zh-CN")("declared-feature") in page.locator("#insight-area").inner_text()
    page.locator("#i-focus").select_option("ic")
    page.get_by_role("button", name="应用筛选").click()
    assert "focus=ic" in page.url
    assert "area=310112" in page.url
    page.locator("#topics a", has_text="再设在哪里").click()
    page.get_by_role("link", name="全市按领域选址").click()
    page.locator("#i-sites").fill("121.6,31.1")
    page.get_by_role("button", name="应用筛选").click()
    assert "新增覆盖" in page.locator("#results").inner_text()
    context.close()


def test_a_phone_reads_it_without_scrolling_sideways(opened: Open) -> None:
    for path in (
        "/insight?area=310112",
        "/insight?topic=gaps",
        "/en/insight?topic=compare&compare=310112,310115,lingang",
    ):
        page = opened(path, width=390, height=844)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_the_brief_is_one_sheet_and_its_file_needs_no_server(opened: Open, browser: Browser, tmp_path: Path) -> None:
    """From all districts at a glance to the sheet of one: a figure, its citation, another district, paper, a file."""
    page = opened("/insight")
    expect(page.locator("#glance tbody tr[data-area]")).to_have_count(16)
    page.locator("#glance a", has_text="闵行区").click()
    expect(page.locator("h1")).to_have_text("闵行区：概念验证平台与资源")
    expect(page.locator(".brief-figures li")).to_have_count(5)
    page.locator(".brief-figures a", has_text="概念验证平台").last.click()
    expect(page.locator("#citation")).to_contain_text("揭牌 1、规划 2；区属写明 2、推断 1")
    expect(page.locator("#citation")).to_contain_text("cited=")
    page.locator(".brief-figures a", has_text="涉及生物医药").click()
    expect(page.locator(".brief-citation.refused")).to_contain_text("检验看不出与全市不同")
    page.locator(".brief-compare select").last.select_option(label="嘉定区")
    page.get_by_role("button", name="换成这两个").click()
    expect(page.locator(".sheet-a4 thead", has_text="嘉定区")).to_have_count(1)

    sheets = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    assert [round(each) for each in sheets[0].get_size()] == [595, 842]
    first, second = (sheets[number].get_textpage().get_text_bounded() for number in (0, 1))
    assert "核对与更新" in first
    assert "附表" in second
    assert "引用这个数字" not in first + second
    sheets.close()
    page.emulate_media(media="print")
    lines = "cell => { const all = new Range(); all.selectNodeContents(cell); return all.getClientRects().length; }"
    assert page.locator("#annex-near tbody td.number").first.evaluate(lines) == 1, "a number stands on one line"
    kind = page.locator("#annex-records tbody td").first
    assert kind.evaluate("cell => cell.clientWidth >= 3 * parseFloat(getComputedStyle(cell).fontSize)"), (
        "words are whole"
    )
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    with page.expect_download() as download:
        page.locator(".brief-files").get_by_role("link", name="HTML").click()
    kept = tmp_path / "brief.html"
    kept.write_bytes(Path(download.value.path()).read_bytes())
    context = browser.new_context(offline=True)
    alone = context.new_page()
    requests: list[str] = []
    alone.on("request", lambda request: requests.append(request.url))
    alone.goto(kept.as_uri())
    expect(alone.locator("h1")).to_have_text("闵行区：概念验证平台与资源")
    expect(alone.locator(".sheet-a4 thead", has_text="嘉定区")).to_have_count(1)
    assert alone.locator(".brief-map img").evaluate("image => image.complete && image.naturalWidth > 300")
    assert all(url.startswith(("data:", kept.as_uri())) for url in requests), requests
    context.close()
