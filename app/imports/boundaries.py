"""District boundaries in the database: the default ones, and `servicemap boundaries import` for an official file."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geoalchemy2.shape import from_shape
from shapely.geometry import MultiPolygon, shape
from sqlalchemy import Connection, insert, select, update

from app.city import city
from app.districts.models import WGS84, BoundarySet, DistrictBoundary
from app.imports.problems import ImportRefusedError, Problem
from app.store.version import bump
from app.store.writing import write_session
from app.vocabulary.models import District
from geo.basemap import areas, label_point
from geo.boundaries import area_km2, check
from geo.crs import Crs, convert_geometry
from geo.geojson import GeoJSONError, read_feature_collection


@dataclass(frozen=True)
class BoundaryStatement:
    """What is said of a boundary file; none of it is guessed."""

    source: str
    license: str
    as_of: str | None
    review_number: str | None
    crs: Crs


def import_boundaries(
    url: str,
    path: Path,
    *,
    crs: str,
    source: str,
    license: str,
    review_number: str | None,
    as_of: str,
) -> None:
    """Check a GeoJSON file of the 16 districts and put it in the place of the current boundaries.

    Features carry their GB/T 2260 code as `id` or as the property `code` or `adcode`. Raises
    ImportRefusedError with every finding; then nothing was changed.
    """
    if crs not in ("wgs84", "gcj02", "bd09", "cgcs2000"):
        raise ImportRefusedError([Problem(0, "crs", f"“{crs}” is not one of wgs84, gcj02, bd09, cgcs2000")])
    stated = BoundaryStatement(source, license, as_of, review_number, crs)  # type: ignore[arg-type]
    raw = _read(path)
    polygons = {code: convert_geometry(shape, stated.crs, "wgs84") for code, shape in raw.items()}
    with write_session(url) as connection:
        published = dict(connection.execute(select(District.code, District.area_km2)).all())
        findings = check(polygons, published, raw, stated.crs)
        if refusals := [f for f in findings if f.refuses]:
            raise ImportRefusedError([Problem(0, f.code or "", f.text) for f in refusals])
        _swap(connection, polygons, published, stated)


def store_boundaries(connection: Connection, path: Path, about: Mapping[str, Any]) -> None:
    """Store the boundaries that the build made, which are in WGS-84 and were checked there."""
    stated = BoundaryStatement(about["source"], about["license"], about["as_of"], about["review_number"], "wgs84")
    published = dict(connection.execute(select(District.code, District.area_km2)).all())
    _swap(connection, _read(path), published, stated)


def _read(path: Path) -> dict[str, MultiPolygon]:
    try:
        features = read_feature_collection(json.loads(path.read_text("utf-8-sig")), city().positions)
    except (OSError, UnicodeDecodeError, json.JSONDecodeError, RecursionError, GeoJSONError) as error:
        raise ImportRefusedError([Problem(0, "", str(error))]) from error
    polygons: dict[str, MultiPolygon] = {}
    for number, feature in enumerate(features, start=1):
        properties = feature.get("properties") or {}
        code = str(feature.get("id") or properties.get("code") or properties.get("adcode") or "")
        if feature["geometry"] is None or feature["geometry"]["type"] not in ("Polygon", "MultiPolygon"):
            raise ImportRefusedError([Problem(number, "geometry", "a district is a Polygon or MultiPolygon")])
        if code in polygons:
            raise ImportRefusedError([Problem(number, "code", f"“{code}” stands there twice")])
        polygons[code] = areas(shape(feature["geometry"]))
    return polygons


def _swap(
    connection: Connection,
    polygons: dict[str, MultiPolygon],
    published: dict[str, float],
    stated: BoundaryStatement,
) -> None:
    connection.execute(update(BoundarySet).values(current=False))
    values = {name: getattr(stated, name) for name in ("source", "license", "as_of", "review_number", "crs")}
    inserted = connection.execute(insert(BoundarySet).values(current=True, **values).returning(BoundarySet.id))
    number = inserted.scalar_one()
    rows = []
    for code, polygon in polygons.items():
        computed = area_km2(polygon)
        rows.append(
            {
                "boundary_set": number,
                "district": code,
                "geom": from_shape(polygon, srid=WGS84),
                "label": from_shape(label_point(polygon), srid=WGS84),
                "computed_km2": computed,
                "difference": computed / published[code] - 1,
            }
        )
    connection.execute(insert(DistrictBoundary), rows)
    bump(connection)
