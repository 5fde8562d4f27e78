"""A provider of OpenID Connect on loopback: discovery, keys, the way back, and the exchange of a code.

It keeps to the standard's code flow with PKCE (OpenID Connect Core 1.0, RFC 7636) and refuses what does not; a test
says what it is to do wrong.
"""

import base64
import hashlib
import json
import secrets
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey

from tests.support.loopback import Quiet, listening

CLIENT, SECRET = "servicemap", "s3cret of the client"
Answer = tuple[int, dict[str, Any]]


@cache
def signing_key(name: str) -> ECKey:
    """A key of the provider by its id."""
    return ECKey.generate_key("P-256", {"kid": name, "use": "sig"}, private=True)


@dataclass
class Provider:
    """What it does. `claims` stand over those that it would say; a claim that is None is left out."""

    address: str = ""
    published: list[str] = field(default_factory=lambda: ["first"])
    """The keys of its set."""
    signs_with: str = "first"
    algorithm: str = "ES256"
    subject: str = "u-1"
    claims: dict[str, Any] = field(default_factory=dict)
    issuer: str = ""
    """By what its description names it; empty for its address."""
    away: bool = False
    raw: dict[str, bytes] = field(default_factory=dict)
    """What it answers at an address, whatever was asked."""
    asked: list[str] = field(default_factory=list)
    codes: dict[str, Mapping[str, str]] = field(default_factory=dict)

    def honest(self) -> None:
        """Do nothing wrong any more."""
        self.published, self.signs_with, self.algorithm = ["first"], "first", "ES256"
        self.subject, self.claims, self.issuer, self.away, self.raw = "u-1", {}, "", False, {}

    def described(self) -> dict[str, Any]:
        paths = {"authorization": "/authorize", "token": "/token"}
        return {
            "issuer": self.issuer or self.address,
            **{f"{name}_endpoint": self.address + path for name, path in paths.items()},
            "jwks_uri": f"{self.address}/jwks",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["ES256"],
            "code_challenge_methods_supported": ["S256"],
        }

    def sent_back(self, query: str) -> str:
        """Where whoever signed in here is sent: to the site, with a code."""
        asked = {name: values[0] for name, values in parse_qs(query).items()}
        assert (asked["response_type"], asked["client_id"]) == ("code", CLIENT)
        assert asked["code_challenge_method"] == "S256"
        assert "openid" in asked["scope"].split()
        code = secrets.token_urlsafe()
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def exchanged(self, form: Mapping[str, str], authorization: str) -> Answer:
        """Tokens for a code, once, for the client that it was made for and that knows what it began with."""
        expected = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        if authorization != f"Basic {expected}":
            return 401, {"error": "invalid_client"}
        asked = self.codes.pop(form.get("code", ""), None)
        challenge = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if (
            asked is None
            or form["redirect_uri"] != asked["redirect_uri"]
            or base64.urlsafe_b64encode(challenge).decode().rstrip("=") != asked["code_challenge"]
        ):
            return 400, {"error": "invalid_grant"}
        return 200, {"access_token": "a", "token_type": "Bearer", "id_token": self.token(asked["nonce"])}

    def token(self, nonce: str) -> str:
        now = int(time.time())
        usual = {"iss": self.address, "aud": CLIENT, "sub": self.subject, "nonce": nonce, "iat": now, "exp": now + 300}
        claims = {name: value for name, value in {**usual, **self.claims}.items() if value is not None}
        header = {"alg": self.algorithm, "kid": self.signs_with}
        if self.algorithm == "none":
            parts = (json.dumps(each).encode() for each in (header, claims))
            return ".".join(base64.urlsafe_b64encode(each).decode().rstrip("=") for each in parts) + "."
        return jwt.encode(header, claims, signing_key(self.signs_with))


@contextmanager
def oidc_provider() -> Iterator[Provider]:
    """A provider on a free port."""
    provider = Provider()

    class Handler(Quiet):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            provider.asked.append(parts.path)
            if parts.path == "/authorize":
                self.send_response(302)
                self.send_header("Location", provider.sent_back(parts.query))
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            keys = {"keys": [signing_key(name).as_dict(private=False) for name in provider.published]}
            documents = {"/.well-known/openid-configuration": provider.described(), "/jwks": keys}
            self._answer((503, {}) if provider.away else (200, documents[parts.path]))

        def do_POST(self) -> None:
            provider.asked.append(self.path)
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            self._answer((503, {}) if provider.away else provider.exchanged(form, self.headers["Authorization"] or ""))

        def _answer(self, answer: Answer) -> None:
            self.answer_json(answer[0], provider.raw.get(urlsplit(self.path).path) or answer[1])

    with listening(Handler) as provider.address:
        yield provider
