"""What programs look for at fixed addresses: robots.txt, sitemaps, security.txt (RFC 9116)."""

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, tostring

from fastapi import APIRouter, Request, Response
from sqlalchemy import Integer, bindparam, func, select

from app.errors import NotFoundError
from app.platforms.models import Platform
from app.store.statements import AnySelect, compiled_once
from app.vocabulary.dependencies import CurrentVocabulary
from app.web.dependencies import ReadSession, answers_of, settings_of
from app.web.site import base_url
from frontend.language import ENGLISH, LANGUAGE_CODES, page_path

router = APIRouter()
SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
PLATFORMS_A_PART = 20_000
"""A sitemap has 50,000 addresses at most, and each platform has one in each language."""
LISTS = ("fields", "services", "scenarios", "policies", "cases", "events", "glossary")
PAGES = ("/", "/lists", *(f"/lists/{name}" for name in LISTS), "/insight", "/about", "/open-data", "/licences")
NOT_FOR_SEARCH = (
    "/panel",
    page_path(ENGLISH.code, "/panel"),
    "/card/",
    page_path(ENGLISH.code, "/card/"),
    "/embed/",
    "/api/",
)
FOR_CATALOGUES = ("/api/dcat", "/api/records")


@router.get("/robots.txt")
async def robots(request: Request) -> Response:
    """What search engines need not read, and where the sitemap is."""
    lines = ["User-agent: *", *(f"Allow: {path}" for path in FOR_CATALOGUES)]
    lines += [*(f"Disallow: {path}" for path in NOT_FOR_SEARCH), "", f"Sitemap: {base_url(request)}/sitemap.xml", ""]
    return Response("\n".join(lines), media_type="text/plain")


@router.get("/.well-known/security.txt")
async def security(request: Request) -> Response:
    """Whom to tell of a weakness, where the site says so."""
    settings = settings_of(request)
    if not settings.security_contact or settings.security_expires is None:
        raise NotFoundError("This site names no contact for weaknesses.")
    expires = settings.security_expires.isoformat()
    lines = [f"Contact: {settings.security_contact}", f"Expires: {expires}", "Preferred-Languages: zh, en", ""]
    return Response("\n".join(lines), media_type="text/plain")


@router.get("/sitemap.xml")
async def index(request: Request, db: ReadSession, vocabulary: CurrentVocabulary) -> Response:
    """The sitemap of pages, and those of platforms, of which there are as many as are needed."""

    async def make() -> Response:
        [count] = (await db.rows(_count()))[0].values()
        parts = range(1, -(-count // PLATFORMS_A_PART) + 1)
        names = ["sitemap-pages.xml", *(f"sitemap-platforms-{part}.xml" for part in parts)]
        root = Element("sitemapindex", xmlns=SITEMAPS)
        for name in names:
            SubElement(SubElement(root, "sitemap"), "loc").text = f"{base_url(request)}/{name}"
        return _xml(root)

    return await answers_of(request).cached(request, vocabulary.data_version, "xml", make, audience="public")


@router.get("/sitemap-pages.xml")
async def pages(request: Request, vocabulary: CurrentVocabulary) -> Response:
    """The pages that are no platform's."""

    async def make() -> Response:
        districts = (f"/district/{code}" for code in vocabulary.districts)
        zones = (f"/zone/{code}" for code in vocabulary.zones)
        return _sitemap(base_url(request), (*PAGES, *districts, *zones))

    return await answers_of(request).cached(request, vocabulary.data_version, "xml", make, audience="public")


@router.get("/sitemap-platforms-{part}.xml")
async def platforms(request: Request, db: ReadSession, vocabulary: CurrentVocabulary, part: int) -> Response:
    """A part of the platforms' pages, in the order of their identifiers."""

    async def make() -> Response:
        bound = {"limit": PLATFORMS_A_PART, "offset": (part - 1) * PLATFORMS_A_PART}
        rows = await db.rows(_identifiers(), bound) if 0 < part < PLATFORMS_A_PART else []
        if not rows:
            raise NotFoundError(f"There is no part {part} of the platforms.")
        return _sitemap(base_url(request), (f"/platform/{row['id']}" for row in rows))

    return await answers_of(request).cached(request, vocabulary.data_version, "xml", make, audience="public")


@compiled_once
def _count() -> AnySelect:
    return select(func.count()).select_from(Platform)


@compiled_once
def _identifiers() -> AnySelect:
    page = bindparam("limit", type_=Integer), bindparam("offset", type_=Integer)
    return select(Platform.id).order_by(Platform.id).limit(page[0]).offset(page[1])


def _sitemap(site: str, paths: Iterable[str]) -> Response:
    """Each page in each language, with the addresses in the others (hreflang)."""
    root = Element("urlset", {"xmlns": SITEMAPS, "xmlns:xhtml": XHTML})
    for path in paths:
        addresses = {code: site + page_path(code, path) for code in LANGUAGE_CODES}
        for address in addresses.values():
            url = SubElement(root, "url")
            SubElement(url, "loc").text = address
            for code, other in addresses.items():
                SubElement(url, "xhtml:link", {"rel": "alternate", "hreflang": code, "href": other})
    return _xml(root)


def _xml(root: Element) -> Response:
    return Response(tostring(root, encoding="utf-8", xml_declaration=True), media_type="application/xml")
