"""How a document gets the bundle: by links to its hashed files, or within itself."""

from collections.abc import Callable
from dataclasses import dataclass

import htpy as h
from markupsafe import Markup

from frontend.bundle import bundle_text


@dataclass(frozen=True)
class Assets:
    """What stands in the head of a document, and at the end of its body."""

    head: h.Node
    tail: h.Node = None

    @classmethod
    def linked(cls, address: Callable[[str], str]) -> "Assets":
        """Links; `address` turns a plain name such as main.js into an address."""
        return cls(
            h.fragment[
                h.link(rel="icon", href=address("favicon.svg"), type="image/svg+xml"),
                h.link(rel="stylesheet", href=address("main.css")),
                h.script(src=address("main.js"), defer=True),
            ]
        )

    @classmethod
    def inlined(cls) -> "Assets":
        """Style sheet and script within the document: for a map that needs no server."""
        style = cls.styled(bundle_text("main.css"))
        return cls(style.head, h.script[Markup(_script(bundle_text("main.js")))])  # noqa: S704

    @classmethod
    def styled(cls, style: str) -> "Assets":
        """The style sheet within the document and no script: for a file that needs no server."""
        if "</" in style:
            raise ValueError("a style sheet cannot hold an end tag")
        return cls(h.style[Markup(style)])  # noqa: S704


def _script(text: str) -> str:
    if "</script" in text.lower() or "<!--" in text:
        raise ValueError("a script cannot hold its own end tag")
    return text
