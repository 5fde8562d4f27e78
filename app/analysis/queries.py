"""Selects of the analysis. All of them take the one predicate; lengths are metres of EPSG:4549.

A position that is known only to its district is in the district's counts, never in cells, surfaces or clusters.
"""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Float,
    Integer,
    Subquery,
    Text,
    and_,
    bindparam,
    case,
    cast,
    exists,
    false,
    func,
    not_,
    null,
    select,
    true,
    union_all,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import aliased

from app.districts.models import Place
from app.figures import queries as figures
from app.platforms.models import Platform, PlatformDomain, PlatformService, PlatformStage
from app.platforms.predicate import Shape, conditions
from app.query.facet import Condition
from app.store.statements import AnySelect, compiled_once
from geo.metric import SRID

DECIMALS = 5
Named, Staged = aliased(PlatformDomain), aliased(PlatformStage)
"""What is counted by: names of their own, since the predicate asks the same tables whether a record matches."""


def _number(name: str) -> ColumnElement[float]:
    return bindparam(name, type_=Float)


def located() -> list[Condition]:
    """A position that is better known than by its district."""
    return [Platform.geom.is_not(None), Platform.precision != "district"]


@compiled_once
def domain_counts(where: Shape) -> AnySelect:
    """Rows of `district`, `domain`, `n`; `domain` null is the district's total, `district` null is "not stated"."""
    total = select(Platform.district, cast(null(), Text).label("domain"), func.count().label("n"))
    named = select(Platform.district, Named.domain, func.count()).join_from(
        Platform, Named, Named.platform == Platform.id
    )
    wanted = conditions(where)
    return union_all(
        total.where(*wanted).group_by(Platform.district),
        named.where(*wanted).group_by(Platform.district, Named.domain),
    )


@compiled_once
def stage_counts(where: Shape) -> AnySelect:
    """Rows of `district`, `domain`, `stage`, `every`, `n` for every combination that occurs.

    Null is "not stated"; where `every` is true, `n` are the records whatever their stage.
    """
    return _by_stage(where, Named.domain)


@compiled_once
def stage_tallies(where: Shape) -> AnySelect:
    """The same rows with what their records are made up of; bound: `since`, as in `app/figures/queries.py`."""
    return _by_stage(where, Named.domain, complete=True)


@compiled_once
def record_counts(where: Shape) -> AnySelect:
    """Rows of `district`, `stage`, `every`, `n`: as `stage_counts`, each record once however many domains it names."""
    return _by_stage(where)


def _by_stage(where: Shape, *domain: Any, complete: bool = False) -> AnySelect:
    """Counts by district, perhaps domain, and stage; a record counts once for each of its stages, and once for all."""
    columns = (Platform.district, *domain)
    counts = (func.count().label("n"), *(figures.made_up() if complete else ()))
    joined = select(*columns, Staged.stage, false().label("every"), *counts).select_from(Platform)
    whole = select(*columns, cast(null(), Text), true(), *counts).select_from(Platform)
    if complete:
        stated = (figures.STATED_BY, figures.STATED_BY.code == Platform.source)
        joined, whole = joined.join(*stated), whole.join(*stated)
    if domain:
        joined = joined.outerjoin(Named, Named.platform == Platform.id)
        whole = whole.outerjoin(Named, Named.platform == Platform.id)
    joined = joined.outerjoin(Staged, Staged.platform == Platform.id)
    wanted = conditions(where)
    return union_all(joined.where(*wanted).group_by(*columns, Staged.stage), whole.where(*wanted).group_by(*columns))


@compiled_once
def left_out(where: Shape) -> AnySelect:
    """One row: `located`, `district_only` and `unplaced`, which add up to the matching records."""
    known, only = Platform.geom.is_not(None), Platform.precision == "district"
    counts = {"located": known & ~only, "district_only": known & only, "unplaced": ~known}
    return select(*[func.count().filter(each).label(name) for name, each in counts.items()]).where(*conditions(where))


def _metric(column: Any) -> ColumnElement[Any]:
    return func.ST_Transform(column, SRID)


def _degrees(geometry: Any) -> ColumnElement[Any]:
    return func.ST_AsGeoJSON(func.ST_ForcePolygonCCW(func.ST_Transform(geometry, 4326)), DECIMALS)


def _points(where: Shape) -> Subquery:
    """x, y of every located record."""
    inner = select(_metric(Platform.geom).label("at")).where(*conditions(where), *located()).subquery("metric")
    return select(
        func.ST_X(inner.c.at, type_=Float).label("x"), func.ST_Y(inner.c.at, type_=Float).label("y")
    ).subquery("points")


def _in_lattice(points: Subquery) -> Subquery:
    """i, j of the hexagon that holds each point, numbered as PostGIS' ST_Hexagon numbers them.

    The centres of even and of odd columns are two rectangular grids; a point belongs to the nearer of the two
    centres that rounding gives, which is the hexagon around it.
    """
    side = _number("edge")
    wide, high = side * 3.0, side * func.sqrt(3.0)
    x, y = points.c.x, points.c.y
    even = select(
        *(x, y),
        func.round(x / wide).label("a0"),
        func.round(y / high).label("b0"),
        func.round(x / wide - 0.5).label("a1"),
        func.round(y / high - 0.5).label("b1"),
    ).subquery("rounded")
    c = even.c
    to_even = func.power(c.x - c.a0 * wide, 2) + func.power(c.y - c.b0 * high, 2)
    to_odd = func.power(c.x - (c.a1 + 0.5) * wide, 2) + func.power(c.y - (c.b1 + 0.5) * high, 2)
    nearer = to_even <= to_odd
    i = cast(case((nearer, c.a0 * 2), else_=c.a1 * 2 + 1), Integer).label("i")
    j = cast(case((nearer, c.b0), else_=c.b1), Integer).label("j")
    return select(i, j).subquery("lattice")


@compiled_once
def hexagons(where: Shape) -> AnySelect:
    """Rows of `i`, `j`, `n`, `geometry` (GeoJSON): every non-empty hexagon of side `edge`."""
    cell = _in_lattice(_points(where))
    counted = select(cell.c.i, cell.c.j, func.count().label("n")).group_by(cell.c.i, cell.c.j).subquery("counted")
    shape = func.ST_SetSRID(func.ST_Hexagon(_number("edge"), counted.c.i, counted.c.j), SRID)
    rows = select(counted.c.i, counted.c.j, counted.c.n, _degrees(shape).label("geometry"))
    return rows.order_by(counted.c.n.desc(), counted.c.i, counted.c.j)


@compiled_once
def hexagon_shapes() -> AnySelect:
    """Rows as those of `hexagons`, of the cells that are bound as `columns` and `rows` with their `counts`."""
    bound = (bindparam(name, type_=ARRAY(Integer)) for name in ("columns", "rows", "counts"))
    cell = func.unnest(*bound).table_valued("i", "j", "n").render_derived("cell")
    shape = func.ST_SetSRID(func.ST_Hexagon(_number("edge"), cell.c.i, cell.c.j), SRID)
    rows = select(cell.c.i, cell.c.j, cell.c.n, _degrees(shape).label("geometry"))
    return rows.order_by(cell.c.n.desc(), cell.c.i, cell.c.j)


@compiled_once
def bins(where: Shape) -> AnySelect:
    """Rows of `x`, `y`, `n`: how many located records lie in each square of side `step`, at the square's centre."""
    points = _points(where)
    step = _number("step")
    column, row = func.floor(points.c.x / step).label("column"), func.floor(points.c.y / step).label("row")
    inner = select(column, row, func.count().label("n")).group_by(column, row).subquery("inner")
    return select(((inner.c.column + 0.5) * step).label("x"), ((inner.c.row + 0.5) * step).label("y"), inner.c.n)


@compiled_once
def clusters(where: Shape) -> AnySelect:
    """Rows of one cluster each: `cluster` (null: no cluster), `n`, `hull`, `lon`, `lat`, `mean_m`, `ids`.

    DBSCAN (Ester et al. 1996) as PostGIS has it: `eps` metres, at least `members` records in reach, itself included.
    `mean_m` is the members' mean distance from their centre.
    """
    at = _metric(Platform.geom)
    number = func.ST_ClusterDBSCAN(at, _number("eps"), bindparam("members", type_=Integer)).over()
    grouped = select(Platform.id, at.label("at"), number.label("cluster"))
    each = grouped.where(*conditions(where), *located()).subquery("each")
    centre = func.ST_Centroid(func.ST_Collect(each.c.at))
    summed = select(
        each.c.cluster,
        func.count().label("n"),
        func.ST_ConvexHull(func.ST_Collect(each.c.at)).label("hull"),
        centre.label("centre"),
        func.array_agg(each.c.id).label("ids"),
    )
    groups = summed.group_by(each.c.cluster).subquery("groups")
    spread = select(func.avg(func.ST_Distance(each.c.at, groups.c.centre, type_=Float)))
    mean = spread.where(each.c.cluster == groups.c.cluster).scalar_subquery()
    middle = func.ST_Transform(groups.c.centre, 4326)
    rows = select(
        *(groups.c.cluster, groups.c.n, _degrees(groups.c.hull).label("hull"), mean.label("mean_m"), groups.c.ids),
        *(func.ST_X(middle, type_=Float).label("lon"), func.ST_Y(middle, type_=Float).label("lat")),
    )
    return rows.order_by(groups.c.n.desc(), groups.c.cluster)


@compiled_once
def positions(where: Shape) -> AnySelect:
    """Rows of `x`, `y`: each located record, at most `limit` of them."""
    at = _metric(Platform.geom)
    x, y = func.ST_X(at, type_=Float).label("x"), func.ST_Y(at, type_=Float).label("y")
    rows = select(x, y).where(*conditions(where), *located())
    return rows.order_by(Platform.id).limit(bindparam("limit", type_=Integer))


@compiled_once
def distinct_positions(where: Shape) -> AnySelect:
    """Rows of `x`, `y`: the places where there is a located record, at most `limit` of them."""
    at = _metric(Platform.geom)
    x, y = func.ST_X(at, type_=Float).label("x"), func.ST_Y(at, type_=Float).label("y")
    rows = select(x, y).where(*conditions(where), *located()).distinct()
    return rows.limit(bindparam("limit", type_=Integer))


@compiled_once
def distinct_degrees(where: Shape) -> AnySelect:
    """Rows of `lon`, `lat`: the places where there is a located record, in degrees, at most `limit` of them."""
    lon, lat = func.ST_X(Platform.geom, type_=Float).label("lon"), func.ST_Y(Platform.geom, type_=Float).label("lat")
    rows = select(lon, lat).where(*conditions(where), *located()).distinct()
    return rows.order_by("lon", "lat").limit(bindparam("limit", type_=Integer))


@compiled_once
def left_out_of_districts(where: Shape) -> AnySelect:
    """Rows of `district` (null: not stated), `near`, `unplaced`: the records that no distance can be measured from.

    `near` is known by its district alone, `unplaced` has no position.
    """
    unplaced = func.count().filter(Platform.geom.is_(None))
    rows = select(Platform.district, (func.count() - unplaced).label("near"), unplaced.label("unplaced"))
    return rows.where(*conditions(where), not_(and_(*located()))).group_by(Platform.district)


@compiled_once
def places() -> AnySelect:
    """Rows of the places of one `kind`: names, `district`, `lon`, `lat`, `x`, `y`."""
    at = _metric(Place.geom)
    ends = {"lon": func.ST_X(Place.geom), "lat": func.ST_Y(Place.geom), "x": func.ST_X(at), "y": func.ST_Y(at)}
    columns = [cast(value, Float).label(name) for name, value in ends.items()]
    rows = select(Place.id, Place.name_zh, Place.name_en, Place.district, *columns)
    return rows.where(Place.kind == bindparam("kind", type_=Text)).order_by(Place.id)


@compiled_once
def completeness(where: Shape, group: str) -> AnySelect:
    """Rows of `code`, `n` and, per kind of fact, how many records state it, for the districts or zones in `codes`."""
    column = Platform.district if group == "district" else Platform.zone
    children = {"stage": PlatformStage, "service": PlatformService, "domain": PlatformDomain}
    stated = {name: _has(model) for name, model in children.items()}
    stated |= {name: getattr(Platform, name).is_not(None) for name in ("voucher", "fund", "website", "address")}
    stated["operator"] = Platform.operator.is_not(None)
    stated["position"] = Platform.geom.is_not(None) & (Platform.precision != "district")
    facts = [func.count().filter(each).label(name) for name, each in stated.items()]
    rows = select(column.label("code"), func.count().label("n"), *facts)
    wanted = column == func.any(bindparam("codes", type_=ARRAY(Text)))
    return rows.where(*conditions(where), wanted).group_by(column)


def _has(model: Any) -> Condition:
    stated = aliased(model)
    return exists().where(stated.platform == Platform.id)
