"""Who writes, in which role, why, and with which digest the history is chained."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from app.errors import SettingsError
from app.settings import Settings

Action = Literal["begin", "load", "import", "remove", "grade", "publish", "confirm", "restore", "progress", "consent"]
"""`begin`: the history of records that were there before it; `load`: the first or synthetic data; `grade`: grades
without their ground were lowered; `confirm`: somebody looked and found it still true; `restore`: as it
once was; `progress`: milestones and evaluations, which the public history leaves out; `consent`: the
holder of a mobile number agrees that it is public, or does not any more."""


@dataclass(frozen=True)
class Author:
    """Who makes a change. A command on the server has no name: whoever may run it owns the database anyway."""

    action: Action
    who: str = ""
    role: str = "system"
    institution: str = ""
    reason: str = ""
    source: str = ""


def digest_name() -> str:
    """The digest of the setting. Raises SettingsError where this machine's OpenSSL has not got it."""
    name = Settings().history_digest
    digest_of(name)
    return name


def digest_of(name: str) -> Callable[[bytes], str]:
    """The function that gives the digest of bytes as hexadecimal digits. Raises SettingsError where it is lacking."""
    try:
        hashlib.new(name)
    except ValueError:
        raise SettingsError(
            f"SERVICEMAP_HISTORY_DIGEST: the OpenSSL of this Python has no {name.upper()}. "
            "Take sha256, or a Python whose OpenSSL has it (1.1.1 or newer, built with it)."
        ) from None
    return lambda text: hashlib.new(name, text).hexdigest()
