"""The drawer of filters: every facet with its counts; zero stays visible."""

from collections.abc import Iterable

import htpy as h

from app.pages.context import Context
from app.platforms.facets import Facet, FacetValue
from app.platforms.labels import facet_label, value_label
from frontend.icons import tier_mark, tri_mark

ORDER = ("domain", "stage", "zone", "district", "service", "status", "voucher", "fund")


def drawer(context: Context, facets: list[Facet]) -> h.Node:
    """All facets but the kind, which is the switch above the list."""
    by_name = {facet.name: facet for facet in facets}
    return [_facet(context, by_name[name]) for name in ORDER]


def _facet(context: Context, facet: Facet) -> h.Node:
    fixed = facet.name in context.here.lock
    said = h.small[" ", context.say("fixed-by-site")] if fixed else None
    legend = h.legend[facet_label(facet.name, context.lang), said]
    if facet.type == "three-valued":
        return h.fieldset(".three", id=f"facet-{facet.name}", disabled=fixed)[legend, _three(context, facet)]
    groups = _tiers(context, facet) if facet.name == "domain" else _options(context, facet, facet.values)
    return h.fieldset(".facet", id=f"facet-{facet.name}", disabled=fixed)[legend, groups]


def _chosen(context: Context, facet: Facet, value: FacetValue) -> bool:
    return value.value in getattr(context.here.filter, facet.name)


def _options(context: Context, facet: Facet, values: Iterable[FacetValue]) -> h.Node:
    return [_option(context, facet, value) for value in values]


def _option(context: Context, facet: Facet, value: FacetValue) -> h.Node:
    on = _chosen(context, facet, value)
    name = f"f-{facet.name}-{value.value}"
    label = value_label(facet.name, value.value, context.vocabulary, context.lang)
    return h.label(class_="opt" if value.count or on else "opt zero", for_=name)[
        h.input(
            f"#{name}",
            type="checkbox",
            name=facet.parameter,
            value=value.value,
            checked=on,
            data_name=_also(context, facet, value),
        ),
        h.span(".opt-t")[label],
        h.span(".n")[str(value.count)],
    ]


def _also(context: Context, facet: Facet, value: FacetValue) -> str | None:
    """What an address may say for this value, too (`app/query/filter.py`); without a server the script must know."""
    if context.here.served or facet.name != "district":
        return None
    district = context.vocabulary.districts.get(value.value)
    return district.name_zh if district else None


def _tiers(context: Context, facet: Facet) -> h.Node:
    """Domains under the plan's tiers; what is outside the plan comes last."""
    domains = context.vocabulary.domains
    groups: list[h.Node] = []
    for tier in context.vocabulary.tiers.values():
        within = [v for v in facet.values if v.value in domains and domains[v.value].group == tier.code]
        head = h.div(".tier-name")[tier_mark(tier.code), context.name(tier)]
        groups.append(h.div(".tier")[head, _options(context, facet, within)])
    groups.append(_options(context, facet, [v for v in facet.values if v.value not in domains]))
    return groups


def _three(context: Context, facet: Facet) -> h.Node:
    """Has, has not, not stated side by side; the counts add up to the total."""
    cells = []
    for value in facet.values:
        name = f"f-{facet.name}-{value.value}"
        on = _chosen(context, facet, value)
        cells.append(
            h.label(".three-b", for_=name)[
                h.input(f"#{name}", type="checkbox", name=facet.parameter, value=value.value, checked=on),
                tri_mark(value.value),
                h.span[context.say(f"{facet.name}-{value.value}")],
                h.span(".n")[str(value.count)],
            ]
        )
    return h.div(".three-row")[cells]
