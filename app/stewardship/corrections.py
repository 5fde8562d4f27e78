"""What people without an account say of a record, for whoever keeps it. How to reach them is deleted after 90 days."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.dialects.postgresql import insert as pg_insert

from app.errors import ConflictError, FaultsError, Reason, ServiceMapError
from app.imports.rows.problems import Quoted, fault
from app.imports.rows.signs import foreign_sign
from app.platforms.models import Platform
from app.platforms.record import WEB_ADDRESS
from app.stewardship import records
from app.stewardship.counted import Counted, counted
from app.stewardship.drafts import plain_text
from app.stewardship.models import Correction, CorrectionCount
from app.stewardship.queue import own_records
from app.stewardship.removals import note_removal
from app.stewardship.rights import Account
from app.stewardship.secrets import digest

LONGEST, LONGEST_LINE = 2000, 300
CONTACT_KEPT = timedelta(days=90)
MOST_AN_HOUR = 5


@dataclass(frozen=True)
class Said:
    """An open correction with the name of its record."""

    id: int
    platform: str
    said: str
    page: str | None
    contact: str | None
    made_at: datetime
    name_zh: str
    name_en: str


class TooManyCorrectionsError(ServiceMapError):
    """A network sent too many: `seconds` to wait."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(f"{MOST_AN_HOUR} corrections an hour are taken. Try again in {seconds} seconds.")


def send(connection: Connection, id: str, said: str, page: str, contact: str, network: str) -> None:
    """Put a correction into the queue.

    Raises FaultsError with all that is wrong with it, and TooManyCorrectionsError.
    """
    if faults := faults_of(said, page, contact):
        raise FaultsError(faults)
    words, lines = plain_text(said, LONGEST, "/said"), {"page": page.strip(), "contact": contact.strip()}
    _count(connection, network, datetime.now(UTC))
    forget_contacts(connection)
    keep(connection, id, words, **lines)


def faults_of(said: str, page: str, contact: str) -> list[tuple[str, str | Reason]]:
    """All that is wrong: no text or too long a one, a page that is no address."""
    faults: list[tuple[str, str | Reason]] = []
    try:
        plain_text(said, LONGEST, "/said")
    except FaultsError as error:
        faults += error.faults
    lines = {"page": page.strip(), "contact": contact.strip()}
    return faults + [(f"/{name}", reason) for name, line in lines.items() if (reason := _fault(name, line)) is not None]


def keep(connection: Connection, id: str, said: str, page: str = "", contact: str = "") -> None:
    """Put it into the queue; what is given was looked at."""
    stated = {"page": page or None, "contact": contact or None}
    connection.execute(insert(Correction).values(platform=id, said=said, **stated))


def _count(connection: Connection, network: str, now: datetime) -> None:
    """Count one more of a network, for all processes of all servers; it is kept as a digest, for a day."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    connection.execute(delete(CorrectionCount).where(CorrectionCount.hour < hour - timedelta(days=1)))
    first = pg_insert(CorrectionCount).values(network=digest(f"corrections {network}"), hour=hour, number=1)
    more = first.on_conflict_do_update(index_elements=["network", "hour"], set_={"number": CorrectionCount.number + 1})
    if connection.execute(more.returning(CorrectionCount.number)).scalar_one() > MOST_AN_HOUR:
        raise TooManyCorrectionsError(int((hour + timedelta(hours=1) - now).total_seconds()) + 1)


def _fault(name: str, line: str) -> Reason | None:
    if sign := foreign_sign(line):
        return fault(0, "", sign)
    if len(line) > LONGEST_LINE:
        return fault(0, "", "too-long", n=LONGEST_LINE)
    if name == "page" and line and not re.fullmatch(WEB_ADDRESS, line):
        return fault(0, "", "no-address", value=Quoted(line))
    return None


def forget_contacts(connection: Connection) -> int:
    """Delete how to reach people who wrote more than 90 days ago; of how many."""
    old = (Correction.made_at < datetime.now(UTC) - CONTACT_KEPT, Correction.contact.is_not(None))
    number = connection.execute(update(Correction).where(*old).values(contact=None)).rowcount
    note_removal(connection, "contacts", number, datetime.now(UTC) - CONTACT_KEPT)
    return number


def open_ones(connection: Connection, account: Account, page: int = 1) -> Counted[Said]:
    """The open corrections of records that the account may write, the oldest first."""
    forget_contacts(connection)
    if not account.has("draft"):
        return Counted([], 0)
    columns = (Correction.id, Correction.platform, Correction.said, Correction.page, Correction.contact)
    query = (
        select(*columns, Correction.made_at, Platform.name_zh, Platform.name_en)
        .join(Platform, Platform.id == Correction.platform)
        .where(Correction.state == "open", own_records(account))
        .order_by(Correction.id)
    )
    found = counted(connection, query, page)
    return Counted([Said(*row) for row in found.rows], found.number, found.page)


def settle(connection: Connection, account: Account, number: int, *, taken: bool) -> None:
    """Note what became of a correction.

    Raises ForbiddenError for one of another's record, ConflictError where it is settled already.
    """
    of_number = (Correction.id == number, Correction.state == "open")
    id = connection.execute(select(Correction.platform).where(*of_number)).scalar()
    now = records.published(connection, id) if id else None
    if id is None or now is None:
        raise ConflictError("This correction is settled already.")
    account.require_own(id, now.district)
    state = "taken" if taken else "refused"
    connection.execute(update(Correction).where(*of_number).values(state=state, answer=account.institution))
