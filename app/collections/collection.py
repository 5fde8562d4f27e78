"""What a collection of features is: its words, the parameters it takes, its pages and items."""

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from fastapi import Response

from app.collections.datum import filter_to_wgs84
from app.collections.parameters import DATUM, EVERYWHERE, LIMIT, OFFSET, PAGING, PROPERTIES
from app.platforms.api_schema import Schema, answers
from app.platforms.filter import Filter, parse_filter
from app.query.filter import QueryItems
from app.query.parameter import Parameter
from app.query.parameters import ZOOM
from app.store.database import Reader
from app.vocabulary import Vocabulary
from app.web.negotiation import Format
from frontend.language import choose
from geo.crs import Crs


@dataclass(frozen=True)
class ItemsQuery:
    """Which features of a collection are asked for: a filter in WGS-84, a page, and the form of each feature.

    `datum` is the one of the answer's coordinates. `zoom` is the zoom of web maps for which geometry is asked; None:
    all of it.
    """

    filter: Filter
    limit: int
    offset: int
    lang: str
    datum: Crs
    properties: tuple[str, ...]
    zoom: int | None


@dataclass(frozen=True)
class Page:
    """One page: its features as the text of a JSON array, how many match on all pages, what else is to be said."""

    features: str
    matched: int
    more: Mapping[str, Any] = field(default_factory=dict)


Export = Callable[[Reader, ItemsQuery], Awaitable[Response]]
"""Writes the whole filtered set in a format without pages."""


class Collection(ABC):
    """Features of one kind, which the API gives in pages and one by one."""

    name: ClassVar[str]
    titles: ClassVar[tuple[str, str]]
    """In Chinese and English."""
    described: ClassVar[tuple[str, str]]
    """What the API document says of a page of items and of one item."""
    tag: ClassVar[str]
    """The group in the API document."""
    filters: ClassVar[tuple[str, ...]]
    """The filters that its items take."""
    options: ClassVar[tuple[Parameter[Any], ...]] = ()
    """What its items take besides filters, paging, format and language: `DATUM`, `PROPERTIES`, `ZOOM`."""
    item_options: ClassVar[tuple[Parameter[Any], ...]] = ()
    """The options that one item takes as well."""
    properties: ClassVar[tuple[str, ...]] = ()
    """The names that the option `properties` may give, in the order in which features have them."""
    columns: ClassVar[tuple[str, ...]]
    """The properties in the table of the HTML page."""
    greatest_limit: ClassVar[int]

    @property
    def path(self) -> str:
        """The address of the collection below the site's."""
        return f"/api/collections/{self.name}"

    @property
    def items_path(self) -> str:
        return f"{self.path}/items"

    def title(self, lang: str) -> str:
        return choose(lang, *self.titles)

    def exports(self) -> Mapping[Format, Export]:
        """The formats that give the whole filtered set, with what writes them."""
        return {}

    def formats(self) -> tuple[Format, ...]:
        """The formats of the items; the first is the usual one."""
        return ("json", "html", *self.exports())

    def documented(self) -> tuple[Schema, Schema]:
        """What the API document says of the answers: of a page of items and of one item."""
        feature: Schema = {"type": "object"}
        return answers(geojson=feature), answers(geojson=feature)

    @abstractmethod
    async def page(self, db: Reader, query: ItemsQuery) -> Page:
        """One page of the features that match."""

    @abstractmethod
    async def item(self, db: Reader, id: str, lang: str, datum: Crs) -> dict[str, Any]:
        """One feature. Raises NotFoundError where the collection has none with this id."""

    def parse(self, params: QueryItems, lang: str, vocabulary: Vocabulary) -> ItemsQuery:
        """Read the parameters of a page of items in a language. Raises a domain error for a wrong one."""
        last = dict(params.multi_items())
        datum = DATUM.of(last) if DATUM in self.options else DATUM.default
        also = (*PAGING, *EVERYWHERE, *self.options)
        parsed = parse_filter(params, vocabulary, also=also, only=self.filters)
        return ItemsQuery(
            filter_to_wgs84(parsed.filter, datum),
            min(LIMIT.of(last), self.greatest_limit),
            OFFSET.of(last),
            lang,
            datum,
            PROPERTIES.among(self.properties).of(last),
            ZOOM.of(last),
        )
