"""A provider of OpenID Connect as it describes itself: where to send people, and what it says of who came back.

Authlib writes the requests of the code flow with PKCE and looks at the claims, joserfc looks at the signature. The
requests go through httpx, bounded in time and size, and follow no redirect.
"""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx
from authlib.common.errors import AuthlibBaseError
from authlib.oauth2.client import OAuth2Client
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import ClaimError, ExpiredTokenError, JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from app.settings import Settings, loopback_host
from app.stewardship.oidc.refusals import OidcRefusedError, Reason
from app.web.provided import Provided

SCOPE = "openid email"
ALGORITHMS = [f"{family}{bits}" for family in ("RS", "PS", "ES") for bits in (256, 384, 512)]
"""Signatures that only the provider can make. `none` and those with a shared secret are not taken."""
LEEWAY_S = 120
"""So far the provider's clock may be from ours."""
KEPT_S = 3600.0
"""So long the description of the provider is kept. Its keys are fetched anew where one of them does not fit."""
MOST_BYTES = 1024 * 1024
LONGEST_SUBJECT = 255
OF_CLAIM: Mapping[str, Reason] = {
    "iss": "issuer",
    "aud": "audience",
    "azp": "audience",
    "nonce": "nonce",
    "exp": "expired",
    "iat": "expired",
    "nbf": "expired",
}
POST = "client_secret_post"


@dataclass(frozen=True)
class Metadata:
    """What the provider says of itself. `names_issuer`: it says who it is when it sends somebody back (RFC 9207)."""

    issuer: str
    authorization: str
    token: str
    keys: str
    by_post: bool
    names_issuer: bool


@dataclass(frozen=True)
class Identified:
    """Whom the provider vouches for; `email` where it verified that, in lower case."""

    subject: str
    email: str | None


class CodeClient(OAuth2Client):  # type: ignore[misc]
    """Authlib's client of the code flow, whose requests are sent by `session`, a coroutine of ours."""

    oauth_error_class = AuthlibBaseError

    async def _fetch_token(
        self, url: str, body: str = "", headers: Any = None, auth: Any = None, method: str = "POST", **more: Any
    ) -> Any:
        url, headers, body = auth.prepare(method, url, dict(headers), body)
        return self.parse_response_token(await self.session(method, url, content=body, headers=headers))


class Oidc:
    """The provider of one application; where no setting names one, nobody is sent anywhere."""

    def __init__(self, settings: Settings, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self.issuer = settings.oidc_issuer
        self._settings = settings
        self._id, self._secret = settings.oidc_client_id, settings.oidc_secret()
        self._timeout = settings.oidc_timeout
        self._metadata: tuple[float, Metadata] | None = None
        self._keys: KeySet | None = None
        self._client = httpx.AsyncClient(
            follow_redirects=False,
            timeout=settings.oidc_timeout,
            transport=transport,
            headers={"User-Agent": "servicemap"},
        )

    @property
    def configured(self) -> bool:
        return bool(self.issuer)

    async def address(self, redirect: str, state: str, nonce: str, verifier: str) -> str:
        """Where to send somebody. Raises OidcRefusedError where the provider does not answer."""
        metadata = await self.metadata()
        client = self._code_client(metadata, redirect)
        address, _ = client.create_authorization_url(
            metadata.authorization, state=state, nonce=nonce, code_verifier=verifier
        )
        return str(address)

    async def identified(self, code: str, redirect: str, nonce: str, verifier: str) -> Identified:
        """Whom the provider vouches for with this code. Raises OidcRefusedError."""
        metadata = await self.metadata()
        client = self._code_client(metadata, redirect)
        try:
            async with asyncio.timeout(self._timeout):
                token = await client.fetch_token(
                    metadata.token, grant_type="authorization_code", code=code, code_verifier=verifier
                )
        except AuthlibBaseError as error:
            # What is wrong with the code is the visitor's; anything else is between the provider and this site.
            raise OidcRefusedError("code" if error.error == "invalid_grant" else "setup") from error
        except (httpx.HTTPError, TimeoutError, ValueError) as error:
            raise OidcRefusedError("away") from error
        return self._vouched(await self._claims(metadata, token, nonce))

    async def check_sender(self, named: str | None) -> None:
        """Whoever sent somebody back must be this provider, where it says who it is. Raises OidcRefusedError."""
        metadata = await self.metadata()
        if named != metadata.issuer and (named is not None or metadata.names_issuer):
            raise OidcRefusedError("issuer")

    async def metadata(self) -> Metadata:
        """What the provider says of itself, asked for once an hour. Raises OidcRefusedError."""
        now = time.monotonic()
        if self._metadata is None or now - self._metadata[0] > KEPT_S:
            document = await self._document(f"{self.issuer.rstrip('/')}/.well-known/openid-configuration")
            self._metadata = now, self._described(document)
        return self._metadata[1]

    def _described(self, document: Mapping[str, Any]) -> Metadata:
        if document.get("issuer") != self.issuer:
            raise OidcRefusedError("issuer")
        methods = document.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        return Metadata(
            issuer=self.issuer,
            authorization=self._endpoint(document, "authorization_endpoint"),
            token=self._endpoint(document, "token_endpoint"),
            keys=self._endpoint(document, "jwks_uri"),
            by_post="client_secret_basic" not in methods and POST in methods,
            names_issuer=document.get("authorization_response_iss_parameter_supported") is True,
        )

    def _endpoint(self, document: Mapping[str, Any], name: str) -> str:
        """An address of the provider: https like the provider's own, or on this machine where that is."""
        address = document.get(name)
        try:
            parts = httpx.URL(str(address))
        except httpx.InvalidURL as error:
            raise OidcRefusedError("away") from error
        local = loopback_host(httpx.URL(self.issuer).host)
        if not parts.host or not (parts.scheme == "https" or (local and loopback_host(parts.host))):
            raise OidcRefusedError("away")
        return str(address)

    def _code_client(self, metadata: Metadata, redirect: str) -> CodeClient:
        return CodeClient(
            self._answered,
            client_id=self._id,
            client_secret=self._secret or None,
            token_endpoint_auth_method=POST if self._secret and metadata.by_post else None,
            scope=SCOPE,
            redirect_uri=redirect,
            code_challenge_method="S256",
        )

    async def _claims(self, metadata: Metadata, token: Mapping[str, Any], nonce: str) -> CodeIDToken:
        """The claims of the ID token, once its signature and all of them were looked at. Raises OidcRefusedError."""
        text = token.get("id_token")
        if not isinstance(text, str):
            raise OidcRefusedError("claims")
        options = {"iss": {"essential": True, "value": metadata.issuer}, "aud": {"essential": True, "value": self._id}}
        params = {"nonce": nonce, "client_id": self._id, "access_token": token.get("access_token")}
        signed = await self._signed(metadata, text)
        claims = CodeIDToken(signed.claims, signed.header, options, params)
        try:
            claims.validate(leeway=LEEWAY_S)
        except ExpiredTokenError as error:
            raise OidcRefusedError("expired") from error
        except ClaimError as error:
            raise OidcRefusedError(OF_CLAIM.get(error.claim, "claims")) from error
        return claims

    async def _signed(self, metadata: Metadata, text: str) -> jwt.Token:
        """The token, where a key of the provider signed it. Providers change their keys: they are fetched anew once."""
        keys, fresh = self._keys, False
        if keys is None:
            keys, fresh = await self._fetched(metadata), True
        try:
            return _decoded(text, keys)
        except (JoseError, ValueError) as error:
            if fresh:
                raise OidcRefusedError("signature") from error
        try:
            return _decoded(text, await self._fetched(metadata))
        except (JoseError, ValueError) as error:
            raise OidcRefusedError("signature") from error

    async def _fetched(self, metadata: Metadata) -> KeySet:
        document = await self._document(metadata.keys)
        try:
            self._keys = KeySet.import_key_set({"keys": document["keys"]})
        except (JoseError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise OidcRefusedError("away") from error
        return self._keys

    def _vouched(self, claims: Mapping[str, Any]) -> Identified:
        subject, email = claims.get(self._settings.oidc_claim), claims.get("email")
        if not isinstance(subject, str) or not subject.isprintable() or not 0 < len(subject) <= LONGEST_SUBJECT:
            raise OidcRefusedError("claims")
        verified = claims.get("email_verified") is True and isinstance(email, str)
        return Identified(subject, str(email).casefold() if verified else None)

    async def _document(self, address: str) -> Mapping[str, Any]:
        """A JSON object of the provider. Raises OidcRefusedError where it gives none in time."""
        try:
            async with asyncio.timeout(self._timeout):
                answer = await self._answered("GET", address, headers={"Accept": "application/json"})
            document = answer.raise_for_status().json()
        except (httpx.HTTPError, TimeoutError, ValueError) as error:
            raise OidcRefusedError("away") from error
        if not isinstance(document, dict):
            raise OidcRefusedError("away")
        return document

    async def _answered(self, method: str, address: str, **more: Any) -> httpx.Response:
        """An answer that is not larger than any of a provider is. Raises ValueError, httpx.HTTPError."""
        body = bytearray()
        async with self._client.stream(method, address, **more) as answer:
            async for part in answer.aiter_bytes():
                body += part
                if len(body) > MOST_BYTES:
                    raise ValueError("The answer is too large.")
        return httpx.Response(answer.status_code, content=bytes(body), request=answer.request)

    async def close(self) -> None:
        await self._client.aclose()


def _decoded(text: str, keys: KeySet) -> jwt.Token:
    return jwt.decode(text, keys, registry=JWSRegistry(algorithms=ALGORITHMS, strict_check_header=False))


oidc_of = Provided(Oidc)
