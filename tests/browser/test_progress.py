"""A steward comes in through the provider of the city, and keeps a milestone on a phone with the keyboard alone."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from app.settings import Settings
from app.stewardship.oidc.identities import link
from app.store.writing import write_session
from tests.support.axe import violations
from tests.support.browser import Open, settle
from tests.support.databases import Databases
from tests.support.oidc_provider import CLIENT, SECRET, Provider, oidc_provider
from tests.support.server import running
from tests.support.stewards import OF_PUDONG, accounts_of_every_role
from tests.support.watch import Watch


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with oidc_provider() as running_provider:
        yield running_provider


@pytest.fixture(scope="module")
def site(databases: Databases, provider: Provider) -> Iterator[str]:
    url = databases.url("progress-in-a-browser")
    accounts_of_every_role(url)
    with write_session(url) as connection:
        link(connection, "steward", provider.address, "u-1")
    settings = Settings(
        database_url=url,
        oidc_issuer=provider.address,
        oidc_client_id=CLIENT,
        oidc_client_secret=SECRET,
        oidc_label_en="City ID",
    )
    with running(settings) as address:
        yield address


def test_a_steward_of_the_provider_keeps_a_milestone(opened: Open, site: str, provider: Provider, watch: Watch) -> None:
    page = opened(f"/en/steward/record/{OF_PUDONG}", site=site, locale="en")
    watch.hosts |= {urlsplit(provider.address).netloc}
    watch.expected = ("422",)
    settle(page)
    assert violations(page) == []
    page.get_by_role("link", name="Sign in with City ID").press("Enter")
    expect(page).to_have_url(f"{site}/en/steward/record/{OF_PUDONG}")
    page.get_by_role("link", name="Milestones and evaluation").press("Enter")
    for width in (320, 390):
        page.set_viewport_size({"width": width, "height": 844})
        settle(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert violations(page) == []
    page.get_by_label("Title").focus()
    page.keyboard.type("中试线投用")
    page.keyboard.press("Tab")
    page.keyboard.type("2026-12")
    page.get_by_label("Public: with source and date").first.press("Space")
    # What is missing is said before anything is sent: the reason; and by the server, each at its field.
    page.get_by_role("button", name="Send for review").press("Enter")
    assert page.get_by_label("Why (required)").evaluate("field => field.matches(':focus:invalid')")
    page.keyboard.type("年度计划")
    page.get_by_role("button", name="Send for review").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("2 places to mend")
    assert violations(page) == []
    page.get_by_role("alert").get_by_role("link").first.press("Enter")
    page.keyboard.press("Tab")
    page.get_by_label("Source", exact=True).first.fill("市科委通知")
    page.get_by_label("Date of the source").first.fill("2026-03")
    page.get_by_role("button", name="Send for review").press("Enter")
    expect(page.get_by_role("heading", name="Milestones and evaluations")).to_be_visible()
    expect(page.locator(".diff")).to_contain_text("中试线投用")
    settle(page)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("button", name="Sign out").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
