"""`python -m tests.support.pictures`: draw the pictures of docs/stewards.md anew, from the default data.

What is changed in them is made up and says so: an address at example.org, a source that is called an example.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from app.settings import Settings
from tests.support.browser import ARGS, chromium, settle
from tests.support.databases import Databases, run_folder
from tests.support.forms import form_of
from tests.support.server import running
from tests.support.stewards import OF_PUDONG, PASSWORD, PUDONG, accounts_of_every_role, csrf, signed_in
from tests.support.stored import stored
from tests.support.workbooks import twenty_rows

FOLDER = Path(__file__).parents[2] / "docs" / "images"
WIDTH, COLOURS = 1120, 64
"""Of a picture in pixels; so many colours show text and lines, and make a small file."""
READ_MS = 60_000
PREFIXES = {"": "-zh", "/en": ""}
INSTITUTION = "示例机构"
EXAMPLE = {"f.website": ["https://example.org/"], "f.lifecycle": ["operating"], "f.lifecycle_date": ["2026-03"]}
SOURCE = {f"source.{name}": ["示例来函"] for name in ("website", "lifecycle")}


def main() -> None:
    """Draw all of them, in both languages."""
    with ExitStack() as stack:
        url = Databases(stack.enter_context(run_folder()), "pictures", stack).url("pictures")
        accounts_of_every_role(url)
        stored(url, f"UPDATE accounts SET institution = '{INSTITUTION}'")  # noqa: S608 - a constant
        site = stack.enter_context(running(Settings(database_url=url)))
        draft = _drafted(site)
        browser = stack.enter_context(_browser())
        for prefix, ending in PREFIXES.items():
            with _signed_in(browser, site, prefix, "steward") as page:
                _draw(page, f"{site}{prefix}/steward", f"steward-queue{ending}", 620)
                _draw(page, f"{site}{prefix}/steward/record/{OF_PUDONG}", f"steward-edit{ending}", 620)
                _imported(page, f"{site}{prefix}/steward/import", ending)
            with _signed_in(browser, site, prefix, "editor") as page:
                _draw(page, f"{site}{prefix}{draft}", f"steward-review{ending}", 720)
        _publish(site, draft)
        for prefix, ending in PREFIXES.items():
            page = browser.new_page(viewport={"width": WIDTH, "height": 620}, locale="en-GB")
            path = f"{prefix}/platform/{OF_PUDONG}/history"
            _draw(page, f"{site}{path}", f"steward-history{ending}", 620)
            page.close()


def _drafted(site: str) -> str:
    """The path of a draft that waits for its review."""
    with signed_in(site, "steward") as browser:
        path = f"/steward/record/{OF_PUDONG}"
        form = {**form_of(browser.get(path)), **EXAMPLE, **SOURCE, "reason": ["示例：园区来函"], "do": ["submit"]}
        answer = browser.post(path, data=form)
        assert answer.status_code == 303, answer.text[:2000]
        return answer.headers["location"]


def _publish(site: str, draft: str) -> None:
    with signed_in(site, "editor") as browser:
        sent = {"csrf": csrf(browser.get(draft)), "version": "1", "do": "publish"}
        assert browser.post(draft, data=sent).status_code == 303


def _imported(page: Page, address: str, ending: str) -> None:
    """A table that does not say its datum, and the check of it once one was chosen."""
    with TemporaryDirectory() as folder:
        page.goto(address)
        page.locator("input[type=file]").set_input_files(twenty_rows(Path(folder), PUDONG))
        page.locator("button[type=submit][value=read], main form button[type=submit]").first.click()
        page.locator(".datum-map").wait_for(timeout=READ_MS)
    _drawn(page, f"import-datum{ending}", 620)
    page.locator("input[value=gcj02]").check()
    page.locator(".btn.primary").click()
    page.locator("#rows").wait_for(timeout=READ_MS)
    _drawn(page, f"import-check{ending}", 900)


@contextmanager
def _browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(), args=list(ARGS))
        yield opened
        opened.close()


@contextmanager
def _signed_in(browser: Browser, site: str, prefix: str, login: str) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": WIDTH, "height": 620}, locale="en-GB")
    page.goto(f"{site}{prefix}/steward/sign-in")
    page.locator("[name=login]").fill(login)
    page.locator("[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}{prefix}/steward")
    yield page
    page.close()


def _draw(page: Page, address: str, name: str, height: int) -> None:
    """The top of the page at this address as a PNG."""
    page.set_viewport_size({"width": WIDTH, "height": height})
    page.goto(address)
    _drawn(page, name, height)


def _drawn(page: Page, name: str, height: int) -> None:
    """The top of the page that is open, in few colours."""
    page.set_viewport_size({"width": WIDTH, "height": height})
    settle(page)
    picture = Image.open(BytesIO(page.screenshot())).convert("RGB").quantize(COLOURS)
    picture.save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
