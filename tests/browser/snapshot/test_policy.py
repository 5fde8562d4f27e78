"""The policy of a snapshot names its own scripts by hash; no other one runs."""

import shutil
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser

from tests.support.browser import settle

ADDED = "<script>window.ran = true</script><script src='added.js'></script><p onclick='window.ran = true'>added</p>"


def test_a_script_that_somebody_wrote_into_a_page_does_not_run(
    browser: Browser, places: dict[str, str], tmp_path: Path
) -> None:
    folder = tmp_path / "map"
    shutil.copytree(Path(urlsplit(places["folder"]).path).parent, folder)
    (folder / "added.js").write_text("window.ran = true")
    for name in ("index.html", "zone/lingang.html"):
        page = folder / name
        page.write_text(page.read_text("utf-8").replace("</main>", f"{ADDED}</main>"), "utf-8")
        context = browser.new_context(offline=True)
        opened = context.new_page()
        opened.goto(page.as_uri())
        settle(opened)
        opened.get_by_text("added", exact=True).click()
        assert opened.evaluate("window.ran") is None
        assert opened.locator(".mark").count() > 0
        context.close()


def test_a_script_that_is_not_the_files_own_does_not_run(browser: Browser, places: dict[str, str]) -> None:
    """The policy of the single file holds hashes: markup that somebody adds stays without effect."""
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto(places["single"])
    page.evaluate(
        """() => { const added = document.createElement('script'); added.textContent = 'window.ran = true';
                   document.body.append(added); }"""
    )
    assert page.evaluate("window.ran") is None
    context.close()
