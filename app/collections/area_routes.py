"""`/api/collections/districts/items` and `/api/collections/zones/items`: areas as features."""

import asyncio

from fastapi import APIRouter, Request, Response

from app.collections import areas, html
from app.collections.areas import Feature
from app.errors import NotFoundError
from app.platforms.filter import Filter, parse_filter
from app.query.filter import whole, zoom_of
from app.query.openapi import parameters
from app.store.database import Reader
from app.vocabulary import Vocabulary
from app.vocabulary.dependencies import CurrentVocabulary
from app.web.dependencies import ReadSession, answers_of
from app.web.responses import GEOJSON, as_json, known_only, language, link, wanted, with_query
from app.web.site import base_url
from geo.basemap import intersects

router = APIRouter(tags=["districts and zones"])


async def _items(request: Request, db: Reader, vocabulary: Vocabulary, name: str) -> Response:
    chosen, lang = wanted(request, ("json", "html")), language(request)
    params = request.query_params
    also = ("limit", "offset", "f", "lang", *(("zoom",) if name == "districts" else ()))
    parsed = parse_filter(params, vocabulary, also=also, only=("bbox",))
    zoom = zoom_of(params)
    limit = min(whole("limit", params.get("limit", "100"), 1), 1000)
    offset = whole("offset", params.get("offset", "0"), 0, 1_000_000)

    async def make() -> Response:
        every = await areas.areas(db, name, lang)
        shown = every if zoom is None else await asyncio.to_thread(areas.at_zoom, every, zoom)
        found = [coarse for f, coarse in zip(every, shown, strict=True) if _touches(parsed.filter, f)]
        address = f"{base_url(request)}/api/collections/{name}/items"
        page = found[offset : offset + limit]
        if chosen == "html":
            return html.page(name, lang, html.items_table(page, ("name", "name_zh", "name_en"), address))
        links = [link(f"{address}?f=json", "self", GEOJSON, "JSON")]
        links.append(link(f"{address}?f=html", "alternate", "text/html", "HTML"))
        if offset + limit < len(found):
            kept = [("zoom", str(zoom))] if zoom is not None else []
            onward = with_query(address, [("limit", str(limit)), ("offset", str(offset + limit)), *kept])
            links.append(link(onward, "next", GEOJSON, "next"))
        counts = {"numberMatched": len(found), "numberReturned": len(page)}
        return as_json({"type": "FeatureCollection", **counts, "links": links, "features": page}, GEOJSON)

    return await answers_of(request).cached(
        request, vocabulary.data_version, chosen, make, audience="public", keep=zoom is not None
    )


def _touches(filter: Filter, feature: Feature) -> bool:
    if filter.bbox is None or feature["geometry"] is None:
        return filter.bbox is None
    return intersects(feature["geometry"], filter.bbox)


@router.get(
    "/api/collections/districts/items", openapi_extra=parameters("bbox", "zoom", "limit", "offset", "f", "lang")
)
async def districts(request: Request, db: ReadSession, vocabulary: CurrentVocabulary) -> Response:
    """The 16 districts; their geometry is null where no boundaries are loaded."""
    return await _items(request, db, vocabulary, "districts")


@router.get("/api/collections/zones/items", openapi_extra=parameters("bbox", "limit", "offset", "f", "lang"))
async def zones(request: Request, db: ReadSession, vocabulary: CurrentVocabulary) -> Response:
    """The extents of the key zones, schematic."""
    return await _items(request, db, vocabulary, "zones")


@router.get("/api/collections/{name}/items/{id}", openapi_extra=parameters("f", "lang"))
async def item(request: Request, db: ReadSession, vocabulary: CurrentVocabulary, name: str, id: str) -> Response:
    """One district or one extent of a zone."""
    known_only(request, "f", "lang")
    chosen, lang = wanted(request, ("json", "html")), language(request)
    known = ("districts", "zones")
    every = await areas.areas(db, name, lang) if name in known else []
    found = next((f for f in every if f["id"] == id), None)
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

    return await answers_of(request).cached(request, vocabulary.data_version, chosen, make, audience="public")
