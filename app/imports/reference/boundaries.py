"""District boundaries in the database: the default ones, and `servicemap boundaries import` for an official file."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shapely.geometry import MultiPolygon, shape
from sqlalchemy import Connection, insert, select, update

from app.city import city
from app.districts.models import BoundarySet, DistrictBoundary
from app.imports.files.encoding import encoding_of
from app.imports.files.geojson_file import reason_of
from app.imports.rows.datums import document_datum, given_datum
from app.imports.rows.problems import ImportRefusedError, Problem, Problems
from app.imports.rows.signs import UNSTORABLE
from app.platforms.record import real_date
from app.store.geometry import stored
from app.store.version import bump
from app.store.writing import write_session
from app.vocabulary.models import District
from geo.basemap import areas, label_point
from geo.boundaries import area_km2, check
from geo.crs import Crs, convert_geometry
from geo.faults import faults
from geo.geojson import MAX_VERTICES, GeoJSONError, check_feature, features_of


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
    for name, text in {"source": source, "license": license, "review-number": review_number or ""}.items():
        if UNSTORABLE.search(text):
            raise ImportRefusedError([Problem(0, name, "holds bytes that are no text")])
    try:
        real_date(as_of)
    except ValueError as error:
        raise ImportRefusedError([Problem(0, "as-of", str(error))]) from error
    datum = given_datum(crs) or "wgs84"
    stated = BoundaryStatement(source, license, as_of, review_number, datum)
    raw = _read(path, datum)
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
    _swap(connection, _read(path, "wgs84"), published, stated)


def _read(path: Path, given: Crs) -> dict[str, MultiPolygon]:
    """The outlines by code. Raises ImportRefusedError with each fault of each outline."""
    try:
        document = json.loads(path.read_text(encoding_of(path, None)))
        features = features_of(document)
    except GeoJSONError as error:
        raise ImportRefusedError([Problem(0, "", error.reason)]) from error
    except (ValueError, RecursionError) as error:
        raise ImportRefusedError([Problem(0, "", reason_of(error))]) from error
    document_datum(document, given)
    problems, polygons = Problems(), dict[str, MultiPolygon]()
    for number, feature in enumerate(features, start=1):
        code = _code(feature)
        of_feature = _outline_problems(number, code, feature)
        if not of_feature and code in polygons:
            of_feature = [Problem(number, code, "this code stands there twice")]
        for problem in of_feature:
            problems.add(problem)
        if not of_feature:
            polygons[code] = areas(shape(feature["geometry"]))
    problems.refuse()
    return polygons


def _code(feature: Any) -> str:
    """The district that a feature says it is; empty where it says none."""
    if not isinstance(feature, dict):
        return ""
    properties = feature.get("properties")
    named = properties if isinstance(properties, dict) else {}
    stated = [feature.get("id"), named.get("code"), named.get("adcode")]
    return next((str(code).strip() for code in stated if isinstance(code, str | int) and code), "")


def _outline_problems(number: int, code: str, feature: Any) -> list[Problem]:
    """Every fault of the geometry of one district."""
    try:
        vertices = check_feature(feature, number - 1, city().positions)
    except GeoJSONError as error:
        return [Problem(number, code, error.reason)]
    if vertices > MAX_VERTICES:
        return [Problem(number, code, f"has more than {MAX_VERTICES} vertices")]
    geometry = feature["geometry"]
    if geometry is None or geometry["type"] not in ("Polygon", "MultiPolygon"):
        return [Problem(number, code, "a district is a Polygon or MultiPolygon")]
    if not vertices:
        return [Problem(number, code, "its geometry is empty")]
    return [Problem(number, code, str(fault)) for fault in faults(geometry)]


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
                "geom": stored(polygon),
                "label": stored(label_point(polygon)),
                "computed_km2": computed,
                "difference": computed / published[code] - 1,
            }
        )
    connection.execute(insert(DistrictBoundary), rows)
    bump(connection)
