"""What the first view of the default data costs a browser that has nothing kept: bytes, time, the longest task."""

from dataclasses import dataclass
from statistics import median
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from bench.programs import Running
from tests.support.browser import ARGS, chromium, settle

WATCH = """
window.longest = 0
new PerformanceObserver((list) => {
  for (const task of list.getEntries()) window.longest = Math.max(window.longest, task.duration)
}).observe({ type: 'longtask', buffered: true })
"""
DRAWN = "() => performance.now()"


@dataclass
class FirstView:
    """Bytes that came over the network, milliseconds until all was drawn, milliseconds of the longest task."""

    bytes: float
    drawn: float
    task: float


def measured(default: Running, rounds: int) -> FirstView | None:
    """The median of the rounds; None where there is no browser."""
    program = chromium()
    if program is None:
        return None
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(ARGS))
        views = [_view(browser, default.address) for _ in range(rounds)]
        browser.close()
    return FirstView(*(median(getattr(view, name) for view in views) for name in ("bytes", "drawn", "task")))


def _view(browser: Browser, address: str) -> FirstView:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.add_init_script(WATCH)
    page, sizes = context.new_page(), list[float]()
    session = context.new_cdp_session(page)
    session.send("Network.enable")

    def add(event: dict[str, Any]) -> None:
        sizes.append(event["encodedDataLength"])

    session.on("Network.loadingFinished", add)
    page.goto(address + "/")
    settle(page)
    view = FirstView(0.0, page.evaluate(DRAWN), page.evaluate("() => window.longest"))
    view.bytes = sum(sizes)
    context.close()
    return view
