"""Districts: the legend of the map, the sortable table with the same figures, and the key zones."""

from collections.abc import Callable
from typing import Any

import htpy as h

from app.analysis.legends import class_words, shade
from app.analysis.parameters import BREAKS, CLASSES, FOCUS, MEASURE, ORDERS, SCHEME, USUAL_ORDER
from app.analysis.specialities import DistrictFigures, DistrictTable, ZoneFigures
from app.analysis.study import Study
from app.figures.complete import why
from app.figures.scope import CITY
from app.pages.context import Context
from app.pages.insight import charts, controls
from app.pages.insight.complete import basis_of, composition
from app.pages.insight.grades import grade_sign
from app.pages.insight.topics.topic import FramedTopic, Inquiry, Sources
from app.pages.parts.scroll import scrolling
from frontend.component import Component
from frontend.language import choose, digits
from frontend.layers import ChoroplethLayer
from frontend.sources import Remote
from geo.quotient import Specialisation


class Districts(FramedTopic[list[ZoneFigures]]):
    """The districts by one measure; its facts beside the districts' table are the key zones."""

    name = "districts"
    parameters = (FOCUS.name, BREAKS.name, CLASSES.name, SCHEME.name)
    figures_name = "districts"
    shows_districts = True

    @classmethod
    def layers(cls, sources: Sources) -> list[Component[Any]]:
        return [ChoroplethLayer(sources.figures("districts"))]

    @classmethod
    def framed_layer(cls, source: Remote) -> Component[Any]:
        return ChoroplethLayer(source, fixed=True)

    async def read(self, study: Study) -> list[ZoneFigures]:
        return await study.zones()

    def side(self, facts: list[ZoneFigures]) -> h.Node:
        context = self.context
        return h.fragment[
            controls.choice(context, MEASURE, self.question.measure),
            h.div(".fields")[_fields(context, self.inquiry)],
            figures(context, self.inquiry),
            _composition(context, self.inquiry.table),
            controls.method(context, self.inquiry.writer.method(len(context.vocabulary.districts))),
            controls.downloads(context, "districts", [("focus", self.inquiry.focus)]),
            controls.pictures(context, "districts", [*self._asked(), (SCHEME.name, self.question.scheme)]),
            zones(context, facts, self.inquiry.table),
        ]

    def legend(self, facts: list[ZoneFigures]) -> h.Node:
        return legend(self.context, self.inquiry)

    def framed_query(self) -> list[tuple[str, str]]:
        return self._asked()

    def _asked(self) -> list[tuple[str, str]]:
        """What the figures of the districts are asked besides the filters."""
        own = [(name, str(getattr(self.question, name))) for name in ("measure", "breaks", "classes")]
        return [("focus", self.inquiry.focus), *own]

    def framed_legend(self) -> h.Node:
        return legend(self.context, self.inquiry)

    def framed_figures(self) -> h.Node:
        return figures(self.context, self.inquiry, sortable=False)


def _fields(context: Context, inquiry: Inquiry) -> list[h.Node]:
    """The domain, and how classes are made where the measure has no fixed ones."""
    say, question = context.say, inquiry.question
    domain = controls.domain_choice(context, inquiry.focus)
    if question.measure == "quotient":
        return [domain]
    methods = [(name, say(f"breaks-{name}")) for name in dict.fromkeys((BREAKS.default, *BREAKS.values))]
    numbers = [(str(k), str(k)) for k in reversed(CLASSES.every())]
    return [
        domain,
        controls.select(context, BREAKS.name, methods, question.breaks),
        controls.select(context, CLASSES.name, numbers, str(question.classes)),
        controls.select(context, SCHEME.name, [(s, say(f"scheme-{s}")) for s in SCHEME.values], question.scheme),
    ]


def legend(context: Context, inquiry: Inquiry) -> h.Node:
    """What the fills mean: the breaks, and how many districts each class holds."""
    question, say = inquiry.question, context.say
    none = sum(value is None for value in inquiry.table.classes.values())
    diverging = question.measure == "quotient"
    rows = [
        h.li[
            h.i(class_=f"swatch {'div' if diverging else 'seq'}-{shade(i, len(inquiry.table.breaks), diverging)}"),
            h.span[class_words(question, each)],
            h.span(".n")[say("n-districts", n=each.n)],
        ]
        for i, each in enumerate(inquiry.table.breaks)
    ]
    if none:
        rows.append(h.li[h.i(".swatch.hatched"), h.span[say("too-few")], h.span(".n")[say("n-districts", n=none)]])
    title = say(f"legend-{question.measure}", domain=inquiry.writer.domain(inquiry.focus))
    return h.fragment[h.h2[title], h.ul[rows]]


def figures(context: Context, inquiry: Inquiry, *, sortable: bool = True) -> h.Node:
    """The table of the districts; in a frame its headings are words, not links."""
    say = context.say
    rows = _ordered(context, inquiry)
    most = max((row.n for row in inquiry.table.rows), default=0) or 1
    caption, basis = say("districts-caption", domain=inquiry.writer.domain(inquiry.focus)), say("districts-basis")
    total = inquiry.table
    # A heading that sorts can be reached by keyboard; without one the part that scrolls is a stop of its own.
    frame = {} if sortable else {"tabindex": "0", "role": "region", "aria-label": caption}
    table = h.div(".table-scroll", frame)[
        h.table("#districts.figures")[
            h.caption[caption, h.br, basis] if sortable else None,
            h.thead[h.tr[[_heading(context, inquiry, name, sortable) for name in ORDERS]]],
            h.tbody[
                (_row(context, inquiry, row, most, sortable) for row in rows if row.code),
                (_row(context, inquiry, row, most, sortable) for row in rows if not row.code),
                h.tr(".sum")[
                    h.th(scope="row")[say("total")],
                    h.td(".bar")[h.span(".n")[digits(total.n)], _basis(context, total, CITY)],
                    h.td["—"],
                    h.td["100%" if total.n else "—"],
                    h.td[digits(total.of_focus)],
                    h.td["1.00" if total.of_focus else "—"],
                ],
            ],
        ]
    ]
    return table if sortable else [h.p(".src-note")[caption, h.br, basis], table]


def _ordered(context: Context, inquiry: Inquiry) -> list[DistrictFigures]:
    order = inquiry.question.order or USUAL_ORDER
    name, backwards = order.removeprefix("-"), order.startswith("-")
    keys: dict[str, Callable[[DistrictFigures], Any]] = {
        "name": lambda row: choose(context.lang, row.code or "", inquiry.writer.district(row.code)),
        "count": lambda row: row.n,
        "density": lambda row: row.per_100km2 or 0,
        "share": lambda row: row.share,
        "focus": lambda row: row.of_focus,
        "quotient": lambda row: _quotient(row) if _quotient(row) is not None else -1,
    }
    rows = sorted(inquiry.table.rows, key=lambda row: row.code or "")
    return sorted(rows, key=keys[name], reverse=backwards)


def _quotient(row: DistrictFigures) -> float | None:
    return row.value("quotient")


def _heading(context: Context, inquiry: Inquiry, name: str, sortable: bool) -> h.Node:
    """A column that sorts: a second choice turns the order round."""
    order = inquiry.question.order or USUAL_ORDER
    down = order == f"-{name}"
    is_sorted = order.removeprefix("-") == name
    following = name if down or (name == "name" and not is_sorted) else f"-{name}"
    words = inquiry.writer.domain(inquiry.focus) if name == "focus" else context.say(f"order-{name}")
    if not sortable:
        return h.th(".bar" if name == "count" else "", scope="col")[words]
    arrow = ("↓" if down else "↑") if is_sorted else ""
    return h.th(
        ".bar" if name == "count" else "",
        scope="col",
        aria_sort=("descending" if down else "ascending") if is_sorted else None,
    )[
        h.a(href=context.location.url(order=None if following == USUAL_ORDER else following), data_nav=True)[
            words, h.span(aria_hidden="true")[f" {arrow}"] if arrow else None
        ]
    ]


def _row(context: Context, inquiry: Inquiry, row: DistrictFigures, most: int, sortable: bool) -> h.Node:
    name = inquiry.writer.district(row.code)
    selected = bool(row.code) and context.location.view.get("area") == row.code
    link: h.Node = name
    if row.code:
        location = context.location
        href = location.url(area=None if selected else row.code) if sortable else location.district(row.code)
        link = h.a(href=href, data_nav=True, aria_current="true" if selected else None)[name] if href else name
    density = "—" if row.per_100km2 is None else f"{row.per_100km2:.2f}"
    return h.tr(class_=("on" if selected else None) if row.code else "loose", data_area=row.code)[
        h.th(scope="row")[link],
        h.td(".bar")[charts.bar(row.n / most), listed(context, row), _basis(context, inquiry.table, row.code)],
        h.td[density],
        h.td[f"{row.share:.1%}"],
        h.td[digits(row.of_focus)],
        h.td[quotient(context, row.speciality), _share_grade(context, inquiry.table, row)],
    ]


def _share_grade(context: Context, table: DistrictTable, row: DistrictFigures) -> h.Node:
    """Whether the quotient may be quoted: its sign, its words to who points at it or hears it."""
    share = table.share(context.vocabulary, row)
    if share is None or row.speciality is None or row.speciality.verdict == "few":
        return None
    said = context.say("complete-share", grade=context.say(f"grade-{share.grade}"), why=why(context.say, share.reason))
    return [" ", grade_sign(share.grade, said)]


def _basis(context: Context, table: DistrictTable, code: str | None) -> h.Node:
    """How the place of the records is known, and whether their number may be quoted: below it, on any width.

    It does not stand in the heading of the row, which is heard with each of its cells.
    """
    told = table.complete(context.vocabulary, code) if code else None
    return h.p(".told")[basis_of(context, told)] if told and told.tally.n else None


def _composition(context: Context, table: DistrictTable) -> h.Node:
    """What the numbers of the districts, the fullest first, of the key zones and of the city are made up of."""
    codes = [row.code for row in sorted(table.rows, key=lambda row: -row.n) if row.code]
    rows = [table.complete(context.vocabulary, code) for code in (*codes, *context.vocabulary.zones, CITY)]
    return composition(context, [told for told in rows if told])


def listed(context: Context, row: DistrictFigures) -> h.Node:
    """The count as a link to the records that it counts."""
    if not row.n:
        return h.span(".n")["0"]
    return h.a(".n", href=records(context, district=(row.code or "not-stated",)))[digits(row.n)]


def records(context: Context, **changes: Any) -> str:
    """The records behind a figure, on the map."""
    filter = context.location.filter
    kinds = filter["kind"] or tuple(context.vocabulary.kinds)
    return context.location.home(filter.replace(**{"kind": kinds, **changes}))


def quotient(context: Context, speciality: Specialisation | None) -> h.Node:
    """The location quotient, or that there are too few records to say."""
    if speciality is None:
        return "—"
    if speciality.verdict == "few" or speciality.quotient is None:
        return h.span(".few")[context.say("too-few")]
    return f"{speciality.quotient:.2f}"


def zones(context: Context, listed: list[ZoneFigures], table: DistrictTable) -> h.Node:
    """The key zones with their members, by attribute."""
    say = context.say
    rows = []
    for zone in listed:
        selected = context.location.view.get("area") == zone.code
        href = context.location.url(area=None if selected else zone.code)
        n: h.Node = h.a(href=records(context, zone=(zone.code,)))[digits(zone.n)] if zone.n else "0"
        per = "—" if zone.per_100km2 is None else f"{zone.per_100km2:.2f}"
        rows.append(
            h.tr(class_="on" if selected else None, data_area=zone.code)[
                h.th(scope="row")[
                    h.a(href=href, data_nav=True, aria_current="true" if selected else None)[
                        context.name(context.vocabulary.zones[zone.code])
                    ],
                ],
                h.td[n, _basis(context, table, zone.code)],
                h.td[f"{zone.km2:g}" if zone.km2 else "—"],
                h.td[per],
            ]
        )
    heads = [h.th(scope="col")[say(f"zone-{name}")] for name in ("name", "members", "km2", "density")]
    return h.section(".zone-figures")[
        h.h2[say("facet-zone")],
        scrolling(
            h.table("#zones.figures")[
                h.caption[say("zones-said"), " ", say("zones-basis")], h.thead[h.tr[heads]], h.tbody[rows]
            ],
            say("facet-zone"),
        ),
        controls.downloads(context, "zones", []),
        controls.pictures(context, "zones", []),
    ]
