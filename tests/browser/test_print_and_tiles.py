"""Paper, and base layers that a deployment configured."""

from playwright.sync_api import Browser, expect

from frontend.messages import messages
from tests.support.browser import Open, settle
from tests.support.paper import measured, printed, spots


def test_a_platform_prints_on_a4_with_its_source_and_the_approval_number(opened: Open) -> None:
    page = opened("/platform/sh-poc-009", width=794, height=1123)
    page.emulate_media(media="print")
    expect(page.locator(".top nav")).to_be_hidden()
    expect(page.locator(".actions")).to_be_hidden()
    expect(page.locator(".page-foot")).to_contain_text("审图号")
    expect(page.get_by_text(messages("zh-CN")("source-kind-mirror"))).to_be_visible()
    assert page.pdf(format="A4")[:5] == b"%PDF-"


def test_the_map_page_prints_list_and_map(opened: Open) -> None:
    page = opened("/", width=794, height=1123)
    page.emulate_media(media="print")
    expect(page.locator("#results .card").first).to_be_visible()
    expect(page.locator(".panel-head")).to_be_hidden()
    assert len(page.pdf(format="A4")) > 20_000


def test_a_configured_base_layer_is_shown_with_its_approval_number(browser: Browser, tiled_site: str) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.goto(tiled_site + "/")
    page.get_by_role("button", name="好底图").click()
    settle(page)
    assert any("/tiles/base/good/base/" in url for url in asked)
    assert all(url.startswith((tiled_site, "data:")) for url in asked)
    assert not any("secret" in url for url in asked)
    expect(page.get_by_text("GS(2026)0001号")).to_be_visible()
    # Tiles of a printed size would come after the sheet: the own base map is printed, and its sources alone.
    measured(page, {"land": ".sm-ground path", "tile": ".leaflet-tile", "source": ".attr > span:not([hidden])"})
    printed(page)
    assert any(each.box[2] > each.box[0] for each in spots(page, "land"))
    assert spots(page, "tile") == []
    assert not any("GS(2026)0001" in each.name for each in spots(page, "source"))
    settle(page)
    expect(page.get_by_text("GS(2026)0001号")).to_be_visible()
    context.close()


def test_when_the_base_layer_fails_the_own_map_shows_again(browser: Browser, tiled_site: str) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(tiled_site + "/?base=away")
    expect(page.get_by_text(messages("zh-CN")("base-failed", name="坏底图"))).to_be_visible(timeout=15_000)
    expect(page.locator(".sm-ground path").first).to_be_visible()
    context.close()
