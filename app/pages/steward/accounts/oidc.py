"""Signing in through the provider: sent there, and back here with a code."""

from dataclasses import replace

from fastapi import APIRouter, Request, Response
from sqlalchemy import Connection

from app.errors import ServiceMapError
from app.operations.rates import network_of
from app.pages.serving import failures
from app.pages.steward.accounts.sign_in import let_in, own_page, refusal
from app.pages.steward.addresses import OIDC, OIDC_BACK, SIGN_IN
from app.stewardship import sessions
from app.stewardship.access import SECURE, UnsafeAddressError, cookie_name, cookie_of, writers_of
from app.stewardship.attempts import TooManyAttemptsError, forgive_network
from app.stewardship.oidc import flows
from app.stewardship.oidc.flows import LONGEST, Returned
from app.stewardship.oidc.identities import account_of
from app.stewardship.oidc.provider import oidc_of
from app.stewardship.oidc.refusals import OidcRefusedError
from app.stewardship.rights import Account
from app.stewardship.secrets import digest
from app.stewardship.sign_in_log import IN, note
from app.web.dependencies import settings_of
from app.web.policy import OPEN, declared
from app.web.private import PrivateAnswer
from app.web.site import base_url
from frontend.language import DEFAULT, LANGUAGES

router = APIRouter()
LONGEST_CODE = 4096
NAMED_BY = 16
"""So many signs of the digest of a state tell the cookies of several ways apart."""
DENIED = "access_denied"
REFUSED = (OidcRefusedError, TooManyAttemptsError, UnsafeAddressError)
WAIT = "wait"


def _flow_cookie(request: Request, state: str) -> str:
    """The cookie of a browser that is on its way to the provider: each way has its own, so that two windows may be on
    theirs at once. Raises UnsafeAddressError."""
    return f"{cookie_name(request, settings_of(request))}-oidc-{digest(state)[:NAMED_BY]}"


def _redirect(request: Request) -> str:
    """The address to which the provider sends people back: the one that is registered there."""
    return base_url(request) + OIDC_BACK


def _begin(lang: str, prefix: str) -> None:
    async def endpoint(request: Request) -> Response:
        if not oidc_of(request).configured:
            return PrivateAnswer.of(failures.not_found(request, lang, SIGN_IN))
        try:
            return await _begun(request, lang)
        except ServiceMapError:
            return PrivateAnswer.of(await failures.away(request, lang, SIGN_IN))

    router.add_api_route(prefix + OIDC, declared(endpoint, OPEN), methods=["GET"])


async def _begun(request: Request, lang: str) -> PrivateAnswer:
    try:
        return await _sent_away(request, lang)
    except REFUSED as error:
        await _note(request, error)
        return await refusal(request, lang, error, next=own_page(request.query_params.get("next", "")))


async def _sent_away(request: Request, lang: str) -> PrivateAnswer:
    """Keep what is compared later, and lead to the provider. Raises OidcRefusedError, TooManyAttemptsError."""
    flow, network = flows.new_flow(), network_of(request.scope)
    name = _flow_cookie(request, flow.state)
    next = own_page(request.query_params.get("next", ""))
    address = await oidc_of(request).address(_redirect(request), flow.state, flow.nonce, flow.verifier)
    await writers_of(request).own.run(lambda connection: flows.keep(connection, flow, next, network))
    answer = PrivateAnswer.leading_to(address)
    answer.set_cookie(
        name,
        # The language comes along: the provider sends everybody back to one address.
        f"{lang}.{flow.browser}",
        max_age=int(LONGEST.total_seconds()),
        path="/",
        secure=name.startswith(SECURE),
        httponly=True,
        samesite="lax",
    )
    return answer


async def _back(request: Request) -> Response:
    """Somebody comes back from the provider: let in, or told why not."""
    if not oidc_of(request).configured:
        return PrivateAnswer.of(failures.not_found(request, DEFAULT.code, SIGN_IN))
    lang = DEFAULT.code
    try:
        name = _flow_cookie(request, request.query_params.get("state", ""))
        said, _, browser = request.cookies.get(name, "").partition(".")
        lang = next((each.code for each in LANGUAGES if each.code == said), lang)
        answer = await _returned(request, lang, browser)
    except UnsafeAddressError as error:
        return await refusal(request, lang, error)
    except ServiceMapError:
        return PrivateAnswer.of(await failures.away(request, lang, SIGN_IN))
    if browser:
        answer.delete_cookie(name, path="/", secure=name.startswith(SECURE), httponly=True, samesite="lax")
    # The address holds the code, which is used: no other site learns of it.
    answer.headers["Referrer-Policy"] = "strict-origin"
    return answer


async def _returned(request: Request, lang: str, browser: str) -> PrivateAnswer:
    next = ""
    try:
        flow = await _taken(request, browser)
        next = flow.next
        return await _opened(request, lang, flow)
    except REFUSED as error:
        await _note(request, error)
        return await refusal(request, lang, error, next=next)


async def _taken(request: Request, browser: str) -> Returned:
    """What was kept of this visit, which is good once. Raises OidcRefusedError."""
    state = request.query_params.get("state", "")
    return await writers_of(request).own.run(lambda connection: flows.take(connection, state, browser))


async def _opened(request: Request, lang: str, flow: Returned) -> PrivateAnswer:
    """A new session for whom the provider vouches. Raises OidcRefusedError."""
    oidc, params, settings = oidc_of(request), request.query_params, settings_of(request)
    await oidc.check_sender(params.get("iss"))
    if "code" not in params:
        raise OidcRefusedError("denied" if params.get("error") == DENIED else "setup")
    code = params["code"][:LONGEST_CODE]
    who = await oidc.identified(code, _redirect(request), flow.nonce, flow.verifier)
    before, network = cookie_of(request), network_of(request.scope)

    def begin(connection: Connection) -> tuple[Account, str]:
        account = account_of(connection, oidc.issuer, who, by_email=settings.oidc_link_by_email)
        forgive_network(connection, network)
        note(connection, "oidc", IN, account.id)
        return account, sessions.begin_for(connection, account, before, by_provider=True)

    account, token = await writers_of(request).own.run(begin)
    # No password of this site was typed, so that none is to be changed first.
    return let_in(replace(account, temporary=False), lang, flow.next, cookie_name(request, settings), token)


async def _note(request: Request, error: ServiceMapError) -> None:
    """Write into the log why nobody was signed in."""
    if isinstance(error, UnsafeAddressError):
        return
    outcome: str = error.reason if isinstance(error, OidcRefusedError) else WAIT
    detail = error.subject if isinstance(error, OidcRefusedError) else ""
    await writers_of(request).own.run(lambda connection: note(connection, "oidc", outcome, detail=detail))


for _language in LANGUAGES:
    _begin(_language.code, _language.prefix)
router.add_api_route(OIDC_BACK, declared(_back, OPEN), methods=["GET"])
