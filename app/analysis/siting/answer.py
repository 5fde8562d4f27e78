"""The answer to "where next within an area": sites with their names and gains, and what that depends on."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.analysis.places import Site
from app.analysis.siting.names import Names, SiteName
from app.analysis.siting.parameters import OWN
from app.analysis.siting.question import SitingQuestion

LETTERS = "ABCDEFGHIJ"
NAMED = 4
"""So many of the places that a site would serve are named."""


@dataclass(frozen=True)
class NeedPoint:
    """A place of the need: its kind, names, position in degrees, weight, and who reaches it.

    `reached` is "existing" for a platform, the letter of a site, or empty where nothing does.
    """

    kind: str
    name: Names
    at: Site
    weight: float
    reached: str = ""


@dataclass(frozen=True)
class Instead:
    """The best place beyond the reach of a site, where its suggestion is followed: how much less all then reach."""

    at: Site
    name: SiteName
    less: float


@dataclass(frozen=True)
class SitedSite:
    """One site: what it adds to those before it, the first names of that, and of how many places.

    `moved_m` is how far it is from the suggested one of its letter, None where there is none.
    """

    letter: str
    at: Site
    name: SiteName
    gain: float
    serves: tuple[Names, ...]
    served: int
    instead: Instead | None
    moved_m: float | None


@dataclass(frozen=True)
class AtReach:
    """The same question at another reach: weight reached now and with the sites."""

    reach: float
    now: float
    then: float
    sites: tuple[Site, ...]


@dataclass(frozen=True)
class Sited:
    """The whole answer. Weights are sums over the need; `suggested_total` is what the suggested sites would reach.

    `proven`: no other choice among the `candidates`, centres of squares of `step_m`, reaches more. `left_out` are
    platforms known by their district alone or without a position. `outside` counts rows of one's own beyond the area.
    """

    question: SitingQuestion
    counts: Mapping[str, int]
    need: tuple[NeedPoint, ...]
    weight: float
    now: float
    then: float
    sites: tuple[SitedSite, ...]
    suggested: tuple[Site, ...]
    suggested_total: float
    proven: bool
    candidates: int
    step_m: float
    existing: tuple[Site, ...]
    left_out: int
    outside: int
    reaches: tuple[AtReach, ...]

    @property
    def own(self) -> int:
        """How many points of the asker's own file were counted."""
        return self.counts.get(OWN, 0)

    @property
    def moved(self) -> bool:
        """Whether the sites are others than those that are suggested."""
        return bool(self.question.sites) and self.question.sites != self.suggested

    def share(self, weight: float) -> float:
        """A part of the whole need."""
        return weight / self.weight if self.weight else 0.0
