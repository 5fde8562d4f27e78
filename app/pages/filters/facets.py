"""The drawer of filters: every facet with its counts; zero stays visible."""

from collections.abc import Iterable
from functools import lru_cache

import htpy as h
from markupsafe import Markup

from app.pages.address.location import address
from app.pages.address.page_states import POLICIES
from app.pages.context import Context
from app.platforms.facets import DRAWER
from app.query.facet import CountedFacets, Facet, FacetCounts, FacetValue
from frontend.icons import tier_mark, tri_mark
from frontend.markup import markup

BOXES = 1_024
"""So many boxes of values are kept: all facets have some eighty, in two languages, chosen or not."""
COUNT = markup(h.span(".n")["{:,}"])


def drawer(context: Context, facets: CountedFacets) -> h.Node:
    """All facets but the kind, which is the switch above the list."""
    return [_facet(context, facets[facet.name]) for facet in DRAWER]


def _facet(context: Context, counts: FacetCounts) -> h.Node:
    facet = counts.facet
    fixed = facet.name in context.location.lock
    note = h.small[" ", context.say("fixed-by-site")] if fixed else None
    legend = h.legend[facet.label(context.lang), note]
    if facet.type == "three-valued":
        return h.fieldset(".three", id=f"facet-{facet.name}", disabled=fixed)[
            legend, _three(context, counts), _unstated(context, counts)
        ]
    groups = _tiers(context, counts) if facet.name == "domain" else _options(context, facet, counts.values)
    return h.fieldset(".facet", id=f"facet-{facet.name}", disabled=fixed)[legend, groups]


def _chosen(context: Context, facet: Facet, value: FacetValue) -> bool:
    return value.value in context.location.filter[facet.name]


def _options(context: Context, facet: Facet, values: Iterable[FacetValue]) -> h.Node:
    return [_option(context, facet, value) for value in values]


def _option(context: Context, facet: Facet, value: FacetValue) -> h.Node:
    on = _chosen(context, facet, value)
    label = facet.value_label(value.value, context.vocabulary, context.lang)
    name = f"f-{facet.name}-{value.value}"
    box = _box(facet.name, value.value, name, label, on, _also(context, facet, value))
    return h.label(class_="opt" if value.count or on else "opt zero", for_=name)[box + count_mark(value.count)]


@lru_cache(maxsize=BOXES)
def _box(facet: str, value: str, name: str, label: str, on: bool, also: str | None) -> Markup:
    """A value's box and its name, which no filter changes: they are written once."""
    box = h.input(f"#{name}", type="checkbox", name=facet, value=value, checked=on, data_name=also)
    return markup([box, h.span(".opt-t")[label]])


def count_mark(n: int) -> Markup:
    """How many records have a value."""
    return COUNT.format(n)


def _also(context: Context, facet: Facet, value: FacetValue) -> str | None:
    """What an address may say for this value, too; without a server the script must know."""
    return None if context.location.served else facet.name_of(value.value, context.vocabulary)


def _tiers(context: Context, counts: FacetCounts) -> h.Node:
    """Domains under the plan's tiers; what is outside the plan comes last."""
    facet, domains = counts.facet, context.vocabulary.domains
    groups: list[h.Node] = []
    for tier in context.vocabulary.tiers.values():
        within = [v for v in counts.values if v.value in domains and domains[v.value].group == tier.code]
        head = h.div(".tier-name")[tier_mark(tier.code), context.name(tier)]
        groups.append(h.div(".tier")[head, _options(context, facet, within)])
    groups.append(_options(context, facet, [v for v in counts.values if v.value not in domains]))
    return groups


def _unstated(context: Context, counts: FacetCounts) -> h.Node:
    """That none of these records answers the question, and where what it asks for is told instead."""
    facet, by_value = counts.facet, counts.by_value()
    n = by_value.get(str(facet.nothing), 0)
    stated = any(by_value[value] for value in by_value if value != facet.nothing)
    if stated or not n:
        return None
    # Without a server the numbers follow the filters, and what no record states none states under any filter.
    key = "facet-unstated" if context.location.served else "facet-unstated-of-all"
    said = context.say(key, n=n, name=facet.label(context.lang))
    return h.p(".three-note")[said, " ", measures_link(context, facet.name)]


def measures_link(context: Context, instrument: str) -> h.Node:
    """The measures that pay with it, which say what the records do not; all of them where no server chooses."""
    if not context.location.served:
        every = context.location.beside(POLICIES)
        return h.a(href=every)[context.say("list-policies")] if every else None
    href = address(context.lang, POLICIES, [("instrument", instrument), *context.location.lasting(POLICIES)])
    return h.a(href=href)[context.say(f"facet-{instrument}-measures")]


def _three(context: Context, counts: FacetCounts) -> h.Node:
    """Has, has not, not stated side by side; the counts add up to the total."""
    facet, cells = counts.facet, []
    for value in counts.values:
        name = f"f-{facet.name}-{value.value}"
        on = _chosen(context, facet, value)
        cells.append(
            h.label(".three-b", for_=name)[
                h.input(f"#{name}", type="checkbox", name=facet.name, value=value.value, checked=on),
                tri_mark(value.value),
                h.span[facet.value_label(value.value, context.vocabulary, context.lang)],
                count_mark(value.count),
            ]
        )
    return h.div(".three-row")[cells]
