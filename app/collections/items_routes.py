"""`/api/collections/<name>/items` and `…/items/<id>`: the same code for every collection."""

import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request, Response

from app import problems
from app.collections import html
from app.collections.catalogue import COLLECTIONS
from app.collections.collection import Collection, ItemsQuery, Page
from app.collections.coordinates import coordinates_of
from app.collections.links import Links
from app.collections.parameters import CRS, EVERYWHERE
from app.errors import MergedError
from app.history.parameters import AS_OF
from app.query.cql2.queryable import title
from app.query.parameter import documented, names
from app.query.parameters import FORMAT, LANG
from app.query.request import known_only, negotiate
from app.store.glance import anew
from app.store.reader import Reader
from app.store.version import Version
from app.vocabulary.dependencies import vocabulary_cache
from app.web.answers import Keep, Make
from app.web.dependencies import answers_of, at_a_glance
from app.web.negotiation import Format, Negotiation
from app.web.prefix import at
from app.web.responses import GEOJSON, Link, as_json, with_query

router = APIRouter()
ITEM_FORMATS: tuple[Format, ...] = ("json", "html")
ItemsEndpoint = Callable[[Request], Awaitable[Response]]
ItemEndpoint = Callable[[Request, str], Awaitable[Response]]


def _items(collection: Collection) -> ItemsEndpoint:
    async def items(request: Request) -> Response:
        negotiated = negotiate(request, collection.formats())
        export = collection.exports().get(negotiated.format)
        links = Links.of(request, negotiated.format)

        async def parsed(db: Reader) -> tuple[Version, ItemsQuery]:
            vocabulary = await vocabulary_cache(request).read(db)
            query = collection.parse(request.query_params, LANG.of(request.query_params), vocabulary)
            return vocabulary.data_version, query

        async def page(db: Reader) -> Response:
            version, query = await parsed(db)
            keep: Keep | None = None if query.zoom is None else "compressed"
            return await _cached(request, version, negotiated, lambda: _page(db, collection, query, links), keep)

        if export is None:
            return await at_a_glance(request, page)
        send = export

        async def file() -> Response:
            # The session is given back before a file is sent: it may wait for a place, and take its time.
            version, query = await at_a_glance(request, parsed)
            return await _cached(request, version, negotiated, lambda: send(request, query, version))

        return await anew(file)

    return items


async def _cached(
    request: Request, version: Version, negotiated: Negotiation, make: Make, keep: Keep | None = None
) -> Response:
    answers, format = answers_of(request), negotiated.format
    return await answers.cached(request, version, format, make, audience="public", keep=keep, vary=negotiated.vary)


async def _page(db: Reader, collection: Collection, query: ItemsQuery, to: Links) -> Response:
    page = await collection.page(db, query)
    links = to.of_page(collection, query, page.matched)
    if to.format == "html":
        keep = names((LANG, CRS, *collection.item_options))
        table = html.items_table(
            json.loads(page.features),
            {column: title(column, query.lang) for column in ("id", *collection.columns)},
            lambda feature: to.address(f"{collection.items_path}/{feature}", "html", keep),
        )
        return html.page(collection.title(query.lang), query.lang, html.pager(links), table)
    return _features(query, page, links)


def _features(query: ItemsQuery, page: Page, links: list[Link]) -> Response:
    """The FeatureCollection; the features' text is passed on as it is."""
    head: dict[str, Any] = {
        "type": "FeatureCollection",
        "timeStamp": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "numberMatched": page.matched,
        "numberReturned": min(max(page.matched - query.offset, 0), query.limit),
        **page.more,
        "links": links,
        **query.coordinates.named,
    }
    opening = json.dumps(head, ensure_ascii=False, separators=(",", ":"))[:-1]
    body = f'{opening},"features":{page.features}}}'.encode()
    return Response(body, headers=query.coordinates.headers, media_type=GEOJSON)


def _item(collection: Collection) -> ItemEndpoint:
    async def item(request: Request, id: str) -> Response:
        known_only(request, *EVERYWHERE, CRS, *collection.item_options)
        negotiated, lang = negotiate(request, ITEM_FORMATS), LANG.of(request.query_params)
        coordinates = coordinates_of(request.query_params)
        day = AS_OF.of(request.query_params)

        async def answer(db: Reader) -> Response:
            vocabulary = await vocabulary_cache(request).read(db)

            async def make() -> Response:
                if day is None:
                    stated, beside = await collection.item(db, id, lang)
                else:
                    stated, beside = await collection.item_on(db, id, lang, day, vocabulary), {}
                [feature] = coordinates.features([stated])
                links = Links.of(request, negotiated.format).of_item(collection, id, lang)
                if negotiated.format == "html":
                    named = {title(name, lang): value for name, value in feature["properties"].items()}
                    return html.page(
                        feature["properties"]["name"], lang, html.collection_link(links), html.value(named)
                    )
                answer = as_json({**feature, **beside, "links": links, **coordinates.named}, GEOJSON)
                answer.headers.update(coordinates.headers)
                return answer

            return await _cached(request, vocabulary.data_version, negotiated, make)

        try:
            return await at_a_glance(request, answer)
        except MergedError as error:
            return _moved(request, collection, error)

    return item


def _moved(request: Request, collection: Collection, error: MergedError) -> Response:
    """301 to the record that this one became one with; the document says so to those who do not follow."""
    query = request.query_params.multi_items()
    location = with_query(at(f"{collection.items_path}/{quote(error.into, safe='')}"), query)
    members = {"reason": error.reason, "date": error.date, "into": error.into}
    answer = problems.problem(301, "Moved permanently", str(error), **members)
    answer.headers.update({"Location": location, "Cache-Control": "no-cache"})
    return answer


def _register(collection: Collection) -> None:
    """Give the collection its own addresses, so that the API document names each with just the parameters it takes."""
    of_page, of_item = collection.documented()
    of_page |= documented(*collection.parameters())
    of_item |= documented(FORMAT.among(ITEM_FORMATS), LANG, CRS, *collection.item_options)
    for path, endpoint, description, extra, name in (
        (collection.items_path, _items(collection), collection.described[0], of_page, "items"),
        (collection.items_path + "/{id}", _item(collection), collection.described[1], of_item, "item"),
    ):
        router.add_api_route(
            path,
            endpoint,
            methods=["GET"],
            response_class=Response,
            tags=[collection.tag],
            description=description,
            openapi_extra=extra,
            name=name,
        )


for _collection in COLLECTIONS.values():
    _register(_collection)
