"""The log of sign-ins: who came in by which way, and who was refused and why. It holds nothing that was typed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, insert, select

from app.stewardship.models import AccountRow, SignIn

Way = Literal["password", "oidc"]
IN = "in"
"""The outcome of a sign-in that was one."""
LONGEST_DETAIL = 255


@dataclass(frozen=True)
class Noted:
    """A line of the log; `login` where the account is known."""

    made_at: datetime
    way: str
    outcome: str
    detail: str
    login: str | None


def note(connection: Connection, way: Way, outcome: str, account: int | None = None, detail: str = "") -> None:
    """Append a line."""
    values = {"way": way, "outcome": outcome, "account": account, "detail": detail[:LONGEST_DETAIL]}
    connection.execute(insert(SignIn).values(values))


def newest(connection: Connection, most: int = 50) -> list[Noted]:
    """The newest lines first."""
    columns = (SignIn.made_at, SignIn.way, SignIn.outcome, SignIn.detail, AccountRow.login)
    query = select(*columns).outerjoin(AccountRow, AccountRow.id == SignIn.account)
    return [Noted(*row) for row in connection.execute(query.order_by(SignIn.id.desc()).limit(most))]
