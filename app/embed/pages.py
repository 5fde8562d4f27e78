"""What stands in a frame: title, what is fixed, map, list, date and the way to the full map. No header, no footer."""

from collections.abc import Iterable, Sequence

import htpy as h

from app.districts.read import District, DistrictFeature
from app.embed.location import ROOT, EmbedLocation
from app.embed.snippet import LEAST
from app.pages.address.embed_link import View
from app.pages.context import Context
from app.pages.filters.chips import Condition, fixed
from app.pages.home.results import count_key
from app.pages.parts import marks
from app.pages.record.card import card, cards
from app.platforms.read import Listing
from app.platforms.schemas import Platform
from app.platforms.values import DEFAULT_KINDS
from app.web.bundle import asset
from app.web.prefix import at, prefix
from app.web.site import origin, written
from frontend.assets import Assets
from frontend.page import Page


def frame(
    context: Context, location: EmbedLocation, hosts: Sequence[str], title: str, body: Iterable[h.Node], count: str = ""
) -> str:
    """The document of a frame; `hosts` may talk to it, any where there are none."""
    embed, say = location.embed, context.say
    content = h.main("#content.embed", data_list=embed.list_place)[
        h.header(".embed-head")[h.h1[title], h.span(".n")[count] if count else None],
        h.p(".synthetic-strip", role="note")[h.b[say("synthetic")], " ", say("synthetic-said")]
        if context.vocabulary.synthetic
        else None,
        h.div(".embed-body")[body],
        h.p(".embed-foot")[
            # Unread is not "not stated".
            h.span[say("as-of", date=context.as_of()) if location.unread is None else ""],
            h.a(href=location.full(), target="_blank", rel="noopener")[say("open-full-map")],
            h.span(".card-link")[written(origin(context.site) + location.full())],
        ],
    ]
    return Page(
        title=context.title(title),
        lang=context.lang,
        assets=Assets.linked(asset, context.lang),
        head=h.fragment[
            h.meta(name="robots", content="noindex"),
            h.link(rel="stylesheet", href=f"{at(ROOT)}/accent.{embed.accent}.css") if embed.accent else None,
        ],
        body=content,
        theme=None if embed.theme == "auto" else embed.theme,
        base=prefix(),
        body_data={
            "embed": "v1",
            "hosts": " ".join(hosts),
            "view": location.path.strip("/") or "map",
            "notes": " | ".join(f"{n.parameter}={n.value}: {n.reason}" for n in embed.notes),
        },
    ).render()


def filters(context: Context, conditions: list[Condition]) -> h.Node:
    """Filters: the fixed ones without a way to change them, the free ones as links that take them away."""
    location, say = context.location, context.say
    if not conditions:
        return None
    return h.div(".chips")[
        [fixed(context, c) for c in conditions if c.parameter in location.lock],
        [
            h.a(
                ".chip",
                href=location.home_like(c.without),
                aria_label=say("remove-condition", name=c.name, value=c.value),
            )[h.span(".chip-k")[c.name], h.bdi[c.value], h.span(".chip-x", aria_hidden="true")[" ×"]]
            for c in conditions
            if c.parameter not in location.lock
        ],
    ]


def none_listed(context: Context, others: int) -> h.Node:
    """That nothing is listed: of the kinds shown, where there are `others` of kinds that are not, and how to see them.

    It stands above the map, which has no mark, and is seen wherever the list stands.
    """
    say, location = context.say, context.location
    if not others:
        return h.div(".frame-none")[h.p[say("none-listed", date=context.as_of())]]
    only_poc = location.filter["kind"] == DEFAULT_KINDS
    key = "frame-none-poc" if only_poc else "frame-none-of-kinds"
    every = location.home_like(location.filter.replace(kind=tuple(context.vocabulary.kinds)))
    show = None if "kind" in location.lock else h.a(".btn", href=every)[say("frame-show-others", n=others)]
    return h.div(".frame-none")[h.p[say(key, date=context.as_of(), n=others)], show]


def listed(
    context: Context, listing: Listing, whole: str, features: Sequence[DistrictFeature] = (), *, seen: bool = True
) -> h.Node:
    """The list equivalent of the map; visually hidden where the web master wants the map alone.

    `whole` leads to the rest of it, which nobody could reach by ear or without scripts. Where the list is
    `seen`, its cards have the numbers that paper shows beside their marks.
    """
    say = context.say
    more = listing.number_matched - len(listing.platforms)
    return h.div("#results.results.embed-list")[
        _features(context, features),
        h.p(".numbers-said")[say("paper-numbers")] if seen and listing.platforms else None,
        cards(context, listing.platforms, heading=h.h2, first=1 if seen else None),
        h.p(".src-note")[h.a(href=whole, target="_blank", rel="noopener")[say("records-on-map", n=more)]]
        if more > 0
        else None,
    ]


def _features(context: Context, features: Sequence[DistrictFeature]) -> h.Node:
    """What each district declared, where the map shows it."""
    if not features:
        return None
    rows = [
        h.li[h.b[context.name(context.vocabulary.districts[each.code])], " ", each.feature(context.lang)]
        for each in features
    ]
    return h.details(".embed-features", open=True)[h.summary[context.say("facet-feature")], h.ul[rows]]


def map_slot(context: Context, the_map: h.Node, view: View, *, tall: bool, scheme: str | None = None) -> h.Node:
    """The map, and what stands in its place where the frame is too low for one: how high it must be at least.

    `tall`: the whole city with a word for each district needs room.
    """
    low = h.p(".embed-low")[context.say("frame-low", n=LEAST[view])]
    return [h.div(class_="embed-map tall" if tall else "embed-map", data_scheme=scheme)[the_map], low]


def one_platform(context: Context, platform: Platform) -> h.Node:
    """The facts of one platform, short; the full page is one click away."""
    say = context.say
    return h.div("#results.results.embed-list")[
        card(context, platform, h.h2),
        h.p(".prose")[context.chinese(platform.summary_zh)],
        h.dl(".facts")[
            [h.dt[say("facet-voucher")], h.dd[marks.three_valued(context, platform.voucher, None)]],
            [h.dt[say("facet-fund")], h.dd[marks.three_valued(context, platform.fund, None)]],
            [h.dt[say("source")], h.dd[context.chinese(platform.source_title), h.small[platform.source_date or ""]]],
        ],
    ]


def declared(context: Context, district: District, feature: DistrictFeature | None) -> h.Node:
    """A district's declared feature in one line."""
    if feature is None:
        return None
    return h.p(".embed-feature")[h.b[context.say("facet-feature")], " ", feature.feature(context.lang)]


def counter(context: Context, n: int) -> h.Node:
    """One live number."""
    return h.p(".counter")[context.say(count_key(context.location.filter), n=n)]


def tombstone(context: Context, code: str) -> h.Node:
    """What was asked for and is not listed."""
    say = context.say
    words = say("frame-not-listed", date=context.as_of())
    return h.div(".empty")[h.p[h.code[code]], h.p[h.b[words]], h.p[say("not-found-said")]]


def no_frame(context: Context, name: str, page: str) -> h.Node:
    """What can only be seen on the site itself, where `page` is."""
    say = context.say
    link = h.a(".btn", href=page, target="_blank", rel="noopener")[say("frame-no-frame-open", name=name)]
    return h.div(".empty")[h.p[h.b[say("frame-no-frame", name=name)]], h.p[say("frame-no-frame-said")], link]
