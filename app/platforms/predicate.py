"""The one predicate: every answer about platforms is built from `conditions`.

A `Shape` says which parameters are set, not their values, so that a statement is compiled once per
shape; `values` gives the bound values of a filter.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Integer, Text, and_, bindparam, case, exists, func, or_
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import InstrumentedAttribute

from app.platforms.facets import FACETS
from app.platforms.filter import Filter
from app.platforms.models import Platform
from app.platforms.position import near_point, number, position
from app.platforms.queryables import QUERYABLES
from app.query import items
from app.query.cql2.condition import condition
from app.query.cql2.parameters import Expression
from app.query.facet import Condition
from app.query.items import NO_CONDITIONS, ItemsConditions
from app.query.text import SECTION
from app.query.words import Word, pairs, read
from app.vocabulary.models import Source

TRIGRAM = re.compile("[0-9A-Za-z\u4e00-\u9fff]{3}")
"""What the index of the texts finds a form by (pg_trgm, "Index Support"): three signs of a word beside one another."""


@dataclass(frozen=True)
class Shape:
    """Which parameters of a filter are set. `terms` has for each word of `q` whether the index of the texts finds it.

    `views` counts the boxes of `in_view`. `with_nothing` names the parameters that also ask for records without any
    value. The rest is asked of items alone: `boxes` counts those of their `bbox`, `projection` is the EPSG code of one
    in metres, `dated`: days are asked for. The values of an `expression` stand in it, so that a shape that has one
    comes again for the next page at most.
    """

    names: frozenset[str]
    with_nothing: frozenset[str]
    terms: tuple[bool, ...]
    views: int
    boxes: int = 0
    projection: int | None = None
    dated: bool = False
    expression: Expression | None = None

    @property
    def passing(self) -> bool:
        return self.expression is not None

    @property
    def reads_all(self) -> bool:
        """Whether no index may find what is asked: of very many records such a statement takes seconds."""
        return self.expression is not None or (bool(self.terms) and not any(self.terms))


def shape(filter: Filter, also: ItemsConditions = NO_CONDITIONS) -> Shape:
    """The shape of a filter, and of what is asked besides."""
    names = {name for name, _ in filter.query()} - {"sort"}
    nothing = {facet.name for facet in FACETS if facet.nothing in filter[facet.name]}
    views = len(filter.in_view.parts()) if filter.in_view else 0
    counted = (tuple(map(_indexed, read(filter.q))), views, also.boxes)
    of_items = (also.projection, also.days is not None, also.expression)
    return Shape(frozenset(names), frozenset(nothing), *counted, *of_items)


def values(filter: Filter, also: ItemsConditions = NO_CONDITIONS) -> dict[str, Any]:
    """The values that the conditions of the shape of this filter, and of what is asked besides, bind."""
    bound: dict[str, Any] = {}
    for i, word in enumerate(read(filter.q)):
        bound[f"q{i}"] = _patterns(word.every)
        bound[f"q{i}_typed"], bound[f"q{i}_simplified"] = (_patterns(pairs(form)) for form in (word.forms * 2)[:2])
    for facet in FACETS:
        if selected := filter[facet.name]:
            bound[facet.name] = [code for code in selected if code != facet.nothing]
    if filter.ids:
        bound["ids"] = list(filter.ids)
    if filter.near is not None:
        bound["near_lon"], bound["near_lat"] = filter.near
    if filter.radius is not None:
        bound["radius"] = filter.radius
    return bound | items.sides("view", filter.in_view) | items.values(also)


def _patterns(forms: Iterable[str]) -> list[str]:
    escaped = (form.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") for form in forms)
    return [f"%{form}%" for form in escaped]


def _listed(name: str) -> ColumnElement[Any]:
    return bindparam(name, type_=ARRAY(Text))


def _indexed(word: Word) -> bool:
    return all(TRIGRAM.search(form) for form in word.every)


def _search(terms: tuple[bool, ...]) -> Condition:
    return and_(True, *[_text(indexed).like(func.any(_listed(f"q{i}"))) for i, indexed in enumerate(terms)])


def _text(indexed: bool) -> InstrumentedAttribute[str] | ColumnElement[str]:
    """The searched text; as an expression that has no index where the index would be read from end to end.

    PostgreSQL thinks that cheap, and does not end it when its time is over: some ran 9 minutes at a million records.
    """
    return Platform.search_text if indexed else func.concat(Platform.search_text, type_=Text)


ELSEWHERE = 2
"""The rank of a record that another word finds: a synonym, its field, or how it is spoken."""


def rank(of: Shape) -> ColumnElement[int]:
    """Where the words of a search stand in a matching record: 0 in its names, 1 in its own words, 2 elsewhere.

    The word that stands farthest back decides. A word stands in a text that holds each pair of its neighbouring signs,
    as it was typed or simplified: what is kept in memory knows pairs (`app/search/grams.py`).
    """
    places = [_place(i) for i in range(len(of.terms))]
    return func.greatest(*places, type_=Integer) if len(places) > 1 else places[0]


def _place(i: int) -> ColumnElement[int]:
    names = func.split_part(Platform.search_text, SECTION, 1, type_=Text)
    own = func.concat(names, SECTION, func.split_part(Platform.search_text, SECTION, 2), type_=Text)
    typed, simplified = _listed(f"q{i}_typed"), _listed(f"q{i}_simplified")
    within = [or_(text.like(func.all(typed)), text.like(func.all(simplified))) for text in (names, own)]
    return case((within[0], 0), (within[1], 1), else_=ELSEWHERE)


def _dated() -> Condition:
    """Whether the date of a record's source lies in the days; none always does."""
    late_or_early = items.outside_days(Source.date)
    outside = exists().where(Source.code == Platform.source, Source.date.is_not(None), late_or_early)
    return ~outside.correlate(Platform)


def _conditions(of: Shape) -> dict[str, Callable[[], Condition]]:
    return {
        "q": lambda: _search(of.terms),
        **{facet.name: partial(facet.condition, with_nothing=facet.name in of.with_nothing) for facet in FACETS},
        "ids": lambda: Platform.id == func.any(bindparam("ids", type_=ARRAY(Text))),
        "bbox": lambda: items.in_boxes("view", of.views, Platform.geom),
        "radius": lambda: func.ST_DWithin(position(), near_point(), number("radius")),
    }


def _conditions_of_items(of: Shape) -> list[Condition]:
    boxed = [items.in_bbox(of.boxes, of.projection, Platform.geom)] if of.boxes else []
    expression = [condition(of.expression.node, QUERYABLES, of.expression.system)] if of.expression else []
    return [*boxed, *([_dated()] if of.dated else []), *expression]


def conditions(of: Shape, *, without: str | None = None) -> list[Condition]:
    """The predicate, as conditions on `platforms`; `without` leaves one parameter out, as a facet's count needs."""
    of_filter = [make() for name, make in _conditions(of).items() if name in of.names and name != without]
    return [*of_filter, *_conditions_of_items(of)]
