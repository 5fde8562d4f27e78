"""From what was pasted to its causes and to the snippet that has none. Nothing is fetched on the way."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import urlsplit

from app.embed import snippet
from app.embed.doctor.attributes import OF_ELEMENT, carried, left_out, style
from app.embed.doctor.cause import Cause, cause
from app.embed.doctor.host import HostPage, hosts_in_force, is_wechat, may_frame, read_host
from app.embed.doctor.oembed_address import besides, read_oembed
from app.embed.doctor.pasted import ELEMENT_ADDRESS, Pasted, read_pasted
from app.embed.doctor.pasted_address import PastedAddress, Site, read_address
from app.embed.doctor.query import check_code, known_names, read_query
from app.embed.doctor.tags import OF_HEIGHT, element_asked, frame_causes, height_of, low, name_causes, script_causes
from app.embed.location import named_host
from app.embed.title import frame_title
from app.embed.view import FrameRequest
from app.pages.visit import Visit
from app.platforms import read
from app.web.site import base_url


@dataclass(frozen=True)
class Diagnosis:
    """What is wrong, and the snippet without it: `corrected` is None where there was nothing to correct."""

    causes: tuple[Cause, ...]
    corrected: str | None = None
    shown: FrameRequest | None = None

    @property
    def form(self) -> Literal["same", "html", "address"]:
        """The form of the corrected one: that of what was pasted, or HTML or an address in the place of something."""
        keys = {each.key for each in self.causes}
        if "web-view" in keys:
            return "address"
        return "html" if keys & {"markdown", "shortcode", "other-tag", "script-alone", "escaped"} else "same"


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
    if any(each.key in OF_HEIGHT for each in of_tags):
        # A height that shows too little is not carried on; each view has one that works.
        shown = replace(shown, embed=replace(shown.embed, h="auto"))
    wechat = [cause("wechat-page", page=snippet.page_address(shown, address.site))] if is_wechat(page) else []
    every = (*wechat, *causes, *address.causes, *of_query, *of_tags)
    every += _attributes_left_out(pasted) if every else ()
    return Diagnosis(every, await _corrected(visit, pasted, address, shown, of_tags), shown)


def _attributes_left_out(pasted: Pasted) -> tuple[Cause, ...]:
    """What of the tag the corrected one has not; said where there is one."""
    if pasted.form not in ("iframe", "element"):
        return ()
    names = left_out(pasted.form, pasted.attributes, (*known_names("insight"), "view"))
    return (cause("left-out-attributes", names=", ".join(names)),) if names else ()


def _host(host: HostPage | Cause | None, site: Site) -> list[Cause]:
    if isinstance(host, Cause):
        return [host]
    if host is None or is_wechat(str(host)) or may_frame(site.hosts, host, site.scheme) or str(host) == site.address:
        return []
    return [cause("not-allowed", page=str(host), hosts=", ".join(site.hosts))]


def _asked(pasted: Pasted, site: Site, page: HostPage | None) -> PastedAddress:
    if pasted.form == "element":
        return _element(pasted.attributes, site, page)
    if pasted.form == "script":
        return PastedAddress(site.address, (cause("script-alone"),))
    if pasted.form == "oembed":
        return read_oembed(pasted.address, site, page)
    return read_address(pasted.address, site, page, of_attribute=pasted.form == "iframe")


def _element(attributes: Mapping[str, str], site: Site, page: HostPage | None) -> PastedAddress:
    """What the element asks for; an address in `src`, as a frame has it, is told apart into attributes."""
    at = next((name for name in ELEMENT_ADDRESS if attributes.get(name, "").strip()), None)
    if at is None:
        return element_asked(attributes, site)
    address = read_address(attributes[at].strip(), site, page, of_attribute=True, pages=True)
    own = element_asked({name: value for name, value in attributes.items() if name != at}, site)
    address = address.but(cause("element-address", name=at), *own.causes)
    names = {name for name, _ in own.pairs}
    pairs = (*(pair for pair in address.pairs if pair[0] not in names), *own.pairs)
    if "view" in attributes:
        return replace(address, view=own.view, code=own.code, pairs=pairs)
    return replace(address, pairs=pairs)


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
    from_markdown = any(each.key == "markdown" for each in pasted.causes)
    if pasted.form == "address" and not from_markdown:
        return address
    if pasted.form == "oembed":
        return snippet.oembed(address, meant.site, besides(pasted.address))
    platform = await read.platform(visit.db, shown.code) if shown.view == "platform" else None
    usual = frame_title(visit.context, shown, platform.name(shown.embed.lang) if platform else None)
    title = pasted.attributes.get("title", "").strip() or usual
    if pasted.form in ("iframe", "address"):
        return _iframe(pasted.attributes, shown, title, meant.site, {each.key for each in of_tags})
    own = carried(pasted.attributes, OF_ELEMENT)
    if "style" in pasted.attributes:
        own["style"] = style(pasted.attributes, border=False)
    return snippet.element(shown, title, meant.site, own)


def _iframe(attributes: Mapping[str, str], shown: FrameRequest, title: str, site: str, wrong: set[str]) -> str:
    """The frame with its width, height, style and other attributes as far as none of them is `wrong`."""
    return snippet.iframe(
        shown,
        title,
        site,
        width=None if "narrow" in wrong else attributes.get("width"),
        height=None if wrong.intersection(OF_HEIGHT) else height_of(attributes),
        follows="data-service-map" in attributes,
        style=style(attributes),
        more=carried(attributes),
    )
