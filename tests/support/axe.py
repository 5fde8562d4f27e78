"""axe-core on a page."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"


def violations(page: Page, *, preload: bool = True) -> list[str]:
    """What axe finds, rule by rule, with the first elements. Swagger UI is another project's and left out.

    Frames are looked at as pages of their own: to a sandboxed one axe cannot speak, and the console would say so.

    `preload`: axe may read the style sheets by itself, which a page of a file forbids.
    """
    page.evaluate(AXE.read_text("utf-8"))
    options = {"resultTypes": ["violations"], "preload": preload, "iframes": False}
    found: dict[str, Any] = page.evaluate("options => axe.run({exclude: [['.swagger-ui']]}, options)", options)
    return [f"{v['id']}: {[n['html'][:160] for n in v['nodes'][:3]]}" for v in found["violations"]]
