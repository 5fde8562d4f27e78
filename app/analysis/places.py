"""The kinds of parameters that name places to the analysis: candidate sites, and districts or key zones."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from app.city import city
from app.errors import InvalidParameterError
from app.query.kinds import Number
from app.query.parameter import Parameter, Problem
from geo.numbers import decimal_text

Site = tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class Sites(Parameter[tuple[Site, ...]]):
    """At most `most` sites `lon,lat;lon,lat` in degrees WGS-84, each within the city's box of land."""

    most: int
    longest: int = 2000
    """The largest number of signs."""
    default: tuple[Site, ...] = ()

    @property
    def allowed(self) -> str:
        return "lon,lat;lon,lat in degrees"

    def limits(self) -> dict[str, str]:
        return {"most": str(self.most)}

    def parse(self, text: str) -> tuple[Site, ...]:
        parts = [part for part in text[: self.longest].split(";") if part]
        if len(parts) > self.most or len(text) > self.longest:
            raise InvalidParameterError(self.name, f"{text.count(';') + 1} sites", f"at most {self.most} sites")
        return tuple(self._site(part) for part in parts)

    def _site(self, text: str) -> Site:
        degrees = text.split(",")
        if len(degrees) != 2:
            raise self.refusal(text)
        land = city().land
        lon = Number(name=self.name, low=land.minx, high=land.maxx, default=0.0)
        lat = Number(name=self.name, low=land.miny, high=land.maxy, default=0.0)
        return lon.parse(degrees[0]), lat.parse(degrees[1])


@dataclass(frozen=True, kw_only=True)
class Areas(Parameter[tuple[str, ...]]):
    """At most `most` codes of districts and key zones, comma-separated; `among` says which codes there are."""

    most: int
    longest: int = 400
    """The signs of an address that are read."""
    default: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()

    several: ClassVar[bool] = True

    @property
    def allowed(self) -> str:
        return f"at most {self.most} codes of districts or zones"

    def limits(self) -> dict[str, str]:
        return {"most": str(self.most)}

    def parse(self, text: str) -> tuple[str, ...]:
        named = self._named(text)
        unknown = [code for code in named if code not in self.codes]
        if len(named) > self.most or unknown:
            raise self.refusal(",".join(unknown or named))
        return named

    def parse_all(self, texts: Sequence[str]) -> tuple[str, ...]:
        return self.parse(",".join(texts))

    def parse_in_part(self, texts: Sequence[str], problems: list[Problem]) -> tuple[str, ...]:
        """Keep the codes that are known, as many as may be compared."""
        try:
            return self.parse_all(texts)
        except InvalidParameterError as error:
            problems.append(self.problem(error))
            return tuple(code for code in self._named(",".join(texts)) if code in self.codes)[: self.most]

    def _named(self, text: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(part for part in text[: self.longest].split(",") if part))

    def among(self, codes: Iterable[str]) -> Self:
        """The same parameter with these codes."""
        return replace(self, codes=tuple(codes))


def shown_sites(sites: tuple[Site, ...]) -> str:
    """Sites as they stand in an address: numbers keep all their digits."""
    return ";".join(f"{decimal_text(lon)},{decimal_text(lat)}" for lon, lat in sites)
