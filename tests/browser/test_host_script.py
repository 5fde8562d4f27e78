"""The host script on another origin, pinned by its hash: it runs, and a changed one is refused."""

import base64
import hashlib

from playwright.sync_api import Browser

from app.embed import host_script
from tests.browser.elsewhere import elsewhere

ELEMENT = '<service-map view="counter" title="map"></service-map>'
WRONG = "sha384-" + base64.b64encode(hashlib.sha384(b"another script").digest()).decode()


def _pinned(site: str, integrity: str) -> str:
    address = site + host_script.current().address
    return f'<script src="{address}" integrity="{integrity}" crossorigin="anonymous"></script>{ELEMENT}'


def test_a_pinned_script_makes_its_frame(browser: Browser, real_site: str) -> None:
    said: list[str] = []
    with elsewhere() as other:
        other.body = _pinned(real_site, host_script.current().integrity)
        page = browser.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.goto(other.at("localhost"))
        page.locator("service-map iframe").content_frame.locator(".counter").wait_for()
        page.close()
    assert said == []


def test_another_integrity_is_refused(browser: Browser, real_site: str) -> None:
    said: list[str] = []
    with elsewhere() as other:
        other.body = _pinned(real_site, WRONG)
        page = browser.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.goto(other.at("localhost"))
        page.wait_for_load_state("networkidle")
        assert page.evaluate("typeof customElements.get('service-map')") == "undefined"
        assert page.locator("iframe").count() == 0
        page.close()
    assert any("integrity" in text for text in said)
