"""The way back from a page."""

import htpy as h

from app.pages.context import Context
from frontend.icons import icon


def crumb(context: Context, back: str | None = None) -> h.Node:
    """The way back to the map, or to another place of it."""
    return h.p(".crumb")[h.a(href=back or context.location.other("/"))[icon("back", 14), context.say("back-to-map")]]
