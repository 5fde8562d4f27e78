"""`/api`: landing page, conformance, collections and the OpenAPI document."""

from typing import Annotated

import htpy as h
from fastapi import APIRouter, Path, Request, Response

from app.collections import documents, html
from app.collections.api_document import MEDIA_TYPE, ROOT, api_document
from app.collections.catalogue import COLLECTIONS
from app.collections.collection import Collection
from app.collections.extents import CurrentExtents
from app.collections.reading import BOTH, FORMATS, SCHEMAS, DocumentReading
from app.errors import NotFoundError
from app.query.parameter import documented
from app.query.parameters import FORMAT
from app.query.request import answered, known_only, negotiate
from app.vocabulary.dependencies import CurrentVocabulary
from app.web.bundle import asset
from app.web.prefix import at
from app.web.responses import as_json
from app.web.site import base_url
from frontend.language import ENGLISH

router = APIRouter(tags=["service"])
OPENAPI = documented(FORMAT.among(FORMATS)) | answered(*FORMATS, json=MEDIA_TYPE, kept=False)


@router.get("/api", response_class=Response, openapi_extra=BOTH)
async def landing(reading: DocumentReading) -> Response:
    """What this service offers."""
    document = documents.landing(reading.links, reading.lang)
    return reading.answer(document, document["title"])


@router.get("/api/conformance", response_class=Response, openapi_extra=BOTH)
async def conformance(reading: DocumentReading) -> Response:
    """The conformance classes that are met."""
    return reading.answer(documents.conformance(reading.links), "Conformance")


@router.get("/api/collections", response_class=Response, openapi_extra=BOTH)
async def collections(reading: DocumentReading, vocabulary: CurrentVocabulary, extents: CurrentExtents) -> Response:
    """All collections."""
    return reading.answer(documents.collections(reading.links, extents, reading.lang, vocabulary), "Collections")


Name = Annotated[str, Path(json_schema_extra={"enum": list(COLLECTIONS)})]


@router.get("/api/collections/{name}", response_class=Response, openapi_extra=BOTH)
async def collection(reading: DocumentReading, extents: CurrentExtents, name: Name) -> Response:
    """One collection."""
    document = documents.collection(reading.links, _named(name), extents[name], reading.lang)
    return reading.answer(document, document["title"])


def _named(name: str) -> Collection:
    if name not in COLLECTIONS:
        raise NotFoundError(f"There is no collection {name[:40]}; there are {', '.join(COLLECTIONS)}.")
    return COLLECTIONS[name]


@router.get("/api/collections/{name}/queryables", response_class=Response, openapi_extra=SCHEMAS)
async def queryables(reading: DocumentReading, name: Name) -> Response:
    """What filters of the collection may name, as JSON Schema."""
    return reading.schema(documents.queryables(reading.links, _named(name), reading.lang))


@router.get("/api/collections/{name}/schema", response_class=Response, openapi_extra=SCHEMAS)
async def schema(reading: DocumentReading, name: Name) -> Response:
    """What the features of the collection have, as JSON Schema."""
    return reading.schema(documents.schema(reading.links, _named(name), reading.lang))


@router.get("/api/collections/{name}/schema/feature", response_class=Response, openapi_extra=SCHEMAS)
async def feature_schema(reading: DocumentReading, name: Name) -> Response:
    """A feature of the collection as GeoJSON, as JSON Schema."""
    return reading.schema(documents.feature_schema(reading.links, _named(name), reading.lang))


@router.get("/api/openapi", response_class=Response, openapi_extra=OPENAPI)
async def openapi(request: Request) -> Response:
    """The OpenAPI document; as HTML, a page to read and try it, from this host alone."""
    known_only(request, FORMAT)
    negotiated = negotiate(request, FORMATS)
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
