"""How the fill of an area is drawn."""

from typing import Any

from app.draw.figure import Fill

DASH = (8.0, 5.0)


def style(fill: Fill) -> dict[str, Any]:
    """How a shape is drawn."""
    return {
        "fill": "no-verdict" if fill.hatched else fill.token,
        "line": fill.line,
        "alpha": fill.alpha,
        "hatched": fill.hatched,
        "dash": DASH if fill.dashed else None,
    }
