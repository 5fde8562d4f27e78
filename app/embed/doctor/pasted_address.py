"""An address, part by part: scheme, host, path. What is wrong with each, and what was meant."""

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from app.embed.doctor.address_text import readable
from app.embed.doctor.cause import Cause, cause
from app.embed.doctor.host import HostPage
from app.embed.location import ROOT, named_host
from app.embed.unframed import Unframed, unframed
from app.embed.view import path_of
from app.pages.address.embed_link import OF_ONE, VIEWS, View
from app.web.prefix import at, below, prefix
from frontend.language import DEFAULT, language_query, read_page_path

MOST_PAIRS = 400
LONGEST_CODE = 80
WITHOUT_SCHEME = re.compile(r"(localhost|[\w-]+(\.[\w-]+)+)(:\d+)?(/|$)")


@dataclass(frozen=True)
class Site:
    """This service: its address, the host names that lead to it, and who may frame it."""

    address: str
    names: tuple[str, ...]
    hosts: Sequence[str]

    @property
    def scheme(self) -> str:
        return self.address.split(":")[0]


@dataclass(frozen=True)
class PastedAddress:
    """What an address asks for. `site` is the service's address that a corrected one has."""

    site: str
    causes: tuple[Cause, ...] = ()
    view: View = "map"
    code: str = ""
    pairs: tuple[tuple[str, str], ...] = ()
    refused: Unframed | None = None
    """What it asks for and no frame shows."""

    def but(self, *causes: Cause) -> "PastedAddress":
        return replace(self, causes=(*self.causes, *causes))


def read_address(
    text: str, site: Site, page: HostPage | None, *, pages: bool = False, of_attribute: bool = False
) -> PastedAddress:
    """Read an address. `pages`: those of pages are fine, too, as oEmbed takes both. `of_attribute`: it was in a tag."""
    address = PastedAddress(site.address)
    if not text.strip():
        return address.but(cause("no-address"))
    text, causes = readable(text, of_attribute=of_attribute)
    address = address.but(*causes)
    if WITHOUT_SCHEME.match(text):
        address, text = address.but(cause("no-scheme", address=text)), f"{site.scheme}://{text}"
    try:
        parts = urlsplit(text)
        pairs = tuple(parse_qsl(parts.query, keep_blank_values=True, max_num_fields=MOST_PAIRS))
    except ValueError:
        return address.but(cause("bad-address"))
    if parts.scheme not in ("", "http", "https"):
        return address.but(cause("scheme", scheme=parts.scheme))
    address = replace(_origin(address, parts, site, page), pairs=pairs)
    path = below(parts.path)
    # Beside the path where this service stands, its host has other pages.
    if path is None:
        return _no_embed(address, parts.path)
    return _path(address, path, pages)


def _no_embed(address: PastedAddress, path: str) -> PastedAddress:
    """The whole map in the place of a page that has no frame; its query stays as far as the map knows it."""
    return address.but(cause("no-embed", path=path))


def _origin(address: PastedAddress, parts: SplitResult, site: Site, page: HostPage | None) -> PastedAddress:
    """Scheme and host; a corrected address is https wherever something says that it can be."""
    if not parts.netloc:
        return address.but(cause("relative", site=site.address))
    if named_host(parts) not in site.names:
        return address.but(cause("other-service", host=parts.netloc, site=site.address))
    secure_page, secure_site = page is not None and page.scheme == "https", site.address.startswith("https:")
    if parts.scheme == "http" and secure_page:
        address = address.but(cause("http-in-https"))
    elif parts.scheme == "http" and secure_site:
        address = address.but(cause("http-address"))
    secure = secure_page or secure_site or parts.scheme == "https"
    return replace(address, site=f"{'https' if secure else 'http'}://{named_host(parts)}{prefix()}")


def _path(address: PastedAddress, path: str, pages: bool) -> PastedAddress:
    if path == ROOT or path.startswith(f"{ROOT}/"):
        return _embed(address, path)
    lang, bare = read_page_path(path)
    if refused := unframed(bare, dict(address.pairs).get("topic", ""), of_page=True):
        return _refused(address, refused, lang)
    segments = _segments(bare)
    kind = segments[0] if segments else "map"
    view = next((each for each in VIEWS if each == kind), None)
    whole = view is not None and len(segments) == (2 if view in OF_ONE else 1 if segments else 0)
    if view is None or not whole or (segments and view in ("map", "counter")):
        return _no_embed(address, path)
    code = segments[1] if view in OF_ONE else ""
    of_path = language_query(lang)
    pairs = (*(p for p in address.pairs if p[0] != "lang"), *of_path) if of_path else address.pairs
    of_page = replace(address, view=view, code=code, pairs=pairs)
    return of_page if pages else of_page.but(cause("page-address", path=at(path), embed=at(path_of(view, code))))


def _refused(address: PastedAddress, refused: Unframed, lang: str) -> PastedAddress:
    """A brief's district has a frame; in the place of the other questions stand the districts' figures."""
    of_path = language_query(lang)
    passed_over = ("topic", "lang") if of_path else ("topic",)
    pairs = (*(pair for pair in address.pairs if pair[0] not in passed_over), *of_path)
    view: View = "insight" if refused.topic or refused.own else "district" if refused.code else "map"
    return replace(address, view=view, code=refused.code, pairs=pairs, refused=refused)


def _segments(path: str) -> list[str]:
    return [unquote(segment)[:LONGEST_CODE] for segment in path.split("/") if segment]


def _view(name: str) -> View:
    return next((view for view in VIEWS if view == name), "map")


def _embed(address: PastedAddress, path: str) -> PastedAddress:
    segments = _segments(path.removeprefix(ROOT))
    if path.endswith("/"):
        address = address.but(cause("slash"))
    if refused := unframed(path.removeprefix(ROOT), dict(address.pairs).get("topic", "")):
        return _refused(address, refused, DEFAULT.code)
    if not segments:
        return address
    view = _view(segments[0])
    if view == "map":
        meant = difflib.get_close_matches(segments[0].lower(), VIEWS, 1, 0.6)
        view = _view(meant[0]) if meant else "map"
        address = address.but(cause("unknown-view", path=path, views=", ".join(VIEWS[1:])))
    if view not in OF_ONE:
        return replace(address, view=view)
    if len(segments) < 2:
        return address.but(cause(f"no-{view}"))
    return replace(address, view=view, code=segments[1])
