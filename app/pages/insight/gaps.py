"""Gaps: domain by district or by stage, with empty cells marked, and how much is within reach of a domain."""

import htpy as h

from app.analysis.comparison import Gaps as Listed
from app.analysis.coverage import Coverage, CoverageRow
from app.analysis.study import GapFacts, Study
from app.errors import TooLargeError
from app.pages import marks
from app.pages.context import Context
from app.pages.insight import controls
from app.pages.insight.districts import records
from app.pages.insight.reach import ReachTopic
from app.pages.insight.topic import Inquiry, Parts
from frontend.language import choose

STAGES = ("initial", "lab", "market", "not-stated")


class Gaps(ReachTopic[GapFacts]):
    """Coverage of one domain beside the map, and below it how much is listed of each combination."""

    name = "gaps"

    async def read(self, study: Study) -> GapFacts:
        return await study.gaps()

    def side(self, facts: GapFacts) -> h.Node:
        return h.fragment[self.fields(), self._coverage(facts.coverage)]

    def refused(self, error: TooLargeError) -> Parts:
        return Parts(h.fragment[self.fields(), self.notice(error)], self.reach_legend())

    def below(self, facts: GapFacts) -> h.Node:
        """Domain × district for one stage or all; for a chosen district domain × stage."""
        context, say = self.context, self.context.say
        area = context.location.view.get("area", "")
        stages = context.location.filter["stage"]
        stage = stages[0] if len(stages) == 1 else None
        of_one = area in context.vocabulary.districts
        return h.section(".sec.gaps")[
            h.h2[say("gaps"), h.small[say("none-listed-as-of", date=context.as_of()), " ○"]],
            h.p(".src-note")[say("none-listed-said"), " ", say("gaps-said")],
            _by_stage(self.inquiry, facts.gaps, area) if of_one else _by_district(self.inquiry, facts.gaps, stage),
            controls.downloads(context, "gaps", []),
        ]

    def _coverage(self, coverage: Coverage) -> h.Node:
        context, say = self.context, self.context.say
        rows = [_reached(self.inquiry, row) for row in coverage.rows]
        heads = [h.th(scope="col")[say(name)] for name in ("column-district", f"weight-{self.question.basis}")]
        heads += [h.th(scope="col")[say(name)] for name in ("column-covered", "column-share")]
        return h.fragment[
            h.table("#coverage.figures")[
                h.caption[self.inquiry.writer.assumption(self.question, coverage)],
                h.thead[h.tr[heads]],
                h.tbody[rows, _total(context, coverage)],
            ],
            controls.downloads(context, "coverage", self.pairs()),
        ]


def _reached(inquiry: Inquiry, row: CoverageRow) -> h.Node:
    context = inquiry.context
    name = inquiry.writer.district(row.code) if row.code else context.say("outside")
    on = "on" if row.code and context.location.view.get("area") == row.code else None
    return h.tr(class_=on, data_area=row.code)[h.th(scope="row")[name], _amounts(row)]


def _total(context: Context, coverage: Coverage) -> h.Node:
    return h.tr(".sum")[h.th(scope="row")[context.say("total")], _amounts(coverage.total)]


def _amounts(row: CoverageRow) -> h.Node:
    share = "—" if row.share is None else f"{row.share:.0%}"
    return [h.td[f"{row.weight:,.0f}"], h.td[f"{row.covered:,.0f}"], h.td[share]]


def _by_district(inquiry: Inquiry, gaps: Listed, stage: str | None) -> h.Node:
    context = inquiry.context
    codes = [*context.vocabulary.districts]
    rows = []
    for domain in context.vocabulary.domains:
        cells = [
            _cell(context, gaps.listed(code, domain, stage), district=code, domain=domain, stage=stage)
            for code in codes
        ]
        total = h.td(".sum")[str(gaps.city(domain, stage))]
        rows.append(h.tr[h.th(scope="row")[marks.domain(context, domain)], cells, total])
    heads = [
        h.th(scope="col")[h.a(href=context.location.url(area=code), data_nav=True)[_short(inquiry, code)]]
        for code in codes
    ]
    said = context.say("gaps-by-district", stage=context.say(f"gap-stage-{stage or 'all'}"))
    head = h.tr[h.th(scope="col")[context.say("facet-domain")], heads, h.th(scope="col")[context.say("city-sum")]]
    return _grid(said, head, rows)


def _short(inquiry: Inquiry, code: str) -> str:
    name = inquiry.writer.district(code)
    return choose(inquiry.context.lang, name.removesuffix("区").removesuffix("新"), name)


def _by_stage(inquiry: Inquiry, gaps: Listed, district: str) -> h.Node:
    context = inquiry.context
    rows = []
    for domain in context.vocabulary.domains:
        cells = [
            _cell(context, gaps.listed(district, domain, stage), district=district, domain=domain, stage=stage)
            for stage in (*STAGES, None)
        ]
        rows.append(h.tr[h.th(scope="row")[marks.domain(context, domain)], cells])
    heads = [h.th(scope="col")[context.say(f"gap-stage-{stage}")] for stage in (*STAGES, "all")]
    said = context.say("gaps-by-stage", district=inquiry.writer.district(district))
    return _grid(said, h.tr[h.th(scope="col")[context.say("facet-domain")], heads], rows)


def _grid(said: str, head: h.Node, rows: list[h.Element]) -> h.Node:
    return h.div(".table-scroll", tabindex="0", role="region", aria_label=said)[
        h.table("#gaps.gap-grid")[h.caption[said], h.thead[head], h.tbody[rows]]
    ]


def _cell(context: Context, n: int, *, district: str, domain: str, stage: str | None) -> h.Node:
    if not n:
        return h.td(".gap")[h.span(aria_hidden="true")["○"], h.span(".sr-only")[context.say("not-listed")]]
    stages = (stage,) if stage else context.location.filter["stage"]
    return h.td[h.a(href=records(context, district=(district,), domain=(domain,), stage=stages))[str(n)]]
