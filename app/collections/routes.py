"""`/api`: landing page, conformance, collections and the OpenAPI document."""

from typing import Any

import htpy as h
from fastapi import APIRouter, Request, Response

from app.collections import documents, html
from app.errors import NotFoundError
from app.query.openapi import parameters
from app.vocabulary.dependencies import CurrentVocabulary
from app.web.bundle import asset
from app.web.prefix import at, prefix
from app.web.responses import as_json, known_only, language, wanted
from app.web.site import base_url

router = APIRouter(tags=["service"])
BOTH = parameters("f", "lang")


def _answer(document: dict[str, Any], chosen: str, title: str, lang: str) -> Response:
    return html.page(title, lang, html.value(document)) if chosen == "html" else as_json(document)


@router.get("/api", openapi_extra=BOTH)
async def landing(request: Request) -> Response:
    """What this service offers."""
    known_only(request, "f", "lang")
    chosen, lang = wanted(request, ("json", "html")), language(request)
    document = documents.landing(base_url(request), chosen, lang)
    return _answer(document, chosen, document["title"], lang)


@router.get("/api/conformance", openapi_extra=BOTH)
async def conformance(request: Request) -> Response:
    """The conformance classes that are met."""
    known_only(request, "f", "lang")
    chosen, lang = wanted(request, ("json", "html")), language(request)
    return _answer(documents.conformance(base_url(request), chosen), chosen, "Conformance", lang)


@router.get("/api/collections", openapi_extra=BOTH)
async def collections(request: Request, vocabulary: CurrentVocabulary) -> Response:
    """All collections."""
    known_only(request, "f", "lang")
    chosen, lang = wanted(request, ("json", "html")), language(request)
    document = documents.collections(base_url(request), chosen, lang, vocabulary)
    return _answer(document, chosen, "Collections", lang)


@router.get("/api/collections/{name}", openapi_extra=BOTH)
async def collection(request: Request, name: str) -> Response:
    """One collection."""
    known_only(request, "f", "lang")
    chosen, lang = wanted(request, ("json", "html")), language(request)
    if name not in documents.TITLES:
        raise NotFoundError(f"There is no collection {name[:40]}; there are {', '.join(documents.TITLES)}.")
    document = documents.collection(base_url(request), name, lang)
    return _answer(document, chosen, document["title"], lang)


@router.get("/api/openapi", openapi_extra=parameters("f"))
async def openapi(request: Request) -> Response:
    """The OpenAPI document; as HTML, a page to read and try it, from this host alone."""
    known_only(request, "f")
    if wanted(request, ("json", "html")) == "json":
        media_type = "application/vnd.oai.openapi+json;version=3.1"
        described = request.app.openapi()
        return as_json({**described, "servers": [{"url": prefix()}]} if prefix() else described, media_type)
    document = h.html(lang="en")[
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
    return Response(str(document), media_type="text/html")
