"""Zoomed, in large text, with wider text, in forced colours, with a list open: usable, nothing cut, axe content."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.support.axe import violations
from tests.support.browser import ARGS, Open, boxes, chromium, settle

PAGES = ("/", "/en/?panel=filters", "/platform/sh-poc-009", "/en/district/310112", "/zone/lingang", "/?domain=6g")
ENGLISH = (
    *("/en/?zone=zhangjiang&kind=poc,pilot,related&near=121.47,31.23&radius=5000", "/en/district/310115"),
    *("/en/insight?measure=quotient&area=310120", "/en/insight?topic=siting&sites=121.6,31.1;121.2,31.0"),
    *(
        "/en/insight/brief/310120",
        "/en/embed/builder?zone=zhangjiang",
        "/en/licences",
        "/api/collections?f=html&lang=en",
    ),
    *("/embed/v1?lang=en&district=310112&lock=district", "/embed/v1/insight?lang=en"),
    *("/en/lists", "/en/lists/policies", "/en/lists/events", "/en/about?size=large"),
    *("/en/match", "/en/match?domain=bci&stage=initial"),
)
MORE = (
    *("/en/insight?topic=cells&cells=hotspots", "/en/insight?topic=cells&cells=clusters", "/en/?view=map"),
    *("/en/insight?topic=gaps&area=310115", "/en/insight?topic=compare&compare=310112,310115", "/en/embed/doctor"),
    *("/api?f=html&lang=en", "/api/collections/platforms/items?f=html&lang=en&limit=5", "/embed/v1?lang=en&list=side"),
    *("/en/lists/fields", "/en/lists/services", "/en/lists/cases", "/en/lists/glossary", "/en/open-data"),
    *("/embed/v1/platform/sh-poc-009?lang=en", "/embed/v1/zone/lingang?lang=en", "/en/?overlay=features&card=310112"),
)
LARGE = tuple(f"{path}{'&' if '?' in path else '?'}size=large" for path in ("/en/", "/?panel=filters", "/en/insight"))
TWICE = (
    *("/en/match", "/en/match?domain=synbio&stage=lab&origin=zhangjiang", "/en/lists/policies", "/en/lists/void"),
    *("/en/about", "/en/insight/siting?within=310116", "/en/platform/sh-poc-009", "/en/district/310112"),
    *("/en/insight/brief/310115", "/en/insight/brief/city", "/en/insight/digest", "/en/platform/sh-poc-001/history"),
    ENGLISH[0],
    "/en/insight?topic=gaps&area=310115",
)
"""The widest words of what was added since, at the narrowest width with the largest font."""
SIZES = {
    "zoomed to 200 %": (640, 512, PAGES),
    "zoomed to 400 %": (320, 256, PAGES),
    "English on the narrowest phone": (320, 640, ENGLISH),
    "a phone on its side": (640, 360, ("/en/", "/en/?view=map", "/en/?panel=filters")),
    "large text on a tablet": (768, 1024, LARGE),
    "large text on a desktop": (1440, 900, LARGE[:2]),
}
SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-bottom: 2em !important }"""
LAID = """() => {
  const root = document.querySelector('[data-map-root]')
  const over = [...root.querySelectorAll('.sm-corner:not(.sm-strip) > *')]
  const boxes = over.map(one => one.getBoundingClientRect()).filter(box => box.width)
  const upon = boxes.some((a, i) => boxes.slice(i + 1).some(b =>
    a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1))
  const seen = [...root.querySelectorAll('.mark')].filter(mark => {
    const { left, right, top, bottom } = mark.getBoundingClientRect(), box = root.getBoundingClientRect()
    const y = (top + bottom) / 2, x = (left + right) / 2
    return y > box.top && y < box.bottom && !boxes.some(b => x > b.left && x < b.right && y > b.top && y < b.bottom)
  })
  return [upon, seen.length > 2]
}"""
"""Whether what stands at the map's edges lies upon one another, and whether more than two marks stand free of it."""
LOST = """() => {
  const lost = [], name = e => `${e.localName}#${e.id}.${e.className} ${e.textContent.trim().slice(0, 40)}`
  const scrolls = e => /auto|scroll/.test(getComputedStyle(e).overflowX) && e.scrollWidth > e.clientWidth + 1
  const unseen = e => e.closest('.sr-only, .skip, .leaflet-pane, .sm-labels, [data-label], option')
    || e.closest('details:not([open])') && !e.closest('summary')
  if (document.documentElement.scrollWidth > innerWidth) lost.push(`sideways: ${document.documentElement.scrollWidth}`)
  for (const e of document.querySelectorAll('body *')) {
    if (!e.getClientRects().length || e.closest('svg') || unseen(e) || !e.textContent.trim()) continue
    const { overflowX, overflowY } = getComputedStyle(e), box = e.getBoundingClientRect()
    const cut = /hidden|clip/.test(overflowX) && e.scrollWidth > e.clientWidth + 1
      || /hidden|clip/.test(overflowY) && e.scrollHeight > e.clientHeight + 1
    if (cut && !e.matches('.service-map')) lost.push(`cut: ${name(e)}`)
    // Tables, code and a preview in its true width scroll by themselves; nothing else has to be scrolled sideways.
    if (scrolls(e) && !e.matches('.table-scroll, .preview-scroll, pre')) lost.push(`scrolls: ${name(e)}`)
    let around = e.parentElement
    while (around && !scrolls(around)) around = around.parentElement
    const own = [...e.childNodes].some(node => node.nodeType === 3 && node.data.trim())
    const sign = parseFloat(getComputedStyle(e).fontSize)
    const sliver = own && e.textContent.trim().length > 8 && box.width < 2.5 * sign && box.height > 7 * sign
    if (sliver) lost.push(`a sign a line: ${name(e)}`)
    if (own && !around && (box.right > innerWidth + 1 || box.left < -1)) lost.push(`outside: ${name(e)}`)
  }
  const map = document.querySelector('.service-map')
  if (map?.getClientRects().length && map.getBoundingClientRect().height < 150) lost.push('the map is too low')
  return lost.slice(0, 6)
}"""

OPENED = f"""() => [...document.querySelectorAll('details:not([open])')].flatMap(one => {{
  if (!one.querySelector('summary').getClientRects().length) return []
  one.open = true
  const lost = ({LOST})()
  one.open = false
  return lost.map(what => `${{one.querySelector('summary').textContent.trim()}} opens ${{what}}`)
}})"""
"""What is lost of the things that open at a click, each opened by itself."""
HINT = """() => {
  const box = document.getElementById('q'), { font, paddingLeft, paddingRight } = getComputedStyle(box)
  const pen = document.createElement('canvas').getContext('2d')
  pen.font = font
  return pen.measureText(box.placeholder).width <= box.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight)
}"""
"""Whether the search's hint stands whole in its box."""


def _lost(page: Page, paths: tuple[str, ...]) -> dict[str, list[str]]:
    site, found = page.url.split("/", 3), {}
    for path in paths:
        came = page.goto("/".join(site[:3]) + path)
        assert came, path
        assert came.ok, path
        settle(page)
        found[path] = page.evaluate(LOST)
    return {path: lost for path, lost in found.items() if lost}


@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_cut_and_nothing_scrolls_sideways(opened: Open, size: str) -> None:
    width, height, paths = SIZES[size]
    page = opened("/live", width=width, height=height)
    assert _lost(page, paths) == {}


@pytest.mark.parametrize(
    ("width", "path"),
    [
        *((320, "/en/"), (320, "/?size=large"), (390, "/en/?size=large"), (768, "/en/?size=large")),
        *((320, "/en/match?domain=bci&stage=initial"), (768, "/match?domain=bci&stage=initial&size=large")),
        (1440, "/en/match?domain=bci&stage=initial&size=large"),
    ],
)
def test_what_opens_stays_in_sight(opened: Open, width: int, path: str) -> None:
    page = opened(path, width=width, height=800)
    assert page.evaluate(OPENED) == []
    if page.locator("#q").count():
        assert page.evaluate(HINT)


@pytest.mark.long
@pytest.mark.parametrize(("width", "height"), [(320, 640), (390, 844), (640, 360), (768, 1024), (1024, 768)])
def test_the_same_on_every_page_at_every_width(opened: Open, width: int, height: int) -> None:
    page = opened("/live", width=width, height=height)
    every = (*PAGES, *ENGLISH, *MORE)
    assert _lost(page, every) == {}
    sized = (path for path in every if not path.startswith("/api") and "size=" not in path)
    assert _lost(page, tuple(f"{path}{'&' if '?' in path else '?'}size=large" for path in sized)) == {}


@pytest.fixture
def font_twice_as_large(browser: Browser) -> Iterator[Browser]:
    """A browser whose reader set a font twice the usual size."""
    args = [*ARGS, "--blink-settings=defaultFontSize=32"]
    large = browser.browser_type.launch(executable_path=chromium(), args=args)
    yield large
    large.close()


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1280, 800)])
def test_a_font_twice_as_large_cuts_nothing(
    font_twice_as_large: Browser, real_site: str, width: int, height: int
) -> None:
    page = font_twice_as_large.new_page(viewport={"width": width, "height": height})
    page.goto(f"{real_site}/live")
    assert _lost(page, ("/en/", "/en/?view=map", *ENGLISH[1:6], ENGLISH[-1])) == {}
    if width == 390:
        page.set_viewport_size({"width": 320, "height": 700})
        assert _lost(page, ("/en/?panel=filters", "/platform/sh-poc-009")) == {}
        assert _lost(page, TWICE) == {}
        page.goto(f"{real_site}/compare?ids=sh-poc-009,sh-poc-015,sh-poc-039")
        settle(page)
        discs = boxes(page.locator(".service-map .disc.rank"))
        assert discs
        assert [disc for disc in discs if abs(disc["width"] - disc["height"]) > 1] == [], "a letter's disc is no circle"


@pytest.mark.parametrize("path", ["/en/?view=map&size=large", "/en/?view=map"])
def test_the_narrowest_phones_map_shows_marks_beside_its_switches(opened: Open, path: str) -> None:
    assert opened(path, width=320, height=700).evaluate(LAID) == [False, True]


@pytest.mark.parametrize("path", PAGES[:3])
def test_wider_text_cuts_nothing(opened: Open, path: str) -> None:
    page = opened(path, width=390, height=844, bypass_csp=True)
    page.add_style_tag(content=SPACING)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("path", PAGES[:3])
def test_forced_colours(opened: Open, path: str) -> None:
    page = opened(path, forced_colors="active")
    assert violations(page) == []
    mark = page.locator(".mark[tabindex='0']")
    if mark.count():
        mark.focus()
        page.keyboard.press("ArrowRight")
        ring = "getComputedStyle(document.activeElement).boxShadow"
        assert page.evaluate(ring) != "none", "a ring of the system's colours is seen about the mark"


@pytest.mark.parametrize(
    ("path", "swatch", "area"), [("/?overlay=features", "swatch-", "tint-"), ("/insight", "seq-", "seq-")]
)
def test_a_legend_has_the_colours_of_the_map_where_colours_are_forced(
    opened: Open, path: str, swatch: str, area: str
) -> None:
    page = opened(path, forced_colors="active")
    pairs = page.evaluate(
        """([swatch, area]) => [...document.querySelectorAll(`i.swatch[class*='${swatch}']`)].flatMap(sample => {
          const value = sample.className.split(swatch)[1], filled = document.querySelector(`path.${area}${value}`)
          const fill = filled && getComputedStyle(filled).fill
          return fill?.startsWith('rgb') ? [[value, getComputedStyle(sample).backgroundColor, fill]] : []
        })""",
        [swatch, area],
    )
    assert len(pairs) > 1
    assert all(sample == filled for _, sample, filled in pairs), pairs


def test_an_open_list_on_the_map(opened: Open) -> None:
    page = opened("/?kind=poc&kind=pilot&kind=related&zone=zhangjiang&group=none&at=121.6,31.2,15")
    page.get_by_role("button", name=re.compile("同一近似位置")).first.click()
    page.wait_for_timeout(300)
    assert violations(page) == []


def test_suggestions_open(opened: Open) -> None:
    page = opened("/")
    page.locator("#q").press_sequentially("张", delay=10)
    page.wait_for_selector("#suggest [role=option]")
    assert violations(page) == []
