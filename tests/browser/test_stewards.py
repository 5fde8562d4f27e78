"""A steward at the keyboard of a phone-sized window: sign in, still true, change a fact; an editor publishes it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from app.settings import Settings
from tests.support.axe import violations
from tests.support.browser import Open, settle
from tests.support.databases import Databases
from tests.support.server import running
from tests.support.stewards import OF_PUDONG, PASSWORD, accounts_of_every_role

NARROW = 390


@pytest.fixture(scope="module")
def site(databases: Databases) -> Iterator[str]:
    url = databases.url("stewards-in-a-browser")
    accounts_of_every_role(url)
    with running(Settings(database_url=url)) as address:
        yield address


def sign_in(page: Page, login: str) -> None:
    """With the keyboard alone."""
    page.get_by_label("Account").focus()
    page.keyboard.type(login)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("To do")


def well_made(page: Page) -> None:
    """axe finds nothing, and nothing is wider than the window, at a desk and on a phone."""
    for width in (1440, NARROW):
        page.set_viewport_size({"width": width, "height": 844})
        settle(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url
        assert violations(page) == [], page.url


def test_an_operator_confirms_by_a_link_on_a_narrow_phone(opened: Open, site: str) -> None:
    page = opened("/en/steward", site=site, locale="en")
    sign_in(page, "elsewhere")
    page.get_by_role("link", name="Link for the operator").first.click()
    page.get_by_role("button", name="Make a link").click()
    well_made(page)
    link = page.get_by_label("The link", exact=False).input_value()
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(f"{site}/en/steward?size=large")
    settle(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.locator("header.top").bounding_box()["height"] < 280, "the header leaves room for the work"  # type: ignore[index]
    page.get_by_role("button", name="Sign out").click()
    page.goto(link)
    page.locator(".invited-row summary", has_text="Website").focus()
    page.keyboard.press("Enter")
    well_made(page)
    expect(page.get_by_label("Website", exact=True)).to_be_visible()
    page.get_by_role("button", name="All right, still true").press("Enter")
    expect(page.get_by_text("Confirmed by the operator")).to_be_visible()
    well_made(page)


def test_from_the_sign_in_to_the_public_page(opened: Open, site: str) -> None:
    page = opened("/en/steward", site=site, locale="en")
    expect(page).to_have_url(f"{site}/en/steward/sign-in?next=%2Fen%2Fsteward")
    well_made(page)
    sign_in(page, "steward")
    well_made(page)
    first = page.locator("#stale .todo > li").first
    first.get_by_role("button", name="Still true").click()
    expect(page.locator("#stale .todo > li").first.get_by_role("button", name="Undo")).to_be_visible()
    page.goto(f"{site}/en/steward/record/{OF_PUDONG}")
    well_made(page)
    page.set_viewport_size({"width": 1440, "height": 900})
    lon = page.locator("#f-lon").input_value()
    mark, lat = page.locator(".position-mark"), page.locator("#f-lat")
    before = float(lat.input_value())
    mark.focus()
    page.keyboard.press("ArrowUp")
    assert 0.0003 < float(lat.input_value()) - before < 0.0006, "50 m to the north"
    lat.fill("no number")
    expect(mark).to_have_count(0)
    page.locator(".side-map .leaflet-container").click(position={"x": 60, "y": 60})
    assert float(lat.input_value()) > before, "a click fills the fields"
    page.locator("#f-lon").fill(lon)
    lat.fill(str(before))
    expect(mark).to_be_visible()
    page.get_by_label("Website", exact=True).fill("https://browser.example/")
    page.get_by_label("Website: Source").fill("园区来函")
    page.get_by_label("Why (required)").fill("园区来函告知网站")
    page.get_by_role("button", name="Send for review").first.click()
    expect(page.get_by_role("heading", name="1 fact changed")).to_be_visible()
    well_made(page)
    draft = page.url
    page.get_by_role("button", name="Sign out").click()
    sign_in(page, "editor")
    page.goto(draft)
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Published", exact=False).first).to_be_visible()
    page.goto(f"{site}/en/platform/{OF_PUDONG}")
    settle(page)
    expect(page.locator("#history")).to_contain_text("https://browser.example/")
    page.goto(f"{site}/en/steward/log")
    well_made(page)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    assert page.context.cookies() == []
