"""How a document gets the bundle: by links to its hashed files, or within itself."""

from collections.abc import Callable
from dataclasses import dataclass

import htpy as h
from markupsafe import Markup


@dataclass(frozen=True)
class Assets:
    """What stands in the head of a document."""

    head: h.Node

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
    def styled(cls, style: str) -> "Assets":
        """The style sheet within the document and no script: for a file that needs no server."""
        if "</" in style:
            raise ValueError("a style sheet cannot hold an end tag")
        return cls(h.style[Markup(style)])  # noqa: S704
