"""Screenshots of pages and frames, and how much two folders of them differ.

    python -m tests.support.pins.shots take FOLDER
    python -m tests.support.pins.shots compare BEFORE AFTER

No test: pixels depend on the fonts of the machine, so take both folders on the same one.
"""

import argparse
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from PIL import Image, ImageChops
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from app.imports.reference.defaults import load_defaults
from app.settings import Settings
from app.setup.cluster import open_database, remove
from app.store.migrations import upgrade
from tests.support.browser import ARGS, chromium, settle
from tests.support.server import running

WIDTHS = (1440, 768, 390)
FRAME_WIDTHS = (480, 320)
HEIGHT = 900
PAGES = (
    *("/", "/en", "/?domain=synbio", "/?view=map", "/?theme=dark&kind=poc,pilot,related", "/platform/sh-poc-009"),
    *("/district/310115", "/zone/zhangjiang", "/insight", "/insight?topic=cells", "/insight?topic=gaps"),
    *("/insight?topic=siting&sites=121.4,31.2", "/insight?topic=compare&compare=310115,310112,zhangjiang"),
    *("/insight/brief/310115", "/embed/builder", "/embed/doctor", "/api?f=html", "/platform/nobody"),
)
FRAMES = tuple(
    f"/embed/v1{view}"
    for view in (
        *("", "?lang=en&theme=dark&list=side", "/platform/sh-poc-009", "/district/310115", "/zone/zhangjiang"),
        *("/insight", "/counter", "?layers=features&domain=ai&lock=domain", "/platform/nobody"),
    )
)
TRIES = 20
PATIENCE_MS = 180_000
OWN_ADDRESS = """(host) => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const encoded = encodeURIComponent(host);
  while (texts.nextNode()) {
    const node = texts.currentNode;
    const shown = node.data.replaceAll(host, "site.test").replaceAll(encoded, "site.test");
    if (shown !== node.data) node.data = shown;
  }
}"""
"""The builder shows the address of the site, whose port is another one each time."""


@contextmanager
def _site() -> Iterator[str]:
    """The application on the default data, with a database of its own that goes away again."""
    with TemporaryDirectory(prefix="sms-") as folder:
        home = Path(folder)
        home.chmod(0o755)
        with open_database(home, name="shots", durable=False, log=lambda line: None) as url:
            upgrade(url)
            load_defaults(url, lambda line: None)
            with running(Settings(database_url=url)) as address:
                yield address
        remove(home)


def _wanted() -> Iterator[tuple[str, int]]:
    """Addresses with the widths of their windows in pixels."""
    for address in PAGES:
        yield from ((address, width) for width in WIDTHS)
    for address in FRAMES:
        yield from ((address, width) for width in FRAME_WIDTHS)


def _still(page: Page) -> bytes:
    """The whole page as PNG, once two pictures in a row are the same. Raises RuntimeError where it never rests."""
    settle(page)
    page.evaluate("document.fonts.ready.then(() => null)")
    page.evaluate(OWN_ADDRESS, urlsplit(page.url).netloc)
    _as_high_as_its_content(page)
    before = page.screenshot(animations="disabled")
    for _ in range(TRIES):
        page.wait_for_timeout(200)
        now = page.screenshot(animations="disabled")
        if now == before:
            return now
        before = now
    raise RuntimeError(f"{page.url} does not come to rest")


def _as_high_as_its_content(page: Page) -> None:
    """A picture of more than the window would leave frames of other origins blank and cut through what is fixed."""
    size = page.viewport_size
    needed = page.evaluate("document.documentElement.scrollHeight")
    if size is not None and needed > size["height"]:
        page.set_viewport_size(ViewportSize(width=size["width"], height=needed))
        settle(page)


def _take_one(browser: Browser, address: str, width: int) -> bytes:
    view = ViewportSize(width=width, height=HEIGHT)
    context = browser.new_context(
        viewport=view, reduced_motion="reduce", locale="zh-CN", timezone_id="Asia/Shanghai", color_scheme="light"
    )
    try:
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.goto(address)
        return _still(page)
    finally:
        context.close()


def take(folder: Path) -> None:
    """Take every picture into the folder."""
    path = chromium()
    if path is None:
        sys.exit("Chromium is missing: name it in SERVICEMAP_CHROMIUM.")
    folder.mkdir(parents=True, exist_ok=True)
    with _site() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGS))
        for address, width in _wanted():
            name = re.sub(r"[^\w.=-]+", "_", address).strip("_") or "home"
            (folder / f"{name}-{width}.png").write_bytes(_take_one(browser, site + address, width))
        browser.close()


def different(before: Path, after: Path) -> float:
    """The share of pixels that differ, 0 to 1; what only the larger of two pictures has is different."""
    with Image.open(before) as first, Image.open(after) as second:
        size = (max(first.width, second.width), max(first.height, second.height))
        same_size = (min(first.width, second.width), min(first.height, second.height))
        box = (0, 0, *same_size)
        changes = ImageChops.difference(first.convert("RGB").crop(box), second.convert("RGB").crop(box))
    red, green, blue = changes.split()
    any_channel = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    equal = any_channel.histogram()[0]
    return 1 - equal / (size[0] * size[1])


def compare(before: Path, after: Path) -> int:
    """Print the share of different pixels of each picture, the largest first; the number of pictures that differ."""
    names = {folder: {path.name for path in folder.glob("*.png")} for folder in (before, after)}
    for name in sorted(names[before] ^ names[after]):
        print(f"only in {before if name in names[before] else after}: {name}")
    both = names[before] & names[after]
    shares = sorted(((different(before / name, after / name), name) for name in both), reverse=True)
    for share, name in shares:
        print(f"{share:8.4%}  {name}")
    return sum(share > 0 for share, _ in shares) + len(names[before] ^ names[after])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("take").add_argument("folder", type=Path)
    comparing = commands.add_parser("compare")
    comparing.add_argument("before", type=Path)
    comparing.add_argument("after", type=Path)
    given = parser.parse_args()
    if given.command == "take":
        take(given.folder)
    elif changed := compare(given.before, given.after):
        sys.exit(f"{changed} pictures differ")


if __name__ == "__main__":
    main()
