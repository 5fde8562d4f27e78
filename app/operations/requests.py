"""Every request has an id, is counted, and where a setting says so stands in the log (pure ASGI)."""

import logging
import re
import time
import uuid

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.operations.metrics import Metrics

log = logging.getLogger("servicemap.access")
ID = re.compile(rb"[A-Za-z0-9_-]{8,64}")
HEADER = b"x-request-id"
NOTE = "servicemap.note"
LEFT = 499
"""The status of an answer whose reader went away before it began, as nginx counts them."""


class Observed:
    """The outermost of all: what it measures is what a reader waits for.

    An id that a proxy gave is kept; it stands in every line of the log and on every answer that is no success. An
    access line names the route and not the address: what people search for, and who they are, is not written.
    """

    def __init__(self, app: ASGIApp, metrics: Metrics, *, access: bool) -> None:
        self._app = app
        self._metrics = metrics
        self._access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope[NOTE] = {}
        began, own = time.perf_counter(), _id(scope)
        status, ended = LEFT, 0.0

        async def send_noted(message: Message) -> None:
            nonlocal status, ended
            if message["type"] == "http.response.start":
                status = message["status"]
                if status >= 400:
                    message = {**message, "headers": [*message["headers"], (HEADER, own.encode())]}
            await send(message)
            ended = time.perf_counter()

        with structlog.contextvars.bound_contextvars(request=own):
            try:
                await self._app(scope, receive, send_noted)
            finally:
                # What is made for later goes on behind its answer.
                self._note(scope, status, (ended or time.perf_counter()) - began)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        route = _route(scope)
        self._metrics.answered(scope["method"], route, status, seconds)
        if self._access:
            said = {"method": scope["method"], "route": route, "status": status, "seconds": round(seconds, 4)}
            log.info("answered", extra=said)


class RouteNoted:
    """The innermost of all: says to `Observed` which route answered. What lies between copies the scope."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._app(scope, receive, send)
        finally:
            scope.get(NOTE, {})["route"] = getattr(scope.get("route"), "path", None)


def _id(scope: Scope) -> str:
    given = next((value for name, value in scope["headers"] if name == HEADER), b"")
    return given.decode() if ID.fullmatch(given) else uuid.uuid4().hex


def _route(scope: Scope) -> str:
    """The pattern of the route that answered; what none knew is one route, or addresses would be without end."""
    return str(scope[NOTE].get("route") or "none")
