"""What a collection of features is: its words, the parameters it takes, its pages and items."""

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from fastapi import Response
from starlette.datastructures import QueryParams

from app.collections.coordinates import Coordinates, bbox_of, coordinates_of, filter_to_wgs84
from app.collections.parameters import DATETIME, EVERYWHERE, LIMIT, OF_ITEMS, OFFSET, PROPERTIES
from app.platforms.api_schema import Schema, answers
from app.platforms.filter import Filter, parse_filter
from app.query.days import Interval
from app.query.filter import QueryItems
from app.query.parameter import Parameter
from app.query.parameters import BBOX, ZOOM
from app.store.database import Reader
from app.vocabulary import Vocabulary
from app.web.negotiation import Format
from frontend.language import choose
from geo.reference_systems import CRS84

GREGORIAN = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"


@dataclass(frozen=True)
class ItemsQuery:
    """Which features of a collection are asked for: a filter in WGS-84, a page, and the form of each feature.

    `days` are those in which the date of a record's source lies; None: any. `zoom` is the zoom of web maps for which
    geometry is asked; None: all of it.
    """

    filter: Filter
    days: Interval | None
    limit: int
    offset: int
    lang: str
    coordinates: Coordinates
    properties: tuple[str, ...]
    zoom: int | None


@dataclass(frozen=True)
class Page:
    """One page: its features as the text of a JSON array, how many match on all pages, what else is to be said."""

    features: str
    matched: int
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class CollectionExtent:
    """Where and when features are: west, south, east, north in degrees WGS-84, the first and the last day YYYY-MM-DD.

    None where no feature has a position or a date.
    """

    box: tuple[float, float, float, float] | None
    days: tuple[str, str] | None = None

    def document(self) -> dict[str, Any]:
        """As a collection states it (OGC 17-069r4, 7.13); what is not known is left out or open."""
        spatial = {"spatial": {"bbox": [list(self.box)], "crs": CRS84.uri}} if self.box else {}
        begin, end = self.days or (None, None)
        interval = [begin and f"{begin}T00:00:00Z", end and f"{end}T23:59:59Z"]
        return {**spatial, "temporal": {"interval": [interval], "trs": GREGORIAN}}


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
    """What its items take besides filters, format, language and `OF_ITEMS`: `DATUM`, `PROPERTIES`, `ZOOM`."""
    item_options: ClassVar[tuple[Parameter[Any], ...]] = ()
    """The options that one item takes as well."""
    properties: ClassVar[tuple[str, ...]] = ()
    """The names that the option `properties` may give, in the order in which features have them."""
    columns: ClassVar[tuple[str, ...]]
    """The properties in the table of the HTML page."""

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
    async def extent(self, db: Reader) -> CollectionExtent:
        """Where and when all its features are."""

    @abstractmethod
    async def item(self, db: Reader, id: str, lang: str) -> dict[str, Any]:
        """One feature in WGS-84. Raises NotFoundError where the collection has none with this id."""

    def parse(self, params: QueryItems, lang: str, vocabulary: Vocabulary) -> ItemsQuery:
        """Read the parameters of a page of items in a language. Raises a domain error for a wrong one."""
        pairs = params.multi_items()
        last = dict(pairs)
        coordinates = coordinates_of(last)
        rest = QueryParams([pair for pair in pairs if pair[0] != BBOX.name])
        parsed = parse_filter(rest, vocabulary, also=(*OF_ITEMS, *EVERYWHERE, *self.options), only=self.filters)
        filter = parsed.filter.replace(bbox=bbox_of(pairs))
        return ItemsQuery(
            filter_to_wgs84(filter, coordinates.datum),
            DATETIME.of(last),
            LIMIT.of(last),
            OFFSET.of(last),
            lang,
            coordinates,
            PROPERTIES.among(self.properties).of(last),
            ZOOM.of(last),
        )
