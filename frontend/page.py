"""A whole document as a Folium figure: what is written is text, and nothing of it is compiled."""

from collections.abc import Mapping
from typing import Any

import htpy as h
from branca.element import Figure

from frontend.assets import Assets
from frontend.component import Text


class Page(Figure):
    """A document with its assets. `theme` and `size` are set on the root, where CSS looks for them.

    `base` is the path at its host before all paths of the site that serves the document, for the scripts.
    """

    def __init__(
        self,
        *,
        title: str,
        lang: str,
        assets: Assets,
        head: h.Node = None,
        body: h.Node = None,
        theme: str | None = None,
        size: str | None = None,
        base: str = "",
        body_data: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__()
        document = h.html(lang=lang, data_theme=theme, data_size=size, data_base=base or None)[
            h.head[
                h.meta(charset="utf-8"),
                h.meta(name="viewport", content="width=device-width, initial-scale=1"),
                h.title[title],
                assets.head,
                head,
            ],
            h.body({f"data-{name}": value for name, value in (body_data or {}).items()})[body, assets.tail],
        ]
        self._document = Text(str(document))

    def render(self, **kwargs: Any) -> str:
        """The document, the same each time."""
        return self._document.render()
