"""Answers to requests that no page was made for: too many, too late, away, or nothing at that address."""

from fastapi import Request, Response

from app import problems
from app.errors import EndingError, ServiceMapError
from app.pages.serving import failures
from app.web.negotiation import Negotiation, preferred
from frontend.language import read_page_path

NO_PAGES = ("/api", "/assets", "/tiles")
"""What stands below these is asked for by programs."""


def too_many(request: Request, seconds: int) -> Response:
    """More requests than one network may make: when to come again, for a person and for a program."""
    wait = {"Retry-After": str(seconds), "Cache-Control": "no-store"}
    if preferred(request, ("json", "html")) == "html" and not request.url.path.startswith(NO_PAGES):
        answer = failures.too_many(request, *read_page_path(request.url.path), seconds)
    else:
        answer = problems.problem(429, "Too many requests", f"Try again in {seconds} seconds.")
    answer.headers.update(wait)
    return answer


async def ending(request: Request) -> Response:
    """The server ends before the answer began."""
    return await refused(request, EndingError(sent=request.method not in ("GET", "HEAD")))


async def refused(request: Request, error: ServiceMapError) -> Response:
    """An answer that did not begin, and why: a page for a person, a problem document for a program."""
    if preferred(request, ("json", "html")) == "html" and not request.url.path.startswith(NO_PAGES):
        answer = await failures.away(request, *read_page_path(request.url.path), error=error)
    else:
        answer = problems.of_error(error)
    answer.headers["Cache-Control"] = "no-store"
    return answer


async def nothing_here(request: Request, error: Exception) -> Response:
    """An address that nothing stands at: a page for a person, a problem document for a program."""
    path = request.url.path
    problem = problems.problem(404, "Not found", "Nothing stands at this address.")
    if path.startswith(NO_PAGES):
        return problem
    negotiation = Negotiation(preferred(request, ("json", "html")), ("Accept",))
    if negotiation.format == "json":
        return negotiation.marked(problem)
    return negotiation.marked(failures.not_found(request, *read_page_path(path)))
