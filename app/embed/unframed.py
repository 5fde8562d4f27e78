"""What of the analysis stands in no frame, its other questions and the brief: refused in words, with the way there."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.analysis.parameters import NAMES
from app.embed.contract import FILTER_NAMES
from app.pages.address.location import address
from app.pages.context import Context
from app.pages.insight.topics.every import FRAMED, names

NO_FRAME = "has no frame"
PAGE = "/insight"
TAKEN = (*FILTER_NAMES, "bbox", "lock", "area", *NAMES)
"""What the page of the analysis takes of a frame's address, beside the topic."""
OWN_PAGES = {"siting": "siting-crumb", "changes": "changes-way", "digest": "digest-way"}
"""Pages below that of the analysis with questions of their own, and the words for each."""


@dataclass(frozen=True)
class Unframed:
    """`topic` is that of the analysis, empty for the brief; `code` the district that a brief is about.

    `own` is one of `OWN_PAGES` instead, whose address is left as it is.
    """

    topic: str
    code: str = ""
    own: str = ""

    def name(self, context: Context) -> str:
        """What it is called."""
        if self.own:
            return context.say(OWN_PAGES[self.own])
        return context.say(f"topic-{self.topic}" if self.topic else "brief")

    def page(self, lang: str, pairs: Iterable[tuple[str, str]]) -> str:
        """The page of the site that shows it, asked the same."""
        if self.own:
            return address(lang, f"{PAGE}/{self.own}", list(pairs))
        if not self.topic:
            return address(lang, f"{PAGE}/brief/{self.code}" if self.code else PAGE, [])
        return address(lang, PAGE, [*(pair for pair in pairs if pair[0] in TAKEN), ("topic", self.topic)])


def unframed(path: str, topic: str = "", *, of_page: bool = False) -> Unframed | None:
    """What an address asks for that has no frame; None for all else.

    `path` is that of a page (`of_page`), or below the root of frames; `topic` is the parameter of that name.
    """
    segments = [segment for segment in path.split("/") if segment]
    if segments[:1] == [PAGE[1:]]:
        if of_page and len(segments) == 2 and segments[1] in OWN_PAGES:
            return Unframed("", own=segments[1])
        segments = segments[1:] or [topic]
    if segments[:1] == ["brief"]:
        return Unframed("", "".join(segments[1:2])[:20])
    named = segments[0] if len(segments) == 1 else ""
    return Unframed(named) if named in names() and named != FRAMED.name else None
