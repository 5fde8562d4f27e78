"""Gaps: domain by district or by stage, with empty cells marked, and how much is within reach of a domain."""

import htpy as h

from app.analysis.coverage import Coverage, CoverageRow
from app.analysis.parameters import Basis
from app.pages import marks
from app.pages.context import Context
from app.pages.insight import controls
from app.pages.insight.districts import records
from app.pages.insight.facts import Insight
from geo.numbers import decimal_text

BASES: tuple[Basis, ...] = ("area", "university", "park")
STAGES = ("initial", "lab", "market", "not-stated")


def side(context: Context, found: Insight) -> h.Node:
    """Coverage of one domain, beside the map."""
    return h.fragment[reach_fields(context, found), _coverage(context, found)]


def reach_fields(context: Context, found: Insight) -> h.Node:
    """Domain, reach and what is to be reached."""
    say, question = context.say, found.question
    bases = [(basis, say(f"basis-{basis}")) for basis in BASES]
    km = controls.figure(context, "reach", question.reach, say("metres"), 500, 50_000, 100)
    return h.div(".fields")[
        controls.domain_choice(context, found.table.focus), km, controls.select(context, "basis", bases, question.basis)
    ]


def _coverage(context: Context, found: Insight) -> h.Node:
    coverage, say = found.coverage, context.say
    if coverage is None:
        return (
            h.p(".notice")[say("too-large", n=found.too_large.n, limit=found.too_large.limit)]
            if found.too_large
            else None
        )
    rows = [_reached(context, found, row) for row in coverage.rows]
    heads = [h.th(scope="col")[say(name)] for name in ("column-district", f"weight-{found.question.basis}")]
    heads += [h.th(scope="col")[say(name)] for name in ("column-covered", "column-share")]
    return h.fragment[
        h.table("#coverage.figures")[
            h.caption[found.writer.assumption(found.question, coverage)],
            h.thead[h.tr[heads]],
            h.tbody[rows, _total(context, coverage)],
        ],
        controls.downloads(context, "coverage", reach_pairs(found)),
    ]


def reach_pairs(found: Insight) -> list[tuple[str, str]]:
    """What a download about reach must say."""
    question = found.question
    return [("focus", found.table.focus), ("reach", decimal_text(question.reach)), ("basis", question.basis)]


def _reached(context: Context, found: Insight, row: CoverageRow) -> h.Node:
    name = found.writer.district(row.code) if row.code else context.say("outside")
    on = "on" if row.code and context.here.view.get("area") == row.code else None
    return h.tr(class_=on, data_area=row.code)[h.th(scope="row")[name], _amounts(row)]


def _total(context: Context, coverage: Coverage) -> h.Node:
    return h.tr(".sum")[h.th(scope="row")[context.say("total")], _amounts(coverage.total)]


def _amounts(row: CoverageRow) -> h.Node:
    share = "—" if row.share is None else f"{row.share:.0%}"
    return [h.td[f"{row.weight:,.0f}"], h.td[f"{row.covered:,.0f}"], h.td[share]]


def grid(context: Context, found: Insight) -> h.Node:
    """Domain × district for one stage or all; for a chosen district domain × stage."""
    if found.gaps is None:
        return None
    say, area = context.say, found.area
    district = area.code if area and not area.is_zone else None
    chosen = context.here.filter["stage"]
    stage = chosen[0] if len(chosen) == 1 else None
    return h.section(".sec.gaps")[
        h.h2[say("gaps"), h.small[say("none-listed-as-of", date=context.as_of()), " ○"]],
        h.p(".src-note")[say("none-listed-said"), " ", say("gaps-said")],
        _by_stage(context, found, district) if district else _by_district(context, found, stage),
        controls.downloads(context, "gaps", []),
    ]


def _by_district(context: Context, found: Insight, stage: str | None) -> h.Node:
    assert found.gaps is not None  # noqa: S101
    codes = [*context.vocabulary.districts]
    rows = []
    for domain in context.vocabulary.domains:
        cells = [
            _cell(context, found.gaps.listed(code, domain, stage), district=code, domain=domain, stage=stage)
            for code in codes
        ]
        total = h.td(".sum")[str(found.gaps.city(domain, stage))]
        rows.append(h.tr[h.th(scope="row")[marks.domain(context, domain)], cells, total])
    heads = [
        h.th(scope="col")[h.a(href=context.here.url(area=code), data_nav=True)[_short(context, found, code)]]
        for code in codes
    ]
    said = context.say("gaps-by-district", stage=context.say(f"gap-stage-{stage or 'all'}"))
    head = h.tr[h.th(scope="col")[context.say("facet-domain")], heads, h.th(scope="col")[context.say("city-sum")]]
    return _grid(said, head, rows)


def _short(context: Context, found: Insight, code: str) -> str:
    name = found.writer.district(code)
    if context.lang == "en":
        return name
    return name.removesuffix("区").removesuffix("新")


def _by_stage(context: Context, found: Insight, district: str) -> h.Node:
    assert found.gaps is not None  # noqa: S101
    rows = []
    for domain in context.vocabulary.domains:
        cells = [
            _cell(context, found.gaps.listed(district, domain, stage), district=district, domain=domain, stage=stage)
            for stage in (*STAGES, None)
        ]
        rows.append(h.tr[h.th(scope="row")[marks.domain(context, domain)], cells])
    heads = [h.th(scope="col")[context.say(f"gap-stage-{stage}")] for stage in (*STAGES, "all")]
    said = context.say("gaps-by-stage", district=found.writer.district(district))
    return _grid(said, h.tr[h.th(scope="col")[context.say("facet-domain")], heads], rows)


def _grid(said: str, head: h.Node, rows: list[h.Element]) -> h.Node:
    return h.div(".table-scroll", tabindex="0", role="region", aria_label=said)[
        h.table("#gaps.gap-grid")[h.caption[said], h.thead[head], h.tbody[rows]]
    ]


def _cell(context: Context, n: int, *, district: str, domain: str, stage: str | None) -> h.Node:
    if not n:
        return h.td(".gap")[h.span(aria_hidden="true")["○"], h.span(".sr-only")[context.say("not-listed")]]
    stages = (stage,) if stage else context.here.filter["stage"]
    return h.td[h.a(href=records(context, district=(district,), domain=(domain,), stage=stages))[str(n)]]
