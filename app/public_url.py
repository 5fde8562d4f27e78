"""One rule for the address that the public opens, as the setting `SERVICEMAP_PUBLIC_URL` gives it."""

import re

from app.errors import PublicUrlError
from app.host_entry import HOST_NAME, LARGEST_PORT

ADDRESS = re.compile(r"(https?)://([^:/]+)(?::([0-9]{1,5}))?((?:/[A-Za-z0-9._~-]+)*)/?", re.IGNORECASE)


def site_address(text: str) -> str:
    """The address without a slash at its end; scheme and host in lower case. Empty stays empty.

    Raises PublicUrlError, which says what is allowed, for anything else than scheme, host name, port and path.
    """
    text = text.strip()
    if not text:
        return ""
    match = ADDRESS.fullmatch(text)
    if not match:
        raise PublicUrlError
    scheme, host, port, path = match[1].lower(), match[2].lower(), match[3], match[4]
    if not HOST_NAME.fullmatch(host) or not 1 <= int(port or 1) <= LARGEST_PORT:
        raise PublicUrlError
    if {".", ".."} & set(path.split("/")):
        raise PublicUrlError
    return f"{scheme}://{host}" + (f":{port}" if port else "") + path
