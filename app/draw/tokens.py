"""The colours of a picture: the light tokens of the page's own style sheet, read from the built one."""

import re
from functools import cache

from frontend.bundle import bundle_text

SHEET = "first.css"
SCHEMES = "main.css"
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
    """One colour; `viridis/seq-1` is that of another scheme. Raises KeyError for what the page does not have."""
    scheme, _, token = name.rpartition("/")
    return scheme_tokens(scheme)[token] if scheme else tokens()[token]


@cache
def scheme_tokens(scheme: str) -> dict[str, str]:
    """The colours that a scheme has instead of the usual ones. Raises KeyError where there is none of that name."""
    block = re.search(rf"\[data-scheme=[\"']?{re.escape(scheme)}[\"']?\]\s*\{{([^}}]*)\}}", bundle_text(SCHEMES))
    if block is None:
        raise KeyError(scheme)
    return {name: value.strip() for name, value in TOKEN.findall(block[1])}


@cache
def page_fonts() -> str:
    """The page's own stack of font families, as CSS writes it."""
    found = re.search(r"--font-cjk:\s*([^;}]+)", bundle_text(SHEET))
    if found is None:
        raise LookupError(f"{SHEET} names no fonts")
    return found[1].strip()
