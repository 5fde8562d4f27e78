"""`/api`: landing page, conformance, collections and the OpenAPI document."""

import htpy as h
from fastapi import APIRouter, Request, Response

from app.collections import documents, html
from app.collections.api_document import MEDIA_TYPE, ROOT, api_document
from app.collections.catalogue import COLLECTIONS
from app.collections.collection import Collection
from app.collections.extents import CurrentExtents
from app.collections.reading import BOTH, DocumentReading
from app.errors import NotFoundError
from app.query.parameter import documented
from app.query.parameters import FORMAT
from app.query.request import known_only, negotiate
from app.vocabulary.dependencies import CurrentVocabulary
from app.web.bundle import asset
from app.web.prefix import at
from app.web.responses import SCHEMA, as_json
from app.web.site import base_url
from frontend.language import ENGLISH

router = APIRouter(tags=["service"])


@router.get("/api", openapi_extra=BOTH)
async def landing(reading: DocumentReading) -> Response:
    """What this service offers."""
    document = documents.landing(reading.links, reading.lang)
    return reading.answer(document, document["title"])


@router.get("/api/conformance", openapi_extra=BOTH)
async def conformance(reading: DocumentReading) -> Response:
    """The conformance classes that are met."""
    return reading.answer(documents.conformance(reading.links), "Conformance")


@router.get("/api/collections", openapi_extra=BOTH)
async def collections(reading: DocumentReading, vocabulary: CurrentVocabulary, extents: CurrentExtents) -> Response:
    """All collections."""
    return reading.answer(documents.collections(reading.links, extents, reading.lang, vocabulary), "Collections")


@router.get("/api/collections/{name}", openapi_extra=BOTH)
async def collection(reading: DocumentReading, extents: CurrentExtents, name: str) -> Response:
    """One collection."""
    document = documents.collection(reading.links, _named(name), extents[name], reading.lang)
    return reading.answer(document, document["title"])


def _named(name: str) -> Collection:
    if name not in COLLECTIONS:
        raise NotFoundError(f"There is no collection {name[:40]}; there are {', '.join(COLLECTIONS)}.")
    return COLLECTIONS[name]


SCHEMAS = BOTH | {"responses": {"200": {"content": {SCHEMA: {"schema": {"type": "object"}}, "text/html": {}}}}}


@router.get("/api/collections/{name}/queryables", openapi_extra=SCHEMAS)
async def queryables(reading: DocumentReading, name: str) -> Response:
    """What filters of the collection may name, as JSON Schema."""
    return reading.schema(documents.queryables(reading.links, _named(name), reading.lang))


@router.get("/api/collections/{name}/schema", openapi_extra=SCHEMAS)
async def schema(reading: DocumentReading, name: str) -> Response:
    """What the features of the collection have, as JSON Schema."""
    return reading.schema(documents.schema(reading.links, _named(name), reading.lang))


@router.get("/api/collections/{name}/schema/feature", openapi_extra=SCHEMAS)
async def feature_schema(reading: DocumentReading, name: str) -> Response:
    """A feature of the collection as GeoJSON, as JSON Schema."""
    return reading.schema(documents.feature_schema(reading.links, _named(name), reading.lang))


@router.get("/api/openapi", openapi_extra=documented(FORMAT))
async def openapi(request: Request) -> Response:
    """The OpenAPI document; as HTML, a page to read and try it, from this host alone."""
    known_only(request, FORMAT)
    negotiated = negotiate(request, ("json", "html"))
    if negotiated.format == "json":
        document = api_document(request.app.openapi(), base_url(request) + ROOT)
        return negotiated.marked(as_json(document, MEDIA_TYPE))
    page = h.html(lang=ENGLISH.code)[
        h.head[
            h.meta(charset="utf-8"),
            h.meta(name="viewport", content="width=device-width, initial-scale=1"),
            h.title["API"],
            h.link(rel="stylesheet", href=asset("swagger-ui.css")),
            html.icon_link(),
            h.script(src=asset("swagger-ui.js"), defer=True),
            h.script(src=asset("api-docs.js"), defer=True),
        ],
        h.body[h.div("#api-docs", data_spec=at("/api/openapi?f=json"))],
    ]
    return negotiated.marked(Response(str(page), media_type="text/html"))
