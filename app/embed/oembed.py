"""oEmbed 1.0: what a content system needs to embed a page of this site, as JSON or XML."""

import json
from typing import Literal
from urllib.parse import parse_qsl, urlsplit
from xml.etree import ElementTree

from fastapi import APIRouter, Request, Response

from app.embed import snippet
from app.embed.address import ROOT
from app.errors import InvalidParameterError, NotFoundError
from app.parameters import whole
from app.responses import base_url, cached, known_only, with_query
from app.vocabulary import Vocabulary

router = APIRouter()
HEIGHT = 520
LEAST, MOST = 160, 4000
SINGLE = ("platform", "district", "zone")


@router.get("/oembed", include_in_schema=False)
async def oembed(request: Request) -> Response:
    """The frame of a page of this site. Other sites' addresses are refused; nothing is ever fetched."""
    known_only(request, "url", "format", "maxwidth", "maxheight")
    params = request.query_params
    form = params.get("format", "json")
    if form not in ("json", "xml"):
        raise InvalidParameterError("format", form[:40], "json, xml")
    width = _most("maxwidth", params.get("maxwidth"), snippet.WIDTH)
    height = _most("maxheight", params.get("maxheight"), HEIGHT)
    vocabulary: Vocabulary = await request.app.state.vocabulary()
    address = _frame_address(params.get("url", ""), base_url(request))
    title = request.app.state.settings.site_name_zh

    async def make() -> Response:
        frame = snippet.frame(address, title, str(width), str(height))
        described: dict[str, str | int] = {"version": "1.0", "type": "rich", "provider_name": title}
        described |= {"provider_url": base_url(request), "title": title, "html": str(frame)}
        return _answer(described | {"width": width, "height": height}, "xml" if form == "xml" else "json")

    return await cached(request, vocabulary, form, make)


def _most(name: str, text: str | None, normal: int) -> int:
    return max(min(whole(name, text, 1), MOST, normal), LEAST) if text else normal


def _frame_address(url: str, base: str) -> str:
    """The embed of a page. Raises NotFoundError for what is no page of this site."""
    parts = urlsplit(url[:2000])
    if f"{parts.scheme}://{parts.netloc}" != base:
        raise NotFoundError("Only pages of this site can be embedded.")
    path = parts.path.rstrip("/")
    english = path == "/en" or path.startswith("/en/")
    path = path.removeprefix("/en") if english else path
    segments = path.strip("/").split("/") if path else []
    known = not segments or segments == ["insight"] or (len(segments) == 2 and segments[0] in SINGLE)
    if path.startswith(ROOT):
        known, path = True, path.removeprefix(ROOT)
    if not known:
        raise NotFoundError("This page has no embed.")
    pairs = parse_qsl(parts.query) + ([("lang", "en")] if english else [])
    return with_query(f"{base}{ROOT}{path}", pairs)


def _answer(described: dict[str, str | int], form: Literal["json", "xml"]) -> Response:
    if form == "json":
        return Response(json.dumps(described, ensure_ascii=False), media_type="application/json")
    root = ElementTree.Element("oembed")
    for name, value in described.items():
        ElementTree.SubElement(root, name).text = str(value)
    return Response(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True), media_type="text/xml")
