"""The conditions that are set, each removable, and the words for them."""

from dataclasses import dataclass, replace

import htpy as h

from app.pages.address.page_states import state_of
from app.pages.context import Context
from app.pages.filters.wants import want_chips, wants_said
from app.platforms.facets import CHIPS
from app.platforms.filter import Filter
from frontend.icons import icon

ANY = Filter()

ANSWERED = ("voucher", "fund")
"""Facets whose values are answers: yes, no, not stated. Nearly every source says nothing of them."""


@dataclass(frozen=True)
class Condition:
    """One condition: its parameter, what it is called, its value in words, the filter without it, and it by itself."""

    parameter: str
    name: str
    value: str
    without: Filter
    alone: Filter = ANY

    def said(self, context: Context) -> str:
        """The value as it reads without a chip around it: “yes” and “not stated” say nothing without their question."""
        if self.parameter in ANSWERED or self.value == context.say("not-stated"):
            return context.say("named-value", name=self.name, value=self.value)
        return self.value


def conditions(context: Context, place: str | None) -> list[Condition]:
    """All conditions but the kind. `place` names the point of `near`, where it is known."""
    filter, say = context.location.filter, context.say
    set_conditions: list[Condition] = []
    if filter.q:
        set_conditions.append(Condition("q", say("search"), filter.q, filter.replace(q=""), Filter(q=filter.q)))
    for facet in CHIPS:
        for value in filter[facet.name]:
            rest = tuple(each for each in filter[facet.name] if each != value)
            label = facet.value_label(value, context.vocabulary, context.lang)
            without = filter.replace(**{facet.name: rest})
            set_conditions.append(
                Condition(facet.name, facet.label(context.lang), label, without, ANY.replace(**{facet.name: (value,)}))
            )
    if filter.near:
        sort = "default" if filter.sort == "distance" else filter.sort
        at = place or f"{filter.near[0]:.4f}, {filter.near[1]:.4f}"
        within = say("within-km", km=f"{filter.radius / 1000:g}") if filter.radius else ""
        without = filter.replace(near=None, radius=None, sort=sort)
        around = Filter(near=filter.near, radius=filter.radius)
        set_conditions.append(Condition("near", say("near"), f"{at} · {within}" if within else at, without, around))
    if filter.in_view:
        set_conditions.append(
            Condition(
                "bbox",
                say("facet-bbox"),
                say("chosen-box"),
                filter.replace(in_view=None),
                Filter(in_view=filter.in_view),
            )
        )
    if filter.ids:
        n = len(filter.ids)
        set_conditions.append(
            Condition("ids", say("facet-ids"), say("n-chosen", n=n), _without_ids(context), Filter(ids=filter.ids))
        )
    return set_conditions


def _without_ids(context: Context) -> Filter:
    """Without them the page shows the kinds that it shows unasked."""
    filter = context.location.filter
    return filter.replace(ids=(), kind=filter["kind"] or state_of(context.location.path).kinds)


def chips(context: Context, conditions: list[Condition]) -> h.Node:
    """Chips, and one link that takes all of them away but those that the address locks."""
    wants = want_chips(context)
    if not conditions and not wants:
        return None
    location, say = context.location, context.say
    locked = location.lock
    every = [fixed(context, each) if each.parameter in locked else _removable(context, each) for each in conditions]
    free = bool(wants) or any(each.parameter not in location.lock for each in conditions)
    nothing = Filter(kind=location.filter["kind"])
    clear = replace(location, filter=location.held(nothing)).url(page=None, card=None, typed=None, want=None)
    return h.fragment[
        h.div(".chips")[every, wants, h.a(".text-btn", href=clear, data_nav=True)[say("clear-all")] if free else None],
        wants_said(context),
    ]


def fixed(context: Context, condition: Condition) -> h.Element:
    """A condition that nobody can take away here."""
    words = context.say("fixed-value", value=condition.value)
    return h.span(".chip.locked")[h.span(".chip-k")[condition.name], words]


def _removable(context: Context, condition: Condition) -> h.Element:
    label = context.say("remove-condition", name=condition.name, value=condition.value)
    return h.a(".chip", href=context.location.home_like(condition.without), data_nav=True, aria_label=label)[
        h.span(".chip-k")[condition.name], " ", h.bdi[condition.value], icon("close", 12)
    ]
