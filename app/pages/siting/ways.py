"""How a part of the page asks again: a link, or a button of the form where a file goes along."""

import htpy as h

from app.pages.context import Context
from app.pages.siting.facts import SitingFacts

FORM = "ask"


class Ways:
    """Links and buttons that change one thing of the question."""

    def __init__(self, context: Context, facts: SitingFacts) -> None:
        self._context = context
        self._sent = facts.sent

    def changed(self, content: h.Node, css: str = "", *, current: bool = False, **changes: str | None) -> h.Element:
        """The same question with some parameters changed; None takes one out.

        A button changes the first of them alone, as it has one name: it is the one that decides.
        """
        name, value = next(iter(changes.items()))
        attributes = {"class": css or None, "aria-current": "true" if current else None, "data-siting-way": True}
        if self._sent:
            return h.button(
                {**attributes, "type": "submit", "form": FORM, "name": name, "value": value or "suggested"}
            )[content]
        return h.a({**attributes, "href": self._context.location.url(**changes), "rel": "nofollow"})[content]
