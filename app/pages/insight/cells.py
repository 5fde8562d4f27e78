"""Cells: what hexagons, hot spots, the density surface and clusters show, and what they must leave out."""

import htpy as h

from app.pages.context import Context
from app.pages.insight import controls
from app.pages.insight.facts import Insight
from app.pages.insight.shades import COUNT_STEPS
from geo import grid
from geo.density import FEWEST
from geo.hotspots import FEWEST_CELLS, PERMUTATIONS
from geo.numbers import decimal_text

CELLS = ("hexagons", "hotspots", "density", "clusters")
SHOWN = 12
METRES = {"cell": (950, 20_000), "bandwidth": (500, 20_000), "eps": (100, 20_000)}


def side(context: Context, found: Insight) -> h.Node:
    """Choices, what is left out, and the figures of the chosen method."""
    question, say = found.question, context.say
    fields = {
        "hexagons": [_metres(context, found, "cell")],
        "hotspots": [_metres(context, found, "cell")],
        "density": [_metres(context, found, "bandwidth")],
        "clusters": [
            _metres(context, found, "eps"),
            controls.figure(context, "members", question.members, "", 2, 50, 1),
        ],
    }[question.cells]
    makers = {"hexagons": _hexagons, "hotspots": _hot_spots, "density": _density, "clusters": _clusters}
    shown = _too_large(context, found) if found.too_large else makers[question.cells](context, found)
    left = found.located
    return h.fragment[
        controls.choice(context, "cells", CELLS, question.cells, "hexagons"),
        h.div(".fields")[fields],
        h.p(".src-note", data_status=True)[
            say("located-said", n=left.located, district=left.district_only, unplaced=left.unplaced)
        ],
        shown,
    ]


def _metres(context: Context, found: Insight, name: str) -> h.Node:
    low, high = METRES[name]
    return controls.figure(context, name, getattr(found.question, name), context.say("metres"), low, high, 50)


def _too_large(context: Context, found: Insight) -> h.Node:
    error = found.too_large
    assert error is not None  # noqa: S101
    return h.div(".notice", role="alert")[context.say("too-large", n=error.n, limit=error.limit)]


def legend(context: Context, found: Insight) -> h.Node:
    """What the colours of the chosen method mean."""
    question, say = found.question, context.say
    title = h.h2[say(f"cells-{question.cells}")]
    if question.cells == "hotspots":
        kinds = ("hot-01", "hot-05", "cold-05", "cold-01")
        return h.fragment[title, h.ul[(h.li[h.i(class_=f"swatch {k}"), h.span[say(f"spot-{k}")]] for k in kinds)]]
    if question.cells == "density":
        rows = [
            h.li[h.i(class_=f"swatch seq-{i}"), h.span[f"≥ {level:.2f}"]]
            for i, level in enumerate(found.levels or (), start=1)
        ]
        return h.fragment[title, h.ul[rows], h.p[say("per-km2")]]
    if question.cells == "clusters":
        return h.fragment[title, h.ul[h.li[h.i(".swatch.hull"), h.span[say("hull-said")]]]]
    most = max((cell.n for cell in found.hexagons), default=0)
    rows = [h.li[h.i(class_=f"swatch seq-{i}"), h.span[text]] for i, text in enumerate(steps(most), start=1)]
    return h.fragment[title, h.ul[rows]]


def steps(most: int) -> list[str]:
    """The count classes of hexagons: 1, 2, 3–5, 6–10, 11 and more; as many as are needed."""
    classes = zip(COUNT_STEPS, (*COUNT_STEPS[1:], None), strict=True)
    return [_range(least, above) for least, above in classes if most >= least]


def _range(least: int, above: int | None) -> str:
    """The counts from `least` to below `above`."""
    if above is None:
        return f"≥ {least}"
    return str(least) if above == least + 1 else f"{least}–{above - 1}"


def _hexagons(context: Context, found: Insight) -> h.Node:
    say, question = context.say, found.question
    total = sum(cell.n for cell in found.hexagons)
    km2 = grid.hexagon_km2(question.cell)
    by_count: dict[int, int] = {}
    for cell in found.hexagons:
        by_count[cell.n] = by_count.get(cell.n, 0) + 1
    rows = [
        h.tr[h.th(scope="row")[str(n)], h.td[str(cells)], h.td[str(n * cells)], h.td[f"{n / km2:.3f}"]]
        for n, cells in sorted(by_count.items(), reverse=True)[:SHOWN]
    ]
    heads = [h.th(scope="col")[say(f"hexagon-{name}")] for name in ("records", "cells", "sum", "density")]
    return h.fragment[
        h.p[say("hexagons-said", cells=len(found.hexagons), n=total, km2=f"{km2:.2f}")],
        h.table("#hexagons.figures")[h.caption[say("hexagons-caption")], h.thead[h.tr[heads]], h.tbody[rows]],
        controls.downloads(context, "hexagons", [("cell", decimal_text(question.cell))]),
    ]


def _hot_spots(context: Context, found: Insight) -> h.Node:
    say, spots = context.say, found.hot_spots
    assert spots is not None  # noqa: S101
    if not spots.enough or spots.moran is None or spots.moran_expected is None or spots.moran_p is None:
        return h.p(".few-said", data_status=True)[say("cells-too-few", n=spots.non_empty, least=FEWEST_CELLS)]
    hot = sum(s.significance.startswith("hot") for s in spots.spots)
    cold = sum(s.significance.startswith("cold") for s in spots.spots)
    kept = sum(s.kept for s in spots.spots)
    facts = [
        (say("hot-cells"), str(hot)),
        (say("cold-cells"), str(cold)),
        (say("kept-cells"), str(kept)),
        (say("moran"), f"{spots.moran:.3f}"),
        (say("moran-expected"), f"{spots.moran_expected:.3f}"),
        (say("moran-p"), f"{spots.moran_p:.3f}"),
    ]
    return h.fragment[
        h.dl(".facts")[([h.dt[name], h.dd[value]] for name, value in facts)],
        h.p(".src-note")[
            say("hot-said", cells=spots.cells, full=spots.non_empty, chance=round(spots.cells * 0.05), n=PERMUTATIONS)
        ],
        controls.downloads(context, "hotspots", [("cell", decimal_text(found.question.cell))]),
    ]


def _density(context: Context, found: Insight) -> h.Node:
    say = context.say
    if found.levels is None:
        return h.p(".few-said", data_status=True)[say("density-too-few", least=FEWEST)]
    peak = found.levels[-1] / 0.9
    km = f"{found.question.bandwidth / 1000:g}"
    return h.fragment[
        h.p[say("density-said", km=km, n=found.located.located, peak=f"{peak:.2f}")],
        controls.downloads(context, "density", [("bandwidth", decimal_text(found.question.bandwidth))], only_json=True),
    ]


def _clusters(context: Context, found: Insight) -> h.Node:
    say, clusters = context.say, found.clusters
    assert clusters is not None  # noqa: S101
    question = found.question
    rows = []
    for cluster in clusters.clusters[:SHOWN]:
        names = [context.chinese(found.names[id]) for id in cluster.ids[:3] if id in found.names]
        rows.append(
            h.tr[
                h.th(scope="row")[str(cluster.number)],
                h.td[str(cluster.n)],
                h.td[f"{cluster.mean_m / 1000:.1f}"],
                h.td(".names")[h.ul[(h.li[name] for name in names)]],
            ]
        )
    heads = [h.th(scope="col")[say(f"cluster-{name}")] for name in ("number", "n", "mean")]
    heads.append(h.th(".bar", scope="col")[say("cluster-members")])
    said = say("clusters-said", n=len(clusters.clusters), alone=clusters.alone, km=f"{question.eps / 1000:g}")
    table = h.table("#clusters.figures")[h.caption[said], h.thead[h.tr[heads]], h.tbody[rows]]
    pairs = [("eps", decimal_text(question.eps)), ("members", str(question.members))]
    return h.fragment[table if rows else h.p(".few-said")[said], controls.downloads(context, "clusters", pairs)]
