"""Authlib's part, the requests of the code flow and the claims of an ID token, and joserfc's, its signature."""

from collections.abc import Mapping
from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.oauth2.client import OAuth2Client
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import ClaimError, ExpiredTokenError, JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from app.stewardship.oidc.refusals import OidcRefusedError, Reason

SCOPE = "openid email"
ALGORITHMS = [f"{family}{bits}" for family in ("RS", "PS", "ES") for bits in (256, 384, 512)]
"""Signatures that only the provider can make. `none` and those with a shared secret are not taken."""
LEEWAY_S = 120
"""So far the provider's clock may be from ours."""
OF_CLAIM: Mapping[str, Reason] = {
    "iss": "issuer",
    "aud": "audience",
    "azp": "audience",
    "nonce": "nonce",
    "exp": "expired",
    "iat": "expired",
    "nbf": "expired",
}


class CodeClient(OAuth2Client):  # type: ignore[misc]
    """Authlib's client of the code flow, whose requests are sent by `session`, a coroutine of ours."""

    oauth_error_class = AuthlibBaseError

    async def _fetch_token(
        self, url: str, body: str = "", headers: Any = None, auth: Any = None, method: str = "POST", **more: Any
    ) -> Any:
        url, headers, body = auth.prepare(method, url, dict(headers), body)
        return self.parse_response_token(await self.session(method, url, content=body, headers=headers))


def key_set(document: Mapping[str, Any]) -> KeySet:
    """The keys of the provider. Raises OidcRefusedError where what it gave are none."""
    try:
        return KeySet.import_key_set({"keys": document["keys"]})
    except (JoseError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise OidcRefusedError("away") from error


def signed(text: str, keys: KeySet) -> jwt.Token:
    """The token, where one of the keys signed it. Raises OidcRefusedError."""
    try:
        return jwt.decode(text, keys, registry=JWSRegistry(algorithms=ALGORITHMS, strict_check_header=False))
    except (JoseError, ValueError) as error:
        raise OidcRefusedError("signature") from error


def claims_of(token: jwt.Token, issuer: str, client: str, nonce: str, access_token: Any) -> Mapping[str, Any]:
    """What a signed token says, where it is of this issuer, for this client and sign-in, and valid now.

    Raises OidcRefusedError.
    """
    options = {"iss": {"essential": True, "value": issuer}, "aud": {"essential": True, "value": client}}
    params = {"nonce": nonce, "client_id": client, "access_token": access_token}
    claims = CodeIDToken(token.claims, token.header, options, params)
    try:
        claims.validate(leeway=LEEWAY_S)
    except ExpiredTokenError as error:
        raise OidcRefusedError("expired") from error
    except ClaimError as error:
        raise OidcRefusedError(OF_CLAIM.get(error.claim, "claims")) from error
    return dict(claims)
