"""The texts of features, written where a record has none: after an import, and by a newer program."""

import math
import time
from collections.abc import Callable

from sqlalchemy import Connection, func, select, text
from sqlalchemy.dialects.postgresql import insert

from app.errors import BusyError
from app.platforms.models import PlatformFeature
from app.platforms.stored import lacking, texts
from app.store.writing import write_sessions

AT_A_TIME, AT_ONCE = 200, 1000
"""So many are written while whoever publishes a record waits, and so many by a command."""
IMPATIENT = text("SET LOCAL lock_timeout = '200ms'")
"""Whoever waits for the table lets nobody else write to it meanwhile."""
TRIES, AGAIN_S = 60, 1.0
SAID_EVERY = 100_000
COLUMNS = ("platform", "form", "before", "name_zh", "name_en", "after")
LOCK = text("LOCK TABLE platform_features IN SHARE ROW EXCLUSIVE MODE")
"""Who changes what a text says waits for it, or it for them (migration 0016): no text is made of what is changing."""
MAY_WRITE = text(
    "SELECT current_setting('transaction_read_only') = 'off' AND has_table_privilege('platform_features', 'INSERT') "
    "AND has_table_privilege('platform_features', 'UPDATE')"
)


def lack(connection: Connection) -> int:
    """How many records lack a text that this version of the program wrote."""
    every = lacking().limit(None).params(after="").subquery()
    return int(connection.execute(select(func.count()).select_from(every)).scalar_one())


def keep_features(url: str, log: Callable[[str], None], most: float = math.inf) -> int:
    """Write the text of each record that lacks one; how many they were. Some hundreds are committed at a time.

    Of more than `most` the rest is left to the server, which goes on answering meanwhile.

    A role that may not write them leaves them to the owner, and after a minute an import that holds the table does them
    itself at its end: what is not kept is made for each answer.
    """
    number, after, busy = 0, "", 0
    with write_sessions(url) as begin:
        while busy < TRIES and number < most:
            try:
                with begin() as connection:
                    if not connection.execute(MAY_WRITE).scalar_one():
                        return number
                    written = keep_some(connection, after, AT_ONCE)
            except BusyError:
                busy += 1
                time.sleep(AGAIN_S)
                continue
            if not written:
                return number
            number, after = number + len(written), max(written)
            if number % SAID_EVERY == 0:
                log(f"{number:,} texts of features are written.")
    return number


def keep_some(connection: Connection, after: str = "", most: int = AT_A_TIME) -> list[str]:
    """Write the texts of the next records behind `after` that lack one, in the caller's transaction; their ids."""
    # Nobody waits while they are sought: of a million that takes a second.
    ids = list(connection.execute(lacking(), {"limit": most, "after": after}).scalars())
    if ids:
        connection.execute(IMPATIENT)
        connection.execute(LOCK)
        statement = insert(PlatformFeature).from_select(list(COLUMNS), texts())
        new = {name: statement.excluded[name] for name in COLUMNS[1:]}
        connection.execute(statement.on_conflict_do_update(index_elements=["platform"], set_=new), {"ids": ids})
    return ids
