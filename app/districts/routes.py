"""Districts and zones as features, the declared features, the bubbles, and the base map."""

from typing import Any

from fastapi import APIRouter, Request, Response

from app.analysis.specialities import domain_counts
from app.districts import read
from app.districts.read import District, DistrictFeature, Extent
from app.errors import InvalidParameterError, NotFoundError
from app.ogc import html
from app.ogc.openapi import FILTERS, parameters
from app.parameters import Filter, parse_filter, whole
from app.platforms.read import GroupCount, group_counts
from app.responses import GEOJSON, as_json, base_url, cached, known_only, language, link, wanted, with_query
from app.vocabulary import Vocabulary
from geo.basemap import centre, intersects

router = APIRouter(tags=["districts and zones"])
Feature = dict[str, Any]


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


async def _all(request: Request, name: str, lang: str) -> list[Feature]:
    db = request.app.state.database
    if name == "districts":
        return [_district(found, lang) for found in await read.districts(db)]
    return [_extent(found, lang) for found in await read.extents(db)]


async def _items(request: Request, name: str) -> Response:
    chosen, lang = wanted(request, ("json", "html")), language(request)
    vocabulary: Vocabulary = await request.app.state.vocabulary()
    params = request.query_params
    parsed = parse_filter(params, vocabulary, also=("limit", "offset", "f", "lang"), only=("bbox",))
    limit = min(whole("limit", params.get("limit", "100"), 1), 1000)
    offset = whole("offset", params.get("offset", "0"), 0, 1_000_000)

    async def make() -> Response:
        found = [f for f in await _all(request, name, lang) if _touches(parsed.filter, f)]
        address = f"{base_url(request)}/api/collections/{name}/items"
        page = found[offset : offset + limit]
        if chosen == "html":
            return html.page(name, lang, html.items_table(page, ("name", "name_zh", "name_en"), address))
        links = [link(f"{address}?f=json", "self", GEOJSON, "JSON")]
        links.append(link(f"{address}?f=html", "alternate", "text/html", "HTML"))
        if offset + limit < len(found):
            onward = with_query(address, [("limit", str(limit)), ("offset", str(offset + limit))])
            links.append(link(onward, "next", GEOJSON, "next"))
        counts = {"numberMatched": len(found), "numberReturned": len(page)}
        return as_json({"type": "FeatureCollection", **counts, "links": links, "features": page}, GEOJSON)

    return await cached(request, vocabulary, chosen, make)


def _touches(filter: Filter, feature: Feature) -> bool:
    if filter.bbox is None or feature["geometry"] is None:
        return filter.bbox is None
    return intersects(feature["geometry"], filter.bbox)


@router.get("/api/collections/districts/items", openapi_extra=parameters("bbox", "limit", "offset", "f", "lang"))
async def districts(request: Request) -> Response:
    """The 16 districts; their geometry is null where no boundaries are loaded."""
    return await _items(request, "districts")


@router.get("/api/collections/zones/items", openapi_extra=parameters("bbox", "limit", "offset", "f", "lang"))
async def zones(request: Request) -> Response:
    """The extents of the key zones, schematic."""
    return await _items(request, "zones")


@router.get("/api/collections/{name}/items/{id}", openapi_extra=parameters("f", "lang"))
async def item(request: Request, name: str, id: str) -> Response:
    """One district or one extent of a zone."""
    known_only(request, "f", "lang")
    chosen, lang = wanted(request, ("json", "html")), language(request)
    vocabulary = await request.app.state.vocabulary()
    known = ("districts", "zones")
    found = next((f for f in await _all(request, name, lang) if f["id"] == id), None) if name in known else None
    if found is None:
        raise NotFoundError(f"There is no {id[:40]} in the collection {name[:40]}.")
    address = f"{base_url(request)}/api/collections/{name}"
    found["links"] = [
        link(f"{address}/items/{id}?f=json", "self", GEOJSON, "JSON"),
        link(f"{address}/items/{id}?f=html", "alternate", "text/html", "HTML"),
        link(address, "collection", "application/json", name),
    ]

    async def make() -> Response:
        if chosen == "html":
            return html.page(found["properties"]["name"], lang, html.value(found["properties"]))
        return as_json(found, GEOJSON)

    return await cached(request, vocabulary, chosen, make)


@router.get("/api/bubbles", openapi_extra=parameters(*FILTERS, "group", "lang"))
async def bubbles(request: Request) -> Response:
    """Per district or key zone, how many platforms match: points at the label positions."""
    lang = language(request)
    group = request.query_params.get("group", "district")
    if group not in ("district", "zone"):
        raise InvalidParameterError("group", group[:40], "district, zone")
    vocabulary: Vocabulary = await request.app.state.vocabulary()
    chosen = parse_filter(request.query_params, vocabulary, also=("group", "lang")).filter

    async def make() -> Response:
        counts = await group_counts(request.app.state.database, chosen, group)
        labels = await _labels(request, group)
        terms = vocabulary.districts if group == "district" else vocabulary.zones
        by_code = {found.code: found for found in counts}
        features = [_bubble(terms[c].name(lang), by_code[c], labels.get(c)) for c in terms if c in by_code]
        about = {
            "numberMatched": sum(found.count for found in counts),
            "notStated": sum(found.count for found in counts if found.code is None),
            "dataVersion": vocabulary.version,
        }
        return as_json({"type": "FeatureCollection", **about, "features": features}, GEOJSON)

    return await cached(request, vocabulary, "json", make)


def _bubble(name: str, found: GroupCount, at: tuple[float, float] | None) -> Feature:
    properties = {
        **{"code": found.code, "name": name, "count": found.count},
        **{"unlocated": found.unlocated, "kinds": found.kinds},
    }
    geometry = {"type": "Point", "coordinates": list(at)} if at else None
    return {"type": "Feature", "id": found.code, "geometry": geometry, "properties": properties}


async def _labels(request: Request, group: str) -> dict[str, tuple[float, float]]:
    db = request.app.state.database
    if group == "district":
        return {found.code: found.label for found in await read.districts(db) if found.label}
    return {e.zone: centre(e.geometry) for e in await read.extents(db) if e.is_default}


@router.get("/api/features", openapi_extra=parameters("kind", "lang"))
async def features(request: Request) -> Response:
    """One district, one feature (一区一特): each district's declared speciality with what is listed there."""
    lang = language(request)
    vocabulary: Vocabulary = await request.app.state.vocabulary()
    chosen = parse_filter(request.query_params, vocabulary, also=("lang",), only=("kind",)).filter

    async def make() -> Response:
        return as_json(await _feature_collection(request, vocabulary, chosen, lang), GEOJSON)

    return await cached(request, vocabulary, "json", make)


async def _feature_collection(request: Request, vocabulary: Vocabulary, chosen: Filter, lang: str) -> dict[str, Any]:
    db = request.app.state.database
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


@router.get("/api/basemap", openapi_extra=parameters("lang"))
async def base_map(request: Request) -> Response:
    """The base map of our own data: land, water, lines and places, each with its accuracy in metres."""
    known_only(request, "lang")
    lang = language(request)
    vocabulary = await request.app.state.vocabulary()

    async def make() -> Response:
        version = (vocabulary.dataset, vocabulary.version)
        return as_json(await request.app.state.base_map.collection(version, lang), GEOJSON)

    return await cached(request, vocabulary, "json", make)
