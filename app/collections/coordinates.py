"""How coordinates are asked with and answered: in a reference system (`crs`, `bbox-crs`), or in a datum of China."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from app.collections.parameters import BBOX_CRS, CRS, DATUM
from app.errors import InvalidParameterError
from app.platforms.filter import Filter
from app.query.parameters import BBOX
from geo.bbox import BBox
from geo.crs import Crs, convert
from geo.reference_systems import CRS84, SYSTEMS, ReferenceSystem

Feature = dict[str, Any]


@dataclass(frozen=True)
class Coordinates:
    """The coordinates of an answer: those of `system`, or of WGS-84 moved into `datum`, never both."""

    system: ReferenceSystem = CRS84
    datum: Crs = DATUM.default

    @property
    def stored(self) -> bool:
        """Whether they are the stored ones."""
        return self.system is CRS84 and self.datum == DATUM.default

    @property
    def headers(self) -> dict[str, str]:
        """The header that names the system (OGC 18-058r1, 6.4). GCJ-02 and BD-09 have no URI: the answer names them."""
        return {"Content-Crs": f"<{self.system.uri}>"} if self.datum == DATUM.default else {}

    @property
    def named(self) -> dict[str, str]:
        """What an answer in another datum than WGS-84 says."""
        return {} if self.datum == DATUM.default else {"datum": self.datum}

    def features(self, features: list[Feature]) -> list[Feature]:
        """Features of WGS-84 in these coordinates."""
        if self.stored:
            return features
        if self.datum == DATUM.default:
            return [{**each, "geometry": self.system.geometry(each["geometry"])} for each in features]
        return _moved(features, self.datum)

    def text(self, features: str) -> str:
        """A JSON array of features of WGS-84 in these coordinates."""
        if self.stored:
            return features
        moved = self.features(json.loads(features))
        return json.dumps(moved, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def coordinates_of(query: Mapping[str, str]) -> Coordinates:
    """Read `crs` and `datum`. Raises InvalidParameterError for a wrong one, and where both ask for a change."""
    coordinates = Coordinates(SYSTEMS[CRS.of(query)], DATUM.of(query))
    if coordinates.datum != DATUM.default and coordinates.system is not CRS84:
        raise InvalidParameterError(CRS.name, query[CRS.name], f"{CRS84.uri} together with {DATUM.name}")
    return coordinates


def bbox_of(pairs: Sequence[tuple[str, str]]) -> BBox | None:
    """Read `bbox` in the system that `bbox-crs` names. Raises InvalidParameterError for a wrong one."""
    system = SYSTEMS[BBOX_CRS.of(dict(pairs))]
    texts = [text for name, text in pairs if name == BBOX.name and text]
    return replace(BBOX, system=system).parse_all(texts) if texts else None


def filter_to_wgs84(filter: Filter, datum: Crs) -> Filter:
    """A filter whose `near` was given in `datum`."""
    if datum == DATUM.default or filter.near is None:
        return filter
    lon, lat = convert(*filter.near, datum, "wgs84")
    return filter.replace(near=(float(lon), float(lat)))


def bbox_to_wgs84(box: BBox | None, datum: Crs) -> BBox | None:
    """A box whose corners were given in `datum`."""
    if datum == DATUM.default or box is None:
        return box
    lons, lats = convert(np.array([box.minx, box.maxx]), np.array([box.miny, box.maxy]), datum, "wgs84")
    return BBox(float(lons[0]), float(lats[0]), float(lons[1]), float(lats[1]))


def _moved(features: list[Feature], datum: Crs) -> list[Feature]:
    """Point features of WGS-84 in another datum."""
    placed = [f["geometry"] for f in features if f["geometry"]]
    points = np.array([g["coordinates"] for g in placed], dtype=float).reshape(-1, 2)
    lons, lats = convert(points[:, 0], points[:, 1], "wgs84", datum)
    for geometry, lon, lat in zip(placed, lons, lats, strict=True):
        geometry["coordinates"] = [round(float(lon), 7), round(float(lat), 7)]
    return features
