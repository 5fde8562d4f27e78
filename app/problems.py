"""The one table from domain errors to answers (RFC 9457, application/problem+json)."""

import json
import logging
from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.routing import Match, Mount
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.errors import (
    BodyTooLargeError,
    BusyError,
    ConditionFailedError,
    ConditionNeededError,
    ConflictError,
    CrowdedError,
    DatabaseAwayError,
    EndingError,
    FaultsError,
    FileNotMadeError,
    ForbiddenError,
    InvalidParameterError,
    LateError,
    MergedError,
    NoAnswerError,
    NoBoundariesError,
    NoMediaTypeError,
    NoRoomError,
    NoSuchFormatError,
    NoSuchPlaceError,
    NotDrawnError,
    NotFoundError,
    NotStoredError,
    RemovedError,
    ServiceMapError,
    SignInNeededError,
    StillReadError,
    TileAwayError,
    TooLargeError,
    TooManyRowsError,
    UnknownParameterError,
    UnsureError,
    WrongMediaTypeError,
)

RETRY_AFTER = 30
TABLE: Mapping[type[ServiceMapError], tuple[int, str]] = {
    InvalidParameterError: (400, "Invalid parameter"),
    NoSuchPlaceError: (400, "Invalid parameter"),
    NoSuchFormatError: (501, "Not implemented"),
    NotDrawnError: (406, "Not acceptable"),
    UnknownParameterError: (400, "Unknown parameter"),
    TooLargeError: (400, "Too large a question"),
    TooManyRowsError: (400, "Too many rows"),
    NotFoundError: (404, "Not found"),
    RemovedError: (410, "Gone"),
    MergedError: (410, "Gone"),
    NoAnswerError: (503, "No answer in time"),
    NoBoundariesError: (404, "No boundary"),
    FileNotMadeError: (503, "File not made"),
    DatabaseAwayError: (503, "Database away"),
    UnsureError: (503, "Not known whether stored"),
    NotStoredError: (503, "Not stored"),
    NoRoomError: (503, "No room"),
    CrowdedError: (503, "Busy"),
    LateError: (503, "Still being made"),
    StillReadError: (503, "Still being read"),
    EndingError: (503, "Ending"),
    FaultsError: (422, "Not valid"),
    BodyTooLargeError: (413, "Too large"),
    NoMediaTypeError: (400, "Media type needed"),
    WrongMediaTypeError: (415, "Unsupported media type"),
    SignInNeededError: (401, "Sign-in needed"),
    ForbiddenError: (403, "Forbidden"),
    ConditionNeededError: (428, "Condition needed"),
    ConditionFailedError: (412, "Condition failed"),
    ConflictError: (409, "Conflict"),
    BusyError: (503, "Busy"),
    TileAwayError: (502, "Base layer away"),
}
TITLES = {404: "Not found", 405: "Method not allowed", 406: "Not acceptable"}
MEMBERS = ("parameter", "value", "allowed", "reason", "date", "into", "instead", "errors")
"""Attributes of an error that become members of its problem document."""
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
log = logging.getLogger("servicemap")


def problem(status: int, title: str, detail: str, **more: Any) -> Response:
    """A problem document; `more` may name the parameter, its value and what is allowed."""
    members = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    body = json.dumps({**members, **more}, ensure_ascii=False)
    headers = {"Retry-After": str(RETRY_AFTER)} if status == 503 else {}
    # Caches may keep a 410 as long as they like: a platform that is listed again must not be held back.
    headers |= {"Cache-Control": "no-cache"} if status == 410 else {}
    # Half of a surrogate pair is no UTF-8: it stays the escape of JSON as which it came.
    return Response(body.encode("utf-8", "backslashreplace"), status, headers, "application/problem+json")


def of_error(error: ServiceMapError) -> Response:
    """The answer to a domain error."""
    status, title = TABLE.get(type(error), (500, "Internal error"))
    named = {name: getattr(error, name) for name in MEMBERS if hasattr(error, name)}
    answer = problem(status, title, str(error), **named)
    if answer.status_code == 503:
        answer.headers["Retry-After"] = str(seconds_of(error))
    return answer


def seconds_of(error: ServiceMapError | None) -> int:
    """When to come again."""
    return error.SECONDS if isinstance(error, LateError | StillReadError) else RETRY_AFTER


async def _domain(request: Request, error: Exception) -> Response:
    assert isinstance(error, ServiceMapError)  # noqa: S101
    return of_error(error)


async def _unreadable(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101
    first = error.errors()[0]
    return problem(400, "Invalid parameter", str(first["msg"]), parameter=str(first["loc"][-1]))


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101
    title = TITLES.get(error.status_code, "Error")
    answer = problem(error.status_code, title, str(error.detail))
    answer.headers.update(error.headers or {})
    return answer


async def _other_method(request: Request, error: Exception) -> Response:
    """405, or the answer to OPTIONS, which no route takes: the methods of this address (RFC 9110, 9.3.7 and 15.5.6)."""
    answer = Response(status_code=204) if request.method == "OPTIONS" else await _http(request, error)
    answer.headers["Allow"] = ", ".join(_methods(request))
    return answer


def _methods(request: Request) -> list[str]:
    """The methods that some route of this address takes; each that takes GET answers HEAD, too."""
    routes = request.app.routes

    def taken(method: str) -> bool:
        scope = {**request.scope, "method": method}
        # A mount matches every method: what is mounted are files.
        return any(route.matches(scope)[0] is Match.FULL for route in routes if not isinstance(route, Mount))

    own = [method for method in METHODS if taken(method)] or ["GET"]
    return [*(["GET", "HEAD"] if "GET" in own else []), *(each for each in own if each != "GET"), "OPTIONS"]


class Noted:
    """Sends on what it is given, and knows whether an answer has begun."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.begun = False

    async def __call__(self, message: Message) -> None:
        self.begun = True
        await self._send(message)


class AnswerUnexpected:
    """Answers what nobody foresaw (pure ASGI).

    Starlette's own handler of `Exception` stands outside of all middleware: its answer would lack the headers.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        noted = Noted(send)
        try:
            await self._app(scope, receive, noted)
        except Exception as error:
            if noted.begun or scope["type"] != "http":
                raise
            log.error("unexpected error at %s", scope["path"], exc_info=error)
            answer = problem(500, "Internal error", "Something went wrong here; it was logged.")
            await answer(scope, receive, send)


def install(app: FastAPI) -> None:
    """Let every error of the API become a problem document."""
    app.add_exception_handler(ServiceMapError, _domain)
    app.add_exception_handler(RequestValidationError, _unreadable)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(405, _other_method)
    app.add_middleware(AnswerUnexpected)
