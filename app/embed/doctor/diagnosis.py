"""From what was pasted to its causes and to the snippet that has none. Nothing is fetched on the way."""

from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlsplit

from app.embed import snippet
from app.embed.doctor.cause import Cause, cause
from app.embed.doctor.host import HostPage, hosts_in_force, is_wechat, may_frame, read_host
from app.embed.doctor.pasted import Pasted, read_pasted
from app.embed.doctor.pasted_address import PastedAddress, Site, read_address
from app.embed.doctor.query import check_code, known_names, read_query
from app.embed.doctor.tags import element_asked, frame_causes, height_of, low, name_causes, script_causes
from app.embed.location import named_host
from app.embed.title import frame_title
from app.embed.view import FrameRequest
from app.pages.visit import Visit
from app.platforms import read
from app.web.site import base_url


@dataclass(frozen=True)
class Diagnosis:
    """`corrected` is in the form that was pasted; None where nothing was found to correct."""

    causes: tuple[Cause, ...]
    corrected: str | None = None
    shown: FrameRequest | None = None


async def diagnose(visit: Visit, text: str, page: str) -> Diagnosis:
    """Find the causes of what was pasted; `page` is the address of the page that frames, where it was told."""
    request, context = visit.request, visit.context
    base = base_url(request)
    names = (named_host(urlsplit(base)), named_host(urlsplit(str(request.url))))
    site = Site(base, names, await hosts_in_force(visit))
    host, pasted = read_host(page), read_pasted(text)
    causes = _host(host, site)
    told = host if isinstance(host, HostPage) else None
    causes += pasted.causes
    if is_wechat(pasted.address):
        return Diagnosis((*causes, cause("wechat-address")))
    if pasted.form == "nothing":
        return Diagnosis((*causes, cause("nothing")))
    address = await check_code(visit, _asked(pasted, site, told))
    shown, of_query = read_query(context, address)
    of_tags = _tags(pasted, shown, site, told)
    if any(each.key in ("low", "no-height", "percent") for each in of_tags):
        # A height that shows too little is not carried on; each view has one that works.
        shown = replace(shown, embed=replace(shown.embed, h="auto"))
    wechat = [cause("wechat-page", page=snippet.page_address(shown, address.site))] if is_wechat(page) else []
    every = (*wechat, *causes, *address.causes, *of_query, *of_tags)
    return Diagnosis(every, await _corrected(visit, pasted, address, shown, of_tags), shown)


def _host(host: HostPage | Cause | None, site: Site) -> list[Cause]:
    if isinstance(host, Cause):
        return [host]
    if host is None or is_wechat(str(host)) or may_frame(site.hosts, host, site.scheme) or str(host) == site.address:
        return []
    return [cause("not-allowed", page=str(host), hosts=", ".join(site.hosts))]


def _asked(pasted: Pasted, site: Site, page: HostPage | None) -> PastedAddress:
    if pasted.form == "element":
        return element_asked(pasted.attributes, site)
    if pasted.form == "script":
        return PastedAddress(site.address, (cause("script-alone"),))
    if pasted.form == "oembed":
        return _oembed(pasted.address, site, page)
    return read_address(pasted.address, site, page, of_attribute=pasted.form == "iframe")


def _oembed(address: str, site: Site, page: HostPage | None) -> PastedAddress:
    """The page or frame that an oEmbed address is about; its own query has four names."""
    try:
        parts = urlsplit(address)
        pairs = parse_qsl(parts.query, keep_blank_values=True, max_num_fields=100)
    except ValueError:
        return PastedAddress(site.address, (cause("bad-address"),))
    given = dict(pairs)
    pasted = read_address(given.get("url", ""), site, page, pages=True)
    # Filters of an address that was put in as it is have become parameters of the question.
    names = known_names("insight") if "?" in given.get("url", "") else ()
    lost = tuple(pair for pair in pairs if pair[0] in names)
    own = [cause("oembed-unescaped")] if lost else []
    pasted = replace(pasted, pairs=(*pasted.pairs, *lost))
    known = ("url", "format", "maxwidth", "maxheight", *names)
    own += [cause("unknown-parameter", name=n) for n in given if n not in known]
    if given.get("format", "json") not in ("json", "xml"):
        words = {"parameter": "format", "name": "format", "value": given["format"], "allowed": "json, xml"}
        own.append(cause("value", **words))
    if named_host(parts) not in site.names:
        own.append(cause("other-service", host=parts.netloc, site=site.address))
    return pasted.but(*own)


def _tags(pasted: Pasted, shown: FrameRequest, site: Site, page: HostPage | None) -> list[Cause]:
    if pasted.form == "iframe":
        return frame_causes(pasted.attributes, shown.view)
    if pasted.form != "element":
        return []
    height = shown.embed.h
    causes = name_causes(pasted.attributes) + (low(int(height), shown.view) if height.isdigit() else [])
    causes += [] if pasted.fallback else [cause("no-fallback")]
    return causes + script_causes(pasted.script, site, secure_page=page is not None and page.scheme == "https")


async def _corrected(
    visit: Visit, pasted: Pasted, meant: PastedAddress, shown: FrameRequest, of_tags: list[Cause]
) -> str:
    """The same frame in the same form, with what the web master chose as far as it works."""
    address = shown.address(meant.site)
    if pasted.form == "address":
        return address
    if pasted.form == "oembed":
        return snippet.oembed(address, meant.site)
    platform = await read.platform(visit.db, shown.code) if shown.view == "platform" else None
    usual = frame_title(visit.context, shown, platform.name(shown.embed.lang) if platform else None)
    title = pasted.attributes.get("title", "").strip() or usual
    if pasted.form == "iframe":
        wrong = {each.key for each in of_tags}
        height = None if wrong & {"low", "no-height", "percent"} else height_of(pasted.attributes)
        width = None if "narrow" in wrong else pasted.attributes.get("width")
        follows = "data-service-map" in pasted.attributes
        return snippet.iframe(shown, title, meant.site, width=width, height=height, follows=follows)
    return snippet.element(shown, title, meant.site)
