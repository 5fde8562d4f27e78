"""Why nobody is signed in through the provider: one reason, which has a sentence in each language."""

from typing import Literal, get_args

from app.errors import ServiceMapError

Reason = Literal[
    "away",
    "setup",
    "state",
    "denied",
    "code",
    "signature",
    "issuer",
    "audience",
    "nonce",
    "expired",
    "claims",
    "unknown",
    "unconfirmed",
]
"""`away`: the provider does not answer as it should; `setup`: it does not take this site; `state`: this visit was not
begun here, in this browser, or was used already; `denied`: the provider said no; `code`: it does not take its own code;
`signature`, `issuer`, `audience`, `nonce`, `expired` and `claims`: what is wrong with the ID token; `unknown`: the
identity is proven, and no open account is linked with it; `unconfirmed`: one is, and its holder has not said yet that
the identity is theirs."""
REASONS: tuple[Reason, ...] = get_args(Reason)
STATUS: dict[Reason, int] = {"away": 502, "setup": 502, "state": 400, "code": 400}


class OidcRefusedError(ServiceMapError):
    """Nobody is signed in, and why. `subject` is who it would have been, where that is proven."""

    def __init__(self, reason: Reason, subject: str = "") -> None:
        self.reason = reason
        self.subject = subject
        super().__init__(f"The sign-in through the provider was refused: {reason}.")

    @property
    def status(self) -> int:
        return STATUS.get(self.reason, 403)
