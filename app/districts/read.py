"""What pages and API read about districts and key zones."""

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.districts import queries
from app.errors import NotFoundError
from app.store.reader import Reader
from frontend.language import choose

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class District:
    """A district; geometry (GeoJSON, WGS-84), label point and box are None where no boundaries are loaded."""

    code: str
    name_zh: str
    name_en: str
    area_km2: float
    area_source: str
    area_source_date: str
    area_rounding_km2: float
    area_second_source: str | None
    computed_km2: float | None
    difference: float | None
    label: tuple[float, float] | None
    bbox: Box | None
    geometry: dict[str, Any] | None

    def name(self, lang: str) -> str:
        return choose(lang, self.name_zh, self.name_en)


@dataclass(frozen=True)
class StatedSource:
    title: str
    publisher: str | None
    date: str | None
    kind: str
    url: str | None


@dataclass(frozen=True)
class FeatureDomain:
    """A domain that a feature names; `sourced` is false where no kept source states it."""

    code: str
    sourced: bool


@dataclass(frozen=True)
class DistrictFeature:
    """The declared speciality of a district (一区一特)."""

    code: str
    feature_zh: str
    feature_en: str
    evidence_zh: str
    confidence: str
    domains: list[FeatureDomain]
    sources: list[StatedSource]

    def feature(self, lang: str) -> str:
        return choose(lang, self.feature_zh, self.feature_en)


@dataclass(frozen=True)
class Extent:
    """A schematic outline of a zone, with what its source says of its area."""

    code: str
    zone: str
    version: str
    is_default: bool
    basis: str
    extent_zh: str
    note_zh: str
    uncertainty_m: float
    computed_area_km2: float
    published_area_km2: float
    zone_total_area_km2: float
    name_zh: str
    name_en: str
    source_title: str
    source_date: str | None
    source_url: str | None
    bbox: Box
    geometry: dict[str, Any]

    def name(self, lang: str) -> str:
        return choose(lang, self.name_zh, self.name_en)


@dataclass(frozen=True)
class BoundarySet:
    source: str
    license: str
    review_number: str | None
    as_of: str | None
    crs: str


def _box(row: dict[str, Any]) -> Box | None:
    minx, miny, maxx, maxy = (row.pop(side) for side in ("minx", "miny", "maxx", "maxy"))
    return None if minx is None else (minx, miny, maxx, maxy)


async def areas_at(db: Reader, lon: float, lat: float) -> dict[str, tuple[str, ...]]:
    """The codes of the `district` and of the `zone` in which a point lies; outside of all of them, and where no
    boundaries are loaded, none."""
    rows = await db.rows(queries.areas_at(), {"lon": lon, "lat": lat})
    return {area: tuple(row["code"] for row in rows if row["area"] == area) for area in ("district", "zone")}


async def areas_of_places(db: Reader) -> Mapping[str, dict[str, tuple[str, ...]]]:
    """For the id of each place what `areas_at` says of its position."""
    found: dict[str, dict[str, tuple[str, ...]]] = defaultdict(lambda: {"district": (), "zone": ()})
    for row in await db.rows(queries.areas_of_places()):
        found[row["place"]][row["area"]] += (row["code"],)
    return found


async def districts_of_zone(db: Reader, code: str) -> tuple[str, ...]:
    """The codes of the districts in which a key zone lies, the one with the greatest part of it first."""
    return tuple(row["code"] for row in await db.rows(queries.districts_of_zone(), {"code": code}))


async def districts(db: Reader) -> list[District]:
    """The 16 districts, by code."""
    return [_district(row) for row in await db.rows(queries.districts())]


def _district(row: dict[str, Any]) -> District:
    lon, lat = row.pop("label_lon"), row.pop("label_lat")
    geometry = json.loads(row.pop("geometry")) if row["geometry"] else row.pop("geometry")
    label = None if lon is None else (lon, lat)
    return District(bbox=_box(row), label=label, geometry=geometry, **row)


async def areas(db: Reader) -> dict[str, float]:
    """The published area of each district in km², by code, without reading any boundary."""
    return {row["code"]: row["area_km2"] for row in await db.rows(queries.areas())}


async def district(db: Reader, code: str) -> District:
    """One district; NotFoundError when the code is none of the 16."""
    # No text of PostgreSQL holds a NUL: it would refuse the question instead of finding nothing.
    row = None if "\x00" in code else await db.row(queries.district(), {"code": code})
    if row is None:
        raise NotFoundError(f"There is no district with the code {code[:20]}.")
    return _district(row)


async def labels(db: Reader) -> dict[str, tuple[float, float]]:
    """Where the name of each district stands on a map, by code: degrees WGS-84, none without boundaries."""
    return {row["district"]: (row["lon"], row["lat"]) for row in await db.rows(queries.labels())}


async def features(db: Reader) -> list[DistrictFeature]:
    """The declared feature of every district."""
    domains: dict[str, list[FeatureDomain]] = {}
    for row in await db.rows(queries.feature_domains()):
        domains.setdefault(row["district"], []).append(FeatureDomain(row["domain"], row["sourced"]))
    sources: dict[str, list[StatedSource]] = {}
    for row in await db.rows(queries.feature_sources()):
        sources.setdefault(row.pop("district"), []).append(StatedSource(**row))
    return [
        DistrictFeature(code, domains=domains.get(code, []), sources=sources.get(code, []), **row)
        for row in await db.rows(queries.features())
        for code in [row.pop("district")]
    ]


async def feature(db: Reader, code: str) -> DistrictFeature | None:
    """The declared feature of one district."""
    return next((each for each in await features(db) if each.code == code), None)


async def extents(db: Reader) -> list[Extent]:
    """Every extent of every zone; a zone's default extent first."""
    all_extents: list[Extent] = []
    for row in await db.rows(queries.extents()):
        box, geometry = _box(row), json.loads(row.pop("geometry"))
        if box is not None:
            all_extents.append(Extent(bbox=box, geometry=geometry, **row))
    return all_extents


async def boundary_set(db: Reader) -> BoundarySet | None:
    """The current district boundaries' source, licence and review number."""
    names = ("source", "license", "review_number", "as_of", "crs")
    row = await db.row(queries.boundary_set())
    return BoundarySet(**{name: row[name] for name in names}) if row else None
