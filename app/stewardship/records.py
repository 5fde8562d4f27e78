"""Published records as one writes them: read with their revision, checked, merged into the tables, taken out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, Text, any_, bindparam, select, text
from sqlalchemy.dialects.postgresql import ARRAY

from app.city import CHINA_TIME
from app.errors import ConflictError, FaultsError, Reason
from app.history.append import Ground
from app.history.author import Action, Author
from app.imports.removal import take_out
from app.imports.rows.problems import fault
from app.imports.rows.raw_row import RawRow
from app.imports.rows.record import NEEDS_OTHER, check, needs_other
from app.imports.storing.grades import Grades
from app.imports.storing.staging import Staged
from app.imports.storing.store import store_held
from app.platforms import geojson
from app.platforms.columns import COLUMNS
from app.platforms.models import Platform, RemovedPlatform
from app.platforms.record import PAIRS, Record
from app.search.documents import load_words
from app.stewardship.rights import Account
from app.store.version import hold

Values = dict[str, Any]
KEPT = ("id", "synthetic")
"""What no change of a record changes."""
POSITION = ("lon", "lat")
GEOMETRY = "/geometry"
Fault = tuple[str, str | Reason]
"""A pointer to what is wrong, and why."""
OF_FEATURE = ("", "id", "geometry", "crs")
"""What is no property of a feature; nothing stands for the feature as a whole."""
UNCHANGED = """SELECT :version <= (SELECT version FROM data_version)
  AND NOT EXISTS (SELECT FROM revisions r JOIN changes c ON c.number = r.change
  WHERE r.platform = :id AND c.data_version > :version AND c.action NOT IN ('confirm', 'consent', 'progress'))"""


@dataclass(frozen=True)
class Published:
    """A record as it is public now."""

    values: Values
    revision: int

    @property
    def name_zh(self) -> str:
        return str(self.values["name_zh"])

    @property
    def name_en(self) -> str:
        return str(self.values["name_en"])

    @property
    def district(self) -> str | None:
        district: str | None = self.values["district_code"]
        return district


def lock(connection: Connection) -> int:
    """Let no other write be between what is read now and the end of the transaction; the version of the data."""
    return hold(connection)


def version(connection: Connection) -> int:
    """The version of the data as this transaction sees it."""
    return int(connection.execute(text("SELECT version FROM data_version")).scalar_one())


def published(connection: Connection, id: str) -> Published | None:
    """The record, or None where it is not listed."""
    # No text of PostgreSQL holds a NUL.
    return None if "\x00" in id else published_among(connection, [id]).get(id)


def published_among(connection: Connection, ids: Iterable[str]) -> dict[str, Published]:
    """Those of these records that are listed, by id."""
    query = with_revision().where(Platform.id == any_(bindparam("ids", type_=ARRAY(Text))))
    rows = connection.execute(query, {"ids": list(ids)}).mappings()
    return {row["id"]: Published({each.name: row[each.name] for each in COLUMNS}, row["revision"]) for row in rows}


def with_revision() -> Select[Any]:
    """All facts of the published records, and the revision of each."""
    return select(*(geojson.column(each.name).label(each.name) for each in COLUMNS), Platform.revision)


def was_removed(connection: Connection, id: str) -> bool:
    """Whether a record with this id was listed and taken out."""
    return connection.execute(select(RemovedPlatform.id).where(RemovedPlatform.id == id)).first() is not None


def merged_into(connection: Connection, id: str) -> str | None:
    """The record that one which was taken out became one with."""
    return connection.execute(select(RemovedPlatform.merged_into).where(RemovedPlatform.id == id)).scalar()


def unchanged_since(connection: Connection, id: str, version: int) -> bool:
    """Whether no fact of a record changed after this version of the data; that it was confirmed changes none."""
    return bool(connection.execute(text(UNCHANGED), {"id": id, "version": version}).scalar_one())


def checked(
    connection: Connection, values: Mapping[str, Any], before: Published | None, sent: Sequence[Fault] = ()
) -> Record:
    """The record that these values make. Raises FaultsError with everything that is wrong.

    A new record is never synthetic, and no change makes one another's or synthetic. `sent` is what is wrong with how
    the values were sent: nothing more is said at the same places.
    """
    faults: list[Fault] = [
        (pointer(name), fault(0, name, "unchangeable"))
        for name in KEPT
        if before is not None and name in values and values[name] != before.values[name]
    ]
    if before is None and values.get("synthetic"):
        faults.append((pointer("synthetic"), fault(0, "synthetic", "real-only")))
    record, problems = check(RawRow(0, dict(values), "wgs84"), load_words(connection).codes())
    # Of a position that cannot be read nothing is missing beside it.
    lost = {*POSITION} if any(place.startswith(GEOMETRY) for place, _ in sent) else set()
    pairs = [needs_other(0, pair) for pair in PAIRS if _broken(values, *pair) and not lost & {*pair}]
    # The definition looks at pairs once each value is right by itself: here all is said at once.
    faults += [(pointer(each.column), each) for each in problems if each.column and each.key not in NEEDS_OTHER]
    faults += [(pointer(each.column), each) for each in pairs]
    places = {place for place, _ in sent}
    faults = [*sent, *(each for each in faults if each[0] not in places)]
    if faults or record is None:
        raise FaultsError(faults)
    return Grades().of(record)


def _broken(values: Mapping[str, Any], one: str, other: str) -> bool:
    return (values.get(one) is None) != (values.get(other) is None)


def pointer(column: str) -> str:
    """Where the value of a column stands in a feature."""
    if column in OF_FEATURE:
        return f"/{column}" if column else ""
    if column in (*POSITION, "lon, lat"):
        return f"{GEOMETRY}/coordinates"
    return f"/properties/{escaped(column)}"


def escaped(name: str) -> str:
    """A name as a part of a JSON pointer (RFC 6901)."""
    return name[:60].replace("~", "~0").replace("/", "~1")


def author(account: Account, action: Action, reason: str) -> Author:
    """The account as the history names it."""
    return Author(action, account.login, account.role, account.institution, reason)


def publish(connection: Connection, record: Record, by: Author, grounds: Mapping[str, Ground] | None = None) -> int:
    """Put a record before the public, in the caller's transaction; the version of the data after it."""
    return store_held(connection, Staged(record), load_words(connection), by, grounds)


def withdraw(connection: Connection, id: str, by: Author, into: str | None = None) -> int:
    """Take a record out; its address says why, or leads to `into`. The version of the data after it.

    Raises ConflictError where it is not listed, or what it is to become one with is not.
    """
    if published(connection, id) is None or (into is not None and (into == id or published(connection, into) is None)):
        raise ConflictError("This record is not listed any more.")
    take_out(connection, id, by, datetime.now(CHINA_TIME).date(), into)
    return lock(connection)


def dataset(connection: Connection) -> str:
    """The identifier of the data set, which every ETag is made from."""
    return str(connection.execute(text("SELECT dataset FROM data_version")).scalar_one())
