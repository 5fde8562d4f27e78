"""Pages that say what went wrong, in the reader's language, and what to do."""

import htpy as h
from fastapi import Request, Response

from app.pages.address import Here, read_view, state_of
from app.pages.context import Context
from app.pages.layout import document
from app.pages.results import away as away_block
from app.parameters import Filter
from app.problems import RETRY_AFTER
from app.vocabulary import Vocabulary
from frontend.icons import icon
from frontend.messages import messages

NO_VOCABULARY = Vocabulary("", 0, None, False, {}, {}, {}, {}, {}, {}, {})


def _context(request: Request, lang: str, path: str) -> Context:
    here = Here(lang, path, view=read_view(request.query_params, state_of(path), Filter()))
    return Context(here, messages(lang), NO_VOCABULARY, request.app.state.settings)


def away(request: Request, lang: str, path: str) -> Response:
    """503: the database is away. The search field keeps what was typed, the address keeps every filter."""
    context = _context(request, lang, path)
    say = context.say
    again = h.a(".btn", href=str(request.url.path) + (f"?{request.url.query}" if request.url.query else ""))[
        say("try-again")
    ]
    block = away_block(say("away-title"), say("away-said", seconds=RETRY_AFTER), again)
    results = h.div("#results.results", data_swap=True)[block]
    if path == "/panel":
        body = str(h.div[results])
    else:
        field = h.input(
            "#q", type="search", name="q", value=request.query_params.get("q", ""), aria_label=say("search")
        )
        search = h.div(".search")[icon("search", 20), field]
        body = document(context, say("away-title"), h.main("#content.page")[h.h1[context.site_name()], search, results])
    return Response(body, 503, {"Retry-After": str(RETRY_AFTER)}, "text/html")


def not_found(request: Request, lang: str, path: str) -> Response:
    """404: what was asked for is not listed."""
    context = _context(request, lang, path)
    say = context.say
    home = h.a(".btn", href=context.here.other("/"))[say("back-to-map")]
    body = h.main("#content.page")[h.h1[say("not-found-title")], h.p(".prose")[say("not-found-said")], home]
    return Response(document(context, say("not-found-title"), body), 404, media_type="text/html")
