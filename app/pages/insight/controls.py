"""Topics, choices and number fields of the analysis page: links and form fields that also work without a script."""

from collections.abc import Sequence
from typing import Any

import htpy as h

from app.analysis.siting.parameters import CITY
from app.draw.canvas import Form
from app.draw.figure import Size
from app.pages.address.page_states import CHANGES
from app.pages.context import Context
from app.pages.filters import panel_head
from app.pages.filters.chips import Condition, chips
from app.pages.filters.facets import drawer
from app.pages.parts.cited import older_than_now
from app.pages.parts.not_used import problems
from app.query.facet import CountedFacets
from app.query.kinds import Choice, Number, Whole
from app.web.prefix import at
from app.web.responses import with_query
from frontend.icons import icon
from geo.numbers import decimal_text


def topics(context: Context, names: Sequence[str], now: str) -> h.Node:
    """The questions that the page answers. The first has a page of another shape: its link loads that anew."""
    return h.nav("#topics.topics", aria_label=context.say("topics"), data_swap=True)[
        (
            h.a(
                href=context.location.url(topic=topic),
                data_nav=names[0] not in (topic, now),
                aria_current="page" if topic == now else None,
            )[context.say(f"topic-{topic}")]
            for topic in names
        ),
        h.a(href=context.location.siting(context.location.view.get("area") or CITY))[context.say("siting-where-next")],
        h.a(href=context.location.other(CHANGES))[context.say("changes-way")],
    ]


def choice(context: Context, parameter: Choice[Any], now: str) -> h.Node:
    """A row of links of which one is chosen; the default is not written into the address."""
    name = parameter.name
    return h.div(".seg", role="group", aria_label=context.say(f"choose-{name}"))[
        (
            h.a(
                href=context.location.url(**{name: None if value == parameter.default else value}),
                data_nav=True,
                aria_current="true" if value == now else None,
            )[context.say(f"{name}-{value}")]
            for value in parameter.values
        )
    ]


def select(context: Context, name: str, options: Sequence[tuple[str, str]], now: str) -> h.Node:
    """A list of choices; the first option may be empty: the default."""
    return h.label(".field", for_=f"i-{name}")[
        h.span[context.say(f"choose-{name}")],
        h.select(f"#i-{name}", name=name)[
            (h.option(value=value, selected=value == now)[label] for value, label in options)
        ],
    ]


def figure(context: Context, parameter: Number[Any] | Whole[Any], now: float, unit: str, step: float) -> h.Node:
    """A number field with the parameter's limits; what was typed stays, also where it could not be used."""
    name, high = parameter.name, parameter.high
    typed = next((p.value for p in context.problems if p.parameter == name), decimal_text(now))
    return h.label(".field", for_=f"i-{name}")[
        h.span[context.say(f"choose-{name}")],
        h.span(".with-unit")[
            h.input(
                f"#i-{name}",
                type="number",
                name=name,
                value=typed,
                min=f"{parameter.low:g}",
                max=None if high is None else f"{high:g}",
                step=f"{step:g}",
                inputmode="decimal",
            ),
            unit,
        ],
    ]


def domain_choice(context: Context, now: str) -> h.Node:
    """The domain that quotient and coverage are about."""
    options = [(code, context.name(term)) for code, term in context.vocabulary.domains.items()]
    return select(context, "focus", options, now)


def hidden_state(context: Context, seen: Sequence[str]) -> h.Node:
    """What the form carries along unseen, for sending it without a script; it has fields for what is `seen`."""
    location = context.location
    kept = [(name, value) for name, value in location.view.items() if name not in seen and name != "panel"]
    unseen = {"q", "near", "radius", "bbox", "ids", "sort", *location.lock}
    kept += [pair for pair in location.filter.query() if pair[0] in unseen.difference(seen)]
    return [h.input(type="hidden", name=name, value=value) for name, value in kept]


def filters(context: Context, facets: CountedFacets, set_conditions: list[Condition]) -> h.Node:
    """Which records: kinds, the other filters folded, the conditions, and what could not be used."""
    say = context.say
    return h.fragment[
        h.div("#insight-problems", data_swap=True)[
            problems(context), (h.p(".notice", role="note")[text] for text in older_than_now(context))
        ],
        h.div(".insight-filters")[
            h.div("#kinds.kinds", role="group", aria_label=say("kinds"), data_swap=True)[
                panel_head.kind_switch(context, facets["kind"].by_value())
            ],
            h.details(".filter-fold")[
                h.summary[icon("filter", 16), say("filter")],
                h.div("#facets-body.facets-wide", data_swap=True)[drawer(context, facets)],
            ],
            h.button(".btn.no-js-only", type="submit")[say("apply")],
        ],
        h.div("#insight-chips", data_swap=True)[chips(context, set_conditions)],
    ]


def method(context: Context, *sentences: str) -> h.Node:
    """How figures are computed, folded below them."""
    return h.details(".method")[h.summary[context.say("how-computed")], (h.p[sentence] for sentence in sentences)]


def probability(p: float) -> str:
    """A p-value with as many digits as matter."""
    return "< 0.001" if p < 0.001 else f"{p:.3f}"


def downloads(context: Context, name: str, pairs: list[tuple[str, str]], *, only_json: bool = False) -> h.Node:
    """The same figures as files, and the address that gives them."""
    forms = [("json", "JSON")] if only_json else [("csv", "CSV"), ("xlsx", "XLSX"), ("json", "JSON")]
    return h.p(".downloads")[
        context.say("download-table"),
        ([" ", h.a(href=data_address(context, name, [*pairs, ("f", form)]))[label]] for form, label in forms),
    ]


PICTURES: tuple[tuple[Size, Form], ...] = (("slide", "png"), ("slide", "svg"), ("print", "png"), ("print", "svg"))


def pictures(context: Context, name: str, pairs: list[tuple[str, str]]) -> h.Node:
    """What the map or the charts show as pictures: for a slide and for paper."""
    links = []
    for size, form in PICTURES:
        address = data_address(context, name, [*pairs, ("size", size), ("f", form)])
        words = context.say(f"picture-{size}", form=form.upper())
        links.append([" ", h.a(href=address, download=f"{name}-{size}.{form}")[words]])
    return h.p(".downloads")[context.say("picture-download"), links]


def data_address(context: Context, name: str, pairs: list[tuple[str, str]]) -> str:
    """The API's address of a table under the filters of the page."""
    return with_query(at(f"/api/insight/{name}"), [*context.location.filter.query(), *pairs, ("lang", context.lang)])
