"""Whom a route is for. Every route says it once; an application with a route that does not say it never starts."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from fastapi import APIRouter, FastAPI
from fastapi.routing import iter_route_contexts

PUBLIC = "public"
"""Anybody: the answer is the same for all, whoever signed in."""
OPEN = "open"
"""Anybody, but the answer is the caller's own: the page to sign in."""
_NAME = "__servicemap_policy__"
Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])


def declared(endpoint: Endpoint, policy: str) -> Endpoint:
    """The same endpoint, for whom `policy` says: PUBLIC, OPEN, or the name of the right that a caller needs."""
    setattr(endpoint, _NAME, policy)
    return endpoint


def policy_of(endpoint: Any) -> str | None:
    """Whom an endpoint is for; None where nobody said it."""
    policy: str | None = getattr(endpoint, _NAME, None)
    return policy


def public(router: APIRouter) -> APIRouter:
    """The same router, all of whose routes are for anybody."""
    for route in router.routes:
        declared(route.endpoint, PUBLIC)  # type: ignore[attr-defined]
    return router


def routes_of(app: FastAPI) -> Iterable[tuple[str, frozenset[str], Any]]:
    """Path, methods and endpoint of each route; files of the bundle are mounted and are none."""
    for route in iter_route_contexts(app.routes):
        endpoint = getattr(route, "endpoint", None)
        if endpoint is not None and route.methods:
            yield route.path or "", frozenset(route.methods), endpoint


def check(app: FastAPI) -> None:
    """Raises RuntimeError where a route does not say whom it is for."""
    if undeclared := [path for path, _, endpoint in routes_of(app) if policy_of(endpoint) is None]:
        raise RuntimeError(f"For whom are {', '.join(undeclared)}? Say it: app/web/policy.py.")
