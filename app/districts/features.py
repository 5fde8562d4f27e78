"""GeoJSON of districts, zones, bubbles and declared features: what the routes answer and a snapshot holds."""

from typing import Any

from app.analysis.specialities import domain_counts
from app.database import Database
from app.districts import read
from app.districts.read import District, DistrictFeature, Extent
from app.parameters import Filter
from app.platforms.read import GroupCount, group_counts
from app.responses import with_query
from app.vocabulary import Vocabulary
from geo.basemap import centre

Feature = dict[str, Any]


async def areas(db: Database, name: str, lang: str) -> list[Feature]:
    """Every feature of the collection `districts` or `zones`."""
    if name == "districts":
        return [_district(found, lang) for found in await read.districts(db)]
    return [_extent(found, lang) for found in await read.extents(db)]


async def bubbles(db: Database, vocabulary: Vocabulary, chosen: Filter, group: str, lang: str) -> Feature:
    """Per `district` or key `zone`, how many platforms match: points at the label positions."""
    counts = await group_counts(db, chosen, group)
    labels = await _labels(db, group)
    terms = vocabulary.districts if group == "district" else vocabulary.zones
    by_code = {found.code: found for found in counts}
    features = [_bubble(terms[c].name(lang), by_code[c], labels.get(c)) for c in terms if c in by_code]
    about = {
        "numberMatched": sum(found.count for found in counts),
        "notStated": sum(found.count for found in counts if found.code is None),
        "dataVersion": vocabulary.version,
    }
    return {"type": "FeatureCollection", **about, "features": features}


async def declared(db: Database, vocabulary: Vocabulary, chosen: Filter, lang: str) -> Feature:
    """One district, one feature (一区一特): each district's declared speciality with what is listed there."""
    shapes = {found.code: found for found in await read.districts(db)}
    counts = await domain_counts(db, chosen)
    made = []
    for found in await read.features(db):
        properties = _declared(found, shapes[found.code], vocabulary, lang)
        for domain in properties["domains"]:
            domain["count"] = counts.named.get((found.code, domain["code"]), 0)
        geometry = shapes[found.code].geometry
        made.append({"type": "Feature", "id": found.code, "geometry": geometry, "properties": properties})
    return {"type": "FeatureCollection", "numberReturned": len(made), "features": made}


def _declared(found: DistrictFeature, district: District, vocabulary: Vocabulary, lang: str) -> dict[str, Any]:
    terms = [(vocabulary.domains[d.code], d.sourced) for d in found.domains]
    source = found.sources[0] if found.sources else None
    pairs = [("district", found.code), *[("domain", term.code) for term, _ in terms]]
    return {
        "code": found.code,
        "name": district.name(lang),
        "feature": found.feature(lang),
        "domains": [{"code": t.code, "name": t.name(lang), "tier": t.group, "sourced": s} for t, s in terms],
        "tier": terms[0][0].group if terms else None,
        "source_title": source.title if source else None,
        "source_date": source.date if source else None,
        "source_url": source.url if source else None,
        "label": list(district.label) if district.label else None,
        "link": with_query("/en/" if lang == "en" else "/", pairs),
        "insight": with_query("/en/insight" if lang == "en" else "/insight", [("area", found.code)]),
    }


def _district(found: District, lang: str) -> Feature:
    properties = {
        "name": found.name(lang),
        "name_zh": found.name_zh,
        "name_en": found.name_en,
        "label": list(found.label) if found.label else None,
        "area_km2": found.area_km2,
        "area_source": found.area_source,
        "area_source_date": found.area_source_date,
        "computed_km2": found.computed_km2,
        "difference": found.difference,
        "bbox": list(found.bbox) if found.bbox else None,
    }
    return {"type": "Feature", "id": found.code, "geometry": found.geometry, "properties": properties}


def _extent(found: Extent, lang: str) -> Feature:
    names = ("name_zh", "name_en", "version", "is_default", "basis", "extent_zh", "note_zh", "uncertainty_m")
    areas = ("computed_area_km2", "published_area_km2", "zone_total_area_km2")
    source = ("source_title", "source_date", "source_url")
    stated = {name: getattr(found, name) for name in (*names, *areas, *source)}
    properties = {"code": found.zone, "name": found.name(lang), "schematic": True, **stated}
    return {"type": "Feature", "id": found.code, "geometry": found.geometry, "properties": properties}


def _bubble(name: str, found: GroupCount, at: tuple[float, float] | None) -> Feature:
    properties = {
        **{"code": found.code, "name": name, "count": found.count},
        **{"unlocated": found.unlocated, "kinds": found.kinds},
    }
    geometry = {"type": "Point", "coordinates": list(at)} if at else None
    return {"type": "Feature", "id": found.code, "geometry": geometry, "properties": properties}


async def _labels(db: Database, group: str) -> dict[str, tuple[float, float]]:
    if group == "district":
        return {found.code: found.label for found in await read.districts(db) if found.label}
    return {e.zone: centre(e.geometry) for e in await read.extents(db) if e.is_default}
