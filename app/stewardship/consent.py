"""The consent of the holder of a mobile number to its being public: recorded, and taken back.

No file and no record brings it: whoever runs the platform says it by a link, or whoever keeps the record says on what
ground. The number stands at one place while the consent does; the history has it masked.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, Select, delete, select
from sqlalchemy.dialects.postgresql import insert

from app.city import CHINA_TIME
from app.errors import ConflictError, FaultsError, Reason
from app.history.models import Change, Revision
from app.imports.rows.problems import fault
from app.platforms.mobile_numbers import masked, mobile_number
from app.platforms.models import PublicMobile
from app.stewardship import records
from app.stewardship.beside import note, own_held, own_listed
from app.stewardship.drafts import LONGEST_REASON, public_text
from app.stewardship.records import Published
from app.stewardship.rights import Account

FIELD = "public_mobile"


@dataclass(frozen=True)
class Recorded:
    """One consent, or that it was taken back, as the history has it: `new` is the masked number or None."""

    made_at: datetime
    who: str
    role: str
    institution: str
    reason: str
    new: str | None


@dataclass(frozen=True)
class Consent:
    """The number that is public now, since when, and what became of consents before, the newest first."""

    number: str | None
    since: date | None
    recorded: list[Recorded]


def of_record(connection: Connection, account: Account, id: str) -> tuple[Published, Consent]:
    """The record and its consents. Raises ForbiddenError, and ConflictError where it is not listed."""
    now = own_listed(connection, account, id)
    row = connection.execute(_current(id)).first()
    of_change = (Change.made_at, Change.who, Change.role, Change.institution, Change.reason)
    listed = select(*of_change, Revision.new).join(Change, Change.number == Revision.change)
    listed = listed.where(Revision.platform == id, Revision.field == FIELD).order_by(Revision.change.desc())
    recorded = [Recorded(*each) for each in connection.execute(listed)]
    return now, Consent(row.number if row else None, row.consented_on if row else None, recorded)


def current(connection: Connection, id: str) -> str | None:
    """The number that is public now."""
    row = connection.execute(_current(id)).first()
    return row.number if row else None


def read_form(text: str, ground: str, *, agreed: bool) -> str:
    """The number of a form that says so: its holder agreed. Raises FaultsError with everything that is wrong."""
    number, faults = mobile_number(text), list[tuple[str, str | Reason]]()
    if number is None:
        faults.append(("/mobile", fault(0, "", "no-mobile")))
    try:
        public_text(ground, LONGEST_REASON, "/ground")
    except FaultsError as error:
        faults += error.faults
    if not agreed:
        faults.append(("/agreed", fault(0, "", "not-agreed")))
    if faults or number is None:
        raise FaultsError(faults)
    return number


def record(connection: Connection, account: Account, id: str, number: str, ground: str) -> None:
    """Make a number public, since its holder agrees; `ground` says how that is known, and is public itself.

    Raises ForbiddenError, ConflictError, FaultsError.
    """
    reason = public_text(ground, LONGEST_REASON, "/ground")
    now = own_held(connection, account, id)
    before = current(connection, id)
    if before == number:
        return
    today = datetime.now(CHINA_TIME).date()
    written = insert(PublicMobile).values(platform=id, number=number, consented_on=today)
    changed = {"number": number, "consented_on": today}
    connection.execute(written.on_conflict_do_update(index_elements=["platform"], set_=changed))
    _note(connection, account, now, before, number, reason)


def take_back(connection: Connection, account: Account, id: str, ground: str) -> None:
    """Have the number nowhere any more. Raises ForbiddenError, FaultsError, and ConflictError where none is public."""
    reason = public_text(ground, LONGEST_REASON, "/ground")
    now = own_held(connection, account, id)
    before = current(connection, id)
    if before is None:
        raise ConflictError("No mobile number of this record is public.")
    connection.execute(delete(PublicMobile).where(PublicMobile.platform == id))
    _note(connection, account, now, before, None, reason)


def _current(id: str) -> Select[str, date]:
    return select(PublicMobile.number, PublicMobile.consented_on).where(PublicMobile.platform == id)


def _note(
    connection: Connection, account: Account, now: Published, old: str | None, new: str | None, reason: str
) -> None:
    # The history is never changed: a number that stood in it could not be taken back.
    hidden_old, hidden_new = (masked(each) if each else None for each in (old, new))
    note(connection, records.author(account, "consent", reason), now, FIELD, hidden_old, hidden_new)
