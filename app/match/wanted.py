"""What somebody asks of a platform: each part is a criterion, and what is left open is none."""

from dataclasses import dataclass, replace
from typing import Self

from app.match.weights import WANTS, WEIGHTS, Criterion, Want
from frontend.language import choose


@dataclass(frozen=True)
class Origin:
    """Where one starts from: degrees WGS-84, known to `radius_m`. `middle`: it is the middle of an area.

    `point`: it was given as a point, which has no name but its degrees. `districts` and `zones` are the codes of where
    it lies; a key zone may lie in several districts.
    """

    lon: float
    lat: float
    radius_m: float
    name_zh: str
    name_en: str
    middle: bool = False
    point: bool = False
    districts: tuple[str, ...] = ()
    zones: tuple[str, ...] = ()

    def name(self, lang: str) -> str:
        return choose(lang, self.name_zh, self.name_en)


@dataclass(frozen=True)
class Wanted:
    """Codes of the vocabularies; of domains, stages and services one is enough. No `kinds`: of every kind."""

    domains: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    wants: tuple[Want, ...] = ()
    origin: Origin | None = None
    kinds: tuple[str, ...] = ()

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """What is asked for, in the order of the table of weights."""
        answers: dict[Criterion, object] = {
            "domain": self.domains,
            "stage": self.stages,
            "service": self.services,
            "reach": self.origin,
            **{want: want in self.wants for want in WANTS},
        }
        return tuple(criterion for criterion in WEIGHTS if answers[criterion])

    @property
    def most(self) -> int:
        """The points of a platform that meets all of it."""
        return sum(WEIGHTS[criterion] for criterion in self.criteria)

    def of_any_step(self) -> Self:
        """The same without stages and services, which belong to one step of a path."""
        return replace(self, stages=(), services=())
