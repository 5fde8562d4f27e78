"""Gaps: domain by district or by stage, with empty cells marked, and how much is within reach of a domain."""

from itertools import product, starmap

import htpy as h

from app.analysis.comparison import NO_DOMAIN, NOT_STATED
from app.analysis.comparison import Gaps as Listed
from app.analysis.coverage import Coverage, CoverageRow
from app.analysis.study import GapFacts, Study
from app.errors import TooLargeError
from app.pages.context import Context
from app.pages.insight import controls
from app.pages.insight.complete import Line, citing_of, folded, made_of
from app.pages.insight.topics.districts import records
from app.pages.insight.topics.reach import ReachTopic
from app.pages.insight.topics.topic import Inquiry, Parts
from app.pages.parts import marks
from app.pages.parts.scroll import scrolling
from frontend.language import choose, digits

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
        sums = self.inquiry.writer.gaps_sums(facts.gaps, area if of_one else None)
        return h.section(".sec.gaps")[
            h.h2[say("gaps"), h.small[say("none-listed-as-of", date=context.as_of()), " ○"]],
            h.p(".src-note")[say("none-listed-said"), " ", sums, " ", say("gaps-inferred-said")],
            _by_stage(self.inquiry, facts.gaps, area) if of_one else _by_district(self.inquiry, facts.gaps, stage),
            _composition(self.inquiry, facts.gaps, area if of_one else None, stage),
            controls.downloads(context, "gaps", []),
            controls.pictures(context, "gaps", []),
        ]

    def _coverage(self, coverage: Coverage) -> h.Node:
        context, say = self.context, self.context.say
        assumption = self.inquiry.writer.assumption(self.question, coverage)
        rows = [_reached(self.inquiry, row) for row in coverage.rows]
        heads = [h.th(scope="col")[say(name)] for name in ("column-district", f"weight-{self.question.basis}")]
        heads += [h.th(scope="col")[say(name)] for name in ("column-covered", "column-share")]
        return h.fragment[
            scrolling(
                h.table("#coverage.figures")[
                    h.caption[assumption], h.thead[h.tr[heads]], h.tbody[rows, _total(context, coverage)]
                ],
                assumption,
            ),
            controls.downloads(context, "coverage", self.pairs()),
            controls.pictures(context, "coverage", self.pairs()),
        ]


def _reached(inquiry: Inquiry, row: CoverageRow) -> h.Node:
    context = inquiry.context
    name = inquiry.writer.district(row.code) if row.code else context.say("outside")
    on = "on" if row.code and context.location.view.get("area") == row.code else None
    return h.tr(class_=on, data_area=row.code)[h.th(scope="row")[name], _amounts(context, row)]


def _total(context: Context, coverage: Coverage) -> h.Node:
    return h.tr(".sum")[h.th(scope="row")[context.say("total")], _amounts(context, coverage.total)]


def _amounts(context: Context, row: CoverageRow) -> h.Node:
    """Where some platforms could not be measured from, what is reached is so much at least."""
    share = "—" if row.share is None else f"{row.share:.0%}"
    at_least = "≥\N{NO-BREAK SPACE}" if row.left_out else ""
    title = context.say("coverage-at-least", n=row.left_out) if row.left_out else None
    return [
        h.td[f"{row.weight:,.0f}"],
        h.td(title=title)[f"{at_least}{row.covered:,.0f}"],
        h.td(title=title)[f"{at_least}{share}"],
    ]


def _by_district(inquiry: Inquiry, gaps: Listed, stage: str | None) -> h.Node:
    context = inquiry.context
    codes = [*context.vocabulary.districts, None]
    rows = []
    for domain in (*context.vocabulary.domains, NO_DOMAIN):
        cells = [_cell(context, gaps, code, domain, stage) for code in codes]
        rows.append(h.tr[_heading(context, domain), cells, h.td(".sum")[digits(gaps.city(domain, stage))]])
    heads = [h.th(scope="col")[_column(inquiry, code)] for code in codes]
    caption = context.say("gaps-by-district", stage=context.say(f"gap-stage-{stage or 'all'}"))
    head = h.tr[h.th(scope="col")[context.say("facet-domain")], heads, h.th(scope="col")[context.say("city-sum")]]
    return _grid(caption, head, rows, _sums(context, gaps, [(code, stage) for code in codes], of_city=True))


def _column(inquiry: Inquiry, code: str | None) -> h.Node:
    if code is None:
        return inquiry.context.say("district-not-stated")
    return h.a(href=inquiry.context.location.url(area=code), data_nav=True)[_short(inquiry, code)]


def _heading(context: Context, domain: str) -> h.Node:
    name: h.Node = context.say("domain-not-stated") if domain == NO_DOMAIN else marks.domain(context, domain)
    return h.th(scope="row")[name]


def _sums(context: Context, gaps: Listed, columns: list[tuple[str | None, str | None]], *, of_city: bool) -> h.Node:
    """The sum of each column, and the records behind it, each counted once."""
    summed = [gaps.summed(*column) for column in columns]
    records = [gaps.records.get(column, 0) for column in columns]
    rows = [("gap-sum", summed), ("gap-records", records)]
    return [
        h.tr(".sums")[
            h.th(scope="row")[context.say(name)],
            (h.td[digits(n)] for n in numbers),
            h.td(".sum")[digits(sum(numbers))] if of_city else None,
        ]
        for name, numbers in rows
    ]


def _short(inquiry: Inquiry, code: str) -> str:
    name = inquiry.writer.district(code)
    return choose(inquiry.context.lang, name.removesuffix("区").removesuffix("新"), name)


def _by_stage(inquiry: Inquiry, gaps: Listed, district: str) -> h.Node:
    context = inquiry.context
    stages = (*STAGES, None)
    rows = []
    for domain in (*context.vocabulary.domains, NO_DOMAIN):
        cells = [_cell(context, gaps, district, domain, stage) for stage in stages]
        rows.append(h.tr[_heading(context, domain), cells])
    heads = [h.th(scope="col")[context.say(f"gap-stage-{stage or 'all'}")] for stage in stages]
    caption = context.say("gaps-by-stage", district=inquiry.writer.district(district))
    head = h.tr[h.th(scope="col")[context.say("facet-domain")], heads]
    return _grid(caption, head, rows, _sums(context, gaps, [(district, stage) for stage in stages], of_city=False))


def _grid(caption: str, head: h.Node, rows: list[h.Element], sums: h.Node) -> h.Node:
    return scrolling(
        h.table("#gaps.gap-grid")[h.caption[caption], h.thead[head], h.tbody[rows], h.tfoot[sums]], caption
    )


def _composition(inquiry: Inquiry, gaps: Listed, of_one: str | None, stage: str | None) -> h.Node:
    """What the number of each cell is made up of; those without a district are nobody's to quote."""
    context, writer, citing = inquiry.context, inquiry.writer, citing_of(inquiry.context)
    districts = [of_one] if of_one else list(context.vocabulary.districts)
    stages = (*STAGES, None) if of_one else (stage,)

    def line(district: str, domain: str, stage: str | None) -> Line:
        figure, named = writer.figure(gaps.tally(district, domain, stage)), writer.named(domain, stage)
        what = [
            writer.district(district),
            writer.domain(domain),
            *([context.say(f"gap-stage-{stage}")] if stage else []),
        ]
        citation = writer.citation(figure, citing, district, named)
        return Line(f"{district}-{domain}-{stage or 'all'}", " · ".join(what), figure, "district", citation)

    cells = product(districts, (*context.vocabulary.domains, NO_DOMAIN), stages)
    return folded(context, context.say("gaps-cell"), starmap(line, cells))


def _cell(context: Context, gaps: Listed, district: str | None, domain: str, stage: str | None) -> h.Node:
    """The number as a way to its records; dashed where no source states the district of some of them.

    Who points at it, and who hears it, is told of which kinds and in which states they are.
    """
    tally = gaps.tally(district, domain, stage)
    if not tally.n:
        return h.td(".gap")[h.span(aria_hidden="true")["○"], h.span(".sr-only")[context.say("not-listed")]]
    stages = (stage,) if stage else context.location.filter["stage"]
    href = records(context, district=(district or NOT_STATED,), domain=(domain,), stage=stages)
    said = context.say("brief-clauses").join(made_of(context, "district", tally))
    return h.td[h.a(href=href, class_="inferred" if tally.inferred else None, title=said)[digits(tally.n)]]
