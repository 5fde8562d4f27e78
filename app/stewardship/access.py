"""Who is asking: a browser by its cookie, a program by its key; and private routes, which ask before they answer."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from fastapi import APIRouter, Request, Response

from app import problems
from app.errors import FaultsError, ForbiddenError, ServiceMapError, SignInNeededError
from app.settings import Settings, loopback_host
from app.stewardship import accounts, sessions
from app.stewardship.publisher import Publisher
from app.stewardship.rights import Account, Right
from app.stewardship.sessions import Session
from app.store.deadline import of_what_was_sent
from app.store.writing import Writer
from app.web.dependencies import settings_of
from app.web.leaving import READING
from app.web.policy import declared
from app.web.preferences import preferences
from app.web.private import PrivateAnswer
from app.web.provided import Provided

SECURE, PLAIN = "__Host-servicemap", "servicemap-session"
"""The cookie's name; the plain one is for http on this machine alone, where browsers take no `__Host-`."""
CHALLENGE = {"WWW-Authenticate": 'Bearer realm="servicemap"'}
BEARER = "bearer "


@dataclass(frozen=True)
class Writers:
    """Transactions of the server: `own` for sessions and drafts, `publishing` for what the public sees.

    Where a setting names another role of the database for publishing, the server's own role cannot publish.
    """

    own: Writer
    publishing: Publisher
    looking: asyncio.Semaphore
    """So many passwords are compared at once: each takes 64 MiB."""

    async def close(self) -> None:
        await self.publishing.stop()
        self.own.close()
        self.publishing.close()


writers_of = Provided(Writers)


class UnsafeAddressError(ServiceMapError):
    """Nobody signs in over an address that others can listen to."""


def cookie_name(request: Request, settings: Settings) -> str:
    """The cookie that holds here. Raises UnsafeAddressError for http, unless it is this machine's own."""
    if request.url.scheme == "https":
        return SECURE
    if settings.production or not loopback_host(request.url.hostname):
        raise UnsafeAddressError("Sign in by https: others can read what goes over http.")
    return PLAIN


def cookie_of(request: Request) -> str | None:
    """The token that the browser sent; None where there is none, or none is taken here."""
    try:
        return request.cookies.get(cookie_name(request, settings_of(request)))
    except UnsafeAddressError:
        return None


def set_cookie(answer: Response, name: str, token: str) -> None:
    """Let the browser keep a session for as long as it is open; no script sees it, no other site sends it."""
    answer.set_cookie(name, token, path="/", secure=name == SECURE, httponly=True, samesite="lax")


async def session_of(request: Request) -> Session | None:
    """Who is signed in in this browser."""
    token = cookie_of(request)
    if token is None:
        return None
    return await writers_of(request).own.run(lambda connection: sessions.find(connection, token), aside=True)


def check_origin(request: Request) -> None:
    """A form must come from a page of this site. Raises ForbiddenError."""
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    own = urlsplit(str(request.base_url)).netloc
    configured = urlsplit(settings_of(request).public_url).netloc
    foreign = origin is not None and urlsplit(origin).netloc not in {own, configured} - {""}
    if foreign or site not in (None, "same-origin", "none"):
        raise ForbiddenError("This form was not sent by a page of this site.", "page")


@dataclass(frozen=True)
class Call:
    """A request of a program, by whose account it acts and what its key may."""

    request: Request
    account: Account
    scopes: frozenset[str]

    def may(self, right: Right) -> bool:
        """Whether both the role and the key have the right."""
        return self.account.has(right) and right in self.scopes


Handler = Callable[[Call], Awaitable[PrivateAnswer]]


def by_key(
    router: APIRouter, method: str, path: str, right: Right, described: Mapping[str, Any]
) -> Callable[[Handler], Handler]:
    """Register a route of the API for keys that have a right, `described` as the API document says it.

    Cookies mean nothing here, so that no other site can make a browser send one along.
    """

    def register(handler: Handler) -> Handler:
        async def endpoint(request: Request) -> Response:
            try:
                return await handler(await _called(request, right))
            except ServiceMapError as error:
                return refusal(request, error)

        endpoint.__doc__ = handler.__doc__
        usual = min(int(status) for status in described["responses"])
        router.add_api_route(
            path,
            declared(endpoint, right),
            methods=[method],
            name=handler.__name__,
            status_code=usual,
            response_class=Response,
            openapi_extra=dict(described),
        )
        return handler

    return register


def refusal(request: Request, error: ServiceMapError) -> PrivateAnswer:
    """The answer to a program whose request was not done."""
    if request.method not in READING:
        error = of_what_was_sent(error)
    answer = PrivateAnswer.of(problems.of_error(error))
    if isinstance(error, SignInNeededError):
        answer.headers.update(CHALLENGE)
    # What has a fault is never stored in part, so that whoever prefers this gets it.
    if isinstance(error, FaultsError) and preferences(request).get("handling") == "strict":
        answer.headers["Preference-Applied"] = "handling=strict"
    return answer


async def _called(request: Request, right: Right) -> Call:
    """Whose key was sent. Raises SignInNeededError, ForbiddenError."""
    call = await caller(request)
    if not call.may(right):
        raise ForbiddenError("This key may not do this.")
    return call


async def caller(request: Request) -> Call:
    """Whose key was sent, whatever it may do. Raises SignInNeededError."""
    sent = request.headers.get("authorization", "")
    key = sent[len(BEARER) :].strip() if sent[: len(BEARER)].lower() == BEARER else ""
    own = writers_of(request).own
    known = await own.run(lambda connection: accounts.of_key(connection, key), aside=True) if key else None
    if known is None:
        raise SignInNeededError("Send a key of yours: Authorization: Bearer smk_…")
    return Call(request, *known)
