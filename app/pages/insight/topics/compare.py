"""Districts and key zones side by side: the same figures, the same small charts, one column each."""

from collections.abc import Sequence
from typing import Any

import htpy as h

from app.analysis.comparison import FACTS, AreaFigures
from app.analysis.parameters import COMPARE
from app.analysis.study import Compared, Study
from app.errors import TooLargeError
from app.figures import words
from app.pages.context import Context
from app.pages.insight import charts, controls
from app.pages.insight.complete import basis_of, composition
from app.pages.insight.topics.districts import legend
from app.pages.insight.topics.topic import Inquiry, Parts, Sources, Topic
from app.pages.parts.scroll import scrolling
from app.platforms.facets import FACETS
from frontend.component import Component
from frontend.language import digits
from frontend.layers import ChoroplethLayer


class Compare(Topic[Compared]):
    """The chosen areas beside one another; the map stays that of the districts."""

    name = "compare"
    parameters = (COMPARE.name,)

    @classmethod
    def layers(cls, sources: Sources) -> list[Component[Any]]:
        return [ChoroplethLayer(sources.figures("districts"))]

    async def read(self, study: Study) -> Compared:
        return await study.areas()

    def side(self, facts: Compared) -> h.Node:
        return _choice(self.context, self.inquiry)

    def legend(self, facts: Compared) -> h.Node:
        return legend(self.context, self.inquiry)

    def refused(self, error: TooLargeError) -> Parts:
        return Parts(_choice(self.context, self.inquiry), legend(self.context, self.inquiry), self.notice(error))

    def below(self, facts: Compared) -> h.Node:
        context, areas = self.context, facts.areas
        say = context.say
        if not areas:
            return h.p(".hint")[say("compare-two")]
        if len(areas) == 1:
            return h.p(".hint")[say("compare-one", name=self.inquiry.writer.area(areas[0].code))]
        pairs = [("compare", ",".join(self.question.compare))]
        return h.section(".sec")[
            h.h2[say("topic-compare")],
            scrolling(_figures(self.inquiry, facts), say("comparison-said")),
            composition(context, facts.complete),
            h.div(".multiples")[(_mix(self.inquiry, areas, name) for name in ("domain", "stage"))],
            h.p(".src-note")[say("nearest-said"), " ", say("stated-said")],
            controls.downloads(context, "comparison", pairs),
            controls.pictures(context, "comparison", pairs),
        ]


def _choice(context: Context, inquiry: Inquiry) -> h.Node:
    """Which areas: each is a link that adds or removes it."""
    say, compared = context.say, inquiry.question.compare
    links = []
    for code in (*context.vocabulary.districts, *context.vocabulary.zones):
        on = code in compared
        rest = [c for c in compared if c != code] if on else [*compared, code]
        href = context.location.url(compare=",".join(rest) or None)
        full = not on and len(compared) >= COMPARE.most
        name = inquiry.writer.area(code)
        links.append(
            h.li[
                h.span(".n")[name]
                if full
                else h.a(".pick", href=href, data_nav=True, aria_current="true" if on else None)[name]
            ]
        )
    return h.fragment[h.p(".screen-only")[say("compare-said", most=COMPARE.most)], h.ul(".picks")[links]]


def _figures(inquiry: Inquiry, facts: Compared) -> h.Element:
    context, areas = inquiry.context, facts.areas
    say = context.say
    heads = [h.th(scope="col")[inquiry.writer.area(area.code)] for area in areas]
    rows = [
        _row(say("column-n"), [digits(a.n) for a in areas]),
        _row(say("glance-basis"), [basis_of(context, told) for told in facts.complete]),
        _row(say("complete-kinds"), [words.kinds(say, told.tally) or "—" for told in facts.complete]),
        _row(say("complete-states"), [words.states(say, told.tally) or "—" for told in facts.complete]),
        _row(say("order-density"), ["—" if a.per_100km2 is None else f"{a.per_100km2:.2f}" for a in areas]),
        _row(say("column-nearest-m"), [_nearest(context, a) for a in areas]),
    ]
    rows += [_row(say(f"column-stated-{fact}"), [_stated(a, fact) for a in areas]) for fact in FACTS]
    return h.table("#comparison.figures")[h.caption[say("comparison-said")], h.thead[h.tr[h.td, heads]], h.tbody[rows]]


def _row(name: str, cells: Sequence[h.Node]) -> h.Node:
    return h.tr[h.th(scope="row")[name], (h.td[cell] for cell in cells)]


def _nearest(context: Context, area: AreaFigures) -> str:
    if area.is_shared:
        return context.say("nearest-shared", n=area.shared, located=area.located)
    if area.nearest_m is None:
        return context.say("too-few")
    return context.say("km", km=f"{area.nearest_m / 1000:.1f}")


def _stated(area: AreaFigures, fact: str) -> str:
    return f"{digits(area.stated[fact])} / {digits(area.n)}" if area.n else "—"


def _mix(inquiry: Inquiry, areas: list[AreaFigures], name: str) -> h.Node:
    """Small multiples: the same rows and the same scale in every column."""
    values = [v for v in areas[0].mix[name] if any(a.mix[name].get(v) for a in areas)]
    most = max((a.mix[name].get(v, 0) for a in areas for v in values), default=0) or 1
    facet = FACETS[name]
    heads = [h.th(".bar", scope="col")[inquiry.writer.area(area.code)] for area in areas]
    rows = []
    for value in values:
        counts = [area.mix[name].get(value, 0) for area in areas]
        label = facet.value_label(value, inquiry.context.vocabulary, inquiry.context.lang)
        # A list: a generator would be read after the loop, with its last value.
        rows.append(h.tr[h.th(scope="row")[label], [h.td(".bar")[charts.bar(n / most), digits(n)] for n in counts]])
    name = facet.label(inquiry.context.lang)
    return scrolling(h.table(".figures")[h.caption[name], h.thead[h.tr[h.td, heads]], h.tbody[rows]], name)
