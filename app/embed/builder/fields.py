"""The builder's form: what to show, which platforms, how it looks. Its fields come from the contract's own tables."""

from typing import Any

import htpy as h

from app.analysis.parameters import BREAKS, CLASSES, FIGURE_NAMES, MEASURE, ORDERS, SCHEME
from app.embed.builder.filled import Filled
from app.embed.contract import FILTER_NAMES
from app.embed.parameters import LANG, LOCK, PARAMETERS, THEME
from app.embed.words import choices, parameter_name, value_name, values_said
from app.pages.address.embed_link import VIEWS
from app.pages.address.page_states import OWN
from app.pages.context import Context
from app.platforms.facets import FACETS
from app.platforms.filter import LOCKABLE
from app.query.parameter import Parameter
from app.query.parameters import SORT
from app.tiles.sources import sources
from app.web.prefix import at

ON_MAPS = ("layers", "list", "controls", "wheel", "bbox", "lock", "base")
"""Has no meaning where there is but a number."""


def what(context: Context, filled: Filled) -> h.Node:
    """Map, insight and counter, and the three presets of one district, zone or platform."""
    say, shown = context.say, filled.shown
    radios = [
        h.label(".opt", for_=f"view-{view}")[
            h.input(f"#view-{view}", type="radio", name=f"{OWN}view", value=view, checked=view == shown.view),
            h.span(".opt-t")[say(f"frame-view-{view}"), h.small[say(f"frame-view-{view}-said")]],
        ]
        for view in VIEWS
    ]
    return h.fieldset(".what")[h.legend[say("build-what")], radios, _areas(context, filled), _platform(context, filled)]


def _areas(context: Context, filled: Filled) -> h.Node:
    vocabulary, shown = context.vocabulary, filled.shown
    return [
        h.label(".field", for_=f"code-{view}", data_for=view)[
            h.span[FACETS[view].label(context.lang)],
            h.select(f"#code-{view}", name=OWN + view)[
                [
                    h.option(value=code, selected=view == shown.view and code == shown.code)[context.name(term)]
                    for code, term in terms.items()
                ]
            ],
        ]
        for view, terms in (("district", vocabulary.districts), ("zone", vocabulary.zones))
    ]


def _platform(context: Context, filled: Filled) -> h.Node:
    """Its identifier or name; while one types, names are offered."""
    say, shown = context.say, filled.shown
    code = shown.code if shown.view == "platform" else ""
    return h.label(".field", for_="code-platform", data_for="platform")[
        h.span[say("build-platform")],
        h.input(
            "#code-platform",
            type="text",
            name=f"{OWN}platform",
            value=code,
            list="platforms",
            maxlength="200",
            autocomplete="off",
            spellcheck="false",
            placeholder="sh-poc-001",
            data_suggest=at(f"/api/suggest?lang={context.lang}"),
        ),
        h.datalist("#platforms")[(h.option(value=value)[name] for value, name in filled.similar)],
    ]


def filters(context: Context, filled: Filled) -> h.Node:
    """Every filter of the pages; each can be fixed for the visitor."""
    every = [_filter(context, filled, name) for name in FILTER_NAMES]
    of_insight = h.div(".fields", data_for="insight")[_insight(context, filled)]
    return h.fieldset(data_for="map insight counter district zone")[
        h.legend[context.say("build-filters")], of_insight, every
    ]


def _filter(context: Context, filled: Filled, name: str) -> h.Node:
    fix = _fix(context, filled, name) if name in LOCKABLE else None
    if name not in FACETS:
        return h.div(".filter-line")[_line(context, filled, name), fix]
    facet, selected = FACETS[name], filled.shown.embed.filter[name]
    away = "map insight counter" if name in ("district", "zone") else None
    # As the address says it: the kinds that a view shows anyway are not ticked.
    ticked = () if name == "kind" and selected == filled.shown.kinds else selected
    boxes = [
        h.label(".opt", for_=f"f-{name}-{value}")[
            h.input(f"#f-{name}-{value}", type="checkbox", name=name, value=value, checked=value in ticked),
            h.span(".opt-t")[facet.value_label(value, context.vocabulary, context.lang)],
        ]
        for value in facet.values(context.vocabulary)
    ]
    count = h.span(".badge", data_count=name)[str(len(ticked))] if ticked else h.span(data_count=name)
    note = h.p(".src-note")[context.say("build-kind-said")] if name == "kind" else None
    return h.details(".filter-group", data_for=away, open=bool(ticked))[
        h.summary[facet.label(context.lang), " ", count], h.div(".boxes")[boxes], note, fix
    ]


def _line(context: Context, filled: Filled, name: str) -> h.Node:
    """A filter that is one text, number or choice."""
    say = context.say
    now = next((value for key, value in filled.shown.embed.filter.query() if key == name), "")
    field: h.Node
    if name == SORT.name:
        field = h.select(f"#f-{name}", name=name)[
            (h.option(value=v, selected=v == (now or SORT.default))[say(f"sort-{v}")] for v in SORT.values)
        ]
    else:
        every = [value for key, value in filled.shown.embed.filter.query() if key == name]
        field = h.input(
            f"#f-{name}",
            type="text",
            name=name,
            value=",".join(every),
            maxlength="400",
            autocomplete="off",
            placeholder=say(f"example-{name}") if name in ("near", "radius", "ids") else None,
        )
    return h.label(".field", for_=f"f-{name}")[h.span[say(f"facet-{name}")], field]


def _fix(context: Context, filled: Filled, name: str) -> h.Node:
    on = name in filled.shown.embed.lock
    return h.label(".opt.fix", for_=f"lock-{name}")[
        h.input(f"#lock-{name}", type="checkbox", name=f"{OWN}lock", value=name, checked=on),
        h.span(".opt-t")[context.say("build-fix")],
    ]


def _insight(context: Context, filled: Filled) -> list[h.Node]:
    """What the districts are measured by, as on the analysis page."""
    say = context.say
    now = {name: str(getattr(filled.shown.question, name)) for name in FIGURE_NAMES}
    domains = [("", say("build-most-named")), *((d.code, context.name(d)) for d in context.vocabulary.domains.values())]
    lists: dict[str, list[tuple[str, str]]] = {
        "measure": [(value, say(f"measure-{value}")) for value in MEASURE.values],
        "focus": domains,
        "breaks": [(value, say(f"breaks-{value}")) for value in BREAKS.values],
        "classes": [(str(n), str(n)) for n in reversed(CLASSES.every())],
        "scheme": [(value, say(f"scheme-{value}")) for value in SCHEME.values],
        "order": _orders(context),
    }
    return [
        h.label(".field", for_=f"i-{name}")[
            h.span[say(f"choose-{name}")],
            h.select(f"#i-{name}", name=name)[
                [h.option(value=value, selected=value == now[name])[label] for value, label in values]
            ],
        ]
        for name, values in lists.items()
    ]


def _orders(context: Context) -> list[tuple[str, str]]:
    """Each column of the table from the top and from the bottom."""
    say = context.say
    columns = {value: say("column-of-focus" if value == "focus" else f"order-{value}") for value in ORDERS}
    ways = (("-", "order-from-top"), ("", "order-from-bottom"))
    return [(sign + value, say(key, column=name)) for value, name in columns.items() for sign, key in ways]


def look(context: Context, filled: Filled) -> h.Node:
    """The frame's own parameters, as the contract's table has them."""
    own = [_parameter(context, filled, p) for p in PARAMETERS if p != LOCK]
    return h.fieldset[h.legend[context.say("build-look")], h.div(".fields")[own]]


def _parameter(context: Context, filled: Filled, parameter: Parameter[Any]) -> h.Node:
    """A list where the table names every value, else a text field with what the table says of it."""
    name = parameter.name
    field_id, listed = f"own-{name}", ("", *sources(context.settings)) if name == "base" else choices(parameter)
    typed = filled.typed.get(name, "")
    label = h.span[parameter_name(context, name)]
    views = " ".join(view for view in VIEWS if view != "counter") if name in ON_MAPS else None
    if listed:
        usual = {LANG.name: filled.shown.embed.lang, THEME.name: filled.shown.embed.theme}.get(name, parameter.default)
        now = typed if typed in listed else usual
        select = h.select(f"#{field_id}", name=OWN + name)[
            (h.option(value=value, selected=value == now)[value_name(context, name, value)] for value in listed)
        ]
        return h.label(".field", for_=field_id, data_for=views)[label, select]
    text = h.input(
        f"#{field_id}",
        type="text",
        name=OWN + name,
        value=typed,
        placeholder=parameter.default or None,
        maxlength="120",
        autocomplete="off",
        aria_describedby=f"{field_id}-said",
    )
    note = h.small(id=f"{field_id}-said")[values_said(context, parameter)]
    return h.div(".field", data_for=views)[h.label(for_=field_id)[label], text, note]
