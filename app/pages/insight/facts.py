"""Reads what the analysis page shows: what every topic has, and the answer to the chosen one."""

from dataclasses import dataclass
from typing import Any

from app.analysis import specialities
from app.analysis.dependencies import land_of
from app.analysis.question import Question
from app.analysis.specialities import DomainCounts, Specialities
from app.analysis.study import Study
from app.districts import read as districts
from app.districts.read import DistrictFeature
from app.pages.context import Context
from app.pages.filters.chips import Condition, conditions
from app.pages.insight.topics.topic import Inquiry, Parts, Topic
from app.pages.visit import Visit
from app.platforms import read as platforms
from app.platforms.read import Listing
from app.query.facet import CountedFacets
from app.store.reader import Reader

MEMBERS = 12


@dataclass(frozen=True)
class Area:
    """The chosen district or zone: its records under the filters, and a district's declared feature.

    `specialities` are those of every district, judged together; none where a zone is chosen.
    """

    code: str
    is_zone: bool
    listing: Listing
    feature: DistrictFeature | None
    specialities: Specialities


@dataclass(frozen=True)
class Insight:
    """Everything that one view of the page says; `area` is None where none is chosen."""

    inquiry: Inquiry
    topic: Topic[Any]
    facets: CountedFacets
    conditions: list[Condition]
    area: Area | None
    parts: Parts


async def inquiry_of(visit: Visit, topic: type[Topic[Any]], question: Question) -> Inquiry:
    """What all topics start from."""
    context = visit.context
    table = await specialities.district_table(
        visit.db, context.location.filter, question, context.vocabulary, complete=topic.shows_districts
    )
    return Inquiry(context, question, table)


async def insight(visit: Visit, topic_class: type[Topic[Any]], question: Question) -> Insight:
    """Read one view of the page."""
    db, context = visit.db, visit.context
    filter, vocabulary = context.location.filter, context.vocabulary
    inquiry = await inquiry_of(visit, topic_class, question)
    topic = topic_class(inquiry)
    study = Study(db, land_of(visit.request), vocabulary, filter, question, inquiry.focus)
    return Insight(
        inquiry,
        topic,
        await platforms.facets(db, filter, vocabulary),
        conditions(context, None),
        await area_of(db, context, inquiry.table.counts),
        await topic.answer(study),
    )


async def area_of(db: Reader, context: Context, counts: DomainCounts) -> Area | None:
    """The chosen district or zone, None for a code that is neither."""
    code, vocabulary = context.location.view.get("area", ""), context.vocabulary
    is_zone = code in vocabulary.zones
    if not is_zone and code not in vocabulary.districts:
        return None
    within = context.location.filter.replace(**{"zone" if is_zone else "district": (code,)})
    listing = await platforms.listing(db, within, MEMBERS, 0, context.lang)
    if is_zone:
        return Area(code, is_zone, listing, None, {})
    judged = await specialities.specialities_of(db, counts, vocabulary)
    return Area(code, is_zone, listing, await districts.feature(db, code), judged)
