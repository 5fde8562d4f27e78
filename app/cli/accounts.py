"""`servicemap accounts …`: who may sign in, and keys for programs."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.session import given_url, ready_database, say

if TYPE_CHECKING:
    from sqlalchemy import Connection

accounts = typer.Typer(no_args_is_help=True, help="Who may sign in, and keys for programs.")

Login = Annotated[str, typer.Argument(metavar="LOGIN", help="The name to sign in with.")]
ROLE = "viewer, operator, steward, editor, auditor or administrator."


@contextmanager
def _writing() -> Iterator[Connection]:
    from app.store.writing import write_session

    with ready_database(given_url(), defaults=True) as url, write_session(url) as connection:
        yield connection


@accounts.command()
def add(
    login: Login,
    role: Annotated[str, typer.Option("--role", help=ROLE)],
    institution: Annotated[str, typer.Option("--institution", help="The public sees it beside what was confirmed.")],
    district: Annotated[str | None, typer.Option("--district", help="Code of a steward's district.")] = None,
    platform: Annotated[str | None, typer.Option("--platform", help="The one record of an operator.")] = None,
    password_stdin: Annotated[bool, typer.Option("--password-stdin", help="Read the password from a pipe.")] = False,
) -> None:
    """Make an account. Its password is shown once, and changed at the first sign-in."""
    from app.stewardship.accounts import add as add_account

    given = sys.stdin.readline().rstrip("\n") if password_stdin else None
    with _writing() as connection:
        password = add_account(
            connection, login, role, institution, district=district, platform=platform, password=given
        )
    say(f"{login.casefold()} ({role}) may sign in at /steward/sign-in.")
    if given is None:
        say(f"First password, shown once: {password}")


@accounts.command("list")
def list_accounts() -> None:
    """Who has an account."""
    from sqlalchemy import select

    from app.stewardship.models import AccountRow as Row

    with _writing() as connection:
        columns = (Row.login, Row.role, Row.institution, Row.district, Row.platform, Row.active, Row.totp_secret)
        rows = connection.execute(select(*columns).order_by(Row.login)).all()
    for login, role, institution, district, platform, active, secret in rows:
        where, coded = district or platform or "", "  (code)" if secret else ""
        say(f"{login}  {role} {where}  {institution}{coded}{'' if active else '  (closed)'}")
    if not rows:
        say("Nobody has an account yet. The first one: servicemap accounts add LOGIN --role administrator …")


@accounts.command()
def close(login: Login) -> None:
    """Close an account: it is signed out everywhere, and its keys are good for nothing."""
    from app.stewardship.accounts import set_active

    with _writing() as connection:
        set_active(connection, login, active=False)
    say(f"{login} is closed. servicemap accounts open {login} opens it again.")


@accounts.command("open")
def open_account(login: Login) -> None:
    """Open a closed account again."""
    from app.stewardship.accounts import set_active

    with _writing() as connection:
        set_active(connection, login, active=True)
    say(f"{login} is open.")


@accounts.command()
def password(login: Login) -> None:
    """Give an account a new first password: it is signed out everywhere, and waits for no earlier mistakes."""
    from app.stewardship.accounts import reset_password

    with _writing() as connection:
        chosen = reset_password(connection, login)
    say(f"First password, shown once: {chosen}")


@accounts.command()
def totp(
    login: Login,
    off: Annotated[bool, typer.Option("--off", help="Ask for no code any more.")] = False,
) -> None:
    """Ask for a code of six digits at each sign-in; the address is for an app that shows codes.

    Who lost the app is given a new address: the old one is good for nothing then.
    """
    from app.stewardship.accounts import new_totp, no_totp

    with _writing() as connection:
        if off:
            no_totp(connection, login)
            said = f"{login} signs in without a code now."
        else:
            said = new_totp(connection, login)
    say(said)


@accounts.command()
def link(
    login: Login,
    subject: Annotated[str, typer.Option("--subject", help="By what the provider knows the person, as it says it.")],
    issuer: Annotated[str, typer.Option("--issuer", help="The provider; without it that of the setting.")] = "",
) -> None:
    """Let an identity of the provider sign in to an account; role and district stay those of the account."""
    from app.settings import Settings
    from app.stewardship.oidc.identities import link as link_identity

    provider = issuer or Settings().oidc_issuer
    with _writing() as connection:
        link_identity(connection, login, provider, subject)
    say(f"{login} may sign in as {subject} of {provider}.")


@accounts.command()
def unlink(login: Login) -> None:
    """Let no identity of a provider sign in to an account any more; what such a sign-in began ends at once."""
    from app.stewardship.oidc.identities import unlink as unlink_identities

    with _writing() as connection:
        number = unlink_identities(connection, login)
    say(f"{login} is linked with no identity now; there {'was' if number == 1 else 'were'} {number}.")


@accounts.command()
def email(
    login: Login,
    address: Annotated[str, typer.Argument(metavar="EMAIL", help="Nothing in quotes takes it away.")],
) -> None:
    """Say by which verified e-mail an account is linked at a first sign-in (SERVICEMAP_OIDC_LINK_BY_EMAIL)."""
    from app.stewardship.oidc.identities import set_email

    with _writing() as connection:
        set_email(connection, login, address)
    say(f"{login}: {address or 'no e-mail'}.")


@accounts.command()
def key(
    login: Login,
    label: Annotated[str, typer.Option("--label", help="Which program it is for.")],
    scope: Annotated[list[str], typer.Option("--scope", help="read, draft, invite or publish; several for several.")],
    days: Annotated[int, typer.Option("--days", help="How long it is good for.")] = 90,
) -> None:
    """Make a key with which a program acts for an account; it is shown once."""
    from app.stewardship.accounts import new_key

    with _writing() as connection:
        made = new_key(connection, login, label, scope, days)
    say(made)


@accounts.command()
def keys(login: Login) -> None:
    """Which keys an account has: number, label, scopes, until when, and when it was used last."""
    from sqlalchemy import select

    from app.stewardship.models import AccountRow, ApiKey

    of_key = (ApiKey.id, ApiKey.label, ApiKey.scopes, ApiKey.expires_at, ApiKey.used_at, ApiKey.revoked)
    query = select(*of_key).join(AccountRow).where(AccountRow.login == login.casefold()).order_by(ApiKey.id)
    with _writing() as connection:
        rows = connection.execute(query).all()
    for number, label, scopes, until, used, revoked in rows:
        state = "revoked" if revoked else f"until {until:%Y-%m-%d}"
        say(f"{number}  {label}  {' '.join(scopes)}  {state}  {f'used {used:%Y-%m-%d}' if used else 'never used'}")
    if not rows:
        say(f"{login} has no keys.")


@accounts.command()
def revoke(number: Annotated[int, typer.Argument(help="Number of the key, as `accounts keys` lists it.")]) -> None:
    """Make a key good for nothing, at once and for ever."""
    from app.stewardship.accounts import revoke_key

    with _writing() as connection:
        label = revoke_key(connection, number)
    say(f"Key {number} ({label}) is good for nothing now.")
