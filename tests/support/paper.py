"""Pages on paper: what a browser prints, as text and as pixels, and where the printed map has its marks."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2
from playwright.sync_api import Frame, Page

Pixels = npt.NDArray[np.int16]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

PX = 25.4 / 96
"""Millimetres of a CSS pixel."""
MARGIN_MM = 15.0
SCALE = 2.0
"""Pixels of a picture for each point of the sheet."""
SEEN = 24
"""So much must a channel of a colour change to be seen."""

# Told when the sheet is laid out, after the page's own script: where things stand on paper, in CSS pixels.
MEASURE = """(wanted) => matchMedia('print').addListener((event) => {
  if (!event.matches) return;
  const boxes = (selector) => [...document.querySelectorAll(selector)].map((one) => {
    const box = one.getBoundingClientRect();
    const fill = getComputedStyle(one).backgroundColor;
    const name = one.getAttribute('aria-label') || one.textContent;
    return { box: [box.left + scrollX, box.top + scrollY, box.right + scrollX, box.bottom + scrollY], name, fill };
  });
  window.onPaper = Object.fromEntries(Object.entries(wanted).map(([name, selector]) => [name, boxes(selector)]));
})"""


@dataclass(frozen=True)
class Spot:
    """An element of the printed page: its box in pixels of the picture, its name or text, and its ground."""

    box: Box
    name: str
    fill: str

    @property
    def middle(self) -> tuple[float, float]:
        left, top, right, bottom = self.box
        return (left + right) / 2, (top + bottom) / 2

    def within(self, other: "Spot") -> bool:
        (x, y), (left, top, right, bottom) = self.middle, other.box
        return left <= x <= right and top <= y <= bottom


@dataclass(frozen=True)
class Sheet:
    """The first sheet as pixels (rows of red, green, blue), and the text of all sheets that were printed."""

    pixels: Pixels
    text: str

    def part(self, box: Box) -> Pixels:
        left, top, right, bottom = (round(side) for side in box)
        return self.pixels[max(top, 0) : bottom, max(left, 0) : right]


def printed(page: Page, sheets: str = "1") -> Sheet:
    """The page as it prints by default, that is without the grounds of elements. `sheets`: empty for all of them."""
    document = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True, page_ranges=sheets))
    try:
        picture = document[0].render(scale=SCALE).to_numpy()[:, :, :3]
        text = "".join(each.get_textpage().get_text_range() for each in document)
        return Sheet(picture[:, :, ::-1].astype(np.int16), text.replace("\r", "").replace("\n", ""))
    finally:
        document.close()


def sheets_of(page: Page) -> list[str]:
    """The text of each sheet that the page prints."""
    document = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    try:
        return [each.get_textpage().get_text_range() for each in document]
    finally:
        document.close()


def measured(frame: Page | Frame, wanted: dict[str, str]) -> None:
    """From now on each print notes where these selectors' elements stand."""
    frame.evaluate(MEASURE, wanted)


def spots(frame: Page | Frame, name: str, offset: tuple[float, float] = (MARGIN_MM, MARGIN_MM)) -> list[Spot]:
    """Where they stood in the last print. `offset`: millimetres from the sheet's corner to that of the document."""
    found: list[dict[str, Any]] = frame.evaluate("(name) => window.onPaper[name]", name)
    return [Spot(_pixels(each["box"], offset), each["name"], each["fill"]) for each in found]


def _pixels(box: list[float], offset: tuple[float, float]) -> Box:
    per_mm = 72 / 25.4 * SCALE
    left, top, right, bottom = ((side * PX + offset[i % 2]) * per_mm for i, side in enumerate(box))
    return left, top, right, bottom


@contextmanager
def hidden(frame: Page | Frame, panes: str) -> Iterator[None]:
    """The same page without these panes of its map."""
    show = "([panes, how]) => { for (const one of document.querySelectorAll(panes)) one.style.visibility = how }"
    frame.evaluate(show, [panes, "hidden"])
    try:
        yield
    finally:
        frame.evaluate(show, [panes, ""])


def differs(one: Sheet, other: Sheet, box: Box) -> int:
    """How many pixels of the box are seen to differ."""
    return int((np.abs(one.part(box) - other.part(box)).max(axis=2) > SEEN).sum())
