"""The four views of cells: hexagons, hot spots, the density surface and clusters, each with its fields and figures."""

from typing import Any, ClassVar

import htpy as h

from app.analysis.cells import Cluster, Hexagon, HotSpotMap
from app.analysis.legends import steps
from app.analysis.parameters import BANDWIDTH, CELL, EPS, MEMBERS, SCHEME
from app.analysis.study import ClusterFacts, DensityFacts, Study
from app.errors import TooLargeError
from app.pages.insight import controls
from app.pages.insight.topics.topic import FactsT, Parts, Sources, Topic
from app.pages.parts.scroll import scrolling
from app.query.kinds import Number
from frontend.component import Component
from frontend.language import digits
from frontend.layers import ClusterLayer, DensityLayer, HexagonLayer
from geo import grid
from geo.density import FEWEST
from geo.hotspots import DRAWS
from geo.numbers import decimal_text

SHOWN = 12


class CellView(Topic[FactsT]):
    """One way to show cells: a topic within the topic, with fields of its own above its figures."""

    field: ClassVar[Number[float]]
    """The parameter that is its length in metres."""

    def fields(self) -> list[h.Node]:
        """The number fields of its parameters."""
        length = getattr(self.question, self.field.name)
        return [controls.figure(self.context, self.field, length, self.context.say("metres"), 50)]

    def _asked(self) -> list[tuple[str, str]]:
        """What its figures are asked besides the filters."""
        return [(self.field.name, decimal_text(getattr(self.question, self.field.name)))]

    def heading(self) -> h.Element:
        """What the legend is about."""
        return h.h2[self.context.say(f"cells-{self.name}")]

    def notice(self, error: TooLargeError) -> h.Node:
        return h.div(".notice", role="alert")[self.context.say("too-large", n=error.n, limit=error.limit)]


class Hexagons(CellView[list[Hexagon]]):
    """Hexagons by count."""

    name = "hexagons"
    parameters = (CELL.name,)
    field = CELL

    @classmethod
    def layers(cls, sources: Sources) -> list[Component[Any]]:
        return [HexagonLayer(sources.figures("hexagons"), sources.figures("hotspots"))]

    async def read(self, study: Study) -> list[Hexagon]:
        return await study.hexagons()

    def legend(self, facts: list[Hexagon]) -> h.Node:
        most = max((cell.n for cell in facts), default=0)
        rows = [h.li[h.i(class_=f"swatch seq-{i}"), h.span[text]] for i, text in enumerate(steps(most), start=1)]
        return h.fragment[self.heading(), h.ul[rows]]

    def side(self, facts: list[Hexagon]) -> h.Node:
        say, question = self.context.say, self.question
        total = sum(cell.n for cell in facts)
        km2 = grid.hexagon_km2(question.cell)
        by_count: dict[int, int] = {}
        for cell in facts:
            by_count[cell.n] = by_count.get(cell.n, 0) + 1
        rows = [
            h.tr[h.th(scope="row")[digits(n)], h.td[digits(cells)], h.td[digits(n * cells)], h.td[f"{n / km2:.3f}"]]
            for n, cells in sorted(by_count.items(), reverse=True)[:SHOWN]
        ]
        heads = [h.th(scope="col")[say(f"hexagon-{name}")] for name in ("records", "cells", "sum", "density")]
        return h.fragment[
            h.p[say("hexagons-said", cells=len(facts), n=total, km2=f"{km2:.2f}")],
            scrolling(
                h.table("#hexagons.figures")[h.caption[say("hexagons-caption")], h.thead[h.tr[heads]], h.tbody[rows]],
                say("hexagons-caption"),
            ),
            controls.downloads(self.context, "hexagons", self._asked()),
            controls.pictures(self.context, "hexagons", [*self._asked(), (SCHEME.name, question.scheme)]),
        ]


class HotSpots(CellView[HotSpotMap]):
    """The hexagons that stand out, in colour; the others only by their outline and number."""

    name = "hotspots"
    parameters = (CELL.name,)
    field = Hexagons.field

    @classmethod
    def layers(cls, sources: Sources) -> list[Component[Any]]:
        return Hexagons.layers(sources)

    async def read(self, study: Study) -> HotSpotMap:
        return await study.hot_spots()

    def legend(self, facts: HotSpotMap) -> h.Node:
        kinds, say = ("hot-01", "hot-05", "spot-none"), self.context.say
        return h.fragment[
            self.heading(), h.ul[(h.li[h.i(class_=f"swatch {k}"), h.span[say(f"spot-{k}")]] for k in kinds)]
        ]

    def side(self, facts: HotSpotMap) -> h.Node:
        sentence = self.inquiry.writer.hot_spots_sentence(facts)
        if not facts.enough:
            return h.p(".few-said", data_status=True)[sentence]
        return h.fragment[
            h.p("#hot-sentence.finding", data_status=True)[sentence],
            self._table(facts) if facts.kept else None,
            self._method(facts),
            controls.downloads(self.context, "hotspots", self._asked()),
            controls.pictures(self.context, "hotspots", self._asked()),
        ]

    def _table(self, facts: HotSpotMap) -> h.Node:
        """The cells that stand out, with what chance would put there."""
        say, writer = self.context.say, self.inquiry.writer
        rows = [
            h.tr[
                h.th(scope="row")[writer.district(spot.district)],
                h.td[digits(spot.cell.n)],
                h.td["—" if spot.near is None else digits(spot.near)],
                h.td["—" if spot.expected is None else f"{spot.expected:.2f}"],
                h.td["—" if spot.p_adjusted is None else controls.probability(spot.p_adjusted)],
            ]
            for spot in facts.kept[:SHOWN]
        ]
        names = ("column-district", "hexagon-records", "column-near", "column-expected", "column-p-adjusted")
        heads = [h.th(scope="col")[say(name)] for name in names]
        table = h.table("#hotspots.figures")[h.caption[say("hot-caption")], h.thead[h.tr[heads]], h.tbody[rows]]
        return scrolling(table, say("hot-caption"))

    def _method(self, facts: HotSpotMap) -> h.Node:
        say = self.context.say
        moran = "—" if facts.moran_expected is None else f"{facts.moran_expected:.3f}"
        cells = say("hot-cells-said", cells=facts.cells, full=facts.non_empty, moran=moran, n=DRAWS)
        return controls.method(self.context, say("hot-said"), cells)


class Density(CellView[DensityFacts]):
    """The density surface."""

    name = "density"
    parameters = (BANDWIDTH.name,)
    field = BANDWIDTH

    @classmethod
    def layers(cls, sources: Sources) -> list[Component[Any]]:
        return [DensityLayer(sources.figures("density"))]

    async def read(self, study: Study) -> DensityFacts:
        return await study.density()

    def legend(self, facts: DensityFacts) -> h.Node:
        levels = enumerate(facts.levels, start=1)
        rows = [h.li[h.i(class_=f"swatch seq-{i}"), h.span[f"≥ {level:.2f}"]] for i, level in levels]
        return h.fragment[self.heading(), h.ul[rows], h.p[self.context.say("per-km2")]]

    def side(self, facts: DensityFacts) -> h.Node:
        say, bandwidth = self.context.say, self.question.bandwidth
        if not facts.levels:
            return h.p(".few-said", data_status=True)[say("density-too-few", least=FEWEST)]
        peak = facts.levels[-1] / 0.9
        pairs = [("bandwidth", decimal_text(bandwidth))]
        return h.fragment[
            h.p[say("density-said", km=f"{bandwidth / 1000:g}", n=facts.located, peak=f"{peak:.2f}")],
            controls.downloads(self.context, "density", pairs, only_json=True),
            controls.pictures(self.context, "density", pairs),
        ]


class Clusters(CellView[ClusterFacts]):
    """Clusters of records close together."""

    name = "clusters"
    parameters = (EPS.name, MEMBERS.name)
    field = EPS

    def fields(self) -> list[h.Node]:
        return [*super().fields(), controls.figure(self.context, MEMBERS, self.question.members, "", 1)]

    @classmethod
    def layers(cls, sources: Sources) -> list[Component[Any]]:
        return [ClusterLayer(sources.figures("clusters"))]

    async def read(self, study: Study) -> ClusterFacts:
        return await study.clusters()

    def key(self) -> h.Node:
        """The legend, the same whatever the clusters are."""
        return h.fragment[self.heading(), h.ul[h.li[h.i(".swatch.hull"), h.span[self.context.say("hull-said")]]]]

    def legend(self, facts: ClusterFacts) -> h.Node:
        return self.key()

    def refused(self, error: TooLargeError) -> Parts:
        return Parts(self.notice(error), self.key())

    def side(self, facts: ClusterFacts) -> h.Node:
        say, question, clusters = self.context.say, self.question, facts.clusters
        heads = [h.th(scope="col")[say(f"cluster-{name}")] for name in ("number", "n", "mean")]
        heads.append(h.th(".bar", scope="col")[say("cluster-members")])
        caption = say("clusters-said", n=len(clusters.clusters), alone=clusters.alone, km=f"{question.eps / 1000:g}")
        rows = [self._row(cluster, facts.names) for cluster in clusters.clusters[:SHOWN]]
        table = h.table("#clusters.figures")[h.caption[caption], h.thead[h.tr[heads]], h.tbody[rows]]
        pairs = [("eps", decimal_text(question.eps)), ("members", str(question.members))]
        downloads = h.fragment[
            controls.downloads(self.context, "clusters", pairs), controls.pictures(self.context, "clusters", pairs)
        ]
        return h.fragment[scrolling(table, caption) if rows else h.p(".few-said")[caption], downloads]

    def _row(self, cluster: Cluster, names: dict[str, str]) -> h.Element:
        members = [self.context.chinese(names[id]) for id in cluster.ids[:3] if id in names]
        return h.tr[
            h.th(scope="row")[str(cluster.number)],
            h.td[digits(cluster.n)],
            h.td[f"{cluster.mean_m / 1000:.1f}"],
            h.td(".names")[h.ul[(h.li[name] for name in members)]],
        ]
