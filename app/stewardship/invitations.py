"""Links for operators: good for one record, once, until a day. Whoever holds one needs no account."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Connection, insert, select, update

from app.errors import ConflictError, ServiceMapError
from app.history.append import Ground
from app.stewardship import confirm, consent, corrections, drafts, records
from app.stewardship.beside import own_listed
from app.stewardship.models import AccountRow, Invitation
from app.stewardship.records import Published, Values
from app.stewardship.rights import Account
from app.stewardship.secrets import digest, token

DAYS = (7, 14, 30)
"""So many days a link may be good for."""
USUAL_DAYS = 14
LONGEST_TOKEN = 64
BY_LINK = "invitation "
"""With the number of the link: who did it, in the history."""
BY_FILE = "operator file "
"""The same of what an operator said in a file."""
OFFERED = ("lifecycle", "lifecycle_date", "operator", "domains", "stages", "services", "website", "address")
"""What an operator knows best. All else is for whoever keeps the record, who reads the remark."""
Outcome = Literal["confirmed", "proposed"]
State = Literal["open", "used", "expired", "revoked"]
COLUMNS: tuple[Any, ...] = (
    *(Invitation.id, Invitation.platform, Invitation.author, Invitation.made_at, Invitation.expires_at),
    *(Invitation.revoked_at, Invitation.used_at, Invitation.outcome, AccountRow.institution, AccountRow.active),
    Invitation.address,
)


class BadLinkError(ServiceMapError):
    """The link opens nothing: `state` is why, empty where there never was such a link."""

    def __init__(self, state: str) -> None:
        self.state = state
        super().__init__("This link is not good, or not any more.")


@dataclass(frozen=True)
class Invited:
    """A link as it is kept: the token itself is not."""

    id: int
    platform: str
    author: int
    made_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    used_at: datetime | None
    outcome: Outcome | None
    institution: str
    active: bool
    address: str | None
    """Of the file that said it; None for a link."""

    @property
    def state(self) -> State:
        if self.used_at is not None:
            return "used"
        if self.revoked_at is not None or not self.active:
            return "revoked"
        return "open" if self.expires_at > datetime.now(UTC) else "expired"

    @property
    def operator(self) -> Account:
        """As whom the holder of the link acts: an operator of this record alone, without a name of a person.

        The number is that of the account that made the link: it answers for what comes of it.
        """
        return Account(self.author, f"{BY_LINK}{self.id}", "", "operator", platform=self.platform)


def path_of(secret: str) -> str:
    """What the link leads to; no account is needed there."""
    return f"/confirm/{secret}"


def invite(connection: Connection, account: Account, id: str, days: int) -> str:
    """Make a link for a record of the account's own and return its token, which is shown once.

    A link that is still open for the record is taken back: of several nobody knows which one was sent.
    Raises ForbiddenError, ConflictError.
    """
    if days not in DAYS:
        raise ConflictError(f"A link is good for {', '.join(map(str, DAYS))} days.")
    _own(connection, account, id)
    _revoke(connection, id)
    secret = token()
    until = datetime.now(UTC) + timedelta(days=days)
    values = {"token": digest(secret), "platform": id, "author": account.id, "expires_at": until}
    connection.execute(insert(Invitation).values(values))
    return secret


def take_back(connection: Connection, account: Account, id: str) -> None:
    """Make the open link of a record good for nothing. Raises ForbiddenError, ConflictError."""
    _own(connection, account, id)
    _revoke(connection, id)


def of_record(connection: Connection, account: Account, id: str, most: int = 20) -> tuple[Published, list[Invited]]:
    """The record and its links, the newest first. Raises ForbiddenError, ConflictError."""
    now = _own(connection, account, id)
    query = select(*COLUMNS).join(AccountRow, AccountRow.id == Invitation.author).where(Invitation.platform == id)
    return now, [Invited(*row) for row in connection.execute(query.order_by(Invitation.id.desc()).limit(most))]


def _own(connection: Connection, account: Account, id: str) -> Published:
    account.require("invite")
    return own_listed(connection, account, id)


def _revoke(connection: Connection, id: str) -> None:
    open_ones = (Invitation.platform == id, Invitation.used_at.is_(None), Invitation.revoked_at.is_(None))
    connection.execute(update(Invitation).where(*open_ones).values(revoked_at=datetime.now(UTC)))


def find(connection: Connection, secret: str) -> tuple[Invited, Published]:
    """The link with this token and its record; looking uses nothing up. Raises BadLinkError.

    What is compared is a digest of 256 random bits: how long it takes tells nothing of the token.
    """
    invited = _kept(connection, secret)
    now = records.published(connection, invited.platform)
    if invited.state != "open" or now is None:
        raise BadLinkError(invited.state if now else "revoked")
    return invited, now


def used(connection: Connection, secret: str) -> tuple[Invited, Published] | None:
    """The link with this token, once it was used, and its record; None where it was not, or that is listed no more.

    Raises BadLinkError.
    """
    invited = _kept(connection, secret)
    now = records.published(connection, invited.platform)
    return (invited, now) if invited.used_at is not None and now else None


def _kept(connection: Connection, secret: str) -> Invited:
    """Raises BadLinkError where there never was such a link."""
    query = select(*COLUMNS).join(AccountRow, AccountRow.id == Invitation.author)
    row = connection.execute(query.where(Invitation.token == digest(secret[:LONGEST_TOKEN]))).first()
    if row is None:
        raise BadLinkError("")
    return Invited(*row)


def confirm_by(connection: Connection, secret: str) -> None:
    """The operator finds the record still true: it moves the date. Raises BadLinkError."""
    records.lock(connection)
    invited, _ = find(connection, secret)
    _use(connection, invited, "confirmed")
    confirm.confirm(connection, invited.operator, invited.platform)


def propose_by(
    connection: Connection, secret: str, changed: Values, grounds: Mapping[str, Ground], revision: int, reason: str
) -> int:
    """Send what the operator changed for review; the number of the draft. It is never published at once.

    Raises BadLinkError, ConflictError where others published meanwhile, FaultsError: then the link stays good.
    """
    invited, now = find(connection, secret)
    if now.revision != revision:
        raise ConflictError("The record was changed meanwhile.")
    record = records.checked(connection, {**now.values, **changed}, now)
    _use(connection, invited, "proposed")
    return drafts.propose(connection, invited.operator, invited.platform, record, now, reason, grounds, by=invited.id)


def remark_by(connection: Connection, secret: str, said: str) -> None:
    """Put what the operator says, with no fact changed, before whoever keeps the record. Raises BadLinkError."""
    invited, _ = find(connection, secret)
    _use(connection, invited, "proposed")
    corrections.keep(connection, invited.platform, said)


def consent_by(connection: Connection, secret: str, number: str | None, ground: str) -> None:
    """The operator says that a mobile number may be public; None: not any more. The link stays good.

    Raises BadLinkError.
    """
    records.lock(connection)
    invited, _ = find(connection, secret)
    if number is not None:
        consent.record(connection, invited.operator, invited.platform, number, ground)
    elif consent.current(connection, invited.platform) is not None:
        consent.take_back(connection, invited.operator, invited.platform, ground)


def _use(connection: Connection, invited: Invited, outcome: Outcome) -> None:
    """Use the link up. Of two at once, one alone finds it unused."""
    unused = (Invitation.id == invited.id, Invitation.used_at.is_(None), Invitation.revoked_at.is_(None))
    used = update(Invitation).where(*unused).values(used_at=datetime.now(UTC), outcome=outcome)
    if connection.execute(used).rowcount != 1:
        raise BadLinkError("used")
