"""The head of the panel: search with "near", the kind switch which is also the legend, the facet bar."""

import htpy as h

from app.pages.address.page_states import MAP_VIEW, kinds_unasked
from app.pages.context import Context
from app.platforms.facets import FACETS
from app.query.parameters import NEAR_RADIUS, Q
from frontend.icons import icon, kind_mark
from geo.numbers import decimal_text

RADII = (1000, 2000, 5000, 10_000, 20_000, 50_000)


def hidden_state(context: Context) -> h.Node:
    """What a form must carry along so that sending it keeps the view and what is not in the form."""
    location = context.location
    kept = [
        (name, location.view[name])
        for name in MAP_VIEW
        if name in location.view and name not in ("page", "panel", "card", "typed")
    ]
    # Fields that cannot be changed are not sent by a form, so what is locked goes along unseen.
    unseen = {"near", "bbox", "ids", "sort", *location.lock} - {"q"}
    kept += [pair for pair in location.filter.query() if pair[0] in unseen]
    return [h.input(type="hidden", name=name, value=value) for name, value in kept]


def search_box(context: Context) -> h.Node:
    """The search field, its suggestions where a server makes them, and "near"."""
    say, served = context.say, context.location.served
    suggesting = {
        "role": "combobox",
        "aria-expanded": "false",
        "aria-controls": "suggest",
        "aria-autocomplete": "list",
    }
    field = h.input(
        "#q",
        suggesting if served else {},
        type="search",
        name="q",
        value=typed(context, "q") or context.location.filter.q or context.location.view.get("typed", ""),
        placeholder=say("search-placeholder"),
        aria_label=say("search"),
        readonly="q" in context.location.lock,
        autocomplete="off",
        dir="auto",
        maxlength=str(Q.longest),
    )
    suggestions = h.div("#suggest.suggest", role="listbox", aria_label=say("suggestions"), hidden=True)
    return h.div(".search", role="search")[icon("search", 20), field, _near(context), suggestions if served else None]


def typed(context: Context, parameter: str) -> str:
    """What was typed into a parameter that could not be used."""
    return next((problem.value for problem in context.problems if problem.parameter == parameter), "")


def _near(context: Context) -> h.Node:
    say, radius = context.say, context.location.filter.radius or NEAR_RADIUS
    # The radius of the address has an option of its own: else sending the form would change it.
    options = [
        h.option(value=decimal_text(metres), selected=metres == radius)[say("within-km", km=f"{metres / 1000:g}")]
        for metres in sorted({*RADII, radius})
    ]
    return h.details("#near.popover")[
        h.summary(".near")[icon("near", 18), say("near")],
        h.div(".popover-body")[
            h.p[say("near-said")],
            h.button(".btn.js-only", type="button", data_action="near-me")[icon("near", 16), say("near-me")],
            h.button(".btn.js-only", type="button", data_action="pick-point")[icon("place", 16), say("pick-point")],
            h.label(for_="f-radius")[say("radius")],
            h.select("#f-radius", name="radius")[options],
        ],
    ]


def kind_switch(context: Context, counts: dict[str, int]) -> h.Node:
    """A check box for each kind with its count under the other filters; those not shown unasked are offered "also"."""
    every, unasked = tuple(context.vocabulary.kinds), _unasked(context)
    usual = [kind for kind in every if not unasked or kind in unasked]
    further = [kind for kind in every if kind not in usual]
    also = context.say("also-show")
    return [
        [_kind(context, kind, counts) for kind in usual],
        h.span(".kinds-also")[
            h.span(aria_hidden="true")[also], [_kind(context, kind, counts, f"{also} ") for kind in further]
        ]
        if further
        else None,
    ]


def _unasked(context: Context) -> tuple[str, ...]:
    """The kinds that the page shows where its address names none; all of them where there are none."""
    return kinds_unasked(context.location.path, context.location.filter.ids)


def _kind(context: Context, kind: str, counts: dict[str, int], also: str = "") -> h.Element:
    """One switch with its number. `also` is read out with it, since its group's words stand beside the first alone."""
    shown = context.location.filter["kind"] or _unasked(context) or tuple(context.vocabulary.kinds)
    name, fixed = f"f-kind-{kind}", "kind" in context.location.lock
    words = context.say(f"n-kind-{kind}", n=counts.get(kind, 0))
    return h.label(class_="kind fixed" if fixed else "kind", for_=name)[
        h.input(f"#{name}", type="checkbox", name="kind", value=kind, checked=kind in shown, disabled=fixed),
        kind_mark(kind),
        h.span(".sr-only")[also] if also else None,
        h.span(data_kind=kind)[words],
    ]


def facet_bar(context: Context) -> h.Node:
    """Five words that open the facets; a set one shows how many values are chosen."""
    location, say = context.location, context.say
    opened = location.view.get("panel") == "filters"
    words = []
    for name in dict.fromkeys(facet.bar for facet in FACETS if facet.bar):
        n = sum(len(location.filter[facet.name]) for facet in FACETS if facet.bar == name)
        href = location.url(panel="filters") + f"#facet-{name}"
        words.append(
            h.a(
                id=f"bar-{name}",
                class_=f"facet-btn{' set' if n else ''}",
                href=href,
                data_nav=True,
                data_bar=name,
                aria_expanded=str(opened).lower(),
            )[say(f"bar-{name}"), h.span(".badge")[str(n)] if n else None, icon("chevron", 14)]
        )
    return words
