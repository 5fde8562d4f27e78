"""The links of the API's answers: to themselves, their other formats, the pages beside them, and what they belong to.

A link keeps the parameters that were asked for, and on a page for a person it leads to a page for a person.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from fastapi import Request

from app.collections.collection import Collection, ItemsQuery
from app.collections.parameters import CRS, PAGING
from app.query.parameter import names
from app.query.parameters import FORMAT, LANG
from app.web.negotiation import Format
from app.web.responses import GEOJSON, SCHEMA, Link, link, with_query
from app.web.site import base_url
from frontend.messages import messages

FEATURE_TYPES: Mapping[Format, str] = {"json": GEOJSON, "html": "text/html", "csv": "text/csv"}
DOCUMENT_TYPES: Mapping[Format, str] = {"json": "application/json", "html": "text/html"}
FORMAT_NAMES: Mapping[Format, str] = {"json": "JSON", "html": "HTML", "csv": "CSV"}


@dataclass(frozen=True)
class Links:
    """Writes the links of one answer: the site's address, the answer's format, the parameters that it was asked with.

    `query` are the pairs of the query string without the format and the page, which each link states itself.
    """

    base: str
    format: Format
    query: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, request: Request, format: Format) -> Self:
        pairs = request.query_params.multi_items()
        stated = names((FORMAT, *PAGING))
        return cls(base_url(request), format, tuple(pair for pair in pairs if pair[0] not in stated))

    def address(self, path: str, format: Format | None = None, keep: Iterable[str] = ("lang",)) -> str:
        """Another address of the API, with the parameters of `keep` that were asked for.

        Without a format, a person is led to HTML, and a program to whatever it prefers.
        """
        pairs = [pair for pair in self.query if pair[0] in keep]
        named = format or ("html" if self.format == "html" else None)
        return with_query(self.base + path, [*pairs, ("f", named)] if named else pairs)

    def leading(self, path: str, rel: str, title: str) -> Link:
        """A link to another document of the API."""
        return link(self.address(path), rel, DOCUMENT_TYPES[self.format], title)

    def of_schema(self, path: str, rel: str, title: str) -> Link:
        """A link to a JSON Schema, or for a person to its page."""
        return link(self.address(path), rel, SCHEMA if self.format == "json" else DOCUMENT_TYPES[self.format], title)

    def of_document(self, path: str, title: str) -> list[Link]:
        """A document's link to itself and the one to its other format."""
        other: Format = "html" if self.format == "json" else "json"
        return [
            link(self.address(path, self.format), "self", DOCUMENT_TYPES[self.format], title),
            link(self.address(path, other), "alternate", DOCUMENT_TYPES[other], title),
        ]

    def of_page(self, collection: Collection, query: ItemsQuery, matched: int) -> list[Link]:
        """A page of items: itself, its other formats, the whole set in formats without pages, the pages beside it."""

        def at(offset: int, format: Format) -> str:
            page = [("limit", str(query.limit)), ("offset", str(offset)), ("f", format)]
            return with_query(self.base + collection.items_path, [*self.query, *page])

        say = messages(query.lang)
        links = [self._feature_link(at(query.offset, self.format), "self", self.format)]
        links += [self._feature_link(at(query.offset, f), "alternate", f) for f in self._others()]
        if query.coordinates.stored:
            names = [name for name, _ in self.query]
            exports = {f: self.address(collection.items_path, f, names) for f in collection.exports()}
            links += [self._feature_link(address, "alternate", f) for f, address in exports.items()]
        media_type = FEATURE_TYPES[self.format]
        if query.offset + query.limit < matched:
            links.append(link(at(query.offset + query.limit, self.format), "next", media_type, say("page-after")))
        if query.offset:
            # From beyond the end it leads to the last features, not to another empty page.
            before = max(min(query.offset, matched) - query.limit, 0)
            links.append(link(at(before, self.format), "prev", media_type, say("page-before")))
        return links

    def of_item(self, collection: Collection, id: str, lang: str) -> list[Link]:
        """One item: itself, its other format, its collection."""
        path = f"{collection.items_path}/{id}"
        keep = names((LANG, CRS, *collection.item_options))
        links = [self._feature_link(self.address(path, self.format, keep), "self", self.format)]
        links += [self._feature_link(self.address(path, f, keep), "alternate", f) for f in self._others()]
        return [*links, self.leading(collection.path, "collection", collection.title(lang))]

    def _others(self) -> list[Format]:
        return ["html"] if self.format == "json" else ["json"]

    def _feature_link(self, address: str, rel: str, format: Format) -> Link:
        return link(address, rel, FEATURE_TYPES[format], FORMAT_NAMES[format])
