"""Accounts and keys, made and closed by whoever may run commands on the server, or by an administrator."""

from datetime import UTC, datetime, timedelta

import pyotp
from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from app.errors import ServiceMapError, quoted
from app.platforms.models import Platform
from app.stewardship import secrets
from app.stewardship.attempts import forget
from app.stewardship.models import OF_ACCOUNT, SCOPES, AccountRow, ApiKey, SessionRow
from app.stewardship.rights import RIGHTS, ROLES, Account
from app.stewardship.sign_in_log import note

KEY_PREFIX = "smk_"
LONGEST_KEY_DAYS = 366
LOGIN, INSTITUTION = 64, 100


class AccountError(ServiceMapError):
    """The account cannot be made or changed so."""


def add(
    connection: Connection,
    login: str,
    role: str,
    institution: str,
    *,
    district: str | None = None,
    platform: str | None = None,
    password: str | None = None,
) -> str:
    """Make an account and return its password, a random one where none is given. Raises AccountError.

    Whoever made it knows the password, so that it must be changed at the first sign-in.
    """
    login = login.strip().casefold()
    if role not in ROLES:
        raise AccountError(f"There is no role {quoted(role)}: {', '.join(ROLES)}.")
    if not login or len(login) > LOGIN or not login.isprintable() or " " in login:
        raise AccountError(f"The name of an account has 1 to {LOGIN} characters and no blanks.")
    if (role == "steward") != (district is not None) or (role == "operator") != (platform is not None):
        raise AccountError("A steward needs --district, an operator --platform, and no other role takes them.")
    if not institution.strip() or len(institution) > INSTITUTION or not institution.isprintable():
        raise AccountError(f"The institution, which the public sees, has 1 to {INSTITUTION} visible characters.")
    if platform is not None and connection.execute(select(Platform.id).where(Platform.id == platform)).first() is None:
        raise AccountError(f"There is no platform {quoted(platform)}.")
    chosen = password or secrets.token()[:20]
    secrets.check_password(chosen, login)
    row = {"login": login, "role": role, "institution": institution, "district": district, "platform": platform}
    try:
        connection.execute(insert(AccountRow).values({**row, "password": secrets.hashed(chosen)}))
    except IntegrityError as error:
        raise AccountError(f"There is an account {quoted(login)} already, or no such district.") from error
    return chosen


def set_password(connection: Connection, account: Account, password: str, kept: str) -> None:
    """One's own new password; other browsers are signed out, the one with the token `kept` stays.

    Raises WeakPasswordError.
    """
    secrets.check_password(password, account.login)
    values = {"password": secrets.hashed(password), "temporary": False}
    connection.execute(update(AccountRow).where(AccountRow.id == account.id).values(values))
    others = (SessionRow.account == account.id, SessionRow.token != secrets.digest(kept))
    connection.execute(delete(SessionRow).where(*others))


def new_totp(connection: Connection, login: str) -> str:
    """A new secret for codes, also where the old one is lost; its address for an app. Raises AccountError.

    Nobody stays signed in, and who waits because of mistakes waits no longer.
    """
    secret = pyotp.random_base32()
    _changed(connection, login, totp_secret=secret, totp_step=0)
    _begin_anew(connection, login, "coded")
    return pyotp.TOTP(secret).provisioning_uri(name=login.casefold(), issuer_name="servicemap")


def no_totp(connection: Connection, login: str) -> None:
    """Ask for no code any more. Nobody stays signed in, and nobody waits longer. Raises AccountError."""
    _changed(connection, login, totp_secret=None, totp_step=0)
    _begin_anew(connection, login, "uncoded")


def set_active(connection: Connection, login: str, *, active: bool) -> None:
    """Open or close an account; a closed one is signed out everywhere. Raises AccountError."""
    _changed(connection, login, active=active)
    if not active:
        _sign_out(connection, login)


def reset_password(connection: Connection, login: str) -> str:
    """A new random password, which must be changed at the next sign-in; nobody stays signed in by the old one.

    Who waits because of mistakes waits no longer. Raises AccountError.
    """
    chosen = secrets.token()[:20]
    _changed(connection, login, password=secrets.hashed(chosen), temporary=True)
    _begin_anew(connection, login, "reset")
    return chosen


def _begin_anew(connection: Connection, login: str, outcome: str) -> None:
    """What somebody on the server did so that the account is signed in to anew, which the log of sign-ins says."""
    _sign_out(connection, login)
    forget(connection, login)
    account = connection.execute(select(AccountRow.id).where(AccountRow.login == login.casefold())).scalar_one()
    note(connection, "password", outcome, account)


def _sign_out(connection: Connection, login: str) -> None:
    ids = select(AccountRow.id).where(AccountRow.login == login.casefold())
    connection.execute(delete(SessionRow).where(SessionRow.account.in_(ids)))


def _changed(connection: Connection, login: str, **values: object) -> None:
    named = update(AccountRow).where(AccountRow.login == login.casefold())
    if "\x00" in login or connection.execute(named.values(values)).rowcount != 1:
        raise AccountError(f"There is no account {quoted(login)}.")


def new_key(connection: Connection, login: str, label: str, scopes: list[str], days: int) -> str:
    """A key for programs of this account; it is shown once. Raises AccountError."""
    row = connection.execute(select(AccountRow.id, AccountRow.role).where(AccountRow.login == login.casefold())).first()
    if row is None:
        raise AccountError(f"There is no account {quoted(login)}.")
    allowed = [scope for scope in SCOPES if scope in RIGHTS[row.role]]
    if unknown := [scope for scope in scopes if scope not in allowed]:
        raise AccountError(f"This account cannot give {', '.join(unknown)}: {', '.join(allowed) or 'nothing'}.")
    if not 0 < days <= LONGEST_KEY_DAYS:
        raise AccountError(f"A key is good for 1 to {LONGEST_KEY_DAYS} days.")
    key = KEY_PREFIX + secrets.token()
    values = {"account": row.id, "token": secrets.digest(key), "label": label, "scopes": scopes}
    until = datetime.now(UTC) + timedelta(days=days)
    connection.execute(insert(ApiKey).values({**values, "expires_at": until}))
    return key


def revoke_key(connection: Connection, number: int) -> str:
    """Make a key good for nothing, for ever; its label. Raises AccountError."""
    revoked = update(ApiKey).where(ApiKey.id == number).values(revoked=True).returning(ApiKey.label)
    label: str | None = connection.execute(revoked).scalar()
    if label is None:
        raise AccountError(f"There is no key {number}.")
    return label


def of_key(connection: Connection, key: str) -> tuple[Account, frozenset[str]] | None:
    """Whose key it is and what it may; None for one that is unknown, expired or revoked."""
    now = datetime.now(UTC)
    row = connection.execute(
        select(*OF_ACCOUNT, ApiKey.id, ApiKey.scopes)
        .join(AccountRow, AccountRow.id == ApiKey.account)
        .where(ApiKey.token == secrets.digest(key), ApiKey.expires_at > now, ~ApiKey.revoked, AccountRow.active)
    ).first()
    if row is None:
        return None
    *account, id, scopes = row
    connection.execute(update(ApiKey).where(ApiKey.id == id).values(used_at=now))
    return Account(*account), frozenset(scopes)
