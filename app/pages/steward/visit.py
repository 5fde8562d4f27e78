"""A visit of somebody who signed in, and the register of private pages."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from urllib.parse import quote

import htpy as h
from fastapi import APIRouter, Request, Response
from starlette.datastructures import UploadFile

from app.errors import BodyTooLargeError, FaultsError, ForbiddenError, NotFoundError, ServiceMapError
from app.pages.serving import failures
from app.pages.serving.kept_form import SECRET, brings_file, kept_of
from app.pages.steward.addresses import ACCOUNT, QUEUE, SIGN_IN, SIGN_OUT
from app.pages.steward.again import OF_SESSION, again_body, typed
from app.pages.steward.frame import steward_document
from app.pages.visit import Visit, visit_of
from app.problems import TABLE
from app.stewardship.access import SECURE, Writers, check_origin, cookie_name, session_of, writers_of
from app.stewardship.rights import Account, Right
from app.stewardship.secrets import same
from app.stewardship.sessions import Session
from app.web.bodies import Fields, FileForm, read_file_form, read_form
from app.web.dependencies import settings_of, snapshot_for
from app.web.policy import declared
from app.web.prefix import at
from app.web.private import PrivateAnswer
from app.web.responses import with_query
from app.web.told import LASTS_S, opened, sealed
from frontend.language import LANGUAGES, page_path

NOTHING = FileForm({})
SIGN_IN_NEEDED = 401
FORM_ROOM = 64 * 1024
"""What a form with a file takes beside the file."""


@dataclass(frozen=True)
class StewardVisit:
    """What the maker of a private page has at hand; `form` are the fields that were sent, `file` the file with them.

    `too_large`: so large a file was sent that nothing of it was taken.
    """

    visit: Visit
    session: Session
    form: Fields = field(default_factory=dict)
    file: UploadFile | None = None
    too_large: bool = False

    @property
    def account(self) -> Account:
        return self.session.account

    @property
    def request(self) -> Request:
        return self.visit.request

    @property
    def writers(self) -> Writers:
        return writers_of(self.request)

    @property
    def sent(self) -> bool:
        """Whether a form was sent."""
        return self.request.method == "POST"

    def text(self, name: str) -> str:
        """The first value of a field; empty where it was not sent."""
        return next(iter(self.form.get(name, [])), "")

    def answer(self, title: str, body: h.Node, status: int = 200, head: h.Node = None) -> PrivateAnswer:
        """A page with the header of the private pages."""
        answer = PrivateAnswer(steward_document(self.visit.context, self.session, title, body, head), status)
        if self.told:
            name = self._telling
            answer.delete_cookie(name, path="/", secure=name.startswith(SECURE), httponly=True, samesite="lax")
        return answer

    def to(self, path: str, **query: str) -> PrivateAnswer:
        """See another private page, in the same language, theme and size."""
        return self.to_line(path, query.items())

    def to_line(self, path: str, query: Iterable[tuple[str, str]], line: str = "") -> PrivateAnswer:
        """The same, at the line of a list that has this id."""
        location = self.visit.context.location
        address = with_query(at(page_path(location.lang, path)), [*location.lasting(path), *query])
        return PrivateAnswer.leading_to(f"{address}#{quote(line)}" if line else address)

    def telling(self, path: str, told: Mapping[str, str], **query: str) -> PrivateAnswer:
        """See another private page, which says this once: whoever loads it again sends nothing twice, and reads it no
        more."""
        answer, name = self.to(path, **query), self._telling
        text = sealed(self.session.csrf, path, told)
        answer.set_cookie(
            name, text, max_age=LASTS_S, path="/", secure=name.startswith(SECURE), httponly=True, samesite="lax"
        )
        return answer

    @cached_property
    def told(self) -> Mapping[str, str]:
        """What this page says once."""
        cookie = self.request.cookies.get(self._telling, "")
        return opened(self.session.csrf, self.visit.context.location.path, cookie)

    @property
    def _telling(self) -> str:
        """The name of the cookie that holds what a page says once."""
        return f"{cookie_name(self.request, settings_of(self.request))}-told"


Handler = Callable[[StewardVisit], Awaitable[PrivateAnswer]]


def private_page(
    router: APIRouter, path: str, right: Right, *, form: bool = False, file_bytes: int = 0
) -> Callable[[Handler], Handler]:
    """Register a page, in both languages, for those who have a right. `form`: it takes a form as well.

    `file_bytes`: the form may bring a file of so many bytes.
    """

    def register(handler: Handler) -> Handler:
        for language in LANGUAGES:
            endpoint = declared(_endpoint(handler, language.code, language.prefix, right, file_bytes), right)
            router.add_api_route(language.prefix + path, endpoint, methods=["GET", "POST"] if form else ["GET"])
        return handler

    return register


def _endpoint(
    handler: Handler, lang: str, prefix: str, right: Right, file_bytes: int
) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        path = request.url.path.removeprefix(prefix) or "/"
        try:
            session = await session_of(request)
            if session is None:
                return await _signed_out(request, lang, path)
            if session.account.temporary and path not in (ACCOUNT, SIGN_OUT):
                return PrivateAnswer.leading_to(at(page_path(lang, ACCOUNT)))
            sent = await _sent(request, session, right, file_bytes)
            try:
                return await _answered(handler, request, session, lang, path, right, sent)
            finally:
                if isinstance(sent, FileForm):
                    await sent.close()
        except ServiceMapError as error:
            return PrivateAnswer.of(await _failed(request, lang, path, error))

    return endpoint


async def _signed_out(request: Request, lang: str, path: str) -> PrivateAnswer:
    """Sign in first. What was typed into a form of a session that has ended meanwhile is kept on the page."""
    kept = typed(await kept_of(request))
    async with snapshot_for(request) as db:
        context = (await visit_of(request, db, lang, path)).context
    if kept:
        body = again_body(context, None, context.location.other(path), kept)
        return PrivateAnswer(steward_document(context, None, context.say("signed-out-title"), body), SIGN_IN_NEEDED)
    leads_back = request.method == "GET" or brings_file(request)
    return PrivateAnswer.leading_to(
        with_query(context.location.other(SIGN_IN), [("next", request.url.path)] if leads_back else [])
    )


Sent = FileForm | BodyTooLargeError | FaultsError
"""The form that was sent, or why it was not taken."""


async def _sent(request: Request, session: Session, right: Right, file_bytes: int) -> Sent:
    """What was sent, of somebody who has the right to: read before there is a connection, since it may come slowly."""
    if request.method != "POST" or not session.account.has(right):
        return NOTHING
    try:
        if file_bytes and brings_file(request):
            return await read_file_form(request, file_bytes + FORM_ROOM)
        return FileForm(await read_form(request))
    except (BodyTooLargeError, FaultsError) as error:
        return error


async def _answered(
    handler: Handler, request: Request, session: Session, lang: str, path: str, right: Right, sent: Sent
) -> PrivateAnswer:
    """The page, where the account has the right and the form was sent by one of our pages; else why not."""
    async with snapshot_for(request) as db:
        visit = StewardVisit(await visit_of(request, db, lang, path), session)
        try:
            session.account.require(right)
            if request.method == "POST":
                check_origin(request)
                if not isinstance(sent, FileForm):
                    if isinstance(sent, BodyTooLargeError) and brings_file(request):
                        return await handler(replace(visit, too_large=True))
                    raise sent
                visit = StewardVisit(visit.visit, session, sent.fields, sent.file)
                if not same(visit.text(OF_SESSION), session.csrf):
                    return _of_another_session(visit)
            return await handler(visit)
        except (ForbiddenError, BodyTooLargeError, FaultsError) as error:
            return refused(visit, error)


def _of_another_session(visit: StewardVisit) -> PrivateAnswer:
    """Of a page of ours that was open since before the last sign-in: its reader looks once more and sends it.

    Raises ForbiddenError where nothing was typed, or a file came, which a page cannot keep.
    """
    kept = typed(visit.form)
    if not kept or visit.file or SECRET & kept.keys():
        raise ForbiddenError("This form was not sent by a page of this session.", "page")
    context = visit.visit.context
    body = again_body(context, visit.session, context.location.other(context.location.path), kept)
    return visit.answer(context.say("again-title"), body, TABLE[ForbiddenError][0])


WHY_NOT: Mapping[type[ServiceMapError], str] = {
    ForbiddenError: "steward-forbidden",
    BodyTooLargeError: "steward-too-large",
    FaultsError: "steward-not-valid",
}
"""The title of the page that says why something is not done."""


def refused(visit: StewardVisit, error: ServiceMapError) -> PrivateAnswer:
    """A page that says why something is not done."""
    say, status = visit.visit.context.say, TABLE[type(error)][0]
    # Of a page or file that was only asked for, nothing was to be stored.
    key = WHY_NOT[type(error)] if visit.sent or not isinstance(error, FaultsError) else "steward-not-given"
    known = isinstance(error, ForbiddenError) and error.why
    why = f"steward-forbidden-{known}" if known else f"{key}-said"
    faults = error.said(visit.visit.context.lang) if isinstance(error, FaultsError) else []
    body = h.main("#content.page.steward")[
        h.h1[say(key)],
        h.p(".prose")[say(why)],
        h.p(".src-note")["; ".join(reason for _, reason in faults)] if faults else None,
        h.p[h.a(href=visit.visit.context.location.other(QUEUE))[say("steward-queue")]]
        if visit.account.has("read")
        else None,
    ]
    return visit.answer(say(key), body, status)


async def _failed(request: Request, lang: str, path: str, error: ServiceMapError) -> Response:
    if isinstance(error, NotFoundError):
        return failures.not_found(request, lang, path)
    if TABLE.get(type(error), (500,))[0] == 503:
        return await failures.away(request, lang, path, error=error)
    raise error
