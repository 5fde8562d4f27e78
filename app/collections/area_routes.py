"""`/api/collections/districts/items` and `/api/collections/zones/items`: areas as features."""

from fastapi import APIRouter, Request, Response

from app.collections import areas, html
from app.collections.areas import Feature
from app.errors import NotFoundError
from app.platforms.filter import Filter, parse_filter
from app.query.filter import whole
from app.query.openapi import parameters
from app.vocabulary import Vocabulary
from app.web.responses import GEOJSON, as_json, base_url, cached, known_only, language, link, wanted, with_query
from geo.basemap import intersects

router = APIRouter(tags=["districts and zones"])


async def _items(request: Request, name: str) -> Response:
    chosen, lang = wanted(request, ("json", "html")), language(request)
    vocabulary: Vocabulary = await request.app.state.vocabulary()
    params = request.query_params
    parsed = parse_filter(params, vocabulary, also=("limit", "offset", "f", "lang"), only=("bbox",))
    limit = min(whole("limit", params.get("limit", "100"), 1), 1000)
    offset = whole("offset", params.get("offset", "0"), 0, 1_000_000)

    async def make() -> Response:
        found = [f for f in await areas.areas(request.app.state.database, name, lang) if _touches(parsed.filter, f)]
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
    every = await areas.areas(request.app.state.database, name, lang) if name in known else []
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

    return await cached(request, vocabulary, chosen, make)
