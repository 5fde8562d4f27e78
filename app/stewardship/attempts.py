"""Attempts to sign in: who tries too often waits, longer each time: an account from one network, and a network.

Whoever makes mistakes with the account of somebody else makes himself wait, not the other one in another network. Very
many mistakes with one account from many networks make all wait for it, a short while.

An attempt is counted before the password is looked at, so that many at once are as many attempts.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert

from app.errors import ServiceMapError
from app.stewardship.models import SignInAttempt
from app.stewardship.secrets import digest

OF_ACCOUNT, OF_NETWORK, OF_ACCOUNT_ANYWHERE, OF_LINKS = 5, 30, 100, 20
"""So many failures are free: of an account from one network, of a network (a whole office may share one address), of
an account from all networks together, and of links for operators that open nothing."""
FIRST_WAIT, LONGEST_WAIT, LONGEST_ANYWHERE = timedelta(minutes=1), timedelta(hours=1), timedelta(minutes=5)
FORGOTTEN_AFTER = timedelta(days=1)


class TooManyAttemptsError(ServiceMapError):
    """Too many failures: `seconds` to wait. It says nothing about whether there is such an account."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(f"Too many attempts. Try again in {seconds} seconds.")


@dataclass(frozen=True, order=True)
class Counted:
    """What an attempt is counted by: so many failures are free, and nobody waits longer than `longest`."""

    key: str
    free: int
    longest: timedelta


@dataclass(frozen=True)
class Wait:
    """Until when nobody signs in to an account: from one network that made mistakes, or from everywhere."""

    until: datetime
    everywhere: bool


@dataclass(frozen=True)
class Attempt:
    """What a counted attempt means if it is wrong: so many more are free, and so long one waits where none is."""

    left: int = OF_ACCOUNT
    wait: timedelta = FIRST_WAIT


def counted_by(login: str, network: str) -> tuple[Counted, Counted, Counted]:
    """The account from this network, the network, and the account from anywhere."""
    account = digest(f"account {login.casefold()}")
    return (
        Counted(f"{account} {digest(network)}", OF_ACCOUNT, LONGEST_WAIT),
        _of_network(network),
        Counted(account, OF_ACCOUNT_ANYWHERE, LONGEST_ANYWHERE),
    )


def _of_network(network: str) -> Counted:
    return Counted(digest(f"network {network}"), OF_NETWORK, LONGEST_WAIT)


def count_attempt(connection: Connection, login: str, network: str, now: datetime | None = None) -> Attempt:
    """Count an attempt with an account. Raises TooManyAttemptsError."""
    return _count(connection, counted_by(login, network), now)


def count_of_network(connection: Connection, network: str) -> None:
    """Count an attempt that names no account. Raises TooManyAttemptsError."""
    _count(connection, (_of_network(network),))


def check_links(connection: Connection, network: str) -> None:
    """Raises TooManyAttemptsError where a network asked for too many links that open nothing."""
    query = select(SignInAttempt.blocked_until).where(SignInAttempt.key == _of_links(network).key)
    _check_wait(connection.execute(query).scalar(), datetime.now(UTC))


def count_missed_link(connection: Connection, network: str) -> None:
    """Count one that opened nothing, for all processes of all servers. Raises TooManyAttemptsError."""
    _count(connection, (_of_links(network),))


def _of_links(network: str) -> Counted:
    return Counted(digest(f"links {network}"), OF_LINKS, LONGEST_WAIT)


def _check_wait(until: datetime | None, now: datetime) -> None:
    if until is not None and until > now:
        raise TooManyAttemptsError(int((until - now).total_seconds()) + 1)


def _count(connection: Connection, all_counted: Iterable[Counted], now: datetime | None = None) -> Attempt:
    moment, attempt = now or datetime.now(UTC), Attempt()
    # One order for all: two attempts that share a key wait for each other.
    for counted in sorted(all_counted):
        key, free = counted.key, counted.free
        new = {"key": key, "failures": 0, "last_at": moment}
        connection.execute(insert(SignInAttempt).values(new).on_conflict_do_nothing())
        columns = (SignInAttempt.failures, SignInAttempt.last_at, SignInAttempt.blocked_until)
        row = connection.execute(select(*columns).where(SignInAttempt.key == key).with_for_update()).one()
        _check_wait(row.blocked_until, moment)
        failures = 1 if moment - row.last_at > FORGOTTEN_AFTER else row.failures + 1
        wait = min(_wait(failures - free), counted.longest) if failures >= free else None
        blocked = moment + wait if wait else None
        changed = {"failures": failures, "last_at": moment, "blocked_until": blocked}
        connection.execute(update(SignInAttempt).where(SignInAttempt.key == key).values(changed))
        if free == OF_ACCOUNT:
            attempt = Attempt(max(free - failures, 0), wait or FIRST_WAIT)
    return attempt


def _wait(beyond: int) -> timedelta:
    """How long one waits after so many failures beyond those that are free: twice as long each time."""
    times: int = 2 ** min(beyond, 10)
    return min(FIRST_WAIT * times, LONGEST_WAIT)


def forget(connection: Connection, login: str) -> None:
    """Let the account begin anew: its password is another one."""
    *_, of_account = counted_by(login, "")
    connection.execute(delete(SignInAttempt).where(SignInAttempt.key.startswith(of_account.key)))


def waits(connection: Connection, logins: Collection[str]) -> dict[str, Wait]:
    """Which of these accounts cannot be signed in to now, for the longest wait of each."""
    now, by_key = datetime.now(UTC), {counted_by(login, "")[2].key: login for login in logins}
    query = select(SignInAttempt.key, SignInAttempt.blocked_until).where(SignInAttempt.blocked_until > now)
    found: dict[str, Wait] = {}
    for key, until in connection.execute(query.order_by(SignInAttempt.blocked_until)):
        account, _, network = key.partition(" ")
        if until and account in by_key:
            found[by_key[account]] = Wait(until, everywhere=not network)
    return found


def forgive(connection: Connection, login: str, network: str) -> None:
    """The attempt was right: the account starts anew, and the network has one failure less."""
    here, _, of_account = counted_by(login, network)
    connection.execute(delete(SignInAttempt).where(SignInAttempt.key.in_((here.key, of_account.key))))
    forgive_network(connection, network)


def forgive_network(connection: Connection, network: str) -> None:
    """An attempt was right: its network has one failure less."""
    fewer = {"failures": func.greatest(SignInAttempt.failures - 1, 0), "blocked_until": None}
    connection.execute(update(SignInAttempt).where(SignInAttempt.key == _of_network(network).key).values(fewer))
    connection.execute(delete(SignInAttempt).where(SignInAttempt.last_at < datetime.now(UTC) - FORGOTTEN_AFTER))
