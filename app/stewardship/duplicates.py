"""Published records that may be the same: less than 300 m apart, with like names, as an import warns of them."""

from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Select, func, select
from sqlalchemy.dialects.postgresql import insert as insert_once
from sqlalchemy.orm import aliased

from app.errors import ConflictError
from app.imports.checking.second_look import MOST_NEIGHBOURS, NEAR_M, alike
from app.platforms.models import Platform
from app.stewardship import drafts, records
from app.stewardship.continued import make_way, own_draft
from app.stewardship.counted import MOST_COUNTED, PAGE, Counted
from app.stewardship.models import DifferentPlatforms
from app.stewardship.queue import own_records
from app.stewardship.rights import Account

MOST_COMPARED = 5_000
"""Beyond so many records with a position none are compared: a steward's district has fewer."""
AT_ONCE = 1000
NAMED = ("id", "kind", "name_zh", "name_en")


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
    with closing(_near(connection, account)) as near:
        like = (pair for pair in near if alike(pair.one.name_zh, pair.other.name_zh))
        found = list(islice(like, MOST_COUNTED + 1))
    whole = Counted(found, len(found))
    actual = min(page, whole.pages)
    return Counted(found[(actual - 1) * PAGE : actual * PAGE], len(found), actual)


def _near(connection: Connection, account: Account) -> Generator[Pair, None, None]:
    """Pairs of neighbours, read while they are compared."""
    met: set[tuple[str, str]] = set()
    with connection.execute(neighbours(account), execution_options={"yield_per": AT_ONCE}) as rows:
        for row in rows:
            pair = Pair(Twin(*row[:4]), Twin(*row[4:8]), round(row[8]))
            # Where both are one's own, the pair may come twice.
            first, second = sorted((pair.one.id, pair.other.id))
            if (first, second) not in met:
                met.add((first, second))
                yield pair


def neighbours(account: Account) -> Select[*tuple[Any, ...]]:
    """Each record of the account with its neighbours, the nearest pair first; of one record `MOST_NEIGHBOURS` at most.

    The columns of both, and the metres between them. Pairs that somebody said are different are left out.
    """
    other = aliased(Platform)
    # As the index has them, else each record would be compared with all.
    here, there = (func.geography(each.geom) for each in (Platform, other))
    known = select(DifferentPlatforms.one).where(
        DifferentPlatforms.one == func.least(Platform.id, other.id),
        DifferentPlatforms.other == func.greatest(Platform.id, other.id),
    )
    near = (
        select(*(getattr(other, name) for name in NAMED), func.ST_Distance(here, there).label("metres"))
        .where(func.ST_DWithin(there, here, NEAR_M), other.id != Platform.id)
        .where(~known.correlate(Platform, other).exists())
        .correlate(Platform)
        .limit(MOST_NEIGHBOURS)
        .lateral()
    )
    columns = [*(getattr(Platform, name) for name in NAMED), *near.c]
    return select(*columns).where(own_records(account)).order_by(near.c.metres, Platform.id, near.c.id)


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
