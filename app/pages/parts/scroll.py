"""A table that may be wider than its page."""

import htpy as h


def scrolling(table: h.Element, name: str) -> h.Element:
    """The table in a part that scrolls sideways by itself, which a keyboard can reach; `name` says what it holds."""
    return h.div(".table-scroll", tabindex="0", role="region", aria_label=name)[table]
