"""`/api/collections/platforms/items`: features, CSV of the whole filtered set, and one item."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter, Request, Response

from app.collections import html
from app.collections.datum import datum_of, features_to, filter_to_wgs84
from app.collections.documents import TITLES
from app.errors import InvalidParameterError, NotFoundError
from app.platforms import queries, read
from app.platforms.columns import PROPERTIES
from app.platforms.declared import answers, csv_schema, feature_schema, items_schema
from app.platforms.filter import Filter, filter_parameters, parse_filter
from app.platforms.predicate import shape, values
from app.query.filter import whole
from app.query.openapi import parameters
from app.store.database import Reader
from app.vocabulary import Vocabulary
from app.vocabulary.dependencies import CurrentVocabulary
from app.web.dependencies import ReadSession, answers_of
from app.web.responses import GEOJSON, Link, known_only, language, link, wanted, with_query
from app.web.site import base_url
from frontend.messages import messages
from geo.crs import Crs

router = APIRouter(tags=["platforms"])
DEFAULT_LIMIT = 100
MAX_LIMIT = 10_000
ALSO = ("limit", "offset", "f", "lang", "datum", "properties")
HTML_COLUMNS = ("name", "kind", "operator", "domains", "stages", "district", "zone", "precision")
PATH = "/api/collections/platforms/items"


@dataclass(frozen=True)
class Page:
    """What was asked for: a filter and the part of its records to give."""

    filter: Filter
    limit: int
    offset: int
    properties: tuple[str, ...]
    datum: Crs
    lang: str


def _page(request: Request, vocabulary: Vocabulary) -> Page:
    params = request.query_params
    datum = datum_of(params.get("datum", "wgs84"))
    parsed = parse_filter(params, vocabulary, also=ALSO)
    return Page(
        filter_to_wgs84(parsed.filter, datum),
        min(whole("limit", params.get("limit", str(DEFAULT_LIMIT)), 1), MAX_LIMIT),
        whole("offset", params.get("offset", "0"), 0, 100_000_000),
        _properties(params.get("properties")),
        datum,
        language(request),
    )


def _properties(text: str | None) -> tuple[str, ...]:
    if text is None:
        return PROPERTIES
    names = tuple(name for name in text.split(",") if name)
    if unknown := [name for name in names if name not in PROPERTIES]:
        raise InvalidParameterError("properties", unknown[0][:40], ", ".join(PROPERTIES))
    return tuple(name for name in PROPERTIES if name in names)


@router.get(
    PATH,
    response_class=Response,
    openapi_extra=filter_parameters(*ALSO) | answers(geojson=items_schema(), csv=csv_schema()),
)
async def items(request: Request, db: ReadSession, vocabulary: CurrentVocabulary) -> Response:
    """Platforms as GeoJSON; `f=csv` gives the whole filtered set."""
    chosen = wanted(request, ("json", "html", "csv"))
    page = _page(request, vocabulary)

    async def make() -> Response:
        return await (_csv(db, page) if chosen == "csv" else _features(request, db, page, chosen))

    return await answers_of(request).cached(request, vocabulary.data_version, chosen, make, audience="public")


async def _features(request: Request, db: Reader, page: Page, chosen: str) -> Response:
    row = await read.item_rows(db, page.filter, page.properties, page.lang, page.limit, page.offset)
    features = row["features"] if page.datum == "wgs84" else features_to(row["features"], page.datum)
    left = max(row["matched"] - page.offset, 0)
    links = _links(request, page, row["matched"])
    if chosen == "html":
        title = TITLES["platforms"][1 if page.lang == "en" else 0]
        table = html.items_table(json.loads(features), HTML_COLUMNS, f"{base_url(request)}{PATH}")
        return html.page(title, page.lang, html.pager(links), table)
    head = {
        "type": "FeatureCollection",
        "timeStamp": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "numberMatched": row["matched"],
        "numberReturned": min(left, page.limit),
        "unlocated": row["unlocated"],
        "links": links,
    }
    if page.datum != "wgs84":
        head["datum"] = page.datum
    opening = json.dumps(head, ensure_ascii=False, separators=(",", ":"))[:-1]
    return Response(f'{opening},"features":{features}}}'.encode(), media_type=GEOJSON)


def _links(request: Request, page: Page, matched: int) -> list[Link]:
    address = f"{base_url(request)}{PATH}"
    pairs = [(n, v) for n, v in request.query_params.multi_items() if n not in ("offset", "limit", "f")]

    def at(offset: int, form: str) -> str:
        return with_query(address, [*pairs, ("limit", str(page.limit)), ("offset", str(offset)), ("f", form)])

    found = [link(at(page.offset, "json"), "self", GEOJSON, "JSON")]
    found.append(link(at(page.offset, "html"), "alternate", "text/html", "HTML"))
    found.append(link(with_query(address, [*pairs, ("f", "csv")]), "alternate", "text/csv", "CSV"))
    if page.offset + page.limit < matched:
        found.append(link(at(page.offset + page.limit, "json"), "next", GEOJSON, messages(page.lang)("page-after")))
    if page.offset:
        found.append(
            link(at(max(page.offset - page.limit, 0), "json"), "prev", GEOJSON, messages(page.lang)("page-before"))
        )
    return found


async def _csv(db: Reader, page: Page) -> Response:
    if page.datum != "wgs84":
        raise InvalidParameterError("datum", page.datum, "wgs84 with f=csv: its column crs says so")
    query = queries.csv(shape(page.filter), page.filter.sort, page.lang)
    body = await db.copy_csv(query, {**values(page.filter), "lang": page.lang})
    headers = {"Content-Disposition": 'attachment; filename="platforms.csv"'}
    return Response(b"\xef\xbb\xbf" + body, headers=headers, media_type="text/csv; charset=utf-8")


@router.get(
    PATH + "/{id}",
    response_class=Response,
    openapi_extra=parameters("f", "lang", "datum") | answers(geojson=feature_schema()),
)
async def item(request: Request, db: ReadSession, vocabulary: CurrentVocabulary, id: str) -> Response:
    """One platform as a GeoJSON feature."""
    known_only(request, "f", "lang", "datum")
    chosen = wanted(request, ("json", "html"))
    datum, lang = datum_of(request.query_params.get("datum", "wgs84")), language(request)

    async def make() -> Response:
        found = queries.item(lang)
        row = None if "\x00" in id else await db.row(found, {"id": id, "lang": lang})
        if row is None:
            raise NotFoundError(f"There is no platform with the id {id[:64]}.")
        text = row["feature"] if datum == "wgs84" else features_to(f"[{row['feature']}]", datum)[1:-1]
        document: dict[str, Any] = json.loads(text)
        address = f"{base_url(request)}{PATH}/{id}"
        parent = f"{base_url(request)}/api/collections/platforms"
        document["links"] = [
            link(f"{address}?f=json", "self", GEOJSON, "JSON"),
            link(f"{address}?f=html", "alternate", "text/html", "HTML"),
            link(parent, "collection", "application/json", TITLES["platforms"][1 if lang == "en" else 0]),
        ]
        if datum != "wgs84":
            document["datum"] = datum
        if chosen == "html":
            return html.page(document["properties"]["name"], lang, html.value(document["properties"]))
        return Response(json.dumps(document, ensure_ascii=False), media_type=GEOJSON)

    return await answers_of(request).cached(request, vocabulary.data_version, chosen, make, audience="public")
