"""The oldest browsers, Chromium 80 and Safari 13.1: today's Chromium without the built-ins that they lack."""

import json
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.browser import Open, settle
from tests.support.node import node

FRONTEND = Path(__file__).parents[2] / "frontend"
REMOVE = """(() => {
  // Playwright's own questions run in this page, too.
  const kept = new Set(['BigInt64Array', 'BigUint64Array'])
  for (const [owner, member, isStatic] of MISSING) {
    try {
      if (!member) { if (!kept.has(owner)) delete window[owner]; continue }
      const object = owner === 'Window' ? window : window[owner]
      if (!object) continue
      if (isStatic || typeof object !== 'function') delete object[member]
      if (!isStatic && object.prototype) delete object.prototype[member]
    } catch {}
  }
})()"""


@pytest.fixture(scope="module")
def removal() -> str:
    """A script that takes away, before any other runs, what one of the two browsers lacks."""
    command = [node(), "floor-check.mjs", "built-ins"]
    listed = subprocess.run(command, cwd=FRONTEND, capture_output=True, text=True, check=True, timeout=60).stdout
    assert ["Element", "replaceChildren", False] in json.loads(listed)
    return REMOVE.replace("MISSING", listed.strip())


def _old(opened: Open, removal: str, path: str, **options: int) -> Page:
    """A page whose scripts met the older browser from their first line on."""
    page = opened("/live", **options)
    page.add_init_script(removal)
    page.goto(page.url.removesuffix("/live") + path)
    settle(page)
    native = "/native code/.test(String(Element.prototype.replaceChildren))"
    assert not page.evaluate(native)
    assert page.evaluate("document.documentElement.classList.contains('js')")
    return page


def test_the_map_works_in_the_oldest_browsers(opened: Open, removal: str) -> None:
    page = _old(opened, removal, "/")
    expect(page.locator(".mark").first).to_be_visible()
    page.locator("label.kind").nth(1).click()
    settle(page)
    expect(page.locator("#results .card").nth(20)).to_be_attached()
    page.locator("#q").press_sequentially("合成")
    expect(page.locator("#suggest [role=option]").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    settle(page)
    assert "domain=" in page.url
    page.locator("#bar-stage").click()
    settle(page)
    expect(page.locator("#facet-stage")).to_be_visible()
    page.locator("label[for=f-stage-lab]").click()
    settle(page)
    page.locator(".chip").first.click()
    settle(page)
    page.locator(".legend summary").click()
    page.locator(".ctl").first.click()
    settle(page)
    page.goto(page.url.split("?")[0] + "?group=none&select=sh-poc-009&view=map&kind=poc,pilot,related")
    settle(page)
    page.locator(".mark").first.press("Enter")
    page.locator("[data-action=copy-link]").first.click()


@pytest.mark.parametrize("path", ["/insight?area=310112", "/embed/builder", "/embed/v1?list=side"])
def test_the_other_pages_come_up_in_the_oldest_browsers(opened: Open, removal: str, path: str) -> None:
    page = _old(opened, removal, path)
    if "builder" not in path:
        expect(page.locator(".leaflet-container").first).to_be_visible()


def test_below_the_floor_the_servers_page_works(browser: Browser, real_site: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    # As a browser that cannot read the script's first line: it does not run at all.
    page.route("**/main.*.js", lambda route: route.fulfill(body="?.", content_type="text/javascript"))
    page.goto(f"{real_site}/")
    assert page.evaluate("document.documentElement.className") == ""
    expect(page.locator("#results .card").first).to_be_visible()
    page.locator("#f-kind-pilot").check()
    page.get_by_role("button", name="应用筛选").click()
    page.wait_for_url("**kind=pilot*")
    context.close()


def test_a_script_that_cannot_come_up_leaves_the_servers_page(browser: Browser, real_site: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script("delete window.AbortController; delete window.URLSearchParams; delete window.ResizeObserver")
    page.goto(f"{real_site}/?kind=pilot")
    assert page.evaluate("document.documentElement.className") == ""
    expect(page.locator("#results .card").first).to_be_visible()
    context.close()


def test_styles_have_something_in_the_place_of_what_the_oldest_browsers_lack() -> None:
    files = [str(path) for path in (FRONTEND / "dist").glob("*.css") if not path.name.startswith("swagger-ui")]
    assert len(files) > 3
    command = [node(), "floor-check.mjs", "styles", *files]
    done = subprocess.run(command, cwd=FRONTEND, capture_output=True, text=True, check=True, timeout=60)
    assert {name: faults for name, faults in json.loads(done.stdout).items() if faults} == {}
