"""The header: Share copies the address, with and without permission; one press of the theme's button changes it."""

import pytest
from playwright.sync_api import expect

from frontend.messages import messages
from tests.support.browser import Open, settle

zh = messages("zh-CN")
KEPT = """() => {
  window.copied = null
  Object.defineProperty(navigator, 'clipboard', { value: { writeText: () => Promise.reject(new Error('refused')) } })
  document.addEventListener('copy', () => { window.copied = document.activeElement.value })
}"""


def test_share_copies_the_address_and_says_so(opened: Open) -> None:
    page = opened("/?domain=biomedicine", permissions=["clipboard-read", "clipboard-write"])
    page.locator("label.kind").nth(1).click()
    settle(page)
    share = page.locator(".tool-share")
    share.focus()
    page.keyboard.press("Enter")
    expect(share).to_have_text(zh("copied"))
    expect(page.locator("#status")).to_have_text(zh("copied"))
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    assert "kind=pilot" in page.url
    assert share.evaluate("one => one === document.activeElement")


def test_share_works_without_permission_and_on_a_phone(opened: Open) -> None:
    page = opened("/insight", width=390, height=844)
    page.evaluate(KEPT)
    share = page.locator(".tool-share")
    share.press("Enter")
    expect(page.locator(".sm-notice:visible")).to_have_text(zh("copied"))
    assert page.evaluate("window.copied") == page.url
    assert share.evaluate("one => one === document.activeElement")
    page.evaluate("document.execCommand = () => false")
    share.press("Enter")
    field = page.get_by_role("textbox", name=zh("copy-failed"))
    expect(field).to_be_focused()
    assert field.input_value() == page.url
    field.press("Escape")
    expect(field).to_have_count(0)


@pytest.mark.parametrize(
    ("system", "asked", "to"), [("dark", "", "light"), ("light", "", "dark"), ("dark", "?theme=light", "dark")]
)
def test_the_first_press_of_the_themes_button_changes_it(opened: Open, system: str, asked: str, to: str) -> None:
    page = opened(f"/licences{asked}", color_scheme=system)
    paper = "getComputedStyle(document.body).backgroundColor"
    before = page.evaluate(paper)
    page.get_by_role("link", name=zh(f"theme-{to}")).click()
    settle(page)
    assert page.evaluate(paper) != before
    assert page.evaluate("document.documentElement.dataset.theme") == to
    expect(page.locator(".tool-icon:visible")).to_have_count(1)


def test_the_list_is_a_list_to_those_who_hear_it(opened: Open) -> None:
    page = opened("/en/?kind=poc")
    results = page.get_by_role("region", name=messages("en")("results"))
    expect(results.get_by_role("heading", level=2).first).to_contain_text("15 proof-of-concept platforms")
    cards = page.locator("#results .card").count()
    assert results.get_by_role("list").get_by_role("listitem").filter(has=page.locator(".card")).count() == cards
    first = results.get_by_role("listitem").first
    expect(first.get_by_role("heading", level=3)).to_be_visible()
    heard = first.locator(".stages").aria_snapshot()
    assert "stated: Lab, Market; not stated: Initial" in heard
    assert page.get_by_role("checkbox", name="Also show 30 pilot platforms").is_visible()
