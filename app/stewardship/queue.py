"""What there is to do for an account: records that nobody looked at for long, that say little, and drafts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, case, exists, false, func, literal, or_, select, true
from sqlalchemy.dialects.postgresql import aggregate_order_by

from app.city import CHINA_TIME
from app.imports.models import SourceRecord
from app.imports.storing.stale import still_marked
from app.platforms.filter import Filter
from app.platforms.models import Confirmation, Platform
from app.platforms.predicate import conditions, shape, values
from app.stewardship.counted import Counted, counted
from app.stewardship.rights import Account
from app.vocabulary.models import Source

MONTHS_OF_QUARTER = 3
NOBODY = literal("")
NOTHING_BOUND: Mapping[str, Any] = {}


@dataclass(frozen=True)
class Row:
    """A record in the queue. `done`: it was confirmed today; `missing` are the columns that state nothing.

    `unheld_by` names the sources whose newer files no longer hold it, where that is why it is in the queue.
    """

    id: str
    kind: str
    name_zh: str
    name_en: str
    source_title: str
    source_url: str | None
    source_date: str | None
    confirmed_on: date | None
    missing: tuple[str, ...]
    done: bool
    unheld_by: str = ""


@dataclass(frozen=True)
class Queue:
    """`own` counts the account's records, `confirmed` those of them that were confirmed in this quarter.

    `unheld` are those that a newer file of their source no longer held, and that nobody confirmed since.
    """

    own: int
    confirmed: int
    stale: Counted[Row]
    incomplete: Counted[Row]
    unheld: Counted[Row]


MISSING = {"website": Platform.website, "lon": Platform.geom, "source_date": Source.date, "address": Platform.address}


def queue_of(
    connection: Connection, account: Account, stale_days: int, page: int = 1, today: date | None = None
) -> Queue:
    """The queue of the records that the account may write; of all records for those who only read."""
    day = today or datetime.now(CHINA_TIME).date()
    own = own_records(account)
    number, confirmed = counts_of(connection, account, day)
    stale, incomplete = _stale(connection, own, day, stale_days, page), _incomplete(connection, own, day, page)
    return Queue(number, confirmed, stale, incomplete, _unheld(connection, own, day, page))


def counts_of(connection: Connection, account: Account, day: date) -> tuple[int, int]:
    """How many records are the account's own, and how many of them were confirmed in the quarter of this day."""
    counts = select(func.count(), func.count().filter(Confirmation.confirmed_on >= begin_of_quarter(day)))
    joined = counts.select_from(Platform).outerjoin(Confirmation, Confirmation.platform == Platform.id)
    number, confirmed = connection.execute(joined.where(own_records(account))).one()
    return number, confirmed


def begin_of_quarter(day: date) -> date:
    """The first day of the quarter in which a day lies."""
    return date(day.year, (day.month - 1) // MONTHS_OF_QUARTER * MONTHS_OF_QUARTER + 1, 1)


def records_of(
    connection: Connection, account: Account, words: str, confirmed: bool | None, page: int, day: date
) -> Counted[Row]:
    """The account's own records that hold these words, or are called so by their identifier.

    `confirmed`: only those that were confirmed in the quarter of this day, or only the others.
    """
    filter = Filter(q=words)
    wanted = [own_records(account)]
    if words:
        wanted.append(or_(and_(*conditions(shape(filter))), Platform.id == words))
    if confirmed is not None:
        recent = func.coalesce(Confirmation.confirmed_on >= begin_of_quarter(day), false())
        wanted.append(recent if confirmed else ~recent)
    return _rows(connection, and_(*wanted), day, page, bound=values(filter))


def own_records(account: Account) -> ColumnElement[bool]:
    """The records that the account may write; all of them for those who only read."""
    if account.role == "steward":
        return Platform.district == account.district
    if account.role == "operator":
        return Platform.id == account.platform
    return true() if account.has("read") else false()


def _stale(connection: Connection, own: ColumnElement[bool], day: date, stale_days: int, page: int) -> Counted[Row]:
    since = day - timedelta(days=stale_days)
    # A date of a year or a month counts from its beginning: the text of a longer one stands behind it.
    old = or_(Source.date.is_(None), Source.date < since.isoformat())
    unconfirmed = or_(Confirmation.confirmed_on.is_(None), Confirmation.confirmed_on < since)
    wanted = and_(own, or_(and_(old, unconfirmed), Confirmation.confirmed_on == day))
    return _rows(connection, wanted, day, page)


def _incomplete(connection: Connection, own: ColumnElement[bool], day: date, page: int) -> Counted[Row]:
    return _rows(connection, and_(own, or_(Platform.website.is_(None), Platform.geom.is_(None))), day, page)


def _unheld(connection: Connection, own: ColumnElement[bool], day: date, page: int) -> Counted[Row]:
    """Once somebody confirms one, or a file of its source holds it again, it leaves the queue."""
    of_platform = (SourceRecord.platform == Platform.id, SourceRecord.stale_since.is_not(None))
    marked = exists().where(SourceRecord.platform == Platform.id, still_marked())
    sources = select(func.string_agg(SourceRecord.source, aggregate_order_by(literal("、"), SourceRecord.source)))
    return _rows(connection, and_(own, marked), day, page, sources.where(*of_platform).scalar_subquery())


def _rows(
    connection: Connection,
    wanted: ColumnElement[bool],
    day: date,
    page: int,
    unheld_by: Any = NOBODY,
    bound: Mapping[str, Any] = NOTHING_BOUND,
) -> Counted[Row]:
    missing = [case((column.is_(None), name), else_="") for name, column in MISSING.items()]
    columns = (Platform.id, Platform.kind, Platform.name_zh, Platform.name_en, Source.title, Source.url, Source.date)
    query = (
        select(*columns, Confirmation.confirmed_on, func.concat_ws(" ", *missing), unheld_by)
        .join(Source, Source.code == Platform.source)
        .outerjoin(Confirmation, Confirmation.platform == Platform.id)
        .where(wanted)
        .order_by(Source.date.asc().nulls_first(), Platform.id)
    )
    found = counted(connection, query.params(**bound) if bound else query, page)
    rows = [
        Row(
            id,
            kind,
            name_zh,
            name_en,
            title,
            url,
            source_date,
            confirmed,
            tuple(str(missing).split()),
            confirmed == day,
            unheld_by,
        )
        for id, kind, name_zh, name_en, title, url, source_date, confirmed, missing, unheld_by in found.rows
    ]
    return Counted(rows, found.number, found.page)
