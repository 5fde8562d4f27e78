"""The star that picks a platform, and the bar of what is picked: links that work without a script."""

import json
from collections.abc import Sequence

import htpy as h

from app.pages.address.location import address, filter_pairs
from app.pages.address.page_states import COMPARE, SHARE, state_of
from app.pages.address.picks import MOST_COMPARED, MOST_PICKS, toggled
from app.pages.context import Context
from app.platforms.schemas import Platform
from app.web.bundle import asset
from app.web.prefix import at
from frontend.icons import icon, kind_mark
from frontend.language import page_path

SCRIPT, STYLE = "shortlist.js", "shortlist.css"
FIRST = 3
"""So many are candidates."""
SAID = ("said-picked", "said-unpicked", "said-all-picked", "said-all-unpicked")
"""What is read out once something was picked or taken back."""
FRAGMENT = "/shortlist"
"""The address of the bar alone, for the script."""


def star(context: Context, platform: Platform) -> h.Node:
    """Picks the platform or takes it back; with eight picked it says that there is no room. Nothing in a frame."""
    location, say = context.location, context.say
    if not location.keeps_picks:
        return None
    on = platform.id in location.picks
    full = not on and len(location.picks) >= MOST_PICKS
    word = "on" if on else "full" if full else "off"
    href = f"{location.picking(toggled(location.picks, platform.id))}#card-{platform.id}"
    return h.a(
        class_=f"star{' on' if on else ''}",
        # Where there is no room it leads to itself: a key reaches it to hear why.
        href=f"{location.url()}#card-{platform.id}" if full else href,
        aria_disabled="true" if full else None,
        aria_label=say(f"star-{word}", name=platform.name(context.lang), most=MOST_PICKS),
        data_star=platform.id,
        rel="nofollow",
    )[icon("star", 20)]


def star_all(context: Context, platforms: Sequence[Platform]) -> h.Node:
    """Picks every platform of a short list, or takes them back once all are picked; hidden where eight would not do."""
    return _star_several(context, platforms, "all") if 1 < len(platforms) <= MOST_PICKS else None


def star_first(context: Context, platforms: Sequence[Platform]) -> h.Node:
    """Picks those at the top of a longer list, or takes them back: who wants three candidates need not press three."""
    return _star_several(context, platforms[:FIRST], "first") if len(platforms) > FIRST else None


def _star_several(context: Context, platforms: Sequence[Platform], which: str) -> h.Node:
    location, say, ids = context.location, context.say, tuple(platform.id for platform in platforms)
    if not location.keeps_picks:
        return None
    others = tuple(id for id in location.picks if id not in ids)
    on = set(ids) <= set(location.picks)
    words = {word: say(f"star-{which}-{word}", n=len(ids)) for word in ("on", "off")}
    return h.a(
        class_="text-btn screen-only",
        href=location.picking(others if on else tuple(dict.fromkeys((*location.picks, *ids)))),
        hidden=len(others) + len(ids) > MOST_PICKS,
        data_star_all=",".join(ids),
        data_on=words["on"],
        data_off=words["off"],
        rel="nofollow",
    )[words["on" if on else "off"]]


def bar(context: Context) -> h.Node:
    """What is picked, at the foot of every page; hidden while there is nothing, so that the script finds its place."""
    location = context.location
    if not location.keeps_picks:
        return None
    about = location.path in (COMPARE, SHARE)
    return h.aside(
        "#shortlist.shortlist.screen-only",
        aria_label=context.say("shortlist"),
        hidden=not location.picks,
        # On the pages about what is picked the server writes the whole page anew.
        data_source=None if about else at(page_path(context.lang, FRAGMENT)),
        data_most=MOST_PICKS,
        data_script=asset(SCRIPT),
        data_style=asset(STYLE),
    )[contents(context) if location.picks else None]


def fragment(context: Context) -> h.Node:
    """The bar's contents for the script, with the sentences that it needs: `{name}` and `{n}` are for it to fill in."""
    say, most = context.say, MOST_PICKS
    words = {
        **{f"star-{word}": say(f"star-{word}", name="{name}", most=most) for word in ("off", "full")},
        "star-on": say("star-on", name="{name}"),
        **{word: say(word, name="{name}", n="{n}", all="{all}") for word in SAID},
        "said-full": say("said-full", most=most),
        "said-cleared": say("said-cleared"),
        "sharing-send": say("sharing-send"),
        "close": say("close"),
        "copied": say("copied"),
    }
    return h.div(data_words=json.dumps(words, ensure_ascii=False))[
        contents(context) if context.location.picks else None
    ]


def contents(context: Context) -> h.Node:
    """How many, their names, and what to do with them."""
    location, say = context.location, context.say
    picks = location.picks
    listed = {platform.id: platform for platform in context.picked}
    here = location.path == COMPARE
    compare = h.a(".btn.primary", href=_comparison(context), rel="nofollow")[say("compare")]
    return h.fragment[
        h.p(".picked-n")[
            say("picked-n", n=len(picks)),
            h.small(role="note")[say("picks-beyond", n=context.beyond, most=MOST_PICKS)] if context.beyond else None,
        ],
        h.ul(".picked", role="list")[[h.li[_picked(context, id, listed.get(id))] for id in picks]],
        h.p(".picked-ways")[
            compare if len(picks) > 1 and not here else None,
            h.a(".btn", href=location.other(SHARE), data_share=True, rel="nofollow")[icon("out", 16), say("share")],
            h.a(".text-btn", href=location.picking(()), data_clear=True, rel="nofollow")[say("picked-clear")],
        ],
    ]


def _comparison(context: Context) -> str:
    """The comparison, with the filters of the list for the way back, and the point from which it is measured."""
    location = context.location
    names = state_of(COMPARE).filters
    filters = [pair for pair in filter_pairs(location.filter, state_of(location.path)) if pair[0] in names]
    return address(location.lang, COMPARE, [*filters, *(p for p in location.lasting(COMPARE) if p not in filters)])


def _picked(context: Context, id: str, platform: Platform | None) -> h.Node:
    location, say = context.location, context.say
    name = platform.name(context.lang) if platform else id
    return h.fragment[
        h.span(".picked-name", title=name)[kind_mark(platform.kind, 12), h.bdi[name]]
        if platform
        else h.span(".picked-name.unstated")[h.bdi[name], " ", say("pick-not-listed")],
        h.a(
            ".icon-btn",
            href=location.picking(toggled(location.picks, id)),
            aria_label=say("star-on", name=name),
            data_unpick=id,
            rel="nofollow",
        )[icon("close", 12)],
    ]


def styles(context: Context) -> h.Node:
    """The style of the bar, where it stands from the beginning; the script brings it later."""
    about = context.location.path in (COMPARE, SHARE)
    shown = context.location.keeps_picks and (about or bool(context.location.picks))
    return h.link(rel="stylesheet", href=asset(STYLE)) if shown else None


def fits(picks: tuple[str, ...]) -> bool:
    """Whether all that is picked can be compared side by side."""
    return 1 < len(picks) <= MOST_COMPARED
