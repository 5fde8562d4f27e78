"""What a sheet of paper says of the page it was printed from: its address, as text and as a QR code, and the date."""

from collections.abc import Iterator
from functools import lru_cache

import htpy as h
import segno
from markupsafe import Markup

from app.pages.context import Context
from app.pages.parts.marks import approval
from app.web.site import origin, written
from frontend.markup import markup

LONGEST = 300
"""Characters of an address that a QR code of 3 cm holds in squares which a telephone still tells apart."""
SMALL = 41
"""Squares on a side up to which 2 cm will do."""


def paper(context: Context) -> h.Element:
    """What stands at the head of the first sheet, and never on a screen. A place without a server has no address."""
    say, address = context.say, printed_address(context)
    dates = [h.span[say("as-of-said", date=context.as_of())]] if context.vocabulary.districts else []
    return h.div("#paper.paper", data_swap=True)[
        h.div[
            h.p[h.a(href=address)[written(address)]] if address else None,
            h.p[dates],
            h.p[h.span(data_printed=True), h.span[say("indicative")], " · ", h.span[approval(context)]],
        ],
        qr_code(address, say("paper-scan")) if 0 < len(address) <= LONGEST else None,
    ]


def printed_address(context: Context) -> str:
    """The page's whole address: of its view only what a reader of the paper would want to find again."""
    if not context.site or not context.location.served:
        return ""
    return origin(context.site) + context.location.lasting_view().url()


@lru_cache(maxsize=256)
def qr_code(text: str, name: str) -> Markup:
    """The text as a QR code of the least size: black squares on whatever is below."""
    code = segno.make(text, micro=False, error="l")
    width, height = code.symbol_size(border=0)
    dense = ".dense" if width > SMALL else ""
    box = {"viewBox": f"0 0 {width} {height}", "role": "img", "aria-label": name, "shape-rendering": "crispEdges"}
    return markup(h.Element("svg")(dense, box)[h.Element("path")(d="".join(_rows(code)))])


def _rows(code: segno.QRCode) -> Iterator[str]:
    """Each run of dark squares as a box of an SVG path."""
    for y, row in enumerate(code.matrix):
        x = 0
        while x < len(row):
            end = x
            while end < len(row) and row[end]:
                end += 1
            if end > x:
                yield f"M{x} {y}h{end - x}v1h{x - end}z"
            x = end + 1
