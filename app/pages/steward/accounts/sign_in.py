"""Signing in and out."""

import math
import re
from urllib.parse import urlencode

import htpy as h
from fastapi import APIRouter, Request, Response
from sqlalchemy import Connection

from app.errors import BodyTooLargeError, FaultsError, ForbiddenError, ServiceMapError
from app.operations.rates import network_of
from app.pages.context import Context
from app.pages.serving import failures
from app.pages.steward.addresses import ACCOUNT, ACCOUNTS, LOG, OIDC, QUEUE, SIGN_IN, SIGN_OUT
from app.pages.steward.frame import steward_document
from app.pages.steward.visit import StewardVisit, private_page
from app.pages.visit import visit_of
from app.stewardship import sessions
from app.stewardship.access import (
    UnsafeAddressError,
    check_origin,
    cookie_name,
    cookie_of,
    set_cookie,
    writers_of,
)
from app.stewardship.attempts import Attempt, TooManyAttemptsError, count_attempt
from app.stewardship.oidc.identities import waiting
from app.stewardship.oidc.refusals import OidcRefusedError
from app.stewardship.rights import Account
from app.stewardship.secrets import LONGEST
from app.stewardship.sessions import WrongSignInError
from app.stewardship.sign_in_log import IN, note
from app.web.bodies import read_form
from app.web.dependencies import settings_of, snapshot_for
from app.web.policy import OPEN, declared
from app.web.prefix import at
from app.web.private import PrivateAnswer
from frontend.icons import icon
from frontend.language import LANGUAGES, choose, page_path
from frontend.messages import messages

router = APIRouter()
OWN_PAGE = re.compile(r"/(en/)?steward(/[A-Za-z0-9_-]{1,64}){0,3}", re.ASCII)
"""Where one may be led after signing in: never to another site."""
LONGEST_LOGIN = 64
Outcome = tuple[int, str]
REFUSED = (
    TooManyAttemptsError,
    WrongSignInError,
    UnsafeAddressError,
    ForbiddenError,
    FaultsError,
    BodyTooLargeError,
)


def home_of(account: Account) -> str:
    """The page with which somebody of this role begins."""
    if account.temporary:
        return ACCOUNT
    return {"auditor": LOG, "administrator": ACCOUNTS}.get(account.role, QUEUE)


def own_page(next: str) -> str:
    """Where one may be led after signing in; empty for what is no private page of this site."""
    return next if OWN_PAGE.fullmatch(next) else ""


async def sign_in_page(request: Request, lang: str, said: Outcome, login: str = "", next: str = "") -> PrivateAnswer:
    """The page on which one signs in, with why one is not yet."""
    async with snapshot_for(request) as db:
        context = (await visit_of(request, db, lang, SIGN_IN)).context
    status, notice = said
    settings = settings_of(request)
    label = choose(lang, settings.oidc_label_zh, settings.oidc_label_en) if settings.oidc_issuer else ""
    body = _form(context, login, next, notice, label)
    return PrivateAnswer(steward_document(context, None, context.say("sign-in"), body), status)


def _form(context: Context, login: str, next: str, notice: str, provider: str) -> h.Node:
    say = context.say

    def field(name: str, type: str, complete: str, **more: str) -> h.Node:
        needed = name != "code"
        control = h.input(
            f"#{name}", type=type, name=name, autocomplete=complete, required=needed, maxlength=str(LONGEST), **more
        )
        return h.label(".field.wide", for_=name)[h.span[say(f"sign-in-{name}")], control]

    return h.main("#content.page.steward.sign-in")[
        h.h1[say("sign-in")],
        h.p(".src-note")[say("sign-in-said")],
        h.p(".fault", role="alert")[icon("alert", 18), notice] if notice else None,
        h.form(method="post", action=context.location.other(SIGN_IN))[
            h.input(type="hidden", name="next", value=next) if next else None,
            field("login", "text", "username", value=login, autocapitalize="none", spellcheck="false"),
            field("password", "password", "current-password"),
            field("code", "text", "one-time-code", inputmode="numeric"),
            h.button(".btn.primary", type="submit")[say("sign-in-do")],
        ],
        _provider(context, next, provider) if provider else None,
        h.p(".src-note")[say("sign-in-idle")],
    ]


def _provider(context: Context, next: str, label: str) -> h.Node:
    """The way through the provider: a link, since the policy of this site lets no form lead to another one."""
    address = context.location.other(OIDC)
    if next:
        address += ("&" if "?" in address else "?") + urlencode({"next": next})
    return h.section(".sec")[
        h.p[h.a(".btn", href=address, rel="nofollow")[context.say("sign-in-oidc", label=label)]],
        h.p(".src-note")[context.say("sign-in-oidc-said")],
    ]


def _sign_in(lang: str, prefix: str) -> None:
    async def endpoint(request: Request) -> Response:
        path = request.url.path.removeprefix(prefix)
        try:
            if request.method == "GET":
                return await sign_in_page(request, lang, (200, ""), next=own_page(request.query_params.get("next", "")))
            return await _sent(request, lang)
        except ServiceMapError as error:
            return PrivateAnswer.of(await failures.away(request, lang, path, error=error))

    router.add_api_route(prefix + SIGN_IN, declared(endpoint, OPEN), methods=["GET", "POST"])


async def _sent(request: Request, lang: str) -> PrivateAnswer:
    """Look at what was typed; whatever of it is wrong, the answer is the same."""
    form: dict[str, str] = {}
    try:
        check_origin(request)
        name = cookie_name(request, settings_of(request))
        form = {name: values[0] for name, values in (await read_form(request)).items()}
        token, account, asked = await _opened(request, form)
    except REFUSED as error:
        login = form.get("login", "")[:LONGEST_LOGIN]
        return await refusal(request, lang, error, login, own_page(form.get("next", "")))
    # Whoever linked an identity with this account, its holder is asked first.
    next = page_path(lang, ACCOUNT) if asked else form.get("next", "")
    return let_in(account, lang, "" if account.temporary else next, name, token)


async def refusal(
    request: Request, lang: str, error: ServiceMapError, login: str = "", next: str = ""
) -> PrivateAnswer:
    """The page once more, with the sentence that says why nobody was signed in."""
    answer = await sign_in_page(request, lang, _said(error, lang), login, next)
    if isinstance(error, TooManyAttemptsError):
        answer.headers["Retry-After"] = str(error.seconds)
    return answer


def let_in(account: Account, lang: str, next: str, name: str, token: str) -> PrivateAnswer:
    """Lead to the page that was wanted, or to that of the role, with the cookie of the new session."""
    answer = PrivateAnswer.leading_to(at(own_page(next) or page_path(lang, home_of(account))))
    set_cookie(answer, name, token)
    return answer


async def _opened(request: Request, form: dict[str, str]) -> tuple[str, Account, bool]:
    """A new session, and whether a link with its account is to be confirmed.

    Raises TooManyAttemptsError, WrongSignInError.
    """
    writers, network = writers_of(request), network_of(request.scope)
    # PostgreSQL keeps no NUL: no account has one, nor what stands for it.
    login = form.get("login", "").replace("\x00", "\ufffd").strip()[:LONGEST_LOGIN]
    password = form.get("password", "")[: LONGEST + 1]
    attempt = await _counted(request, login, network)
    known = await writers.own.run(lambda connection: sessions.account_named(connection, login))
    before = cookie_of(request)

    def begin(connection: Connection) -> str:
        note(connection, "password", IN, known.number)
        return sessions.begin(connection, known, step, network, before)

    try:
        async with writers.looking:
            step = await writers.own.run(
                lambda connection: sessions.right_step(known, password, form.get("code", "")[:20])
            )
        token = await writers.own.run(begin, aside=True)
    except WrongSignInError as error:
        await writers.own.run(lambda connection: note(connection, "password", "wrong", known.number), aside=True)
        raise WrongSignInError(attempt) from error
    account = known.account
    assert account is not None  # noqa: S101 - a right password has an account
    return token, account, await writers.own.run(lambda connection: waiting(connection, account))


async def _counted(request: Request, login: str, network: str) -> Attempt:
    """Count the attempt. Raises TooManyAttemptsError, which is noted."""
    writers = writers_of(request)
    try:
        return await writers.own.run(lambda connection: count_attempt(connection, login, network), aside=True)
    except TooManyAttemptsError:
        known = await writers.own.run(lambda connection: sessions.account_named(connection, login))
        await writers.own.run(lambda connection: note(connection, "password", "wait", known.number), aside=True)
        raise


def _said(error: ServiceMapError, lang: str) -> Outcome:
    say = messages(lang)
    if isinstance(error, TooManyAttemptsError):
        return 429, say("sign-in-wait", minutes=math.ceil(error.seconds / 60))
    if isinstance(error, UnsafeAddressError):
        return 403, say("sign-in-https")
    if isinstance(error, OidcRefusedError):
        return error.status, say(f"oidc-{error.reason}", subject=error.subject or say("not-stated"))
    if isinstance(error, WrongSignInError):
        left, minutes = error.attempt.left, math.ceil(error.attempt.wait.total_seconds() / 60)
        return 401, say("sign-in-wrong" if left else "sign-in-wrong-last", left=left, minutes=minutes)
    return 403, say("steward-forbidden-said")


for _language in LANGUAGES:
    _sign_in(_language.code, _language.prefix)


@private_page(router, SIGN_OUT, "self", form=True)
async def sign_out(visit: StewardVisit) -> PrivateAnswer:
    """End the session, here and on the server."""
    if not visit.sent:
        return visit.to(home_of(visit.account))
    token = cookie_of(visit.request)
    await visit.writers.own.run(lambda connection: sessions.end(connection, token))
    answer = visit.to(SIGN_IN)
    name = cookie_name(visit.request, settings_of(visit.request))
    answer.delete_cookie(name, path="/", secure=name.startswith("__Host-"), httponly=True, samesite="lax")
    return answer
