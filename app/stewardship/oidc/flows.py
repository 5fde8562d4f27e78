"""Somebody on the way to the provider and back: kept from the one to the other, and good once, in one browser."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, delete, insert

from app.stewardship.attempts import count_of_network
from app.stewardship.models import SignInFlow
from app.stewardship.oidc.refusals import OidcRefusedError
from app.stewardship.secrets import digest, token

LONGEST = timedelta(minutes=10)
"""So long one may take at the provider."""
LONGEST_SENT = 200


@dataclass(frozen=True)
class Flow:
    """What is sent along to the provider, and what is compared when it sends somebody back.

    `browser` is what the cookie holds; nobody else can bring the flow to its end.
    """

    state: str
    browser: str
    nonce: str
    verifier: str


@dataclass(frozen=True)
class Returned:
    """What was kept of a flow that came back."""

    nonce: str
    verifier: str
    next: str


def new_flow() -> Flow:
    return Flow(token(), token(), token(), token())


def keep(connection: Connection, flow: Flow, next: str, network: str) -> None:
    """Keep a flow, which counts as an attempt of its network to sign in. Raises TooManyAttemptsError."""
    count_of_network(connection, network)
    connection.execute(delete(SignInFlow).where(SignInFlow.made_at < datetime.now(UTC) - LONGEST))
    values = {"state": digest(flow.state), "browser": digest(flow.browser), "next": next}
    connection.execute(insert(SignInFlow).values(values | {"nonce": flow.nonce, "verifier": flow.verifier}))


def take(connection: Connection, state: str, browser: str) -> Returned:
    """The flow with this state, of this browser; it is gone then, so that no answer is taken twice.

    Raises OidcRefusedError.
    """
    of_both = (
        SignInFlow.state == digest(state[:LONGEST_SENT]),
        SignInFlow.browser == digest(browser[:LONGEST_SENT]),
        SignInFlow.made_at > datetime.now(UTC) - LONGEST,
    )
    kept = (SignInFlow.nonce, SignInFlow.verifier, SignInFlow.next)
    row = connection.execute(delete(SignInFlow).where(*of_both).returning(*kept)).first()
    if row is None:
        raise OidcRefusedError("state")
    return Returned(*row)
