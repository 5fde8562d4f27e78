"""A result: one platform in the list."""

from collections.abc import Hashable, Iterable
from threading import Lock
from typing import Any

import htpy as h
from cachetools import LRUCache, cached
from markupsafe import Markup

from app.pages.address.location import address
from app.pages.context import Context
from app.pages.parts import marks
from app.pages.parts.shortlist import star
from app.pages.record.confirmed import confirmed_words
from app.pages.record.source_age import source_age
from app.platforms.schemas import Platform
from app.web.site import origin, written
from frontend.icons import icon
from frontend.markup import markup

CARDS = 1_000
"""So many cards are kept, some two kilobytes each."""
facts_kept: LRUCache[Any, Markup] = LRUCache(CARDS)


def cards(context: Context, platforms: Iterable[Platform], *, first: int | None = None, **options: Any) -> h.Element:
    """A list of cards; the role is said because browsers drop it where a list shows no bullets.

    `first`: the place that the first of them has in the whole list, which paper shows.
    """
    items = [
        h.li[card(context, each, number=None if first is None else first + before, **options)]
        for before, each in enumerate(platforms)
    ]
    return h.ul(".cards", role="list", data_first=first if first and first > 1 else None)[items]


def card(
    context: Context, platform: Platform, heading: h.Element = h.h3, more: h.Node = None, number: int | None = None
) -> h.Node:
    """The card of the list, the same in the sheet of a phone's map. `heading` fits the page's outline.

    `more` stands below the facts. `number` is its place in the list: on paper it stands beside the mark, too, and the
    card gives the address of the platform's page.
    """
    on = " on" if context.location.view.get("select") == platform.id else ""
    return h.article(class_=f"card{on}", id=f"card-{platform.id}", data_id=platform.id)[
        h.div(".card-mark")[marks.kind(context, platform), h.span(".card-no")[str(number)] if number else None],
        h.div(".card-body")[
            _facts(context, platform, heading, context.location.other(f"/platform/{platform.id}")),
            _confirmed(context, platform),
            h.span(".card-link")[_written(context, platform)] if number else None,
            more,
        ],
        star(context, platform),
    ]


def _known_by(context: Context, platform: Platform, heading: h.Element, page: str) -> Hashable:
    """All that the facts of a card are written of. The version of the data stands for the names of its codes."""
    vocabulary = context.vocabulary
    return (
        *(context.lang, vocabulary.data_version, vocabulary.as_of, heading, page, platform.name_zh, platform.name_en),
        *(platform.operator, platform.synthetic, platform.zone, platform.district_code, platform.precision),
        *(platform.source_date, platform.distance_m),
        *map(tuple, (platform.domains, platform.domains_other, platform.stages)),
    )


@cached(facts_kept, key=_known_by, lock=Lock())
def _facts(context: Context, platform: Platform, heading: h.Element, page: str) -> Markup:
    """What a card says of a record, the same in every list: it is written once for a version of the data."""
    return markup(
        [
            heading(".card-name")[h.a(href=page)[h.bdi[platform.name(context.lang)]]],
            h.p(".op")[_operator(context, platform)],
            h.div(".tags")[marks.domains(context, platform, most=3), marks.synthetic(context, platform)],
            h.div(".card-foot")[
                marks.stage_track(context, platform.stages),
                h.span(".where")[
                    _where(context, platform),
                    source_age(context, platform.source_date),
                    marks.distance(context, platform),
                ],
            ],
        ]
    )


def _confirmed(context: Context, platform: Platform) -> h.Node:
    """Who found it still true; of one that nobody confirmed, the age of its source stands there anyway."""
    confirmed = context.confirmed.get(platform.id)
    if confirmed is None:
        return None
    return h.p(".confirmation")[icon("met", 14), confirmed_words(context, confirmed, platform.district_code)]


def _written(context: Context, platform: Platform) -> str:
    """What a reader of the paper types to find the platform: the address of its page, else its number."""
    page = address(context.lang, f"/platform/{platform.id}", [])
    return written(origin(context.site) + page) if context.site else platform.id


def _operator(context: Context, platform: Platform) -> h.Node:
    if platform.operator:
        return context.chinese(platform.operator)
    return h.fragment[context.say("operator"), " ", marks.not_stated(context)]


def _where(context: Context, platform: Platform) -> h.Node:
    vocabulary = context.vocabulary
    term = vocabulary.zones.get(platform.zone or "") or vocabulary.districts.get(platform.district_code or "")
    name = h.span(".area")[context.name(term)] if term else None
    return h.fragment[name, marks.precision(context, platform)]
