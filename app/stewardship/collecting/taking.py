"""What a file says of a record becomes what the operator's link would make of it: a confirmation or a proposal.

It is kept like a link that was used, so that queue, form and log show it as they show those. The account that the list
names answers for it, and does not publish it.
"""

from datetime import UTC, datetime
from typing import Literal
from urllib.parse import urlsplit

from sqlalchemy import Connection, insert, select, text

from app.city import CHINA_TIME
from app.errors import ConflictError, FaultsError, ForbiddenError
from app.history.append import Ground
from app.platforms.columns import BY_NAME
from app.stewardship import confirm, corrections, drafts, records
from app.stewardship.beside import own_held
from app.stewardship.collecting.document import Entry, Faults
from app.stewardship.collecting.listing import Line
from app.stewardship.collecting.reasons import reason, refused
from app.stewardship.drafts import Proposal
from app.stewardship.invitations import BY_FILE, OFFERED
from app.stewardship.models import OF_ACCOUNT, AccountRow, Invitation
from app.stewardship.records import Published
from app.stewardship.rights import Account
from app.stewardship.secrets import digest, token
from frontend.language import CHINESE
from frontend.messages import messages

Outcome = Literal["confirmed", "proposed", "remarked", "withdrawn", "unchanged"]
CHANGED_AFTER = text("""SELECT max(c.made_at) FROM revisions r JOIN changes c ON c.number = r.change
  WHERE r.platform = :id AND c.action NOT IN ('begin', 'confirm', 'progress', 'consent')""")


def take(connection: Connection, line: Line, entry: Entry) -> Outcome:
    """Take what a file says of a record, in the caller's transaction; the same again changes nothing.

    Raises FaultsError, with pointers within the entry, and BusyError.
    """
    account = _account(connection, line.account)
    try:
        account.require("invite")
        now = own_held(connection, account, line.platform)
    except ForbiddenError as error:
        raise refused("may-not", login=line.account) from error
    except ConflictError as error:
        raise refused("unlisted") from error
    if _last(connection, line.platform) == entry.digest:
        return "unchanged"
    if entry.confirm:
        return _confirm(connection, account, line, entry)
    return _propose(connection, account, line, entry, now)


def _account(connection: Connection, login: str) -> Account:
    named = (AccountRow.login == login.casefold(), AccountRow.active)
    row = connection.execute(select(*OF_ACCOUNT).where(*named)).first()
    if row is None:
        raise refused("no-account", login=login)
    return Account(*row)


def _last(connection: Connection, id: str) -> str | None:
    """The digest of what was taken last from a file that speaks for the record."""
    of_files = (Invitation.platform == id, Invitation.entry.is_not(None))
    query = select(Invitation.entry).where(*of_files).order_by(Invitation.id.desc()).limit(1)
    return connection.execute(query).scalar()


def _kept(connection: Connection, account: Account, line: Line, entry: Entry, outcome: str) -> int:
    """Keep what was said like a link that was used, and return its number; nobody has its token."""
    now = datetime.now(UTC)
    values = {"token": digest(token()), "platform": line.platform, "author": account.id, "expires_at": now}
    values |= {"used_at": now, "outcome": outcome, "address": line.address, "entry": entry.digest}
    return int(connection.execute(insert(Invitation).values(values).returning(Invitation.id)).scalar_one())


def _operator(account: Account, number: int, id: str) -> Account:
    """As whom the file acts: an operator of this record alone; the number is that of the account that answers."""
    return Account(account.id, f"{BY_FILE}{number}", "", "operator", platform=id)


def _confirm(connection: Connection, account: Account, line: Line, entry: Entry) -> Outcome:
    changed = connection.execute(CHANGED_AFTER, {"id": line.platform}).scalar()
    if changed is not None and (day := changed.astimezone(CHINA_TIME).date()) > entry.as_of:
        raise FaultsError([("/as_of", reason("changed-since", day=day.isoformat()))])
    number = _kept(connection, account, line, entry, "confirmed")
    operator = _operator(account, number, line.platform)
    withdrawn = _withdraw(connection, account, line)
    if confirm.confirm(connection, operator, line.platform, entry.as_of):
        return "confirmed"
    return "withdrawn" if withdrawn else "unchanged"


def _withdraw(connection: Connection, account: Account, line: Line) -> bool:
    """Withdraw what files proposed of the record before, since the file says by now that what is listed is right."""
    earlier = _of_files(connection, account, line)
    for each in earlier:
        drafts.write_anew(connection, each, {"state": "withdrawn"})
    return bool(earlier)


def _of_files(connection: Connection, account: Account, line: Line) -> list[Proposal]:
    return [each for each in drafts.by_operators(connection, account, line.platform) if each.file]


def _propose(connection: Connection, account: Account, line: Line, entry: Entry, now: Published) -> Outcome:
    try:
        record = records.checked(connection, {**now.values, **entry.values}, now)
    except FaultsError as error:
        raise FaultsError(_within(list(error.faults))) from error
    fields = [name for name in drafts.differing(now.values, record.model_dump(mode="json")) if name in OFFERED]
    why = messages(CHINESE.code)("collect-reason", host=urlsplit(line.address).hostname or "")
    said = " ".join(filter(None, (why, entry.remark)))
    if not fields:
        withdrawn = bool(entry.values) and _withdraw(connection, account, line)
        if not entry.remark:
            return "withdrawn" if withdrawn else "unchanged"
        _kept(connection, account, line, entry, "proposed")
        corrections.keep(connection, line.platform, said, page=line.address)
        return "remarked"
    number = _kept(connection, account, line, entry, "proposed")
    operator = _operator(account, number, line.platform)
    grounds = dict.fromkeys(fields, Ground(why, entry.as_of.isoformat(), "source"))
    earlier = next(iter(_of_files(connection, account, line)), None)
    if earlier is None:
        drafts.propose(connection, operator, line.platform, record, now, said, grounds, by=number)
    else:
        # What the file said before is not reviewed any more: of two nobody would know which one holds.
        values = drafts.of_proposal(operator, line.platform, record, now, said, grounds)
        drafts.write_anew(connection, earlier, values | {"invitation": number})
    return "proposed"


def _within(faults: Faults) -> Faults:
    """The faults of a record, each at its value in the entry."""
    names = [(pointer.rpartition("/")[2], why) for pointer, why in faults]
    return [(f"/values/{name}" if name in BY_NAME else "/values", why) for name, why in names]
