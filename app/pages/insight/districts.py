"""Districts: the legend of the map, the sortable table with the same figures, and the key zones."""

from collections.abc import Callable
from typing import Any

import htpy as h

from app.analysis.parameters import ORDERS, Question
from app.analysis.specialities import DistrictFigures
from app.pages.context import Context
from app.pages.insight import charts, controls
from app.pages.insight.facts import Insight
from app.pages.insight.shades import shade
from geo.classify import METHODS, ClassBreak
from geo.quotient import FEWEST, Specialisation

MEASURES = ("count", "density", "share", "quotient")
SCHEMES = ("azure", "viridis", "cividis")


def side(context: Context, found: Insight) -> h.Node:
    """Choices, table and zones beside the map."""
    question = found.question
    say = context.say
    methods = [(name, say(f"breaks-{name}")) for name in ("jenks", "quantile", "equal") if name in METHODS]
    fields = [controls.domain_choice(context, found.table.focus)]
    if question.measure != "quotient":
        fields += [
            controls.select(context, "breaks", methods, question.breaks),
            controls.select(context, "classes", [(str(k), str(k)) for k in (5, 4, 3)], str(question.classes)),
            controls.select(context, "scheme", [(s, say(f"scheme-{s}")) for s in SCHEMES], question.scheme),
        ]
    pairs = [("focus", found.table.focus)]
    return h.fragment[
        controls.choice(context, "measure", MEASURES, question.measure, "count"),
        h.div(".fields")[fields],
        figures(context, found),
        controls.downloads(context, "districts", pairs),
        zones(context, found),
    ]


def legend(context: Context, found: Insight) -> h.Node:
    """What the fills mean: the breaks, and how many districts each class holds."""
    question, say = found.question, context.say
    none = sum(value is None for value in found.table.classes.values())
    diverging = question.measure == "quotient"
    rows = [
        h.li[
            h.i(class_=f"swatch {'div' if diverging else 'seq'}-{shade(i, len(found.table.breaks), diverging)}"),
            h.span[class_words(question, each)],
            h.span(".n")[say("n-districts", n=each.n)],
        ]
        for i, each in enumerate(found.table.breaks)
    ]
    if none:
        rows.append(h.li[h.i(".swatch.hatched"), h.span[say("too-few")], h.span(".n")[say("n-districts", n=none)]])
    title = say(f"legend-{question.measure}", domain=found.writer.domain(found.table.focus))
    return h.fragment[h.h2[title], h.ul[rows]]


def class_words(question: Question, found: ClassBreak) -> str:
    """The range of a class, as far as values occur in it."""
    if question.measure == "quotient":
        high = "" if found.upper == float("inf") else f"{found.upper:g}"
        return f"{found.lower:g}–{high}" if high else f"> {found.lower:g}"
    show = _shown(question.measure)
    ends = (found.lower if found.least is None else found.least, found.upper if found.most is None else found.most)
    first, last = show(ends[0]), show(ends[1])
    return first if first == last else f"{first}–{last}"


def _shown(measure: str) -> Callable[[float], str]:
    forms: dict[str, Callable[[float], str]] = {
        "count": lambda value: f"{value:g}",
        "density": lambda value: f"{value:.2f}",
        "share": lambda value: f"{value:.1%}",
    }
    return forms[measure]


def figures(context: Context, found: Insight, *, sortable: bool = True) -> h.Node:
    """The table of the districts; in a frame its headings are words, not links."""
    say = context.say
    rows = _ordered(context, found)
    most = max((row.n for row in found.table.rows), default=0) or 1
    caption = say("districts-caption", domain=found.writer.domain(found.table.focus))
    total = found.table
    # A heading that sorts can be reached by keyboard; without one the part that scrolls is a stop of its own.
    frame = {} if sortable else {"tabindex": "0", "role": "region", "aria-label": caption}
    table = h.div(".table-scroll", frame)[
        h.table("#districts.figures")[
            h.caption[caption] if sortable else None,
            h.thead[h.tr[[_heading(context, found, name, sortable) for name in ORDERS]]],
            h.tbody[
                (_row(context, found, row, most, sortable) for row in rows if row.code),
                (_row(context, found, row, most, sortable) for row in rows if not row.code),
                h.tr(".sum")[
                    h.th(scope="row")[say("total")],
                    h.td(".bar")[str(total.n)],
                    h.td["—"],
                    h.td["100%" if total.n else "—"],
                    h.td[str(total.of_focus)],
                    h.td["1.00" if total.of_focus else "—"],
                ],
            ],
        ]
    ]
    return table if sortable else [h.p(".src-note")[caption], table]


def _ordered(context: Context, found: Insight) -> list[DistrictFigures]:
    order = found.question.order or "-count"
    name, backwards = order.removeprefix("-"), order.startswith("-")
    keys: dict[str, Callable[[DistrictFigures], Any]] = {
        "name": lambda row: found.writer.district(row.code) if context.lang == "en" else row.code or "",
        "count": lambda row: row.n,
        "density": lambda row: row.per_100km2 or 0,
        "share": lambda row: row.share,
        "focus": lambda row: row.of_focus,
        "quotient": lambda row: _quotient(row) if _quotient(row) is not None else -1,
    }
    rows = sorted(found.table.rows, key=lambda row: row.code or "")
    return sorted(rows, key=keys[name], reverse=backwards)


def _quotient(row: DistrictFigures) -> float | None:
    return row.value("quotient")


def _heading(context: Context, found: Insight, name: str, sortable: bool) -> h.Node:
    """A column that sorts: a second choice turns the order round."""
    order = found.question.order or "-count"
    down = order == f"-{name}"
    here = order.removeprefix("-") == name
    following = name if down or (name == "name" and not here) else f"-{name}"
    said = found.writer.domain(found.table.focus) if name == "focus" else context.say(f"order-{name}")
    if not sortable:
        return h.th(".bar" if name == "count" else "", scope="col")[said]
    arrow = ("↓" if down else "↑") if here else ""
    return h.th(
        ".bar" if name == "count" else "",
        scope="col",
        aria_sort=("descending" if down else "ascending") if here else None,
    )[
        h.a(href=context.here.url(order=None if following == "-count" else following), data_nav=True)[
            said, h.span(aria_hidden="true")[f" {arrow}"] if arrow else None
        ]
    ]


def _row(context: Context, found: Insight, row: DistrictFigures, most: int, sortable: bool) -> h.Node:
    name = found.writer.district(row.code)
    chosen = bool(row.code) and context.here.view.get("area") == row.code
    link: h.Node = name
    if row.code:
        here = context.here
        href = here.url(area=None if chosen else row.code) if sortable else here.district(row.code)
        link = h.a(href=href, data_nav=True, aria_current="true" if chosen else None)[name] if href else name
    density = "—" if row.per_100km2 is None else f"{row.per_100km2:.2f}"
    return h.tr(class_=("on" if chosen else None) if row.code else "loose", data_area=row.code)[
        h.th(scope="row")[link],
        h.td(".bar")[charts.bar(row.n / most), listed(context, row)],
        h.td[density],
        h.td[f"{row.share:.1%}"],
        h.td[str(row.of_focus)],
        h.td[quotient(context, row.speciality)],
    ]


def listed(context: Context, row: DistrictFigures) -> h.Node:
    """The count as a link to the records that it counts."""
    if not row.n:
        return h.span(".n")["0"]
    return h.a(".n", href=records(context, district=(row.code or "not-stated",)))[str(row.n)]


def records(context: Context, **changes: Any) -> str:
    """The records behind a figure, on the map."""
    chosen = context.here.filter
    kinds = chosen["kind"] or tuple(context.vocabulary.kinds)
    return context.here.home(chosen.replace(**{"kind": kinds, **changes}))


def quotient(context: Context, found: Specialisation | None) -> h.Node:
    """The location quotient, or that there are too few records to say."""
    if found is None:
        return "—"
    if found.n < FEWEST or found.quotient is None:
        return h.span(".few")[context.say("too-few")]
    return f"{found.quotient:.2f}"


def zones(context: Context, found: Insight) -> h.Node:
    """The key zones with their members, by attribute."""
    say = context.say
    rows = []
    for zone in found.zones:
        chosen = context.here.view.get("area") == zone.code
        href = context.here.url(area=None if chosen else zone.code)
        n: h.Node = h.a(href=records(context, zone=(zone.code,)))[str(zone.n)] if zone.n else "0"
        per = "—" if zone.per_100km2 is None else f"{zone.per_100km2:.2f}"
        rows.append(
            h.tr(class_="on" if chosen else None, data_area=zone.code)[
                h.th(scope="row")[
                    h.a(href=href, data_nav=True, aria_current="true" if chosen else None)[
                        context.name(context.vocabulary.zones[zone.code])
                    ]
                ],
                h.td[n],
                h.td[f"{zone.km2:g}" if zone.km2 else "—"],
                h.td[per],
            ]
        )
    heads = [h.th(scope="col")[say(f"zone-{name}")] for name in ("name", "members", "km2", "density")]
    return h.section(".zone-figures")[
        h.h2[say("facet-zone")],
        h.table("#zones.figures")[h.caption[say("zones-said")], h.thead[h.tr[heads]], h.tbody[rows]],
        controls.downloads(context, "zones", []),
    ]
