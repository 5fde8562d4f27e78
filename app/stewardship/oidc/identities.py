"""Which account belongs to an identity of the provider: linked by whoever runs the server, or by a verified e-mail."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from app.errors import ForbiddenError, quoted
from app.stewardship.accounts import AccountError
from app.stewardship.models import OF_ACCOUNT, AccountRow, ProviderIdentity, SessionRow
from app.stewardship.oidc.provider import LONGEST_SUBJECT, Identified
from app.stewardship.oidc.refusals import OidcRefusedError
from app.stewardship.rights import Account
from app.stewardship.sign_in_log import note

EMAIL = re.compile(r"[^\s@]{1,64}@[^\s@]{1,190}")


def account_of(connection: Connection, issuer: str, who: Identified, *, by_email: bool) -> Account:
    """The open account of an identity. `by_email`: one that is linked with none yet is linked by the verified e-mail.

    Raises OidcRefusedError: nobody gets an account because a provider knows him.
    """
    same = (ProviderIdentity.issuer == issuer, ProviderIdentity.subject == who.subject)
    query = select(ProviderIdentity.confirmed_at, *OF_ACCOUNT)
    query = query.join(ProviderIdentity, ProviderIdentity.account == AccountRow.id)
    row = connection.execute(query.where(*same, AccountRow.active)).first()
    if row is not None:
        confirmed, *account_values = row
        if confirmed is None:
            raise OidcRefusedError("unconfirmed", who.subject)
        connection.execute(update(ProviderIdentity).where(*same).values(used_at=datetime.now(UTC)))
        return Account(*account_values)
    if by_email and who.email and (account := _by_email(connection, issuer, who)):
        note(connection, "oidc", "linked-by-email", account.id)
        return account
    raise OidcRefusedError("unknown", who.subject)


def _by_email(connection: Connection, issuer: str, who: Identified) -> Account | None:
    """The open account with this e-mail, linked now; None where there is none, or either is linked already."""
    row = connection.execute(select(*OF_ACCOUNT).where(AccountRow.email == who.email, AccountRow.active)).first()
    if row is None:
        return None
    account = Account(*row)
    try:
        with connection.begin_nested():
            _insert(connection, issuer, who.subject, account.id, confirmed=True)
    except IntegrityError:
        return None
    return account


class LinkedAlreadyError(AccountError):
    """The account or the identity is linked already."""


@dataclass(frozen=True)
class Linked:
    """An identity that is linked with an account, since when, and when it signed in last.

    It signs in once the holder of the account has confirmed it.
    """

    issuer: str
    subject: str
    made_at: datetime
    used_at: datetime | None
    confirmed_at: datetime | None


def of_account(connection: Connection, account: int) -> list[Linked]:
    """The identities that are linked with an account."""
    columns = (getattr(ProviderIdentity, name) for name in Linked.__dataclass_fields__)
    query = select(*columns).where(ProviderIdentity.account == account).order_by(ProviderIdentity.issuer)
    return [Linked(*row) for row in connection.execute(query)]


def link(connection: Connection, login: str, issuer: str, subject: str, by: Account | None = None) -> None:
    """Let an identity sign in to an account. `by`: the administrator who does it on the page, not for the own account.

    What an administrator links waits until the holder of the account confirms it: else whoever may make accounts could
    sign in as an editor. Whoever has the server may do all, and needs nobody.

    Raises AccountError, ForbiddenError.
    """
    if not subject.isprintable() or not 0 < len(subject) <= LONGEST_SUBJECT or not issuer:
        raise AccountError(f"An identity has an issuer, and a subject of 1 to {LONGEST_SUBJECT} visible characters.")
    account = _another(_number(connection, login), by)
    try:
        _insert(connection, issuer, subject, account, confirmed=by is None)
    except IntegrityError as error:
        raise LinkedAlreadyError(
            "The account or the identity is linked already: servicemap accounts unlink LOGIN takes that back."
        ) from error
    note(connection, "oidc", "linked", account, subject, by.id if by else None)


def unlink(connection: Connection, login: str, by: Account | None = None) -> int:
    """Let no identity sign in to an account any more, and end what such sign-ins began; how many there were.

    Raises AccountError, ForbiddenError.
    """
    account = _another(_number(connection, login), by)
    number = connection.execute(delete(ProviderIdentity).where(ProviderIdentity.account == account)).rowcount
    connection.execute(delete(SessionRow).where(SessionRow.account == account, SessionRow.by_provider))
    if number:
        note(connection, "oidc", "unlinked", account, by=by.id if by else None)
    return number


def waiting(connection: Connection, account: Account) -> bool:
    """Whether somebody linked an identity with the account that its holder has not looked at yet."""
    return any(each.confirmed_at is None for each in of_account(connection, account.id))


def answer(connection: Connection, account: Account, issuer: str, subject: str, *, own: bool) -> None:
    """The holder of the account says of a link that waits whether the identity is theirs; else it is taken away.

    What does not wait any more, or is another account's, stays as it is.
    """
    those = (
        *(ProviderIdentity.account == account.id, ProviderIdentity.confirmed_at.is_(None)),
        *(ProviderIdentity.issuer == issuer, ProviderIdentity.subject == subject),
    )
    written = update(ProviderIdentity).where(*those).values(confirmed_at=datetime.now(UTC))
    if connection.execute(written if own else delete(ProviderIdentity).where(*those)).rowcount:
        note(connection, "oidc", "confirmed" if own else "declined", account.id, subject)


def _another(account: int, by: Account | None) -> int:
    if by is not None and account == by.id:
        said = "Nobody links their own account, or takes that back: another administrator does."
        raise ForbiddenError(said, "self")
    return account


def set_email(connection: Connection, login: str, email: str) -> None:
    """By which e-mail the account may be linked at a first sign-in; an empty one by none. Raises AccountError."""
    if email and not EMAIL.fullmatch(email):
        raise AccountError(f"{quoted(email)} is no e-mail address.")
    account, values = _number(connection, login), {"email": email.casefold() or None}
    try:
        connection.execute(update(AccountRow).where(AccountRow.id == account).values(values))
    except IntegrityError as error:
        raise AccountError("Another account has this e-mail address.") from error


def _insert(connection: Connection, issuer: str, subject: str, account: int, *, confirmed: bool) -> None:
    values = {"issuer": issuer, "subject": subject, "account": account}
    when = datetime.now(UTC) if confirmed else None
    connection.execute(insert(ProviderIdentity).values(**values, confirmed_at=when))


def _number(connection: Connection, login: str) -> int:
    named = select(AccountRow.id).where(AccountRow.login == login.casefold())
    number: int | None = None if "\x00" in login else connection.execute(named).scalar()
    if number is None:
        raise AccountError(f"There is no account {quoted(login)}.")
    return number
