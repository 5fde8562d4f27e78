"""A web master puts a frame together, takes it home, and it stands; and has one looked at that does not."""

from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from app.embed.snippet import NEEDED
from app.embed.view import path_of
from frontend.messages import messages
from tests.support.axe import violations
from tests.support.browser import Open, content_height, settle
from tests.support.elsewhere import elsewhere
from tests.support.watch import Watch

CODES = {"district": "310112", "zone": "lingang", "platform": "sh-poc-009"}
VARIANTS = ("iframe", "element", "oembed", "src")
COPIED_FOR = 2500
"""Milliseconds that a button says that it copied."""
PREVIEW = "#preview service-map iframe"
BAD = '<iframe src="http://127.0.0.1:1/platform/sh-poc-9?them=dark" height="90" sandbox=""></iframe>'


def _text(page: Page, name: str) -> str:
    return page.locator(f"#snippet-{name}").text_content() or ""


def _src(page: Page) -> str:
    """The address of the previewed frame, without this service's own."""
    parts = urlsplit(page.locator(PREVIEW).get_attribute("src") or "")
    return unquote(f"{parts.path}?{parts.query}" if parts.query else parts.path)


def _standing(page: Page, ready: str = ".leaflet-marker-icon") -> None:
    page.frame_locator(PREVIEW).locator(ready).first.wait_for(state="attached")


def test_from_a_filtered_map_to_a_snippet(opened: Open) -> None:
    page = opened("/en/?zone=zhangjiang")
    page.goto(page.url + "&kind=poc&kind=pilot")
    settle(page)
    page.locator(".embed-way").click()
    page.wait_for_url("**/en/embed/builder?*")
    _standing(page)
    assert _src(page) == "/embed/v1?kind=poc,pilot&zone=zhangjiang&lang=en&theme=light"

    # What is set stands open.
    page.locator("#lock-zone").check()
    expect(page.locator("#snippet-src")).to_contain_text("lock=zone")
    _standing(page, ".chip.locked")

    page.locator("#view-district").check()
    page.locator("#code-district").select_option("310112")
    expect(page.locator("#snippet-src")).to_contain_text("/district/310112")
    expect(page.locator("#code-zone")).to_be_hidden()
    _standing(page, ".embed-feature")
    assert "frame-view=district&frame-district=310112" in page.url
    assert "lock" not in _text(page, "src")


def test_options_change_preview_and_snippets_at_once_and_stand_in_the_address(opened: Open) -> None:
    page = opened("/embed/builder")
    _standing(page)
    page.locator("#own-theme").select_option("dark")
    page.locator("#own-list").select_option("none")
    page.locator("#own-lang").select_option("en")
    expect(page.locator("#snippet-src")).to_contain_text("lang=en&theme=dark&list=none")
    _standing(page)
    assert page.frame_locator(PREVIEW).locator("html").get_attribute("data-theme") == "dark"
    assert page.locator("html").get_attribute("data-theme") is None
    kept = page.url
    page.reload()
    settle(page)
    assert page.url == kept
    assert page.locator("#own-list").input_value() == "none"
    assert _src(page) == "/embed/v1?kind=poc&lang=en&theme=dark&list=none"
    page.locator(".tools a", has_text="English").click()
    settle(page)
    assert page.locator("h1").inner_text() == "Embed builder"
    assert page.locator("#own-list").input_value() == "none"


@pytest.mark.parametrize("view", ["district", "zone", "insight"])
def test_a_lock_of_any_view_outlives_another_change(opened: Open, view: str) -> None:
    code = f"&frame-{view}={CODES[view]}" if view in CODES else "&order=-density"
    page = opened(f"/en/embed/builder?frame-view={view}{code}&domain=ai&frame-lock=domain")
    expect(page.locator("#lock-domain")).to_be_visible()
    page.locator("#own-theme").select_option("dark")
    expect(page.locator("#snippet-src")).to_contain_text("theme=dark")
    expect(page.locator("#snippet-src")).to_contain_text("lock=domain")
    assert ("order=-density" in _text(page, "src")) == (view == "insight")
    page.frame_locator(PREVIEW).locator(".chip.locked").wait_for()


def test_a_preview_comes_back_after_the_network_did(opened: Open, watch: Watch) -> None:
    page = opened("/en/embed/builder")
    _standing(page)
    watch.expected = ("ERR_FAILED",)
    page.route("**/en/embed/builder?**", lambda route: route.abort())
    page.locator("#own-controls").select_option("off")
    expect(page.locator("#preview .notice")).to_be_visible()
    page.unroute("**/en/embed/builder?**")
    page.locator("#own-controls").select_option("on")
    _standing(page)
    expect(page.locator("#preview .notice")).to_have_count(0)


def test_a_platform_is_offered_while_one_types_its_name(opened: Open) -> None:
    page = opened("/en/embed/builder?frame-view=platform")
    expect(page.locator("#preview")).to_contain_text("name or identifier")
    page.locator("#code-platform").press_sequentially("Zhangjiang Drug", delay=10)
    option = page.locator("#platforms option").first
    option.wait_for(state="attached")
    page.locator("#code-platform").fill(option.get_attribute("value") or "")
    expect(page.locator("#snippet-src")).to_contain_text("/embed/v1/platform/")
    _standing(page, ".card")


def test_a_width_chosen_at_once_loses_nothing_that_was_typed(opened: Open) -> None:
    page = opened("/embed/builder?frame-view=zone&frame-zone=lingang")
    page.locator("[name=frame-h]").fill("444")
    page.locator("label[for=width-768]").click()
    expect(page.locator("#snippet-src")).to_contain_text("h=444")
    expect(page.locator(".preview-frame")).to_have_attribute("data-width", "768")
    assert "width=768" in page.url


@pytest.mark.parametrize("width", [320, 390, 768, 1200])
def test_the_preview_has_the_true_width(opened: Open, width: int) -> None:
    page = opened("/embed/builder?frame-view=zone&frame-zone=lingang")
    page.locator(f"label[for=width-{width}]").click()
    expect(page.locator(PREVIEW)).to_have_js_property("offsetWidth", width)
    expect(page.frame_locator(PREVIEW).locator("html")).to_have_js_property("clientWidth", width)
    assert f"width={width}" in page.url or width == 390
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_preview_has_the_height_that_was_chosen(opened: Open) -> None:
    page = opened("/embed/builder?frame-view=zone&frame-zone=lingang")
    _standing(page)
    height = round(content_height(page.locator(PREVIEW)))
    expect(page.locator(PREVIEW)).to_have_js_property("offsetHeight", height)
    assert height > 600
    for h, pixels in (("444", 444), ("390:500", 500)):
        page.locator("#own-h").fill(h)
        expect(page.locator(PREVIEW)).to_have_js_property("offsetHeight", pixels)
    page.locator("#own-h").fill("999999")
    expect(page.locator("#preview .notice")).to_contain_text("999999")


def test_copy_buttons_put_the_shown_text_on_the_clipboard(opened: Open) -> None:
    page = opened("/embed/builder?zone=zhangjiang", permissions=["clipboard-read", "clipboard-write"])
    for name in VARIANTS:
        page.locator(f"[data-copies=snippet-{name}]").click()
        expect(page.locator("#status")).to_have_text("已复制")
        assert page.evaluate("navigator.clipboard.readText()") == _text(page, name)
        page.evaluate("document.getElementById('status').textContent = ''")


def test_a_button_clicked_twice_has_its_own_words_back(opened: Open) -> None:
    page = opened("/embed/builder", permissions=["clipboard-read", "clipboard-write"])
    button = page.locator("[data-copies=snippet-src]")
    before = button.inner_html()
    button.dblclick()
    expect(button).to_contain_text("已复制")
    page.wait_for_timeout(COPIED_FOR + 500)
    assert button.inner_html() == before


@pytest.mark.parametrize("name", ["iframe", "element"])
@pytest.mark.parametrize("query", ["zone=zhangjiang&frame-lock=zone", "frame-view=district&frame-district=310112"])
def test_a_snippet_stands_on_another_site(opened: Open, browser: Browser, name: str, query: str) -> None:
    page = opened(f"/en/embed/builder?{query}")
    snippet, src = _text(page, name), _text(page, "src")
    said: list[str] = []
    with elsewhere() as other:
        other.body = snippet
        context = browser.new_context(reduced_motion="reduce")
        host = context.new_page()
        host.on("console", lambda message: said.append(message.text))
        host.goto(other.at("localhost"))
        frame = host.locator("iframe")
        frame.content_frame.locator(".leaflet-marker-icon").first.wait_for(state="attached")
        assert frame.get_attribute("src") == src
        assert "allow-scripts" in (frame.get_attribute("sandbox") or "")
        assert host.frames[1].evaluate("self.origin") == "null"
        assert context.cookies() == []
        context.close()
    assert said == []


def test_without_a_script_the_form_is_sent(browser: Browser, real_site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{real_site}/en/embed/builder?zone=zhangjiang")
    page.locator("#view-district").check()
    page.locator("#code-district").select_option("310115")
    page.locator("#own-theme").select_option("dark")
    page.locator("#width-768").check()
    page.get_by_role("button", name="Update").click()
    assert _text(page, "src").endswith("/embed/v1/district/310115?zone=zhangjiang&lang=en&theme=dark")
    box = page.locator("#preview iframe").bounding_box()
    assert box is not None
    assert round(box["width"]) >= 768
    page.frame_locator("#preview iframe").locator("h1").wait_for()
    assert page.locator("[data-action]").first.is_hidden()
    context.close()


def test_no_answer_is_said_and_nothing_chosen_is_lost(opened: Open, watch: Watch) -> None:
    watch.expected = ("Failed to load resource",)
    page = opened("/en/embed/builder")
    page.route("**/embed/builder?*", lambda route: route.abort())
    page.locator("#own-theme").select_option("dark")
    expect(page.locator("#preview [role=alert]")).to_contain_text(messages("en")("build-failed"))
    page.unroute_all()
    page.locator("#own-list").select_option("side")
    expect(page.locator("#snippet-src")).to_contain_text("theme=dark&list=side")


@pytest.mark.parametrize("path", ["/?zone=zhangjiang", "/en/?domain=6g", "/platform/sh-poc-009", "/insight"])
@pytest.mark.parametrize("width", [320, 1440])
def test_every_page_has_one_way_to_the_builder_in_sight(opened: Open, path: str, width: int) -> None:
    page = opened(path, width=width, height=844)
    links = page.locator("a[href*='/embed/builder']")
    assert [link.is_visible() for link in links.all()].count(True) == 1


@pytest.mark.parametrize("path", ["/embed/builder", "/en/embed/builder?size=large", "/en/embed/doctor?size=large"])
@pytest.mark.parametrize("width", [320, 390])
def test_a_phone_has_the_form_first_and_no_sideways_scroll(opened: Open, path: str, width: int) -> None:
    page = opened(path, width=width, height=844)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if "builder" in path:
        form, preview = page.locator("#build").bounding_box(), page.locator("#preview").bounding_box()
        assert form is not None
        assert preview is not None
        assert form["y"] + form["height"] <= preview["y"]


def test_the_keyboard_alone_chooses_and_copies(opened: Open) -> None:
    page = opened("/en/embed/builder", permissions=["clipboard-read", "clipboard-write"])
    page.locator("#view-map").focus()
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    expect(page.locator("#snippet-src")).to_contain_text("/embed/v1/zone/zhangjiang")
    assert page.evaluate("document.activeElement.id") == "view-zone"
    page.locator("[data-copies=snippet-src]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#status")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == _text(page, "src")


@pytest.mark.parametrize("view", NEEDED)
def test_the_heights_that_the_doctor_asks_for_are_needed_and_enough(
    browser: Browser, real_site: str, view: str
) -> None:
    """Map or number and foot at each width: none is cut at the height asked for, one is 60 pixels below it.

    A number needs most where it is none, and a button shows what there is of other kinds.
    """
    known = next(each for each in NEEDED if each == view)
    bottoms = []
    # A narrow map of figures has its legend below, a wide one over it.
    for width in (320, 480, 900) if view == "insight" else (320, 480):
        page = browser.new_page(viewport={"width": width, "height": NEEDED[known]})
        query = "?district=310114&kind=poc" if view == "counter" else ""
        page.goto(real_site + path_of(known, CODES.get(view, "")) + query)
        settle(page)
        map_or_number, foot = page.locator(".embed-map, .frame-none .btn").first, page.locator(".embed-foot")
        shown, edge = map_or_number.bounding_box(), foot.bounding_box()
        assert shown is not None
        assert edge is not None
        assert shown["y"] + shown["height"] <= edge["y"] + 1
        bottoms.append(shown["y"] + shown["height"] + edge["height"])
        page.close()
    assert NEEDED[known] - 60 < max(bottoms) <= NEEDED[known]


def test_the_doctor_finds_corrects_and_copies(opened: Open, real_site: str) -> None:
    page = opened("/en/embed/builder", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("link", name="embed doctor").click()
    page.locator("#snippet").fill(BAD.replace("http://127.0.0.1:1", real_site))
    page.locator("#page").fill("https://www.example.gov.cn/")
    page.get_by_role("button", name="Check").click()
    for said in ("browsers block it", "is a page of the site", "“sh-poc-9”", "“them”", "allow-scripts", "90 pixels"):
        expect(page.locator(".causes")).to_contain_text(said)
    assert page.locator("#snippet").input_value() == BAD.replace("http://127.0.0.1:1", real_site)
    page.locator("[data-copies=corrected]").click()
    expect(page.locator("#status")).to_have_text("Copied")
    corrected = page.evaluate("navigator.clipboard.readText()")
    assert corrected == page.locator("#corrected").text_content()
    page.locator("#snippet").fill(corrected)
    page.get_by_role("button", name="Check").click()
    expect(page.locator("#found-name")).to_have_text("No cause found")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 375])
def test_axe_finds_nothing_in_a_diagnosis(opened: Open, scheme: str, width: int) -> None:
    page = opened("/embed/doctor", width=width, color_scheme=scheme)
    page.locator("#snippet").fill(BAD)
    page.locator("form button").click()
    page.locator(".causes").wait_for()
    assert violations(page) == []


@pytest.mark.parametrize("path", ["/en/embed/builder?frame-h=1&zone=zhangjiang", "/embed/doctor"])
def test_axe_finds_nothing_in_forced_colours(opened: Open, path: str) -> None:
    assert violations(opened(path, forced_colors="active")) == []
