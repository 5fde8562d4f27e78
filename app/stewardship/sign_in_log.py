"""The log of sign-ins: who came in by which way, and who was refused and why. It holds nothing that was typed."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from sqlalchemy import Connection, func, insert, select
from sqlalchemy.orm import aliased

from app.stewardship.models import AccountRow, ProviderIdentity, SignIn

Way = Literal["password", "oidc"]
IN = "in"
"""The outcome of a sign-in that was one."""
UNKNOWN = "unknown"
"""The outcome where an identity is linked with no open account; its detail is the subject."""
ANYBODYS = ("wait", "state", "away", "setup", "issuer")
"""Outcomes for which no attempt is counted: a wait itself, an answer that nobody asked for, a provider that is away."""
ONCE_IN, LOOKED_AT = timedelta(minutes=1), 100
LONGEST_DETAIL = 255


@dataclass(frozen=True)
class Noted:
    """A line of the log; `login` where the account is known."""

    made_at: datetime
    way: str
    outcome: str
    detail: str
    login: str | None
    by: str | None


def note(
    connection: Connection,
    way: Way,
    outcome: str,
    account: int | None = None,
    detail: str = "",
    by: int | None = None,
) -> None:
    """Append a line. What anybody can cause without end is noted once a minute: nobody fills the disk with it."""
    if outcome in ANYBODYS and _just_noted(connection, way, outcome, account):
        return
    values = {"way": way, "outcome": outcome, "account": account, "detail": detail[:LONGEST_DETAIL]} | {"by": by}
    connection.execute(insert(SignIn).values(values))


def _just_noted(connection: Connection, way: Way, outcome: str, account: int | None) -> bool:
    last = select(SignIn).order_by(SignIn.id.desc()).limit(LOOKED_AT).subquery()
    same = (
        last.c.way == way,
        last.c.outcome == outcome,
        last.c.account.is_not_distinct_from(account),
        last.c.made_at > datetime.now(UTC) - ONCE_IN,
    )
    return connection.execute(select(last.c.id).where(*same).limit(1)).first() is not None


def newest(connection: Connection, account: int | None = None, most: int = 50) -> list[Noted]:
    """The newest lines first; those of one account where it is given."""
    actor = aliased(AccountRow)
    columns = (SignIn.made_at, SignIn.way, SignIn.outcome, SignIn.detail, AccountRow.login, actor.login)
    query = select(*columns).outerjoin(AccountRow, AccountRow.id == SignIn.account)
    query = query.outerjoin(actor, actor.id == SignIn.by)
    if account is not None:
        query = query.where(SignIn.account == account)
    return [Noted(*row) for row in connection.execute(query.order_by(SignIn.id.desc()).limit(most))]


def last_sign_ins(connection: Connection) -> dict[int, datetime]:
    """When each account signed in last, as far back as the log goes; by the numbers of accounts."""
    query = select(SignIn.account, func.max(SignIn.made_at)).where(SignIn.outcome == IN, SignIn.account.is_not(None))
    return {account: moment for account, moment in connection.execute(query.group_by(SignIn.account)) if account}


def refused_identities(connection: Connection, most: int = 10) -> list[str]:
    """The subjects that the provider named last and that no account is linked with, the newest first."""
    linked = select(ProviderIdentity.subject).where(ProviderIdentity.subject == SignIn.detail)
    query = select(SignIn.detail).where(SignIn.outcome == UNKNOWN, SignIn.detail != "", ~linked.exists())
    return list(connection.scalars(query.group_by(SignIn.detail).order_by(func.max(SignIn.id).desc()).limit(most)))
