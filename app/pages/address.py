"""Addresses of pages: filters and view state in the query, language as a prefix, one order of parameters."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from app.parameters import Filter

VIEW = ("overlay", "group", "select", "card", "at", "panel", "view", "page", "theme", "size", "base")
LASTING = ("theme", "size")
"""View state that goes along to other pages; the rest belongs to the map."""
DEFAULT_KIND = ("poc",)
ALLOWED: Mapping[str, tuple[str, ...]] = {
    "overlay": ("features", "zones", "none"),
    "group": ("district", "zone", "none"),
    "panel": ("filters",),
    "view": ("map", "list"),
    "theme": ("light", "dark"),
    "size": ("large",),
}


def read_view(params: Mapping[str, str]) -> dict[str, str]:
    """The view state of a query; what has no meaning is left out, as unknown parameters are."""
    found = {name: params[name] for name in VIEW if params.get(name)}
    return {n: v for n, v in found.items() if len(v) <= 64 and (n not in ALLOWED or v in ALLOWED[n])}


@dataclass(frozen=True)
class Here:
    """Where the reader is: language, path (without the language's prefix), filter and view state."""

    lang: str
    path: str
    filter: Filter = field(default_factory=lambda: Filter(kind=DEFAULT_KIND))
    view: Mapping[str, str] = field(default_factory=dict)

    def url(self, **changes: str | None) -> str:
        """This page with some view state changed; None takes it out."""
        view = {name: value for name, value in {**self.view, **changes}.items() if value}
        pairs = filter_pairs(self.filter) + [(name, view[name]) for name in VIEW if name in view]
        return address(self.lang, self.path, pairs)

    def filtered(self, **changes: Any) -> str:
        """This page with the filter changed; on its first list page."""
        return self.home_like(self.filter.replace(**changes))

    def home_like(self, filter: Filter) -> str:
        """This page with another filter, its view state kept, on the first page of the list."""
        return replace(self, filter=filter).url(page=None, card=None)

    def in_language(self, lang: str) -> str:
        return replace(self, lang=lang).url()

    def other(self, path: str) -> str:
        """Another page in the same language, theme and size."""
        return address(self.lang, path, [(name, self.view[name]) for name in LASTING if name in self.view])

    def home(self, filter: Filter) -> str:
        """The map with another filter, in the same language, theme and size."""
        kept = [(name, self.view[name]) for name in LASTING if name in self.view]
        return address(self.lang, "/", filter_pairs(filter) + kept)


def filter_pairs(filter: Filter) -> list[tuple[str, str]]:
    """The filter's pairs; the default kind is not written."""
    pairs = filter.query()
    return [pair for pair in pairs if pair[0] != "kind"] if filter.kind == DEFAULT_KIND else pairs


def address(lang: str, path: str, pairs: list[tuple[str, str]]) -> str:
    """An address of this site."""
    prefix = "/en" if lang == "en" else ""
    query = urlencode(pairs, safe=",:")
    return f"{prefix}{path}" + (f"?{query}" if query else "")
