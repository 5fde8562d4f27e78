"""Published records that may be the same: less than 300 m apart, with like names, as an import warns of them."""

from dataclasses import dataclass

from sqlalchemy import Connection, and_, cast, func, select
from sqlalchemy.dialects.postgresql import insert as insert_once
from sqlalchemy.orm import aliased

from app.errors import ConflictError
from app.imports.second_look import NEAR_M, alike
from app.platforms.models import Platform
from app.stewardship import drafts, records
from app.stewardship.continued import make_way, own_draft
from app.stewardship.counted import PAGE, Counted
from app.stewardship.models import DifferentPlatforms
from app.stewardship.queue import own_records
from app.stewardship.rights import Account
from app.store.geometry import Geography

MOST_COMPARED = 5_000
"""Beyond so many records with a position none are compared: a steward's district has fewer."""


@dataclass(frozen=True)
class Twin:
    """One of two records that may be the same."""

    id: str
    kind: str
    name_zh: str
    name_en: str


@dataclass(frozen=True)
class Pair:
    one: Twin
    other: Twin
    metres: int


def pairs(connection: Connection, account: Account, page: int) -> Counted[Pair] | None:
    """The pairs of which one is the account's own, the nearest first; None where there are too many to compare."""
    if not account.has("invite"):
        return Counted([], 0)
    own = own_records(account)
    located = select(Platform.id).where(own, Platform.geom.is_not(None)).limit(MOST_COMPARED + 1).subquery()
    if connection.execute(select(func.count()).select_from(located)).scalar_one() > MOST_COMPARED:
        return None
    found = [pair for pair in _near(connection, account) if alike(pair.one.name_zh, pair.other.name_zh)]
    actual = min(page, Counted(found, len(found)).pages)
    return Counted(found[(actual - 1) * PAGE : actual * PAGE], len(found), actual)


def _near(connection: Connection, account: Account) -> list[Pair]:
    other = aliased(Platform)
    here, there = (cast(each.geom, Geography) for each in (Platform, other))
    metres = func.ST_Distance(here, there)
    known = select(DifferentPlatforms.one).where(
        DifferentPlatforms.one == func.least(Platform.id, other.id),
        DifferentPlatforms.other == func.greatest(Platform.id, other.id),
    )
    columns = [getattr(each, name) for each in (Platform, other) for name in ("id", "kind", "name_zh", "name_en")]
    query = (
        select(*columns, metres)
        .join(other, and_(func.ST_DWithin(there, here, NEAR_M), other.id != Platform.id))
        .where(own_records(account), ~known.exists())
        .order_by(metres, Platform.id, other.id)
    )
    # Where both are one's own, the pair comes twice.
    pairs = (Pair(Twin(*row[:4]), Twin(*row[4:8]), round(row[8])) for row in connection.execute(query))
    return list({frozenset((pair.one.id, pair.other.id)): pair for pair in pairs}.values())


def are_different(connection: Connection, account: Account, one: str, other: str) -> None:
    """Note that two records are not the same. Raises ForbiddenError, ConflictError where one is not listed."""
    account.require("invite")
    owned(connection, account, one, other)
    first, second = sorted((one, other))
    row = {"one": first, "other": second, "account": account.id}
    connection.execute(insert_once(DifferentPlatforms).values(row).on_conflict_do_nothing())


def owned(
    connection: Connection, account: Account, one: str, other: str
) -> tuple[records.Published, records.Published]:
    """Both records. Raises ConflictError where one is not listed, ForbiddenError where neither is the account's own."""
    first, second = (records.published(connection, id) for id in (one, other))
    if first is None or second is None or one == other:
        raise ConflictError("One of these records is not listed any more.")
    if not account.owns(one, first.district):
        account.require_own(other, second.district)
    return first, second


def propose_merge(
    connection: Connection, account: Account, drop: str, keep: str, reason: str, instead: str = ""
) -> int:
    """Propose that the address of one record leads to another one from now on; the number of the draft.

    `instead` names one's own open draft of the record that goes, which is withdrawn for it. Raises ForbiddenError where
    the record to be dropped is not the account's own, OpenDraftError where the draft is to stay, ConflictError.
    """
    account.require("invite")
    dropped, _ = owned(connection, account, drop, keep)
    draft = own_draft(connection, account, drop)
    if draft is not None and draft.into == keep:
        return draft.id
    make_way(connection, account, draft, instead)
    return drafts.propose(connection, account, drop, None, dropped, reason, into=keep)
