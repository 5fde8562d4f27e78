"""What each topic of the analysis reads: one record of facts a topic, read under one filter and one question."""

from dataclasses import dataclass

from app.analysis import cells, comparison, specialities
from app.analysis.cells import Cluster, Clusters, Hexagon, HotSpotMap, Located
from app.analysis.comparison import AreaFigures, Gaps
from app.analysis.coverage import Coverage, Reach, Siting
from app.analysis.land import Land
from app.analysis.question import Question
from app.analysis.specialities import ZoneFigures
from app.figures.complete import Complete, complete
from app.figures.tally import tallies
from app.platforms import read as platforms
from app.platforms.filter import Filter
from app.store.reader import Reader
from app.vocabulary import Vocabulary

NAMED_CLUSTERS, NAMES_OF_EACH = 20, 3


@dataclass(frozen=True)
class GapFacts:
    """What is listed of each combination, and what lies within reach of one domain."""

    gaps: Gaps
    coverage: Coverage


@dataclass(frozen=True)
class DensityFacts:
    """The number of records that make the surface, and the bounds of its classes per km², lowest first.

    There are no classes where there are too few records.
    """

    located: int
    levels: list[float]


@dataclass(frozen=True)
class ClusterFacts:
    """The clusters, and the Chinese names of the first members of the largest of them, by identifier."""

    clusters: Clusters
    names: dict[str, str]


@dataclass(frozen=True)
class Compared:
    """The areas that stand side by side, and the number of records of each said completely, in the same order."""

    areas: list[AreaFigures]
    complete: list[Complete]


@dataclass(frozen=True)
class Study:
    """One question under one filter, and where its facts are read. `focus` is the domain that it is about."""

    db: Reader
    land: Land
    vocabulary: Vocabulary
    filter: Filter
    question: Question
    focus: str

    async def zones(self) -> list[ZoneFigures]:
        """Every key zone with its members."""
        return await specialities.zone_figures(self.db, self.filter, self.vocabulary)

    async def located(self) -> Located:
        """How many records are well enough located for cells."""
        return await cells.located(self.db, self.filter)

    async def hexagons(self) -> list[Hexagon]:
        """The non-empty hexagons, fullest first."""
        return await cells.hexagons(self.db, self.filter, self.question.cell)

    async def hot_spots(self) -> HotSpotMap:
        """The hexagons and which of them hold more records than chance."""
        return await cells.hot_spots(self.db, self.land, self.filter, self.question.cell, self.vocabulary)

    async def density(self) -> DensityFacts:
        """The density's classes."""
        surface = await cells.surface(self.db, self.filter, self.question.bandwidth)
        return DensityFacts((await self.located()).located, surface.levels if surface else [])

    async def clusters(self) -> ClusterFacts:
        """The clusters, largest first. Raises TooLargeError above the budget of located records."""
        clusters = await cells.clusters(self.db, self.filter, self.question.eps, self.question.members)
        return ClusterFacts(clusters, await self._names(clusters.clusters))

    async def _names(self, clusters: list[Cluster]) -> dict[str, str]:
        """The first members' names, so that a cluster is more than a number."""
        ids = tuple(id for cluster in clusters[:NAMED_CLUSTERS] for id in cluster.ids[:NAMES_OF_EACH])
        if not ids:
            return {}
        listing = await platforms.listing(self.db, Filter(ids=ids), len(ids), 0)
        return {platform.id: platform.name_zh for platform in listing.platforms}

    async def gaps(self) -> GapFacts:
        """Gaps and coverage. Raises TooLargeError above the budget of positions."""
        return GapFacts(
            await comparison.gaps(self.db, self.filter, self.vocabulary.as_of), await self._reach().coverage(self.focus)
        )

    async def siting(self) -> Siting:
        """What the question's sites would newly cover. Raises TooLargeError above the budget of positions."""
        return await self._reach().siting(self.focus)

    async def areas(self) -> Compared:
        """The compared areas, as asked. Raises TooLargeError above the budget of positions."""
        areas = await comparison.compare(self.db, self.filter, self.question.compare, self.vocabulary)
        counted = await tallies(self.db, self.filter, self.vocabulary.as_of) if areas else None
        return Compared(areas, [complete(counted, self.vocabulary, area.code) for area in areas] if counted else [])

    def _reach(self) -> Reach:
        return Reach(self.db, self.land, self.vocabulary, self.filter, self.question)
