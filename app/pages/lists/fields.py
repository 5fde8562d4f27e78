"""Service fields (服务领域): the domains of the plan with the records of each, and the districts that declare it."""

from collections.abc import Mapping, Sequence

import htpy as h

from app.districts.read import DistrictFeature
from app.pages.address.page_states import MATCH
from app.pages.context import Context
from app.pages.lists.counts import EVERY_KIND, KindCounts
from app.pages.lists.frame import Completeness, completeness, list_page, table
from app.platforms.values import KINDS
from app.web.responses import with_query
from frontend.icons import icon, tier_mark
from frontend.language import digits


def mark(context: Context, counts: KindCounts) -> Completeness:
    """How many domains have a record."""
    say, every = context.say, len(context.vocabulary.domains)
    listed = sum(counts.of(code) > 0 for code in context.vocabulary.domains)
    return Completeness(
        listed,
        every,
        say("fields-complete", listed=listed, empty=every - listed),
        say("fields-more", n=every, silent=counts.silent, records=counts.records),
    )


def fields_page(context: Context, counts: KindCounts, features: Sequence[DistrictFeature]) -> h.Node:
    say, vocabulary = context.say, context.vocabulary
    declared: dict[str, list[str]] = {}
    for feature in features:
        for domain in feature.domains:
            declared.setdefault(domain.code, []).append(feature.code)
    heads = (
        *(say("list-fields"), say("fields-tier")),
        *(say(f"kind-{kind}") for kind in KINDS),
        *(say("lists-total"), say("facet-feature")),
    )
    rows = (
        (
            code,
            (
                _name(code, context),
                _tier(context, term.group),
                *_numbers(context, counts, code),
                _districts(context, declared.get(code, ())),
            ),
        )
        for code, term in vocabulary.domains.items()
    )
    return list_page(
        context,
        "fields",
        say("fields-said"),
        completeness(context, mark(context, counts)),
        table(heads, rows, "fields"),
    )


def _name(code: str, context: Context) -> h.Node:
    return h.span(".list-name")[icon(code, 18), context.name(context.vocabulary.domains[code])]


def _tier(context: Context, tier: str | None) -> h.Node:
    if tier is None:
        return None
    return h.span(".tag")[tier_mark(tier), context.name(context.vocabulary.tiers[tier])]


def _numbers(context: Context, counts: KindCounts, code: str) -> list[h.Node]:
    """The records by kind and together, each number a way to just those on the map."""
    if not counts.of(code):
        return [*("–" for _ in KINDS), _none(context, code)]
    return [
        h.a(href=counts.link(context, code, kind))[digits(n)] if (n := counts.of(code, kind)) else "0"
        for kind in (*KINDS, EVERY_KIND)
    ]


def _none(context: Context, code: str) -> h.Node:
    """That nothing is listed, since when, and what can be done all the same."""
    said = h.span(".unstated")[context.say("none-listed-as-of", date=context.as_of())]
    if not context.location.served:
        return said
    match = with_query(context.location.other(MATCH), [("domain", code)])
    return h.fragment[said, " ", h.a(href=match)[context.say("fields-match")]]


def _districts(context: Context, codes: Sequence[str]) -> h.Node:
    names: Mapping[str, str] = {code: context.name(context.vocabulary.districts[code]) for code in codes}
    return [(h.a(href=context.location.other(f"/district/{code}"))[name], " ") for code, name in names.items()]
