"""Checked records into the tables, with the version of the data, the figures of the day and the history."""

from collections.abc import Callable, Collection, Iterable, Mapping

from sqlalchemy import Connection, exists, select, text

from app.history.append import Ground, append
from app.history.author import Author
from app.imports.report import Report
from app.imports.staging import Staged, merge
from app.platforms.models import Platform
from app.platforms.over_time.keep import keep_figures
from app.search.documents import Words
from app.store.version import bump
from app.store.writing import raw_connection


def store(
    connection: Connection,
    records: Iterable[Staged],
    words: Words,
    author: Author,
    *,
    grounds: Mapping[str, Ground] | None = None,
    replace: bool = True,
    alone: bool = False,
    twice: Callable[[], Collection[str]] = frozenset,
) -> Report:
    """Merge records inside the caller's transaction; data version and history grow when anything changed.

    `alone`: nobody needs to read meanwhile, so that very many may be written faster. `twice` gives, after the
    last record, the ids that stand in more than one row; none of them is stored.

    Raises ClearsFactsError where facts would be cleared that the file does not name, unless it is to `replace` them.
    """
    connection.execute(text("SELECT version FROM data_version FOR UPDATE"))  # one import after another
    with raw_connection(connection).cursor() as cursor:
        merged = merge(cursor, records, words.document, replace=replace, alone=alone, twice=twice)
    if merged.added or merged.changed:
        any_synthetic = connection.execute(select(exists().where(Platform.synthetic))).scalar_one()
        bump(connection, synthetic=any_synthetic)
        keep_figures(connection)
        with raw_connection(connection).cursor() as cursor:
            append(cursor, author, grounds)
    version = connection.execute(text("SELECT version FROM data_version")).scalar_one()
    unchanged = merged.rows - merged.added - merged.changed
    return Report(merged.added, merged.changed, unchanged, version, merged.cleared, outcomes=merged.outcomes)
