"""Signing in and out, and whom a cookie belongs to."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from app.errors import ServiceMapError
from app.stewardship import secrets
from app.stewardship.attempts import Attempt, forgive
from app.stewardship.models import OF_ACCOUNT, AccountRow, SessionRow
from app.stewardship.rights import Account

IDLE, LONGEST = timedelta(minutes=30), timedelta(hours=12)
NOTED_AFTER = timedelta(minutes=1)
"""So often at most it is written down that a session is used."""


class WrongSignInError(ServiceMapError):
    """Account, password or code is wrong; which one is not said. `attempt` is what was counted."""

    def __init__(self, attempt: Attempt | None = None) -> None:
        self.attempt = attempt or Attempt()
        super().__init__("Account, password or code is wrong.")


@dataclass(frozen=True)
class Session:
    """Who uses a browser, and the token that its forms carry."""

    account: Account
    csrf: str


@dataclass(frozen=True)
class Known:
    """What is needed to look at a password outside of any transaction."""

    account: Account | None
    password: str | None
    totp_secret: str | None
    totp_step: int

    @property
    def number(self) -> int | None:
        """The number of the account; None where there is none."""
        return self.account.id if self.account else None


def account_named(connection: Connection, login: str) -> Known:
    """What is kept of an account; of one that is none or was closed, nothing."""
    columns = (*OF_ACCOUNT, AccountRow.password, AccountRow.totp_secret, AccountRow.totp_step)
    row = connection.execute(select(*columns).where(AccountRow.login == login.casefold(), AccountRow.active)).first()
    if row is None:
        return Known(None, None, None, 0)
    *account, password, secret, step = row
    return Known(Account(*account), password, secret, step)


def right_step(known: Known, password: str, code: str) -> int:
    """The step of the code that was used, 0 where the account has none. Raises WrongSignInError.

    Password and code are both looked at, whatever the other one is.
    """
    right = secrets.matches(password, known.password)
    step = secrets.code_step(known.totp_secret, code, known.totp_step) if known.totp_secret else 0
    if not right or step is None:
        raise WrongSignInError
    return step


def check_password(known: Known, password: str) -> None:
    """Raises WrongSignInError where it is another one."""
    if not secrets.matches(password, known.password):
        raise WrongSignInError


def begin(connection: Connection, known: Known, step: int, network: str, before: str | None) -> str:
    """A new session for the account; its token. The session of the cookie that the browser sent before ends.

    Raises WrongSignInError where the same code came twice at once.
    """
    account = known.account
    assert account is not None  # noqa: S101 - a right password has an account
    if step:
        unused = (AccountRow.id == account.id, AccountRow.totp_step < step)
        if connection.execute(update(AccountRow).where(*unused).values(totp_step=step)).rowcount != 1:
            raise WrongSignInError
    forgive(connection, account.login, network)
    return begin_for(connection, account, before)


def begin_for(connection: Connection, account: Account, before: str | None, *, by_provider: bool = False) -> str:
    """A new session for an account that was proven; its token. The session of the cookie before ends."""
    end(connection, before)
    connection.execute(delete(SessionRow).where(SessionRow.seen_at < datetime.now(UTC) - IDLE))
    token = secrets.token()
    values = {"token": secrets.digest(token), "account": account.id, "csrf": secrets.token()}
    connection.execute(insert(SessionRow).values(values | {"by_provider": by_provider}))
    return token


def find(connection: Connection, token: str | None, now: datetime | None = None) -> Session | None:
    """Whose cookie it is; None for one that is unknown, was idle too long, or whose account was closed."""
    if not token:
        return None
    moment, key = now or datetime.now(UTC), secrets.digest(token)
    live = (SessionRow.seen_at > moment - IDLE, SessionRow.made_at > moment - LONGEST, AccountRow.active)
    row = connection.execute(
        select(*OF_ACCOUNT, SessionRow.csrf, SessionRow.seen_at, SessionRow.by_provider)
        .join(AccountRow, AccountRow.id == SessionRow.account)
        .where(SessionRow.token == key, *live)
    ).first()
    if row is None:
        return None
    *of_account, csrf, seen, by_provider = row
    account = Account(*of_account)
    if moment - seen > NOTED_AFTER:
        connection.execute(update(SessionRow).where(SessionRow.token == key).values(seen_at=moment))
    # Whoever came through the provider typed no password of ours, so that none is to be changed first.
    return Session(replace(account, temporary=account.temporary and not by_provider), csrf)


def end(connection: Connection, token: str | None) -> None:
    """Sign out."""
    if token:
        connection.execute(delete(SessionRow).where(SessionRow.token == secrets.digest(token)))
