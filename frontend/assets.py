"""How a document gets the bundle: by links (a live page), or written into it (a snapshot, a notebook)."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

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
    def inlined(cls, folder: Path) -> "Assets":
        """The style sheet and the script themselves, from the folder of the bundle."""
        names: dict[str, str] = json.loads((folder / "manifest.json").read_text("utf-8"))
        style = (folder / names["main.css"]).read_text("utf-8")
        script = (folder / names["main.js"]).read_text("utf-8").replace("</script", "<\\/script")
        return cls(h.fragment[h.style[Markup(style)], h.script(defer=True)[Markup(script)]])  # noqa: S704
