"""What a collection of features is: its words, the parameters it takes, its pages and items."""

from abc import ABC, abstractmethod
from calendar import monthrange
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any, ClassVar, Self

from fastapi import Request, Response
from starlette.datastructures import QueryParams

from app.collections.coordinates import Coordinates, bbox_of, bbox_to_wgs84, coordinates_of, filter_to_wgs84
from app.collections.expressions import expression_of
from app.collections.parameters import (
    DATETIME,
    EVERYWHERE,
    ITEMS_BBOX,
    LIMIT,
    OF_ITEMS,
    PROPERTIES,
)
from app.errors import NotFoundError
from app.platforms.api_schema import Schema, answers
from app.platforms.facets import FACETS
from app.platforms.filter import Filter, parse_filter
from app.query.cql2.parameters import ValueParameter
from app.query.cql2.queryable import Queryables, title
from app.query.filter import QueryItems
from app.query.items import ItemsConditions
from app.query.lists import Codes
from app.query.parameter import Parameter, check_given
from app.query.parameters import BBOX, FORMAT, LANG, OFFSET, ZOOM
from app.query.parse import filters
from app.store.reader import Reader
from app.store.version import Version
from app.vocabulary import Vocabulary
from app.web.negotiation import Format
from frontend.language import choose
from frontend.messages import messages
from geo.reference_systems import CRS84, DEGREES_DECIMALS, spanned

GREGORIAN = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"


@dataclass(frozen=True)
class ItemsQuery:
    """Which features of a collection are asked for: a filter in WGS-84, a page, and the form of each feature.

    `also` is what items alone are asked for besides the filter. `zoom` is the zoom of web maps for which geometry is
    asked; None: all of it.
    """

    filter: Filter
    also: ItemsConditions
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

    def stated(self) -> Self:
        """The extent as it is stated: its corners span it in every reference system, and its days are real ones.

        Of a date that is known to the month the database says that it ends on the 31st.
        """
        days = self.days and (self.days[0], _real_day(self.days[1]))
        if self.box is None:
            return replace(self, days=days)
        west, south, east, north = (round(edge, DEGREES_DECIMALS) for edge in spanned(self.box))
        return replace(self, box=(west, south, east, north), days=days)

    def document(self) -> dict[str, Any]:
        """As a collection states it (OGC 17-069r4, 7.13); what is not known is left out or open."""
        spatial = {"spatial": {"bbox": [list(self.box)], "crs": CRS84.uri}} if self.box else {}
        begin, end = self.days or (None, None)
        interval = [begin and f"{begin}T00:00:00Z", end and f"{end}T23:59:59Z"]
        return {**spatial, "temporal": {"interval": [interval], "trs": GREGORIAN}}


def _real_day(text: str) -> str:
    """A day YYYY-MM-DD, or the last one of its month where the month is shorter."""
    year, month, day = map(int, text.split("-"))
    return date(year, month, min(day, monthrange(year, month)[1])).isoformat()


Item = tuple[dict[str, Any], dict[str, Any]]
"""A feature, and members that stand beside its facts as it is now."""
Export = Callable[[Request, ItemsQuery, Version], Awaitable[Response]]
"""Sends the whole filtered set, as it is in this version, in a format without pages, on a connection of its own."""


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
    queryables: ClassVar[Queryables]
    """What a filter may name."""
    columns: ClassVar[tuple[str, ...]]
    """The properties in the table of the HTML page."""
    tiled: ClassVar[bool] = False
    """Whether its features are given as vector tiles, too."""

    @property
    def path(self) -> str:
        """The address of the collection below the site's."""
        return f"/api/collections/{self.name}"

    @property
    def items_path(self) -> str:
        return f"{self.path}/items"

    @property
    def tiles_path(self) -> str:
        return f"{self.path}/tiles"

    @property
    def queryables_path(self) -> str:
        return f"{self.path}/queryables"

    @property
    def schema_path(self) -> str:
        return f"{self.path}/schema"

    @property
    def feature_schema_path(self) -> str:
        return f"{self.schema_path}/feature"

    def title(self, lang: str) -> str:
        return choose(lang, *self.titles)

    def about(self, lang: str) -> str:
        """What it holds."""
        return messages(lang)(f"collection-{self.name}")

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
    def returnables(self, lang: str) -> Mapping[str, Schema]:
        """The schema of each property of a feature (OGC API – Features, Part 5), with its title in a language."""

    def titled(self, name: str, schema: Schema, lang: str) -> Schema:
        """A schema with its title and, where it has none itself, the description of the queryable of this name."""
        description = self.queryables[name].description if name in self.queryables else ""
        return {"title": title(name, lang), **({"description": description} if description else {}), **schema}

    @cached_property
    def of_queryables(self) -> Mapping[str, ValueParameter]:
        """The parameters that are named as a property: those of its filters have some already."""
        simple = (each for each in self.queryables.values() if each.simple and each.name not in self.filters)
        return {each.name: ValueParameter.of_queryable(each) for each in simple}

    def parameters(self) -> list[Parameter[Any]]:
        """All that its items take, as the API document describes them."""
        known = {**filters(FACETS, open=True), BBOX.name: ITEMS_BBOX}
        own = [self._described(known[name]) for name in self.filters]
        everywhere = (FORMAT.among(self.formats()), LANG)
        return [*own, *OF_ITEMS, *everywhere, *self.options, *self.of_queryables.values()]

    def _described(self, parameter: Parameter[Any]) -> Parameter[Any]:
        """A filter that is named as a property takes one value of it, in the words of the standard."""
        simple = parameter.name in self.queryables and self.queryables[parameter.name].simple
        return replace(parameter, single=True) if isinstance(parameter, Codes) and simple else parameter

    @abstractmethod
    async def page(self, db: Reader, query: ItemsQuery) -> Page:
        """One page of the features that match."""

    @abstractmethod
    async def extent(self, db: Reader) -> CollectionExtent:
        """Where and when all its features are."""

    @abstractmethod
    async def item(self, db: Reader, id: str, lang: str) -> Item:
        """One feature in WGS-84. Raises NotFoundError where the collection has none with this id."""

    async def item_on(self, db: Reader, id: str, lang: str, day: date, vocabulary: Vocabulary) -> dict[str, Any]:
        """One feature as it stood at the end of a day. Raises NotFoundError where there was none."""
        raise NotFoundError("This collection keeps no history.")

    def parse(self, params: QueryItems, lang: str, vocabulary: Vocabulary) -> ItemsQuery:
        """Read the parameters of a page of items in a language. Raises a domain error for a wrong one."""
        pairs = params.multi_items()
        last = dict(pairs)
        check_given((ITEMS_BBOX,), pairs)
        coordinates = coordinates_of(last)
        rest = QueryParams([pair for pair in pairs if pair[0] != BBOX.name])
        known = (*OF_ITEMS, *EVERYWHERE, *self.options, *self.of_queryables.values())
        parsed = parse_filter(rest, vocabulary, also=known, only=self.filters, open=True)
        box = bbox_to_wgs84(bbox_of(pairs), coordinates.datum)
        return ItemsQuery(
            filter_to_wgs84(parsed.filter, coordinates.datum),
            ItemsConditions(box, DATETIME.of(last), expression_of(last, self.queryables, self.of_queryables.values())),
            LIMIT.of(last),
            OFFSET.of(last),
            lang,
            coordinates,
            PROPERTIES.among(self.properties).of(last),
            ZOOM.of(last),
        )
