"""The conditions that are set, each removable, and the words for them."""

from dataclasses import dataclass

import htpy as h

from app.pages.context import Context
from app.platforms.facets import CHIPS
from app.platforms.filter import Filter
from frontend.icons import icon


@dataclass(frozen=True)
class Condition:
    """One condition: its parameter, what it is called, its value in words, and the filter without it."""

    parameter: str
    name: str
    value: str
    without: Filter


def conditions(context: Context, place: str | None) -> list[Condition]:
    """All conditions but the kind. `place` names the point of `near`, where it is known."""
    chosen, say = context.location.filter, context.say
    found: list[Condition] = []
    if chosen.q:
        found.append(Condition("q", say("search"), chosen.q, chosen.replace(q="")))
    for facet in CHIPS:
        for value in chosen[facet.name]:
            rest = tuple(each for each in chosen[facet.name] if each != value)
            label = facet.value_label(value, context.vocabulary, context.lang)
            without = chosen.replace(**{facet.name: rest})
            found.append(Condition(facet.name, facet.label(context.lang), label, without))
    if chosen.near:
        sort = "default" if chosen.sort == "distance" else chosen.sort
        at = place or f"{chosen.near[0]:.4f}, {chosen.near[1]:.4f}"
        within = say("within-km", km=f"{chosen.radius / 1000:g}") if chosen.radius else ""
        without = chosen.replace(near=None, radius=None, sort=sort)
        found.append(Condition("near", say("near"), f"{at} · {within}" if within else at, without))
    if chosen.bbox:
        found.append(Condition("bbox", say("facet-bbox"), say("chosen-box"), chosen.replace(bbox=None)))
    if chosen.ids:
        n = len(chosen.ids)
        found.append(Condition("ids", say("facet-ids"), say("n-chosen", n=n), chosen.replace(ids=())))
    return found


def chips(context: Context, found: list[Condition]) -> h.Node:
    """Chips, and one link that takes all of them away but those that the address locks."""
    if not found:
        return None
    location, say = context.location, context.say
    every = [fixed(context, each) if each.parameter in location.lock else _removable(context, each) for each in found]
    free = any(each.parameter not in location.lock for each in found)
    nothing = Filter(kind=location.filter["kind"])
    return h.div(".chips")[
        every, h.a(".text-btn", href=location.home_like(nothing), data_nav=True)[say("clear-all")] if free else None
    ]


def fixed(context: Context, condition: Condition) -> h.Element:
    """A condition that nobody can take away here."""
    said = context.say("fixed-value", value=condition.value)
    return h.span(".chip.locked")[h.span(".chip-k")[condition.name], said]


def _removable(context: Context, condition: Condition) -> h.Element:
    label = context.say("remove-condition", name=condition.name, value=condition.value)
    return h.a(".chip", href=context.location.home_like(condition.without), data_nav=True, aria_label=label)[
        h.span(".chip-k")[condition.name], condition.value, icon("close", 12)
    ]
