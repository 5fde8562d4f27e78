"""Checked records into the tables, with the version of the data, the figures of the day and the history.

An import is one transaction. What takes long in it, reading, checking, merging and reckoning digests, hinders nobody
who publishes another record; the version of the data is held for the last moment alone (docs/decisions/0052-...).
"""

from collections.abc import Callable, Collection, Iterable, Mapping

from sqlalchemy import Connection, exists, select

from app.history.append import Cursor, Ground, append_digested, digest_revised, link, next_number
from app.history.author import Author
from app.imports.storing import own
from app.imports.storing.report import Report
from app.imports.storing.staging import Merged, Staged, merge
from app.imports.storing.turn import take_turn
from app.platforms.models import Platform
from app.platforms.over_time.keep import keep_figures
from app.search.documents import Words
from app.store.version import bump, hold
from app.store.writing import raw_connection

TRIES = 3
"""So often revisions are appended for a number that may be somebody else's by the end."""


class Storing:
    """Very many records within the caller's transaction: begun before they are read, merged, then made public."""

    def __init__(self, connection: Connection) -> None:
        """Wait until no other import runs."""
        self._connection = connection
        self._since = take_turn(connection)

    def merge(
        self,
        records: Iterable[Staged],
        words: Words,
        *,
        replace: bool = True,
        alone: bool = False,
        twice: Callable[[], Collection[str]] = frozenset,
    ) -> Merged:
        """Write records where nobody else sees them yet.

        `alone`: nobody needs to read meanwhile, so that very many may be written faster. `twice` gives, after the last
        record, the ids that stand in more than one row; none of them is stored.

        Raises ImportRefusedError where somebody else changed one of them meanwhile, and ClearsFactsError where facts
        would be cleared that the file does not name, unless it is to `replace` them.
        """
        with raw_connection(self._connection).cursor() as cursor:
            return merge(cursor, records, words.document, replace=replace, alone=alone, twice=twice, since=self._since)

    def publish(self, merged: Merged, author: Author) -> Report:
        """Let the data version and the history grow where anything changed; whoever writes waits for it.

        It is called last. Raises ImportRefusedError where somebody else changed one of the records meanwhile.
        """
        return _publish(self._connection, merged, author, since=self._since)


def store(
    connection: Connection,
    records: Iterable[Staged],
    words: Words,
    author: Author,
    *,
    replace: bool = True,
    alone: bool = False,
    twice: Callable[[], Collection[str]] = frozenset,
) -> Report:
    """Merge records inside the caller's transaction and make them public: `Storing` in one."""
    storing = Storing(connection)
    return storing.publish(storing.merge(records, words, replace=replace, alone=alone, twice=twice), author)


def store_held(
    connection: Connection, record: Staged, words: Words, author: Author, grounds: Mapping[str, Ground] | None = None
) -> int:
    """Publish one record for a caller who holds the version of the data; the version after it."""
    with raw_connection(connection).cursor() as cursor:
        merged = merge(cursor, [record], words.document, replace=True)
    return _publish(connection, merged, author, grounds).data_version


def _publish(
    connection: Connection,
    merged: Merged,
    author: Author,
    grounds: Mapping[str, Ground] | None = None,
    since: int | None = None,
) -> Report:
    changes = bool(merged.added or merged.changed)
    with raw_connection(connection).cursor() as cursor:
        # Reckoned and appended before anybody has to wait; who holds the version already has no need of that.
        digested = digest_revised(cursor, grounds) if changes else None
        if digested and since is not None:
            version = _hold_appended(connection, cursor)
        else:
            version = hold(connection)
            if digested:
                append_digested(cursor)
        if since is not None and changes:
            own.refuse_changed(cursor, since)
        if changes:
            bump(connection, synthetic=connection.execute(select(exists().where(Platform.synthetic))).scalar_one())
            keep_figures(connection)
            version += 1
        if digested:
            link(cursor, author, digested)
    unchanged = merged.rows - merged.added - merged.changed
    return Report(merged.added, merged.changed, unchanged, version, merged.cleared, outcomes=merged.outcomes)


def _hold_appended(connection: Connection, cursor: Cursor) -> int:
    """Append the revisions under the next number, then hold the version of the data; the version.

    Where somebody else was published in between, that number is theirs: it is taken back and tried again, the last
    time while the version is held.
    """
    for _ in range(TRIES):
        appending = connection.begin_nested()
        number = append_digested(cursor)
        version = hold(connection)
        if next_number(cursor) == number:
            appending.commit()
            return version
        # What the savepoint locked is free again, too.
        appending.rollback()
    version = hold(connection)
    append_digested(cursor)
    return version
