"""Which drafts an account sees: one by its number, and lists of them, a page at a time."""

from sqlalchemy import ColumnElement, Connection, func, select

from app.errors import NotFoundError
from app.stewardship.counted import Counted, counted
from app.stewardship.drafts.proposal import OF_DRAFT, OPEN, Proposal
from app.stewardship.models import AccountRow, Draft, Handover
from app.stewardship.rights import Account

LISTED = 200


def by_operators(connection: Connection, account: Account, id: str) -> list[Proposal]:
    """What operators proposed of a record by links, as far as it is open and the account sees it, the oldest first."""
    those = (Draft.platform == id, Draft.state.in_(OPEN), Draft.invitation.is_not(None))
    joined = select(*OF_DRAFT).join(AccountRow, AccountRow.id == Draft.author).where(*those).order_by(Draft.id)
    return [each for each in (Proposal(*row) for row in connection.execute(joined)) if _sees(account, each)]


def read(connection: Connection, id: int, account: Account) -> Proposal:
    """A draft that the account may see: all of them for those who publish or read, else one's own district's.

    Raises NotFoundError.
    """
    joined = select(*OF_DRAFT).join(AccountRow, AccountRow.id == Draft.author)
    row = connection.execute(joined.where(Draft.id == id)).first()
    draft = Proposal(*row) if row else None
    if draft is None or not _sees(account, draft):
        raise NotFoundError(f"There is no draft {id}.")
    return draft


def waiting(connection: Connection, account: Account, page: int = 1) -> Counted[Proposal]:
    """What others wrote and sent for review, the oldest first; nothing for those who do not publish."""
    if not account.has("publish"):
        return Counted([], 0)
    wrote = select(Handover.id).where(Handover.draft == Draft.id, Handover.former == account.id).exists()
    return listed(connection, page, Draft.state == "in_review", Draft.author != account.id, ~wrote)


def mine(connection: Connection, account: Account, page: int = 1) -> Counted[Proposal]:
    """One's own open drafts, the oldest first."""
    return listed(connection, page, Draft.state.in_(OPEN), Draft.author == account.id)


def of_upload(connection: Connection, account: Account, upload: int) -> tuple[list[Proposal], int]:
    """The first of one's own drafts that came of a file, and how many there are."""
    own = (Draft.upload == upload, Draft.author == account.id)
    joined = select(*OF_DRAFT).join(AccountRow, AccountRow.id == Draft.author).where(*own)
    rows = connection.execute(joined.order_by(Draft.id).limit(LISTED)).all()
    number = connection.execute(select(func.count()).where(*own)).scalar_one()
    return [Proposal(*row) for row in rows], number


def listed(connection: Connection, page: int, *wanted: ColumnElement[bool]) -> Counted[Proposal]:
    """A page of the drafts that are wanted, the oldest first."""
    query = select(*OF_DRAFT).join(AccountRow, AccountRow.id == Draft.author).where(*wanted).order_by(Draft.id)
    found = counted(connection, query, page)
    return Counted([Proposal(*row) for row in found.rows], found.number, found.page)


def _sees(account: Account, draft: Proposal) -> bool:
    if draft.written_by(account) or account.role in ("editor", "viewer"):
        return True
    return account.owns(draft.platform, draft.values.get("district_code"))
