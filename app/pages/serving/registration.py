"""How a page is registered: in two languages, with its errors as pages and its ETag."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Protocol

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from app.errors import DatabaseAwayError, MergedError, NotFoundError, RemovedError, ServiceMapError
from app.pages.address.location import address
from app.pages.serving import failures
from app.pages.serving.failures import Again
from app.pages.visit import Visit, visit_of
from app.query.parameters import LANG
from app.web.answers import Keep
from app.web.dependencies import answers_of
from app.web.turn import TurnOf, session_in_turn
from frontend.language import LANGUAGES, Language, language_named

Handler = Callable[[Visit], Awaitable[str | Response]]
Besides = Callable[[Visit], Awaitable[str]]
Noted = Callable[[Visit], Awaitable[None]]


class Register(Protocol):
    """A decorator that makes a page of a function."""

    def __call__(
        self,
        path: str,
        *,
        attachment: str | None = None,
        policy: str | None = None,
        form: Again | None = None,
        turn_of: TurnOf | None = None,
        keep: bool = False,
        besides: Besides | None = None,
        noted: Noted | None = None,
    ) -> Callable[[Handler], Handler]: ...


def page_on(router: APIRouter) -> Register:
    """The decorator for a feature's own router."""
    return partial(_page, router)


def _page(
    router: APIRouter,
    path: str,
    *,
    attachment: str | None = None,
    policy: str | None = None,
    form: Again | None = None,
    turn_of: TurnOf | None = None,
    keep: bool = False,
    besides: Besides | None = None,
    noted: Noted | None = None,
) -> Callable[[Handler], Handler]:
    """Register a page in both languages. Its errors become pages, too; what was typed is kept.

    `attachment`: the browser keeps the page as a file of this name. `policy`: a content security policy of its own.
    `form`: the page has a form that is sent as a body, and this shows it again while the database is away.
    `turn_of`: a page that takes long to make waits for this turn. `keep`: it follows from its address and the data, so
    that it is written once for all who ask while the data stay as they are. `besides`: what else it shows, as a text
    that changes with it. `noted` is told of each visit, also where the answer was kept.
    """
    headers = {"Content-Disposition": f'attachment; filename="{attachment}"'} if attachment else {}
    headers |= {"Content-Security-Policy": policy} if policy else {}
    methods = ["GET", "POST"] if form else ["GET"]

    def register(handler: Handler) -> Handler:
        for language in LANGUAGES:
            endpoint = _endpoint(handler, language, headers, form, turn_of, keep, besides, noted)
            router.add_api_route(language.prefix + path, endpoint, methods=methods)
        return handler

    return register


def _endpoint(
    handler: Handler,
    language: Language,
    headers: dict[str, str],
    again: Again | None,
    turn_of: TurnOf | None,
    keep: bool,
    besides: Besides | None,
    noted: Noted | None,
) -> Callable[[Request], Awaitable[Response]]:
    lang = language.code

    async def endpoint(request: Request) -> Response:
        path = request.url.path.removeprefix(language.prefix) or "/"
        try:
            async with session_in_turn(turn_of, request) as db:
                visit = await visit_of(request, db, lang, path)
                if noted:
                    await noted(visit)
                answer = await _answer(handler, visit, keep, besides)
            if again is not None and request.method == "GET":
                # What a form is sent with is nobody else's business: not even the page's length tells of it.
                answer.headers["Cache-Control"] += ", no-transform"
            # Also on 304: a browser takes over the headers of that answer.
            answer.headers.update(headers)
            return answer
        except (DatabaseAwayError, NotFoundError) as error:
            return await _failure(request, lang, path, error, again)

    return endpoint


async def _answer(handler: Handler, visit: Visit, keep: bool, besides: Besides | None) -> Response:
    """The page that the handler makes. A form that was sent is the sender's own: nobody keeps its answer."""

    if (other := _in_named_language(visit)) is not None:
        # It needs neither the page's turn nor its connection.
        return RedirectResponse(other, 302, {"Cache-Control": "no-cache"})

    async def make() -> Response:
        body = await handler(visit)
        return body if isinstance(body, Response) else Response(body, media_type="text/html")

    if visit.request.method == "POST":
        answer = await make()
        answer.headers["Cache-Control"] = "no-store"
        return answer
    version, variant = visit.context.vocabulary.data_version, visit.context.lang
    if besides:
        variant += await besides(visit)
    kept: Keep | None = "then compressed" if keep else None
    return await answers_of(visit.request).cached(visit.request, version, variant, make, audience="public", keep=kept)


def _in_named_language(visit: Visit) -> str | None:
    """The same page in the language that the parameter `lang` names, as the API takes it; here the path says it."""
    pairs = visit.request.query_params.multi_items()
    lang = next((code for name, text in reversed(pairs) if name == LANG.name and (code := language_named(text))), None)
    if lang is None or visit.request.method != "GET":
        return None
    return address(lang, visit.context.location.path, [pair for pair in pairs if pair[0] != LANG.name])


async def _failure(request: Request, lang: str, path: str, error: ServiceMapError, again: Again | None) -> Response:
    if isinstance(error, DatabaseAwayError):
        sent = again if request.method == "POST" else None
        return await failures.away(request, lang, path, sent, error)
    if isinstance(error, MergedError):
        return failures.moved(request, lang, path, error)
    if isinstance(error, RemovedError):
        return failures.gone(request, lang, path, error)
    return failures.not_found(request, lang, path)
