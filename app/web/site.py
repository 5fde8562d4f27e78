"""The address of this site."""

from urllib.parse import urlsplit

from fastapi import Request

from app.web.dependencies import settings_of
from app.web.prefix import at


def base_url(request: Request) -> str:
    """The address of this site: the setting where there is one, else as it was called."""
    return settings_of(request).public_url.rstrip("/") or str(request.base_url).rstrip("/") + at("")


def written(address: str) -> str:
    """An address as a reader of paper types it: without its scheme."""
    return address.split("://", 1)[-1]


def origin(site: str) -> str:
    """Scheme and host of a site's address, which stand before the paths that readers call; empty for an empty one."""
    parts = urlsplit(site)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
