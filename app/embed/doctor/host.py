"""The web master's own page: whether it may frame, by its address and the list that is in force."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from app.embed.dependencies import allowed_hosts_of
from app.embed.doctor.cause import Cause, cause
from app.embed.location import PORTS
from app.host_entry import covers
from app.pages.visit import Visit


@dataclass(frozen=True)
class HostPage:
    """The origin of a page that frames."""

    scheme: str
    host: str
    port: int

    def __str__(self) -> str:
        port = "" if self.port == PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{self.host}{port}"


async def hosts_in_force(visit: Visit) -> Sequence[str]:
    """The hosts that may frame; none: any."""
    return await allowed_hosts_of(visit.request).read_by(visit.db)


def read_host(text: str) -> HostPage | Cause | None:
    """The page's origin; a cause where the text is no address of a page, None where there is none."""
    text = text.strip()
    if not text:
        return None
    address = text if re.match(r"[a-z][a-z0-9+-]*:(?!\d)", text, re.IGNORECASE) else f"https://{text}"
    try:
        parts = urlsplit(address)
        if parts.scheme not in PORTS or not parts.hostname:
            return cause("bad-page", page=text)
        return HostPage(parts.scheme, parts.hostname, parts.port or PORTS[parts.scheme])
    except ValueError:
        return cause("bad-page", page=text)


def is_wechat(address: str) -> bool:
    """Whether an address is of an article or page of WeChat, which take no frame of others."""
    return bool(
        re.match(
            r"(https?:)?/*([\w-]+\.)*(weixin\.qq\.com|servicewechat\.com|wx\.qq\.com)(?![\w.-])|weixin:",
            address.strip(),
        )
    )


def may_frame(hosts: Sequence[str], page: HostPage, site: str) -> bool:
    """What browsers make of the list on a site of the scheme `site`: `*.` stands for names below."""
    return not hosts or any(_admits(entry, page, site) for entry in hosts)


def _admits(entry: str, page: HostPage, site: str) -> bool:
    """An entry without a scheme has the site's, and `http:` includes `https:`, but not the other way (CSP, 6.7.2.8)."""
    parts = urlsplit(entry if "://" in entry else f"{site}://{entry}")
    if parts.scheme == "https" and page.scheme != "https":
        return False
    return (parts.port or PORTS[page.scheme]) == page.port and covers(entry, page.host)
