"""Attempts to sign in: who tries too often waits, longer each time, by account and by network.

An attempt is counted before the password is looked at, so that many at once are as many attempts.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert

from app.errors import ServiceMapError
from app.stewardship.models import SignInAttempt
from app.stewardship.secrets import digest

OF_ACCOUNT, OF_NETWORK = 5, 30
"""So many failures are free: a whole office may share one address."""
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)
FORGOTTEN_AFTER = timedelta(days=1)


class TooManyAttemptsError(ServiceMapError):
    """Too many failures: `seconds` to wait. It says nothing about whether there is such an account."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(f"Too many attempts. Try again in {seconds} seconds.")


def keys_of(login: str, network: str) -> Mapping[str, int]:
    """The keys that an attempt is counted by, each with the number of failures that is free."""
    return {digest(f"account {login.casefold()}"): OF_ACCOUNT, digest(f"network {network}"): OF_NETWORK}


def count_attempt(connection: Connection, login: str, network: str, now: datetime | None = None) -> int:
    """Count an attempt and return how many more are free for the account. Raises TooManyAttemptsError."""
    moment, left = now or datetime.now(UTC), OF_ACCOUNT
    keys = keys_of(login, network)
    # One order for all: two attempts that share a key wait for each other.
    for key, free in sorted(keys.items()):
        new = {"key": key, "failures": 0, "last_at": moment}
        connection.execute(insert(SignInAttempt).values(new).on_conflict_do_nothing())
        columns = (SignInAttempt.failures, SignInAttempt.last_at, SignInAttempt.blocked_until)
        row = connection.execute(select(*columns).where(SignInAttempt.key == key).with_for_update()).one()
        if row.blocked_until is not None and row.blocked_until > moment:
            raise TooManyAttemptsError(int((row.blocked_until - moment).total_seconds()) + 1)
        failures = 1 if moment - row.last_at > FORGOTTEN_AFTER else row.failures + 1
        blocked = moment + _wait(failures - free) if failures >= free else None
        changed = {"failures": failures, "last_at": moment, "blocked_until": blocked}
        connection.execute(update(SignInAttempt).where(SignInAttempt.key == key).values(changed))
        if free == OF_ACCOUNT:
            left = max(free - failures, 0)
    return left


def _wait(beyond: int) -> timedelta:
    """How long one waits after so many failures beyond those that are free: twice as long each time."""
    times: int = 2 ** min(beyond, 10)
    return min(FIRST_WAIT * times, LONGEST_WAIT)


def forget(connection: Connection, login: str) -> None:
    """Let the account begin anew: its password is another one."""
    of_account, _ = keys_of(login, "")
    connection.execute(delete(SignInAttempt).where(SignInAttempt.key == of_account))


def forgive(connection: Connection, login: str, network: str) -> None:
    """The attempt was right: the account starts anew, and the network has one failure less."""
    of_account, of_network = keys_of(login, network)
    connection.execute(delete(SignInAttempt).where(SignInAttempt.key == of_account))
    fewer = {"failures": func.greatest(SignInAttempt.failures - 1, 0), "blocked_until": None}
    connection.execute(update(SignInAttempt).where(SignInAttempt.key == of_network).values(fewer))
    connection.execute(delete(SignInAttempt).where(SignInAttempt.last_at < datetime.now(UTC) - FORGOTTEN_AFTER))
