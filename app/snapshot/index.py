"""The map with its list: every card and every filter written once; the script chooses, orders and counts."""

from collections.abc import Iterable

import htpy as h

from app.lists.whole import WholeCase
from app.pages.address.page_states import GLOSSARY, POLICIES
from app.pages.context import Context
from app.pages.home.page import home, swapped
from app.pages.home.results import sort_menu
from app.pages.platform.page import fact_rows, source_rows
from app.pages.record.card import card
from app.platforms.schemas import Platform
from app.query.facet import CountedFacets
from app.search.explaining import Explained
from frontend.icons import icon
from frontend.language import choose


def index(
    context: Context,
    facets: CountedFacets,
    platforms: list[Platform],
    the_map: h.Node,
    foot: h.Node,
    *,
    folded: bool,
    leading: h.Node = None,
) -> h.Node:
    """The page. `folded`: the facts of a platform stand under its card, for a document of one page.

    `leading`: the ways to other pages, of which the script shows those that fit (`lists_that_hold`).
    """
    results = [
        h.div(data_part="chips"),
        h.div(data_part="filled")[
            h.div(".count")[_count(context, platforms), h.div(".js-only")[sort_menu(context)]],
            h.div(data_part="hidden"),
            _cards(context, platforms, folded),
        ],
        _empty(context),
        leading,
        h.div(".list-foot")[foot, h.p(".as-of")[context.say("as-of-said", date=context.as_of())]],
    ]
    return home(context, swapped(context, facets, h.fragment[results], len(platforms)), the_map)


def _count(context: Context, platforms: list[Platform]) -> h.Node:
    say = context.say
    loose = sum(platform.lon is None for platform in platforms)
    return h.h2(data_part="count")[
        h.b[say("count-all", n=len(platforms))], " ", h.span[say("count-unlocated", n=loose) if loose else ""]
    ]


def _cards(context: Context, platforms: list[Platform], folded: bool) -> h.Node:
    located = [platform for platform in platforms if platform.lon is not None]
    loose = [platform for platform in platforms if platform.lon is None]

    def items(platforms: list[Platform], first: int) -> h.Node:
        return [
            h.li[card(context, platform, more=_folded(context, platform) if folded else None, number=number)]
            for number, platform in enumerate(platforms, first)
        ]

    title = h.span(data_part="bucket-title")[context.say("bucket", n=len(loose))]
    bucket = h.h2(".bucket", data_part="bucket", hidden=not loose)[
        icon("place", 14), title, h.span[context.say("bucket-said")]
    ]
    return h.fragment[
        h.p(".numbers-said")[context.say("paper-numbers")],
        h.ul(".cards", role="list", data_part="located")[items(located, 1)],
        h.h2(".bucket.otherwise", data_part="otherwise", hidden=True)[
            h.b(data_part="otherwise-title"), " ", h.span(data_part="otherwise-said")
        ],
        h.ul(".cards", role="list", data_part="others"),
        bucket,
        h.ul(".cards", role="list", data_part="loose")[items(loose, len(located) + 1)],
    ]


def _folded(context: Context, platform: Platform) -> h.Node:
    """The facts of a platform, where there is no page of its own; a link to them opens them."""
    say = context.say
    return h.details(".folded")[
        h.summary[say("facts")],
        h.div(id=f"platform-{platform.id}", tabindex="-1")[
            h.p(".prose")[context.chinese(platform.summary_zh)],
            h.dl(".facts")[fact_rows(context, platform), source_rows(context, platform)],
        ],
    ]


def lists_that_hold(context: Context, explained: Iterable[Explained], cases: Iterable[WholeCase]) -> h.Node:
    """Measures, terms and cases, hidden until what they say is typed, or nothing is listed of their field."""
    say, location = context.say, context.location
    pages = {"policy": POLICIES, "glossary": GLOSSARY}
    ways = [
        h.li(data_said=each.plain, hidden=True)[
            h.a(href=f"{location.other(pages[each.group])}#{each.code}")[h.bdi[each.name(context.lang)]],
            h.span(".n")[say(f"suggest-{each.group}")],
        ]
        for each in explained
    ]
    about = [
        h.li(data_domains=" ".join(each.domains), hidden=True)[
            h.a(href=location.other(f"/platform/{each.platform}"))[
                h.bdi[choose(context.lang, each.title_zh, each.title_en)]
            ],
            h.span(".n")[say("void-case")],
        ]
        for each in cases
        if each.domains and each.platform
    ]
    return h.fragment[
        h.section(".ways.in-lists", data_part="in-lists", hidden=True)[h.h3[say("in-lists")], h.ul[ways]],
        h.section(".ways.in-lists", data_part="in-cases", hidden=True)[h.h3[say("empty-cases")], h.ul[about]],
    ]


def _empty(context: Context) -> h.Node:
    say = context.say
    return h.div(".empty", data_part="empty", data_date=context.as_of(), hidden=True)[
        h.h2(data_part="title"),
        h.p(".instead", data_part="instead"),
        h.p[say("none-listed-said")],
        h.div(data_part="ways"),
    ]
