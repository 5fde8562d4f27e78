"""A provider of OpenID Connect as it describes itself: where to send people, and what it says of who came back.

The requests go through httpx, bounded in time and size, and follow no redirect. What Authlib and joserfc do stands in
`tokens.py`, which is loaded where a provider is configured: else nobody waits for it at the start.
"""

import asyncio
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx

from app.settings import Settings, loopback_host
from app.stewardship.oidc.refusals import OidcRefusedError
from app.web.provided import Provided

if TYPE_CHECKING:
    from joserfc import jwt
    from joserfc.jwk import KeySet

    from app.stewardship.oidc.tokens import CodeClient

KEPT_S = 3600.0
"""So long the description of the provider is kept. Its keys are fetched anew where one of them does not fit."""
MOST_BYTES = 1024 * 1024
LONGEST_SUBJECT = 255
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


class Oidc:
    """The provider of one application; where no setting names one, nobody is sent anywhere."""

    def __init__(self, settings: Settings) -> None:
        self.issuer = settings.oidc_issuer
        self._settings = settings
        self._id, self._secret = settings.oidc_client_id, settings.oidc_secret()
        self._timeout = settings.oidc_timeout
        self._metadata: tuple[float, Metadata] | None = None
        self._keys: KeySet | None = None
        if self.configured:
            from app.stewardship.oidc import tokens  # noqa: F401 - loaded now, while nobody waits
        self._client = httpx.AsyncClient(
            follow_redirects=False,
            timeout=settings.oidc_timeout,
            # Compressed, a small answer would be a large one before anybody could count it.
            headers={"User-Agent": "servicemap", "Accept-Encoding": "identity"},
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
        from authlib.common.errors import AuthlibBaseError

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
        if not isinstance(methods, list):
            raise OidcRefusedError("away")
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

    def _code_client(self, metadata: Metadata, redirect: str) -> "CodeClient":
        from app.stewardship.oidc.tokens import SCOPE, CodeClient

        return CodeClient(
            self._answered_object,
            client_id=self._id,
            client_secret=self._secret or None,
            token_endpoint_auth_method=POST if self._secret and metadata.by_post else None,
            scope=SCOPE,
            redirect_uri=redirect,
            code_challenge_method="S256",
        )

    async def _claims(self, metadata: Metadata, token: Mapping[str, Any], nonce: str) -> Mapping[str, Any]:
        """What the ID token says, once its signature and its claims were looked at. Raises OidcRefusedError."""
        from app.stewardship.oidc import tokens

        text = token.get("id_token")
        if not isinstance(text, str):
            raise OidcRefusedError("claims")
        signed = await self._signed(metadata, text)
        return tokens.claims_of(signed, metadata.issuer, self._id, nonce, token.get("access_token"))

    async def _signed(self, metadata: Metadata, text: str) -> "jwt.Token":
        """The token, where a key of the provider signed it. Providers change their keys: they are fetched anew once."""
        from app.stewardship.oidc import tokens

        if self._keys is not None:
            with suppress(OidcRefusedError):
                return tokens.signed(text, self._keys)
        self._keys = tokens.key_set(await self._document(metadata.keys))
        return tokens.signed(text, self._keys)

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
            return _object(answer.raise_for_status())
        except (httpx.HTTPError, TimeoutError, ValueError) as error:
            raise OidcRefusedError("away") from error

    async def _answered_object(self, method: str, address: str, **more: Any) -> httpx.Response:
        """An answer that is a JSON object: Authlib looks for names in whatever it is. Raises as `_answered` does."""
        answer = await self._answered(method, address, **more)
        _object(answer)
        return answer

    async def _answered(self, method: str, address: str, **more: Any) -> httpx.Response:
        """An answer that is not larger than any of a provider is. Raises ValueError, httpx.HTTPError."""
        body = bytearray()
        async with self._client.stream(method, address, **more) as answer:
            async for part in answer.aiter_raw():
                body += part
                if len(body) > MOST_BYTES:
                    raise ValueError("The answer is too large.")
        return httpx.Response(answer.status_code, content=bytes(body), request=answer.request)

    async def close(self) -> None:
        await self._client.aclose()


def _object(answer: httpx.Response) -> dict[str, Any]:
    """The JSON object that an answer holds. Raises ValueError where it holds none."""
    try:
        document = answer.json()
    except RecursionError as error:
        raise ValueError("The answer is nested too deep.") from error
    if not isinstance(document, dict):
        raise ValueError("The answer is no JSON object.")
    return document


oidc_of = Provided(Oidc)
