"""oEmbed 1.0: what a content system needs to embed a page of this site, as JSON or XML."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Literal, get_args
from urllib.parse import parse_qsl, urlsplit
from xml.etree import ElementTree

from fastapi import APIRouter, Request, Response

from app.embed import snippet
from app.embed.location import PORTS, ROOT, named_host
from app.embed.title import frame_title
from app.embed.unframed import unframed
from app.embed.view import FrameRequest, Pairs, read_frame_request
from app.errors import InvalidParameterError, MergedError, NoSuchFormatError, NotFoundError, RemovedError
from app.pages.address.embed_link import view_at
from app.pages.address.location import Location
from app.pages.context import Context
from app.platforms import read
from app.query.kinds import Choice, Whole
from app.store.reader import Reader
from app.tiles.sources import sources
from app.vocabulary import Vocabulary
from app.vocabulary.dependencies import CurrentVocabulary
from app.web.dependencies import ReadSession, answers_of, settings_of
from app.web.prefix import below
from app.web.site import base_url
from frontend.language import language_query, read_page_path
from frontend.messages import messages

Form = Literal["json", "xml"]
router = APIRouter()
LONGEST = 4000
FORM: Choice[Form] = Choice(name="format", values=get_args(Form), default="json", shown=40)
LEAST, MOST = 50, 100_000
"""Pixels; a smaller place shows nothing, no place is larger: such a number is a mistake, and is refused in words."""
MAX_WIDTH: Whole[int | None] = Whole(name="maxwidth", low=LEAST, high=MOST, default=None)
MAX_HEIGHT: Whole[int | None] = Whole(name="maxheight", low=LEAST, high=MOST, default=None)
MOST_MERGES = 8
"""So many merges one after another are followed."""
NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Signs that no document of XML 1.0 may hold, escaped or not."""


@router.get("/oembed", include_in_schema=False)
async def oembed(request: Request, db: ReadSession, vocabulary: CurrentVocabulary) -> Response:
    """The frame of a page of this site. Other sites' addresses are refused; nothing is ever fetched.

    Parameters of their own that content systems add (`dnt=1`) are passed over.
    """
    params = request.query_params
    form = _form(params)
    width = _most(MAX_WIDTH, params, snippet.WIDTH)
    shown = await _standing(db, _shown(request, params.get("url", ""), vocabulary))
    name = await _listed(db, shown, vocabulary)
    height = _most(MAX_HEIGHT, params, snippet.pixels(shown, width))

    async def make() -> Response:
        context = _context(request, shown, vocabulary)
        title = frame_title(context, shown, name)
        frame = snippet.frame(shown.address(base_url(request)), title, str(width), str(height))
        described: dict[str, str | int] = {"version": "1.0", "type": "rich", "provider_name": context.site_name()}
        described |= {"provider_url": base_url(request), "title": title, "html": str(frame)}
        return _answer(described | {"width": width, "height": height}, form)

    return await answers_of(request).cached(request, vocabulary.data_version, form, make, audience="public")


def _form(params: Mapping[str, str]) -> Form:
    """JSON or XML. Raises NoSuchFormatError for another format."""
    try:
        return FORM.of(params)
    except InvalidParameterError as error:
        raise NoSuchFormatError(error.value, error.allowed) from error


def _most(parameter: Whole[int | None], params: Mapping[str, str], normal: int) -> int:
    """What is normal, if the asker has room for it: more than its limit must never be answered."""
    text = params.get(parameter.name)
    return min(parameter.parse(text) or normal, normal) if text else normal


def _shown(request: Request, url: str, vocabulary: Vocabulary) -> FrameRequest:
    """The frame of a page, or the frame that the address is one of. Raises NotFoundError for what is neither."""
    if len(url) > LONGEST:
        # Cut, it would mean something else.
        raise InvalidParameterError("url", url[:80], f"an address of at most {LONGEST} characters")
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise NotFoundError("This is no address.") from error
    base = urlsplit(base_url(request))
    # A page that was shared by one scheme may be asked for by the other; the frame has this service's own.
    if parts.scheme not in PORTS or named_host(parts) != named_host(base):
        raise NotFoundError("Only pages of this site can be embedded.")
    pairs, path = parse_qsl(parts.query), below(parts.path)
    if path is None:
        raise NotFoundError("Only pages of this site can be embedded.")
    if path == ROOT or path.startswith(f"{ROOT}/"):
        frame = view_at(path.removeprefix(ROOT))
    else:
        lang, bare = read_page_path(path)
        frame = view_at(bare)
        frame = None if frame and frame[0] == "counter" else frame
        # In which theme a page was looked at is the visitor's own; its language is the page's.
        usual = [*language_query(lang), ("theme", snippet.USUAL_THEME)]
        pairs = [pair for pair in pairs if pair[0] not in ("lang", "theme")] + usual
    if frame is None or unframed(f"/{frame[0]}", dict(pairs).get("topic", "")):
        raise NotFoundError("This page has no embed.")
    return read_frame_request(*frame, Pairs(pairs), vocabulary, sources(settings_of(request)))


def _context(request: Request, shown: FrameRequest, vocabulary: Vocabulary) -> Context:
    lang = shown.embed.lang
    return Context(Location(lang, "/", shown.embed.filter), messages(lang), vocabulary, settings_of(request))


async def _standing(db: Reader, shown: FrameRequest) -> FrameRequest:
    """The frame of the record that stands, where the address names one that became one with another."""
    for _ in range(MOST_MERGES):
        if shown.view != "platform" or await read.platform(db, shown.code) is not None:
            break
        error = await read.not_listed(db, shown.code)
        if not isinstance(error, MergedError):
            break
        shown = replace(shown, code=error.into)
    return shown


async def _listed(db: Reader, shown: FrameRequest, vocabulary: Vocabulary) -> str | None:
    """The name of the one platform. Raises NotFoundError for a platform, district or zone that is not listed."""
    areas = {"district": vocabulary.districts, "zone": vocabulary.zones}
    platform = await read.platform(db, shown.code) if shown.view == "platform" else None
    if shown.view == "platform" and platform is None:
        error = await read.not_listed(db, shown.code)
        if isinstance(error, RemovedError):
            raise error
    if (shown.view == "platform" and platform is None) or shown.code not in areas.get(shown.view, (shown.code,)):
        raise NotFoundError("This page is not listed: there is nothing to embed.")
    return platform.name(shown.embed.lang) if platform else None


def _answer(described: dict[str, str | int], form: Form) -> Response:
    if form == "json":
        return Response(json.dumps(described, ensure_ascii=False), media_type="application/json")
    root = ElementTree.Element("oembed")
    for name, value in described.items():
        ElementTree.SubElement(root, name).text = NO_XML.sub("\ufffd", str(value))
    return Response(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True), media_type="text/xml")
