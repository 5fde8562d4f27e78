"""The conditions that are set, each removable, and the words for them."""

from dataclasses import dataclass

import htpy as h

from app.pages.context import Context
from app.parameters import Filter
from app.platforms.labels import facet_label, value_label
from frontend.icons import icon

FACETS = ("zone", "district", "domain", "stage", "service", "status", "voucher", "fund")


@dataclass(frozen=True)
class Condition:
    """One condition: what it is called, its value in words, and the filter without it."""

    name: str
    value: str
    without: Filter


def conditions(context: Context, place: str | None) -> list[Condition]:
    """All conditions but the kind. `place` names the point of `near`, where it is known."""
    chosen, say = context.here.filter, context.say
    found: list[Condition] = []
    if chosen.q:
        found.append(Condition(say("search"), chosen.q, chosen.replace(q="")))
    for facet in FACETS:
        for value in getattr(chosen, facet):
            rest = tuple(each for each in getattr(chosen, facet) if each != value)
            label = value_label(facet, value, context.vocabulary, context.lang)
            found.append(Condition(facet_label(facet, context.lang), label, chosen.replace(**{facet: rest})))
    if chosen.near:
        sort = "default" if chosen.sort == "distance" else chosen.sort
        at = place or f"{chosen.near[0]:.4f}, {chosen.near[1]:.4f}"
        within = say("within-km", km=f"{chosen.radius / 1000:g}") if chosen.radius else ""
        found.append(
            Condition(
                say("near"), f"{at} · {within}" if within else at, chosen.replace(near=None, radius=None, sort=sort)
            )
        )
    if chosen.bbox:
        found.append(Condition(say("facet-bbox"), say("chosen-box"), chosen.replace(bbox=None)))
    if chosen.ids:
        found.append(Condition(say("facet-ids"), say("n-chosen", n=len(chosen.ids)), chosen.replace(ids=())))
    return found


def chips(context: Context, found: list[Condition]) -> h.Node:
    """Chips, and one link that takes all of them away."""
    if not found:
        return None
    here, say = context.here, context.say
    return h.div(".chips")[
        (
            h.a(
                ".chip",
                href=here.home_like(each.without),
                data_nav=True,
                aria_label=say("remove-condition", name=each.name, value=each.value),
            )[h.span(".chip-k")[each.name], each.value, icon("close", 12)]
            for each in found
        ),
        h.a(".text-btn", href=here.home_like(Filter(kind=here.filter.kind)), data_nav=True)[say("clear-all")],
    ]
