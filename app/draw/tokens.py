"""The colours of a picture: the light tokens of the page's own style sheet, read from the built one."""

import re
from functools import cache

from frontend.bundle import bundle_text

SHEET = "first.css"
LIGHT = re.compile(r":root\s*\{\s*color-scheme:\s*light;([^}]*)\}")
TOKEN = re.compile(r"--([a-z0-9-]+):\s*([^;}]+)")


@cache
def tokens() -> dict[str, str]:
    """Every token of the light theme by its name, as `land` → `#fafaf6`. Raises NotBuiltError, and LookupError
    where the style sheet has no light theme.
    """
    block = LIGHT.search(bundle_text(SHEET))
    if block is None:
        raise LookupError(f"{SHEET} has no block of light tokens")
    return {name: value.strip() for name, value in TOKEN.findall(block[1])}


def colour(name: str) -> str:
    """One colour. Raises KeyError for a token that the page does not have."""
    return tokens()[name]


@cache
def page_fonts() -> str:
    """The page's own stack of font families, as CSS writes it."""
    found = re.search(r"--font:\s*([^;}]+)", bundle_text(SHEET))
    if found is None:
        raise LookupError(f"{SHEET} names no fonts")
    return found[1].strip()
