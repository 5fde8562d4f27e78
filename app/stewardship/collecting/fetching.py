"""Reads a file from the site of an operator: by https, from a public address, without redirects, bounded in all.

The name is looked up once, what it gives is checked, and one of those addresses is connected to: what the name gives a
moment later plays no part. The certificate is checked for the name.
"""

import asyncio
import socket
import ssl
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any

import httpx

from app.stewardship.collecting.reasons import refused

SECONDS = 10.0
MOST_BYTES = 256 * 1024
OK = 200
TRANSLATED = IPv6Network("64:ff9b::/96")
"""Addresses whose last four bytes are one of IPv4 (RFC 6052)."""
Address = IPv4Address | IPv6Address


async def fetched(address: str, trusted: ssl.SSLContext, *, loopback: bool, seconds: float = SECONDS) -> bytes:
    """What stands at an https address whose certificate is `trusted`. Raises FaultsError.

    `loopback`: this machine may be asked, for trials.
    """
    try:
        async with asyncio.timeout(seconds):
            url = httpx.URL(address)
            return await _read(url, await _pinned(url, loopback=loopback), trusted)
    except TimeoutError as error:
        raise refused("slow", n=int(seconds)) from error
    except (httpx.HTTPError, httpx.InvalidURL, OSError, UnicodeError) as error:
        raise refused("away", why=str(error)[:120] or type(error).__name__) from error


async def _pinned(url: httpx.URL, *, loopback: bool) -> str:
    """An address of the host. Raises FaultsError where one of those it has is not public, and OSError."""
    given = await asyncio.get_running_loop().getaddrinfo(url.host, url.port or 443, type=socket.SOCK_STREAM)
    addresses = [str(place[0]) for _, _, _, _, place in given]
    if not addresses or not all(may_be_asked(each, loopback=loopback) for each in addresses):
        raise refused("private")
    # Many servers have no way out by IPv6.
    return min(addresses, key=lambda each: ":" in each)


def may_be_asked(text: str, *, loopback: bool = False) -> bool:
    """Whether an address is public, in whichever way it is written; one with a zone is of a link."""
    address = _meant(ip_address(text)) if "%" not in text else None
    if address is None:
        return False
    if address.is_loopback:
        return loopback
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def _meant(address: Address) -> Address | None:
    """The address of IPv4 that one of IPv6 leads to; None where it leads through a tunnel of others."""
    if isinstance(address, IPv4Address):
        return address
    if address in TRANSLATED:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    if address.sixtofour or address.teredo:
        return None
    return address.ipv4_mapped or address


async def _read(url: httpx.URL, pinned: str, trusted: ssl.SSLContext) -> bytes:
    name = url.netloc.decode("ascii")
    # Compressed, a small answer would be a large one before anybody could count it.
    headers = {"Host": name, "User-Agent": "servicemap", "Accept": "application/json", "Accept-Encoding": "identity"}
    extensions: dict[str, Any] = {"sni_hostname": url.raw_host.decode("ascii").strip("[]")}
    place = url.copy_with(host=pinned)
    async with (
        httpx.AsyncClient(verify=trusted, trust_env=False, follow_redirects=False, timeout=SECONDS) as client,
        client.stream("GET", place, headers=headers, extensions=extensions) as answer,
    ):
        _check(answer)
        body = bytearray()
        async for part in answer.aiter_raw():
            body += part
            if len(body) > MOST_BYTES:
                raise refused("large", n=MOST_BYTES // 1024)
    return bytes(body)


def _check(answer: httpx.Response) -> None:
    """Raises FaultsError for an answer that is no JSON file."""
    if answer.is_redirect:
        raise refused("redirect")
    if answer.status_code != OK:
        raise refused("status", n=answer.status_code)
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise refused("kind")
    if answer.headers.get("content-encoding", "identity").lower() != "identity":
        raise refused("encoded")
