"""Selects on platforms. Each is compiled once per shape; values are bound when it runs."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Float,
    Integer,
    Subquery,
    Text,
    bindparam,
    case,
    cast,
    collate,
    exists,
    func,
    null,
    select,
    union_all,
)
from sqlalchemy.dialects.postgresql import ARRAY, aggregate_order_by

from app.platforms import geojson
from app.platforms.columns import COLUMNS, PROPERTIES, Column
from app.platforms.contact import MOBILE
from app.platforms.facets import FACETS
from app.platforms.models import Confirmation, Platform, PublicMobile, RemovedPlatform
from app.platforms.position import distance, near_point, position
from app.platforms.predicate import ELSEWHERE, Shape, conditions, rank
from app.platforms.values import KINDS
from app.query.items import date_range
from app.query.parameters import Sort
from app.store.statements import AnySelect, compiled_lookup, compiled_once
from app.vocabulary.models import Source
from app.web.cells import ESCAPED, FORMULA, FORMULA_OR_EMPTY, ONLY_APOSTROPHES, SEPARATOR
from frontend.language import choose

SLACK_M = 1.0  # ST_DWithin and ST_Distance round differently: the farthest candidate must stay within reach
MOST_TOGETHER = 50
"""So many records at one position are named on the page of one: those of a district may all be at its middle."""
PINYIN = "zh-x-icu"  # orders Chinese names by pinyin


@dataclass(frozen=True)
class ItemsShape:
    """What a page of items depends on besides the values of its filter."""

    where: Shape
    sort: Sort
    properties: tuple[str, ...]
    lang: str

    @property
    def passing(self) -> bool:
        return self.where.passing

    @property
    def reads_all(self) -> bool:
        return self.where.reads_all


def _limit() -> ColumnElement[int]:
    return bindparam("limit", type_=Integer)


def _offset() -> ColumnElement[int]:
    return bindparam("offset", type_=Integer)


def order_of(sort: Sort, lang: str, where: Shape | None = None) -> list[ColumnElement[Any]]:
    """The keys of an order of the list that is no distance; the usual one of a search begins with the rank."""
    unlocated = Platform.geom.is_(None)
    ranked = [rank(where)] if where and where.terms else []
    orders: dict[str, list[ColumnElement[Any]]] = {
        "default": [*ranked, unlocated],
        "name": [choose(lang, collate(Platform.name_zh, PINYIN), Platform.name_en.expression)],
        "date": [geojson.source_date().desc().nulls_last()],
    }
    return [*orders[sort], Platform.id.asc()]


def _page(of: ItemsShape) -> Subquery:
    """The ids of one page and their place on it.

    The places are counted on the page alone: over all that match, each of them would be read before the first is given.
    """
    if "near" in of.where.names and of.sort in ("default", "distance"):
        return _nearest(of.where)
    matching = select(Platform.id).where(*conditions(of.where)).order_by(*order_of(of.sort, of.lang, of.where))
    return _numbered(func.array(matching.limit(_limit()).offset(_offset()).scalar_subquery()))


def _numbered(ids: ColumnElement[Any]) -> Subquery:
    """Rows of `id` and `place` of an array of identifiers."""
    listed = func.unnest(ids).table_valued("id", with_ordinality="place").render_derived("listed")
    return select(listed.c.id, listed.c.place).subquery("page")


def _nearest(where: Shape) -> Subquery:
    """One page in the order of the spheroid's distance and the id; records without a position come last.

    `<->` on geography orders on the sphere, whose order differs from the spheroid's. So the index gives the
    candidates of all pages up to this one, the farthest of them by the spheroid gives a reach, and everything
    within that reach is ordered exactly: no record nearer than a listed one can be missing.
    """
    wanted = _limit() + _offset()
    filters = conditions(where)
    located = [*filters, Platform.geom.is_not(None)]
    candidates = select(Platform.geom).where(*located).order_by(position().op("<->")(near_point())).limit(wanted)
    inner = candidates.subquery("candidates")
    reach = select(func.max(func.ST_Distance(func.geography(inner.c.geom), near_point(), type_=Float)))
    within = select(Platform.id, distance().label("metres")).where(
        *located, func.ST_DWithin(position(), near_point(), reach.scalar_subquery() + SLACK_M)
    )
    unlocated = select(Platform.id, cast(null(), Float).label("metres")).where(*filters, Platform.geom.is_(None))
    both = union_all(within, unlocated.order_by(Platform.id).limit(wanted)).subquery("both")
    order = (both.c.metres.asc().nulls_last(), both.c.id)
    place = func.row_number().over(order_by=order).label("place")
    return select(both.c.id, place).order_by(*order).limit(_limit()).offset(_offset()).subquery("page")


def _matched(where: Shape) -> AnySelect:
    unlocated = func.count().filter(Platform.geom.is_(None))
    return select(func.count().label("matched"), unlocated.label("unlocated")).where(*conditions(where))


@compiled_once
def saying(where: Shape) -> AnySelect:
    """How many matching records say all words of the search in their names or their own words."""
    return select(func.count().label("n")).where(*conditions(where), rank(where) < ELSEWHERE)


@compiled_once
def items(of: ItemsShape) -> AnySelect:
    """One row: `matched`, `unlocated`, and the page's `features` as JSON text."""
    features = _features(_page(of), of.properties, with_distance="near" in of.where.names)
    counts = _matched(of.where).subquery("counts")
    return select(counts.c.matched, counts.c.unlocated, features.label("features"))


def _features(page: Subquery, properties: tuple[str, ...], *, with_distance: bool) -> ColumnElement[str]:
    """The features of a page as the text of a JSON array."""
    feature = geojson.feature(properties, with_distance=with_distance)
    features = select(func.json_agg(aggregate_order_by(feature, page.c.place))).join_from(
        page, Platform, Platform.id == page.c.id
    )
    return cast(func.coalesce(features.scalar_subquery(), func.json_build_array()), Text)


@compiled_lookup
def listed(properties: tuple[str, ...], with_distance: bool) -> AnySelect:
    """One row: the `features` with the bound `ids`, in their order, as JSON text."""
    page = _numbered(bindparam("ids", type_=ARRAY(Text)))
    return select(_features(page, properties, with_distance=with_distance).label("features"))


@compiled_lookup
def item(lang: str) -> AnySelect:
    """One row with one `feature` as JSON text, for the bound `id`; no row when it is not listed."""
    feature = geojson.feature(PROPERTIES, with_distance=False)
    return select(cast(feature, Text).label("feature")).where(Platform.id == bindparam("id", type_=Text))


@compiled_once
def features(where: Shape, sort: Sort, lang: str) -> AnySelect:
    """A row with a `feature` as JSON text for every matching record."""
    feature = geojson.feature(PROPERTIES, with_distance=False)
    rows = select(cast(feature, Text).label("feature")).where(*conditions(where))
    return rows.order_by(*_file_order(where, sort, lang))


@compiled_once
def matched(where: Shape) -> AnySelect:
    """One row: how many records match and how many of them have no position."""
    return _matched(where)


@compiled_once
def extent(where: Shape) -> AnySelect:
    """One row: `west`, `south`, `east`, `north` of the matching records in degrees; null where none has a position."""
    lon, lat = func.ST_X(Platform.geom, type_=Float), func.ST_Y(Platform.geom, type_=Float)
    edges = {"west": func.min(lon), "south": func.min(lat), "east": func.max(lon), "north": func.max(lat)}
    return select(*(edge.label(name) for name, edge in edges.items())).where(*conditions(where))


@compiled_once
def source_days() -> AnySelect:
    """One row: `first` and `last`, YYYY-MM-DD, on which the date of a platform's source can be; null without any."""
    begin, end = date_range(Source.date)
    sources = select(begin.label("begin"), end.label("end")).where(
        exists().where(Platform.source == Source.code), Source.date.is_not(None)
    )
    days = sources.subquery("days")
    return select(func.min(days.c.begin).label("first"), func.max(days.c.end).label("last"))


@compiled_once
def facets(where: Shape) -> AnySelect:
    """Rows of `facet`, `value`, `n`: each value's count under the other filters; `value` null is "none stated"."""
    parts = [each for facet in FACETS for each in facet.count_selects(conditions(where, without=facet.name))]
    return union_all(*(each.select_from(Platform) for each in parts))


@compiled_once
def group_counts(where: Shape, group: str) -> AnySelect:
    """Per district or zone: the count, how many have no position, and the count of each kind."""
    column = Platform.district if group == "district" else Platform.zone
    by_kind = [func.count().filter(Platform.kind == kind).label(kind) for kind in KINDS]
    unlocated = func.count().filter(Platform.geom.is_(None)).label("unlocated")
    return (
        select(column.label("code"), func.count().label("count"), unlocated, *by_kind)
        .where(*conditions(where))
        .group_by(column)
    )


def _csv_cell(column: Column) -> ColumnElement[Any]:
    value = geojson.column(column.name)
    if column.listed:
        return _neutral(func.array_to_string(value if column.codes else _entries(value), SEPARATOR))
    if column.text:
        # An empty cell is read as the default: a text that is empty where the default is none is marked.
        return _neutral(value, FORMULA if column.default == "" else FORMULA_OR_EMPTY)
    return cast(value, Text) if column.sql_type == "BOOLEAN" else value


def _neutral(text: ColumnElement[Any], what: str = FORMULA) -> ColumnElement[Any]:
    return func.regexp_replace(text, what, "'\\1")


def _entries(texts: ColumnElement[Any]) -> ColumnElement[Any]:
    """The entries of a list of texts as they stand in a cell, see `app/web/cells.py`."""
    entry = func.unnest(texts).table_valued("text", with_ordinality="n").render_derived("entry")
    escaped = func.regexp_replace(entry.c.text, ESCAPED, "\\\\\\1", "g")
    cell = _neutral(escaped, ONLY_APOSTROPHES)
    return func.array(select(cell).select_from(entry).order_by(entry.c.n).scalar_subquery())


def _csv_cells() -> dict[str, ColumnElement[Any]]:
    """The columns of an import file; last what says how to read a row: its CRS, its district, whether it is made up."""
    cells = {column.name: _csv_cell(column) for column in COLUMNS if column.name != "synthetic"}
    return cells | {
        "crs": _crs(),
        "district": geojson.column("district"),
        "synthetic": case((Platform.synthetic, "true"), else_=""),
    }


def _crs() -> ColumnElement[Any]:
    """The name of the datum of a position."""
    return case((Platform.geom.is_not(None), "wgs84"))


CSV_COLUMNS = tuple(_csv_cells())


@compiled_once
def csv(where: Shape, sort: Sort, lang: str) -> AnySelect:
    """All matching records with the columns of an import file; a cell that looks like a formula is neutralised."""
    cells = [cell.label(name) for name, cell in _csv_cells().items()]
    return select(*cells).where(*conditions(where)).order_by(*_file_order(where, sort, lang))


@compiled_once
def records(where: Shape, sort: Sort, lang: str) -> AnySelect:
    """All matching records with the columns of an import file, for files whose texts no program takes for a formula.

    The entries of a list stand in one text between `|`, as in a file for import.
    """
    facts = [_fact(column).label(column.name) for column in COLUMNS]
    rows = select(*facts, _crs().label("crs"), geojson.column("district").label("district"))
    return rows.where(*conditions(where)).order_by(*_file_order(where, sort, lang))


@compiled_once
def labelled_records(where: Shape, sort: Sort, lang: str) -> AnySelect:
    """All matching records for files in words: with who last found each still true, and the mobile number
    that is public with consent; nothing where there is none."""
    facts = [_fact(column).label(column.name) for column in COLUMNS]
    confirmed = (
        Confirmation.confirmed_on,
        Confirmation.role.label("confirmed_role"),
        Confirmation.institution.label("confirmed_institution"),
    )
    rows = select(*facts, *confirmed, MOBILE)
    rows = rows.join_from(Platform, Confirmation, Confirmation.platform == Platform.id, isouter=True)
    rows = rows.outerjoin(PublicMobile, PublicMobile.platform == Platform.id)
    return rows.where(*conditions(where)).order_by(*_file_order(where, sort, lang))


def _fact(column: Column) -> ColumnElement[Any]:
    value = geojson.column(column.name)
    if column.listed:
        # A list that states nothing is nothing, not an empty text.
        return func.nullif(func.array_to_string(value if column.codes else _entries(value), SEPARATOR), "")
    return cast(value, Text) if column.sql_type == "BOOLEAN" else value


def _file_order(where: Shape, sort: Sort, lang: str) -> list[ColumnElement[Any]]:
    if sort == "distance" or (sort == "default" and "near" in where.names):
        return [distance().asc().nulls_last(), Platform.id.asc()]
    return order_of(sort, lang, where)


@compiled_lookup
def removed() -> AnySelect:
    """`reason`, `removed_on` and `merged_into` of the removed platform with the bound `id`; else no row."""
    columns = (RemovedPlatform.reason, RemovedPlatform.removed_on, RemovedPlatform.merged_into)
    return select(*columns).where(RemovedPlatform.id == bindparam("id", type_=Text))


@compiled_once
def same_position() -> AnySelect:
    """The first `MOST_TOGETHER` other records where that of the bound `id` is, as features, and how many there are."""
    position = select(Platform.geom).where(Platform.id == bindparam("id", type_=Text)).scalar_subquery()
    # `=` compares boxes without the index, `&&` has it.
    there = (Platform.geom.op("&&")(position), Platform.geom.op("=")(position))
    others = select(Platform.id).where(*there, Platform.id != bindparam("id", type_=Text)).cte("others")
    first = select(others.c.id).order_by(others.c.id).limit(MOST_TOGETHER)
    number = select(func.count()).select_from(others).scalar_subquery()
    feature = geojson.feature(PROPERTIES, with_distance=False)
    named = select(cast(feature, Text).label("feature"), number.label("number"))
    return named.where(Platform.id.in_(first)).order_by(Platform.id)
