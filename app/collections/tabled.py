"""Collections whose features are the rows of a table: their columns are those that filters may name."""

import json
from collections.abc import Mapping
from typing import Any, ClassVar

from sqlalchemy import (
    ColumnElement,
    Float,
    FromClause,
    Integer,
    Text,
    bindparam,
    cast,
    func,
    literal_column,
    null,
    select,
)
from sqlalchemy.dialects.postgresql import JSON, aggregate_order_by

from app.collections.collection import Collection, CollectionExtent, Item, ItemsQuery, Page
from app.collections.parameters import PROPERTIES
from app.districts.queryables import FEATURE_ROWS, FEATURES
from app.errors import NotFoundError
from app.lists import queryables as lists
from app.lists.models import Event, Policy
from app.platforms.api_schema import Schema
from app.query import items
from app.query.cql2.condition import condition
from app.query.cql2.queryable import Condition
from app.query.items import ItemsConditions
from app.store.reader import Reader
from app.store.statements import AnySelect, Compiled, compile_select, compiled_once
from app.vocabulary.models import Domain, Service

OUTSIDE = ("id", "geometry")
"""What stands outside of the properties of a feature."""
DECIMALS = {"point": 7, "multipolygon": 5}
"""Of degrees, some 1 cm and 1 m, as in the other collections."""


class Tabled(Collection):
    """Some dozens of rows, selected and written by PostgreSQL.

    `rows` is the table with what is joined to it, `order` what its pages are ordered by before the identifier. Where
    a queryable is called `source_date`, `datetime` asks for it.
    """

    tag = "lists"
    filters = ("bbox",)
    options = (PROPERTIES,)
    rows: ClassVar[FromClause]
    order: ClassVar[tuple[Any, ...]] = ()

    def __init_subclass__(cls) -> None:
        cls.properties = tuple(name for name in cls.queryables if name not in OUTSIDE)

    def returnables(self, lang: str) -> Mapping[str, Schema]:
        return {name: self.titled(name, self.queryables[name].schema(), lang) for name in self.properties}

    async def page(self, db: Reader, query: ItemsQuery) -> Page:
        bound = {"lang": query.lang, "limit": query.limit, "offset": query.offset, **items.values(query.also)}
        row = await db.row(self._page(query), bound) or {}
        return Page(query.coordinates.text(row["features"]), row["matched"])

    async def item(self, db: Reader, id: str, lang: str) -> Item:
        # No text of PostgreSQL holds a NUL: it would refuse the question instead of finding nothing.
        row = None if "\x00" in id else await db.row(_item(self), {"id": id, "lang": lang})
        if row is None:
            raise NotFoundError(f"There is no {id[:40]} in the collection {self.name}.")
        return json.loads(row["feature"]), {}

    async def extent(self, db: Reader) -> CollectionExtent:
        row = await db.row(_extent(self)) or {}
        box = None if row["west"] is None else (row["west"], row["south"], row["east"], row["north"])
        return CollectionExtent(box, None if row["first"] is None else (row["first"], row["last"]))

    def _page(self, query: ItemsQuery) -> Compiled:
        """One row: `matched`, and the page's `features` as JSON text."""
        where = self._conditions(query.also)
        identifier = self.queryables["id"].expression
        place = func.row_number().over(order_by=(*self.order, identifier)).label("place")
        feature = self.feature(query.properties).label("feature")
        page = select(feature, place).select_from(self.rows).where(*where).order_by("place")
        shown = page.limit(bindparam("limit", type_=Integer)).offset(bindparam("offset", type_=Integer)).subquery()
        gathered = select(func.json_agg(aggregate_order_by(shown.c.feature, shown.c.place))).scalar_subquery()
        matched = select(func.count()).select_from(self.rows).where(*where).scalar_subquery()
        features = cast(func.coalesce(gathered, func.json_build_array()), Text)
        return compile_select(select(matched.label("matched"), features.label("features")))

    def _conditions(self, also: ItemsConditions) -> list[Condition]:
        where: list[Condition] = []
        if also.boxes and "geometry" in self.queryables:
            where.append(items.in_bbox(also.boxes, also.projection, self.queryables["geometry"].expression))
        if also.days is not None and "source_date" in self.queryables:
            where.append(items.in_days(self.queryables["source_date"].expression))
        if also.expression is not None:
            where.append(condition(also.expression.node, self.queryables, also.expression.system))
        return where

    def feature(self, names: tuple[str, ...]) -> ColumnElement[Any]:
        """A row as a GeoJSON feature in WGS-84 with the named properties; geometry is null where there is none."""
        pairs = [part for name in names for part in (_key(name), self.queryables[name].value)]
        members = {"type": _key("Feature"), "id": self.queryables["id"].expression, "geometry": self._geometry()}
        outer = [part for name, value in members.items() for part in (_key(name), value)]
        return func.json_build_object(*outer, _key("properties"), func.json_build_object(*pairs))

    def _geometry(self) -> ColumnElement[Any]:
        if "geometry" not in self.queryables:
            return null()
        stored = self.queryables["geometry"]
        [kind] = [each for each in DECIMALS if stored.schema()["format"] == f"geometry-{each}"]
        # Outer rings counter-clockwise (RFC 7946, 3.1.6).
        return cast(func.ST_AsGeoJSON(func.ST_ForcePolygonCCW(stored.expression), DECIMALS[kind]), JSON)


def _key(name: str) -> ColumnElement[str]:
    """A name of ours as a constant of the statement; never a text from outside."""
    return literal_column(f"'{name}'")


@compiled_once
def _item(collection: Tabled) -> AnySelect:
    """One row with one `feature` as JSON text, for the bound `id`."""
    feature = cast(collection.feature(collection.properties), Text).label("feature")
    identifier = collection.queryables["id"].expression
    return select(feature).select_from(collection.rows).where(identifier == bindparam("id", type_=Text))


@compiled_once
def _extent(collection: Tabled) -> AnySelect:
    """One row: `west`, `south`, `east`, `north` in degrees, `first` and `last` day; null where there is none."""
    # The count makes it one row where nothing else does.
    return select(func.count(), *_edges(collection), *_days(collection)).select_from(collection.rows)


def _edges(collection: Tabled) -> list[ColumnElement[Any]]:
    sides = {"west": func.ST_XMin, "south": func.ST_YMin, "east": func.ST_XMax, "north": func.ST_YMax}
    if "geometry" not in collection.queryables:
        return [null().label(name) for name in sides]
    around = func.ST_Extent(collection.queryables["geometry"].expression)
    return [side(around, type_=Float).label(name) for name, side in sides.items()]


def _days(collection: Tabled) -> list[ColumnElement[Any]]:
    if "source_date" not in collection.queryables:
        return [null().label(name) for name in ("first", "last")]
    date = collection.queryables["source_date"].expression
    first, last = items.date_range(date)
    dated = date.is_not(None)
    return [func.min(first).filter(dated).label("first"), func.max(last).filter(dated).label("last")]


class DistrictFeatures(Tabled):
    name = "district-features"
    titles = ("一区一特", "District specialities")
    described = ("The declared speciality of each district, with its sources.", "The speciality of one district.")
    tag = "districts and zones"
    queryables = FEATURES
    rows = FEATURE_ROWS
    columns = ("district", "name", "domains", "confidence")


class Policies(Tabled):
    name = "policies"
    titles = ("支持政策", "Supporting policies")
    described = (
        "The supporting measures of the city, its districts and key zones, with their quoted wording.",
        "One supporting measure.",
    )
    queryables = lists.POLICIES
    rows = lists.POLICY_ROWS
    order = (Policy.position,)
    columns = ("name", "instrument", "level", "district_code", "amount_text_zh", "clause")


class Services(Tabled):
    name = "services"
    titles = ("服务内容", "Service contents")
    described = ("The services that platforms offer, with the words of the sources.", "One service.")
    queryables = lists.SERVICES
    rows = lists.SERVICE_ROWS
    order = (Service.position,)
    columns = ("name", "stage", "phrases")


class Scenarios(Tabled):
    name = "scenarios"
    titles = ("应用场景", "Application scenarios")
    described = ("The application scenarios that records name, with the quoted words.", "One application scenario.")
    queryables = lists.SCENARIOS
    rows = lists.SCENARIO_ROWS
    columns = ("name", "platform", "platform_name_zh", "quote_zh")


class Domains(Tabled):
    name = "domains"
    titles = ("服务领域", "Service fields")
    described = ("The service fields of the plan in their tiers, with other names.", "One service field.")
    queryables = lists.DOMAINS
    rows = lists.DOMAIN_ROWS
    order = (Domain.position,)
    columns = ("name", "tier", "aliases")


class Cases(Tabled):
    name = "cases"
    titles = ("典型案例", "Typical cases")
    described = ("Typical cases as reported: what was verified where, with which outcome.", "One typical case.")
    queryables = lists.CASES
    rows = lists.CASE_ROWS
    columns = ("name", "platform_name_zh", "stage", "result", "date")


class Events(Tabled):
    name = "events"
    titles = ("活动", "Events")
    described = ("Dated events as reported: forums, competitions, roadshows, launches, training.", "One event.")
    queryables = lists.EVENTS
    rows = lists.EVENT_ROWS
    order = (Event.date_start.desc(),)
    columns = ("name", "kind", "date_start", "place_zh")
