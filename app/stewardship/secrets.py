"""Passwords, codes and random tokens: made, kept and compared."""

import hashlib
import hmac
import secrets
import time
from functools import cache

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app.errors import ServiceMapError

HASHER = PasswordHasher()
"""argon2id with the parameters of RFC 9106 for little memory, 64 MiB."""
SHORTEST, LONGEST = 12, 200
KINDS = 5
"""So many different characters at least: else it is one key pressed again and again."""
STEP_S = 30


class WeakPasswordError(ServiceMapError):
    """The password is one that is soon guessed."""

    def __init__(self) -> None:
        super().__init__(
            f"A password has {SHORTEST} to {LONGEST} characters, {KINDS} of them different, and does not hold the "
            "name of the account."
        )


def check_password(password: str, login: str, before: str = "") -> None:
    """Raises WeakPasswordError, also where it is the one before: whoever gave a first password knows it."""
    long_enough = SHORTEST <= len(password) <= LONGEST and len(set(password)) >= KINDS
    if not long_enough or password == before or login.casefold() in password.casefold():
        raise WeakPasswordError


def hashed(password: str) -> str:
    """The password as it is kept."""
    return HASHER.hash(password)


@cache
def _of_nobody() -> str:
    return hashed(secrets.token_urlsafe())


def matches(password: str, kept: str | None) -> bool:
    """Whether it is the password; it takes as long where there is none to compare with."""
    try:
        return HASHER.verify(kept or _of_nobody(), password[:LONGEST]) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def token() -> str:
    """256 random bits for a cookie, a form or a key."""
    return secrets.token_urlsafe(32)


def digest(text: str) -> str:
    """A token as it is kept: 256 random bits need no slow digest."""
    return hashlib.sha256(text.encode()).hexdigest()


def same(one: str, other: str) -> bool:
    """Compare without telling by the time it takes how much of it is right."""
    return hmac.compare_digest(one.encode(), other.encode())


def code_step(secret: str, code: str, used: int) -> int | None:
    """The step of 30 s of a code that is right now or was just before, and newer than the one used last; else None."""
    now = int(time.time()) // STEP_S
    plain = "".join(code.split())
    right = [step for step in (now - 1, now, now + 1) if same(pyotp.TOTP(secret).at(step * STEP_S), plain)]
    return next((step for step in right if step > used), None)
