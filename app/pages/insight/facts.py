"""Reads what the analysis page shows: what every topic needs, and what the chosen topic needs."""

from dataclasses import dataclass, field

from app.analysis import cells, comparison, specialities
from app.analysis.answers import Writer
from app.analysis.cells import Cluster, Clusters, Hexagon, HotSpotMap, Located
from app.analysis.comparison import AreaFigures, Gaps
from app.analysis.coverage import Coverage, Reach, Siting
from app.analysis.dependencies import demand_grids_of
from app.analysis.parameters import Question
from app.analysis.specialities import DistrictTable, ZoneFigures
from app.districts import read as districts
from app.districts.read import DistrictFeature
from app.errors import TooLargeError
from app.pages.chips import Condition, conditions
from app.pages.context import Context
from app.pages.visit import Visit
from app.platforms import read as platforms
from app.platforms.filter import Filter
from app.platforms.read import Listing
from app.query.facet import CountedFacets
from app.store.database import Reader

MEMBERS = 12


@dataclass(frozen=True)
class Area:
    """The chosen district or zone: its records under the filters, and a district's declared feature."""

    code: str
    is_zone: bool
    listing: Listing
    feature: DistrictFeature | None


@dataclass(frozen=True)
class Insight:
    """Everything that one view of the page says; what its topic does not need is None."""

    question: Question
    writer: Writer
    facets: CountedFacets
    conditions: list[Condition]
    table: DistrictTable
    located: Located
    zones: list[ZoneFigures]
    area: Area | None = None
    too_large: TooLargeError | None = None
    hexagons: list[Hexagon] = field(default_factory=list)
    hot_spots: HotSpotMap | None = None
    levels: list[float] | None = None
    clusters: Clusters | None = None
    names: dict[str, str] = field(default_factory=dict)
    gaps: Gaps | None = None
    coverage: Coverage | None = None
    siting: Siting | None = None
    compared: list[AreaFigures] = field(default_factory=list)


async def insight(visit: Visit, question: Question) -> Insight:
    """Read one view of the page."""
    db, context = visit.db, visit.context
    chosen, vocabulary = context.here.filter, context.vocabulary
    table = await specialities.district_table(db, chosen, question, vocabulary)
    found = Insight(
        question,
        Writer(context.say, vocabulary),
        await platforms.facets(db, chosen, vocabulary),
        conditions(context, None),
        table,
        await cells.located(db, chosen),
        await specialities.zone_figures(db, chosen, vocabulary),
        await area_of(db, context, context.here.view.get("area", "")),
    )
    reach = Reach(db, demand_grids_of(visit.request), vocabulary, chosen, question)
    try:
        more = await _of_topic(db, chosen, question, reach, table.focus, context)
    except TooLargeError as error:
        more = {"too_large": error}
    return Insight(**{**vars(found), **more})


async def area_of(db: Reader, context: Context, code: str) -> Area | None:
    """The chosen district or zone, None for a code that is neither."""
    is_zone = code in context.vocabulary.zones
    if not is_zone and code not in context.vocabulary.districts:
        return None
    within = context.here.filter.replace(**{"zone" if is_zone else "district": (code,)})
    listing = await platforms.listing(db, within, MEMBERS, 0, context.lang)
    return Area(code, is_zone, listing, None if is_zone else await districts.feature(db, code))


async def _of_topic(
    db: Reader, chosen: Filter, question: Question, reach: Reach, focus: str, context: Context
) -> dict[str, object]:
    if question.topic == "cells":
        return await _of_cells(db, chosen, question)
    if question.topic == "gaps":
        return {"gaps": await comparison.gaps(db, chosen), "coverage": await reach.coverage(focus)}
    if question.topic == "siting":
        return {"siting": await reach.siting(focus)}
    if question.topic == "compare":
        return {"compared": await comparison.compare(db, chosen, question.compare, context.vocabulary)}
    return {}


async def _of_cells(db: Reader, chosen: Filter, question: Question) -> dict[str, object]:
    if question.cells == "hexagons":
        return {"hexagons": await cells.hexagons(db, chosen, question.cell)}
    if question.cells == "hotspots":
        return {"hot_spots": await cells.hot_spots(db, chosen, question.cell)}
    if question.cells == "density":
        found = await cells.surface(db, chosen, question.bandwidth)
        return {"levels": found.levels if found else None}
    clusters = await cells.clusters(db, chosen, question.eps, question.members)
    return {"clusters": clusters, "names": await _names(db, clusters.clusters)}


async def _names(db: Reader, clusters: list[Cluster]) -> dict[str, str]:
    """The first members' names, so that a cluster is more than a number."""
    ids = tuple(id for cluster in clusters[:20] for id in cluster.ids[:3])
    if not ids:
        return {}
    listing = await platforms.listing(db, Filter(ids=ids), len(ids), 0)
    return {platform.id: platform.name_zh for platform in listing.platforms}
