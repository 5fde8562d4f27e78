"""An oEmbed address: the page or frame that it is about, and what else it asks."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from app.embed.doctor.cause import Cause, cause
from app.embed.doctor.host import HostPage
from app.embed.doctor.pasted_address import PastedAddress, Site, read_address
from app.embed.doctor.query import known_names
from app.embed.location import named_host
from app.embed.oembed import FORM, MAX_HEIGHT, MAX_WIDTH
from app.errors import InvalidParameterError
from app.query.parameter import Parameter

BESIDES: tuple[Parameter[Any], ...] = (FORM, MAX_WIDTH, MAX_HEIGHT)
"""What the question has besides its page."""
MOST_PAIRS = 100


def read_oembed(address: str, site: Site, page: HostPage | None) -> PastedAddress:
    """The page or frame that an oEmbed address is about; its own query has four names."""
    try:
        parts = urlsplit(address)
        pairs = parse_qsl(parts.query, keep_blank_values=True, max_num_fields=MOST_PAIRS)
    except ValueError:
        return PastedAddress(site.address, (cause("bad-address"),))
    given = dict(pairs)
    pasted = read_address(given.get("url", ""), site, page, pages=True)
    # Filters of an address that was put in as it is have become parameters of the question.
    names = known_names("insight") if "?" in given.get("url", "") else ()
    lost = tuple(pair for pair in pairs if pair[0] in names)
    own = [cause("oembed-unescaped")] if lost else []
    pasted = replace(pasted, pairs=(*pasted.pairs, *lost))
    known = ("url", *(parameter.name for parameter in BESIDES), *names)
    own += [cause("unknown-parameter", name=n) for n in given if n not in known]
    own += [refused for parameter in BESIDES if (refused := _refused(parameter, given))]
    if named_host(parts) not in site.names:
        own.append(cause("other-service", host=parts.netloc, site=site.address))
    return pasted.but(*own)


def besides(address: str) -> list[tuple[str, str]]:
    """The pairs of an oEmbed address beside its page, without those that it cannot answer."""
    try:
        given = dict(parse_qsl(urlsplit(address).query, max_num_fields=MOST_PAIRS))
    except ValueError:
        return []
    return [(p.name, given[p.name]) for p in BESIDES if given.get(p.name) and not _refused(p, given)]


def _refused(parameter: Parameter[Any], given: Mapping[str, str]) -> Cause | None:
    """Why a value cannot be used; None where it can, or where there is none."""
    text, name = given.get(parameter.name, ""), parameter.name
    try:
        parameter.parse(text) if text else None
    except InvalidParameterError:
        return cause("value", parameter=name, name=name, value=text, allowed=parameter.allowed)
    return None
