"""Districts and key zones side by side: the same figures, the same small charts, one column each."""

import htpy as h

from app.analysis.comparison import FACTS, AreaFigures
from app.analysis.parameters import MAX_AREAS
from app.pages.context import Context
from app.pages.insight import charts, controls
from app.pages.insight.facts import Insight
from app.platforms.facets import FACETS


def side(context: Context, found: Insight) -> h.Node:
    """Which areas: each is a link that adds or removes it."""
    say, chosen = context.say, found.question.compare
    links = []
    for code in (*context.vocabulary.districts, *context.vocabulary.zones):
        on = code in chosen
        rest = [c for c in chosen if c != code] if on else [*chosen, code]
        href = context.here.url(compare=",".join(rest) or None)
        full = not on and len(chosen) >= MAX_AREAS
        name = found.writer.area(code)
        links.append(
            h.li[
                h.span(".n")[name]
                if full
                else h.a(".pick", href=href, data_nav=True, aria_current="true" if on else None)[name]
            ]
        )
    return h.fragment[h.p[say("compare-said", most=MAX_AREAS)], h.ul(".picks")[links]]


def below(context: Context, found: Insight) -> h.Node:
    """The comparison, once there are two areas."""
    say = context.say
    if found.too_large:
        return h.p(".notice")[say("too-large", n=found.too_large.n, limit=found.too_large.limit)]
    if len(found.compared) < 2:
        return h.p(".hint")[say("compare-two")]
    pairs = [("compare", ",".join(found.question.compare))]
    return h.section(".sec")[
        h.h2[say("topic-compare")],
        h.div(".table-scroll")[_figures(context, found)],
        h.div(".multiples")[(_mix(context, found, name) for name in ("domain", "stage"))],
        h.p(".src-note")[say("nearest-said"), " ", say("stated-said")],
        controls.downloads(context, "comparison", pairs),
    ]


def _figures(context: Context, found: Insight) -> h.Node:
    say = context.say
    heads = [h.th(scope="col")[found.writer.area(area.code)] for area in found.compared]
    rows = [
        _row(say("column-n"), [str(a.n) for a in found.compared]),
        _row(say("order-density"), ["—" if a.per_100km2 is None else f"{a.per_100km2:.2f}" for a in found.compared]),
        _row(say("column-nearest-m"), [_nearest(context, a) for a in found.compared]),
    ]
    rows += [_row(say(f"column-stated-{fact}"), [_stated(a, fact) for a in found.compared]) for fact in FACTS]
    return h.table("#comparison.figures")[h.caption[say("comparison-said")], h.thead[h.tr[h.td, heads]], h.tbody[rows]]


def _row(name: str, cells: list[str]) -> h.Node:
    return h.tr[h.th(scope="row")[name], (h.td[cell] for cell in cells)]


def _nearest(context: Context, area: AreaFigures) -> str:
    if area.nearest_m is None:
        return context.say("too-few")
    return context.say("km", km=f"{area.nearest_m / 1000:.1f}")


def _stated(area: AreaFigures, fact: str) -> str:
    return f"{area.stated[fact]} / {area.n}" if area.n else "—"


def _mix(context: Context, found: Insight, name: str) -> h.Node:
    """Small multiples: the same rows and the same scale in every column."""
    values = [v for v in found.compared[0].mix[name] if any(a.mix[name].get(v) for a in found.compared)]
    most = max((a.mix[name].get(v, 0) for a in found.compared for v in values), default=0) or 1
    facet = FACETS[name]
    heads = [h.th(".bar", scope="col")[found.writer.area(area.code)] for area in found.compared]
    rows = []
    for value in values:
        counts = [area.mix[name].get(value, 0) for area in found.compared]
        label = facet.value_label(value, context.vocabulary, context.lang)
        # A list: a generator would be read after the loop, with its last value.
        rows.append(h.tr[h.th(scope="row")[label], [h.td(".bar")[charts.bar(n / most), str(n)] for n in counts]])
    return h.div(".table-scroll")[
        h.table(".figures")[h.caption[facet.label(context.lang)], h.thead[h.tr[h.td, heads]], h.tbody[rows]]
    ]
