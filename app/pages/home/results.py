"""The list: how many, the conditions, the cards, and what to do when there are few or none."""

from dataclasses import replace
from urllib.parse import urlencode

import htpy as h

from app.city import city
from app.pages.address.embed_link import builder_link
from app.pages.context import Context, joined
from app.pages.filters.chips import chips
from app.pages.filters.wants import match_address, unfiltered
from app.pages.home.empty import explained, ways_out
from app.pages.home.facts import PAGE, SHORT, ListFacts
from app.pages.home.in_lists import in_lists
from app.pages.home.typed_words import TYPED
from app.pages.parts.downloads import file_path
from app.pages.parts.not_used import problems, unread_note
from app.pages.parts.shortlist import star_all, star_first
from app.pages.record import card
from app.pages.record.correction_ways import missing_way
from app.platforms.facets import NO_KIND
from app.platforms.filter import Filter
from app.platforms.values import DEFAULT_KINDS
from app.query.parameters import SORT
from app.web.prefix import at
from frontend.icons import icon
from frontend.language import digits

SHOWN = (("csv", "CSV"), ("geojson", "GeoJSON"), ("xlsx", "Excel"))
"""Files that the list names itself; a page of its own has all."""


def results(context: Context, facts: ListFacts) -> h.Node:
    """Everything below the head of the panel."""
    head = [
        problems(context),
        unread_note(context),
        chips(context, facts.conditions),
        outside(context),
        put_right(context, facts),
    ]
    if not facts.listing.number_matched:
        return [*head, empty(context, facts), embed_link(context)]
    return [
        *head,
        count_line(context, facts),
        hidden_kinds(context, facts),
        cards(context, facts),
        in_lists(context, facts.explained),
        foot(context, facts),
        embed_link(context),
    ]


def put_right(context: Context, facts: ListFacts) -> h.Node:
    """What was typed and is nowhere, what is shown in its place, and the way to insist."""
    typed_words, location = context.location.view.get(TYPED), context.location
    if not typed_words or "q" in location.lock:
        return None
    say, nothing = context.say, Filter(kind=location.filter["kind"])
    insist = location.home_like(nothing.replace(q=f'"{typed_words}"'))
    return h.div(".put-right", role="status")[
        h.p[
            say("put-right", typed=typed_words),
            " ",
            [(" " if i else None, h.b[h.bdi[each]]) for i, each in enumerate(_meant(context, facts))],
            say("put-right-shown"),
        ],
        h.a(href=insist, data_nav=True)[say("put-right-insist", typed=typed_words)],
    ]


def _meant(context: Context, facts: ListFacts) -> list[str]:
    """What is shown in the place of what was typed. A kind has no chip, and may be all that was meant: 中试 of 中式."""
    said, kinds = [each.value for each in facts.conditions], context.location.filter["kind"]
    every = context.vocabulary.kinds
    if said and kinds in (DEFAULT_KINDS, tuple(every)):
        return said
    return [*said, *(context.name(every[kind]) for kind in kinds)]


def outside(context: Context) -> h.Node:
    """That the point of the address is not in the city: its distances are right, and what is listed is far away."""
    near = context.location.filter.near
    if near is None or city().positions.contains(*near):
        return None
    return h.p(".wants-said", role="note")[context.say("near-outside", city=context.city_name())]


def count_line(context: Context, facts: ListFacts) -> h.Node:
    """How many there are, how many have no position, and the order."""
    say, listing = context.say, facts.listing
    words = say(count_key(context.location.filter), n=listing.number_matched)
    loose = say("count-unlocated", n=listing.unlocated) if listing.unlocated else ""
    read_out = " ".join(filter(None, (words, loose, unfiltered(context))))
    return h.div(".count")[
        h.h2(data_status=read_out)[h.b[words], " ", h.span[loose]],
        star_first(context, listing.platforms) if facts.conditions and facts.page == 1 else None,
        star_all(context, listing.platforms) if listing.number_matched == len(listing.platforms) else None,
        sort_menu(context),
    ]


def count_key(filter: Filter) -> str:
    """The message with the number of a list: records of one kind are called by it."""
    kinds = filter["kind"]
    return f"n-kind-{kinds[0]}" if len(kinds) == 1 and kinds != (NO_KIND,) else "count-all"


def sort_menu(context: Context) -> h.Node:
    """The orders of the list; without a server all of them, and the script shows which apply."""
    location, say = context.location, context.say
    offered = [sort for sort in SORT.values if sort != "distance" or location.filter.near or not location.served]
    now = "distance" if location.filter.near and location.filter.sort == SORT.default else location.filter.sort
    # Without a server the script says what the usual order is.
    usual = {SORT.default: say("sort-rank")} if location.filter.ranked else {}
    links = [
        h.li[
            h.a(
                href=location.filtered(sort=sort),
                data_nav=True,
                data_sort=sort,
                aria_current="true" if sort == now else None,
            )[usual.get(sort) or say(f"sort-{sort}")]
        ]
        for sort in offered
    ]
    return h.details(".popover.sort")[
        h.summary[icon("sort", 14), usual.get(now) or say(f"sort-{now}")], h.ul(".popover-body")[links]
    ]


def hidden_kinds(context: Context, facts: ListFacts) -> h.Node:
    """A short list names what the kind switch hides."""
    if facts.listing.number_matched >= SHORT:
        return None
    return _show_hidden(context, facts.hidden)


def _may_show(context: Context, hidden: dict[str, int]) -> bool:
    """Whether the kind switch hides something, and may show it."""
    return any(hidden.values()) and "kind" not in context.location.lock


def _show_hidden(context: Context, hidden: dict[str, int]) -> h.Node:
    if not _may_show(context, hidden):
        return None
    names = joined(context.lang, [context.say(f"n-kind-{kind}", n=n) for kind, n in hidden.items() if n])
    everything = tuple(context.vocabulary.kinds)
    return h.p(".hidden-kinds")[
        h.a(href=context.location.filtered(kind=everything), data_nav=True)[context.say("show-hidden", names=names)],
        h.span(".n")[digits(sum(hidden.values()))],
    ]


def cards(context: Context, facts: ListFacts) -> h.Node:
    """Located records first, those without a position in a bucket of their own; what a search ranked stays so."""
    first = (facts.page - 1) * PAGE + 1
    if context.location.filter.ranked:
        return [h.p(".numbers-said")[context.say("paper-numbers")], _ranked(context, facts, first)]
    located = [platform for platform in facts.listing.platforms if platform.lon is not None]
    loose = [platform for platform in facts.listing.platforms if platform.lon is None]
    bucket = h.h2(".bucket")[
        icon("place", 14), context.say("bucket", n=facts.listing.unlocated), h.span[context.say("bucket-said")]
    ]
    return [
        h.p(".numbers-said")[context.say("paper-numbers")],
        card.cards(context, located, first=first) if located else None,
        [bucket, card.cards(context, loose, first=first + len(located))] if loose else None,
    ]


def _ranked(context: Context, facts: ListFacts, first: int) -> h.Node:
    """What says the words itself, then what other words found, with a line that says where that begins."""
    platforms, every = facts.listing.platforms, facts.listing.number_matched
    saying = every if facts.saying is None else facts.saying
    here = min(max(saying - first + 1, 0), len(platforms))
    if saying >= every or here == len(platforms):
        return card.cards(context, platforms, first=first)
    words = context.say("found-otherwise" if saying else "found-otherwise-alone", q=context.location.filter.q)
    return [
        card.cards(context, platforms[:here], first=first) if here else None,
        h.h2(".bucket.otherwise")[words, h.span[context.say("found-otherwise-said", n=every - saying)]],
        card.cards(context, platforms[here:], first=first + here),
    ]


def foot(context: Context, facts: ListFacts) -> h.Node:
    """The other pages of the list and the downloads of the whole filtered set."""
    location, say = context.location, context.say
    pages = facts.pages
    steps = []
    if facts.page > 1:
        before = str(facts.page - 1) if facts.page > 2 else None
        steps.append(h.a(href=location.url(page=before), data_nav=True, rel="prev")[say("page-before")])
    if pages > 1:
        steps.append(h.span[say("page-of", page=facts.page, pages=pages)])
    if facts.page < pages:
        steps.append(h.a(href=location.url(page=str(facts.page + 1)), data_nav=True, rel="next")[say("page-after")])
    return h.div(".list-foot")[
        h.nav(".pager", aria_label=say("pages"))[steps] if steps else None,
        h.p(".downloads")[
            say("download"),
            " ",
            [(h.a(href=at(file_path(context, ending, labels=True)))[name], " ") for ending, name in SHOWN],
            h.a(href=replace(location, path="/open-data").url())[say("open-data-way")],
        ],
        h.p(".as-of")[say("as-of-said", date=context.as_of())],
        h.p(".screen-only")[h.a(href=match_address(location))[say("match-way-in")]] if location.served else None,
        h.p(".phone-only")[h.a(href=location.other("/insight"))[say("nav-insight")]],
    ]


def embed_link(context: Context) -> h.Node:
    """The same list for another site; the page has no footer of its own."""
    return h.p(".list-foot.screen-only")[
        h.a(".embed-way", href=builder_link(context.location))[context.say("embed-link")]
    ]


def empty(context: Context, facts: ListFacts) -> h.Node:
    """None listed: since when, what the kind switch hides, and what dropping a condition would give.

    `data-instead`: what the map shows meanwhile, the records that the first way out would give. `data-kinds`: all
    kinds, where others than those that are shown unasked have the words of the search.
    """
    say = context.say
    wanted = joined(context.lang, [condition.said(context) for condition in facts.conditions])
    kinds = context.location.filter["kind"]
    one_kind = len(kinds) == 1 and kinds[0] in context.vocabulary.kinds
    key = (f"none-listed-{kinds[0]}" if one_kind else "none-listed") + ("-for" if wanted else "")
    chosen = context.location.filter["kind"] != (NO_KIND,)
    title = say(key, date=context.as_of(), wanted=wanted) if chosen else say("no-kind")
    declared = [h.li[h.a(href=href)[words], h.span(".n")[say("facet-feature")]] for words, href in facts.features]
    first = next(iter(facts.emptied.relaxed), None) if facts.emptied else None
    opened = bool(context.location.filter.q) and kinds == DEFAULT_KINDS and _may_show(context, facts.hidden)
    return h.div(
        ".empty",
        data_instead=urlencode(first.opens.query(), safe=",:") if first else None,
        data_kinds=",".join(context.vocabulary.kinds) if opened else None,
    )[
        h.h2(data_status=f"{title} {unfiltered(context)}".rstrip())[title],
        # A phone's map hides the ways out, of which it shows the first.
        h.p(".instead")[say("empty-map-shows", value=first.dropped.value, n=first.n)] if first else None,
        explained(context, facts.emptied, in_lists=bool(facts.explained)) if facts.emptied and chosen else None,
        h.p[say("none-listed-said")] if chosen else None,
        _show_hidden(context, facts.hidden),
        in_lists(context, facts.explained),
        ways_out(context, facts.emptied) if facts.emptied else None,
        h.ul[declared] if declared else None,
        missing_way(context) if chosen else None,
    ]
