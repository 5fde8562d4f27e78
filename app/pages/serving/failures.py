"""Pages that say what went wrong, in the reader's language, and what to do."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from urllib.parse import quote

import htpy as h
from fastapi import Request, Response

from app.errors import (
    BusyError,
    CrowdedError,
    EndingError,
    FileNotMadeError,
    LateError,
    MergedError,
    NoRoomError,
    NotStoredError,
    RemovedError,
    ServiceMapError,
    StillReadError,
    UnsureError,
)
from app.pages.address.location import Location, read_view
from app.pages.address.page_states import state_of
from app.pages.context import Context
from app.pages.layout.document import document
from app.pages.serving.kept_form import kept_form, kept_of
from app.platforms.filter import Filter
from app.problems import RETRY_AFTER, seconds_of
from app.store.deadline import of_what_was_sent
from app.vocabulary import Vocabulary
from app.web.bodies import Fields
from app.web.dependencies import settings_of
from app.web.prefix import at
from app.web.responses import with_query
from frontend.icons import icon
from frontend.language import page_path
from frontend.messages import messages

Again = Callable[[Request, Context, h.Node], Awaitable[str]]
"""Makes the page of a form that was sent, with what was typed and a notice."""
AWAY: Mapping[type, str] = {
    CrowdedError: "crowded-title",
    EndingError: "ending-title",
    LateError: "late-title",
    StillReadError: "still-read-title",
}
"""What is said where it is not the database that is away."""
WHEN: Mapping[type, str] = {LateError: "late-said", StillReadError: "still-read-said"}
"""What is said of the time, where it is not only when to try again."""
NO_ROOM = (NoRoomError, FileNotMadeError)
COMES_S = 0.5
"""So long is waited for what was sent, to keep it: of a request that is late already."""
NO_VOCABULARY = Vocabulary("", 0, None, False, {}, {}, {}, {}, {}, {}, {})


def _context(request: Request, lang: str, path: str) -> Context:
    location = Location(lang, path, view=read_view(request.query_params, state_of(path), Filter()))
    return Context(location, messages(lang), NO_VOCABULARY, settings_of(request))


async def away(
    request: Request, lang: str, path: str, sent: Again | None = None, error: ServiceMapError | None = None
) -> Response:
    """503: the database is away. The search field, `sent` or a button keeps what was typed, the address every filter.

    `error` says why, where that is known: a disk that is full is no database that is away, nor is one that so many ask
    that one's turn did not come, nor a page that is still being made, nor a server that is being stopped.
    """
    context = _context(request, lang, path)
    if request.method == "POST" and not sent and not isinstance(error, EndingError):
        return await _sent_in_vain(request, context, error)
    if isinstance(error, NO_ROOM):
        return _no_room(context)
    title = context.say(AWAY.get(type(error), "away-title"))
    said = _said(request, context, title, error)
    body = await sent(request, context, said) if sent else _page(request, context, path, title, said)
    return Response(body, 503, {"Retry-After": str(seconds_of(error))}, "text/html")


async def _sent_in_vain(request: Request, context: Context, error: ServiceMapError | None) -> Response:
    """503 to a form: what was sent stands behind a button of the page that says so; of a file or a password it says
    that nothing is kept."""
    say, error = context.say, error and of_what_was_sent(error)
    kept: Fields = {}
    with suppress(TimeoutError):
        # Where it has not come by now, nobody waits for it.
        async with asyncio.timeout(COMES_S):
            kept = await kept_of(request)
    title, why = "sent-title", say("frame-away-said", seconds=RETRY_AFTER)
    is_kept = "sent-kept" if kept else "sent-lost"
    if isinstance(error, NO_ROOM):
        title, why = "no-room-title", say("no-room-said")
    elif isinstance(error, BusyError):
        why = say("draft-busy")
    elif isinstance(error, NotStoredError):
        why = f"{say('sent-not-stored')} {why}"
    elif isinstance(error, UnsureError):
        title, why = "unsure-title", say("unsure-said")
        is_kept = "unsure-kept" if kept else "unsure-lost"
    button = h.button(".btn.primary", type="submit")[say("signed-out-send")]
    back = h.p[h.a(".btn", href=_here(request))[say("sent-back")]]
    body = h.main("#content.page")[
        h.h1[say(title)],
        h.p(".prose", role="alert")[why, " ", say(is_kept)],
        kept_form(_here(request), kept, button) if kept else back,
    ]
    text = document(context, say(title), body)
    return Response(text, 503, {"Retry-After": str(RETRY_AFTER)}, "text/html")


def _here(request: Request) -> str:
    return at(request.url.path) + (f"?{request.url.query}" if request.url.query else "")


def _no_room(context: Context) -> Response:
    """503: a disk of the server is full; reading goes on."""
    say = context.say
    body = h.main("#content.page")[h.h1[say("no-room-title")], h.p(".prose", role="alert")[say("no-room-said")]]
    return Response(document(context, say("no-room-title"), body), 503, media_type="text/html")


def _said(request: Request, context: Context, title: str, error: ServiceMapError | None) -> h.Node:
    say = context.say
    words = say(WHEN.get(type(error), "away-said"), seconds=seconds_of(error))
    if isinstance(error, EndingError) and request.method == "POST":
        return _notice(title, say("ending-sent"))
    if isinstance(error, CrowdedError | StillReadError) and request.query_params.get("q"):
        # A longer word is found by the index, which waits for nobody.
        words = f"{words} {say('crowded-longer')}"
    if request.method == "POST":
        # The form is there to be sent again.
        return _notice(title, words)
    again = h.a(".btn", href=_here(request))[say("try-again")]
    return _notice(title, words, again)


def _notice(title: str, words: str, again: h.Node = None) -> h.Node:
    """The database is away: what is kept, and when to try again."""
    return h.div(".error", role="alert")[icon("alert", 20), h.div[h.h2[title], h.p[words], again]]


def _page(request: Request, context: Context, path: str, title: str, said: h.Node) -> str:
    say = context.say
    results = h.div("#results.results", data_swap=True)[said]
    if path == "/panel":
        return str(h.div[results])
    field = h.input("#q", type="search", name="q", value=request.query_params.get("q", ""), aria_label=say("search"))
    search = h.div(".search")[icon("search", 20), field]
    return document(context, title, h.main("#content.page")[h.h1[context.site_name()], search, results])


def gone(request: Request, lang: str, path: str, error: RemovedError) -> Response:
    """410: the platform was listed and was removed; the reason stands as the operator wrote it."""
    context = _context(request, lang, path)
    say = context.say
    home = h.a(".btn", href=context.location.other("/"))[say("back-to-map")]
    body = h.main("#content.page")[h.h1[say("removed-title")], h.p[h.code[error.id]], removed(context, error), home]
    text = document(context, say("removed-title"), body)
    return Response(text, 410, {"Cache-Control": "no-cache"}, "text/html")


def moved(request: Request, lang: str, path: str, error: MergedError) -> Response:
    """301 to the same page of the record that this one became one with. It may be listed again: nothing is kept."""
    # The id is the last part of every path that names one record, or the one before it.
    parts = [quote(error.into, safe="") if part == error.id else part for part in path.split("/")]
    address = with_query(at(page_path(lang, "/".join(parts))), request.query_params.multi_items())
    return Response(b"", 301, {"Location": address, "Cache-Control": "no-cache"})


def removed(context: Context, error: RemovedError) -> h.Node:
    """Since when a platform is no longer listed, and why: in the language in which the reason was written."""
    reason = error.reason if error.reason.isascii() else context.chinese(error.reason)
    since = context.say("removed-said", date=error.date)
    return [h.p(".prose")[since], h.p(".prose")[h.b[context.say("removed-reason")], " ", reason]]


def not_found(request: Request, lang: str, path: str) -> Response:
    """404: what was asked for is not listed."""
    context = _context(request, lang, path)
    say = context.say
    home = h.a(".btn", href=context.location.other("/"))[say("back-to-map")]
    body = h.main("#content.page")[h.h1[say("not-found-title")], h.p(".prose")[say("not-found-said")], home]
    return Response(document(context, say("not-found-title"), body), 404, media_type="text/html")


def too_many(request: Request, lang: str, path: str, seconds: int) -> Response:
    """429: when to come again."""
    context = _context(request, lang, path)
    say = context.say
    body = h.main("#content.page")[h.h1[say("too-many-title")], h.p(".prose")[say("too-many-said", seconds=seconds)]]
    return Response(document(context, say("too-many-title"), body), 429, media_type="text/html")
