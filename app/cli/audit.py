"""`servicemap audit …`: whether the history of the records is as it was written."""

from __future__ import annotations

from typing import Annotated

import psycopg
import typer

from app.cli.session import given_url, ready_database, say
from app.database_url import for_reading, libpq

audit = typer.Typer(no_args_is_help=True, help="The history of the records.")
Noted = Annotated[str, typer.Option("--expect", help="The digest that an earlier run printed: it must still be there.")]


@audit.command()
def verify(expect: Noted = "") -> None:
    """Recompute every digest of the history; a row that was altered is named, and the command fails."""
    from app.history.verify import verify as verified

    with ready_database(given_url()) as url, psycopg.connect(libpq(for_reading(url))) as connection:
        connection.isolation_level, connection.read_only = psycopg.IsolationLevel.REPEATABLE_READ, True
        verdict = verified(connection, expect)
    say(f"{verdict.changes} changes with {verdict.revisions} revisions are as they were written ({verdict.algorithm}).")
    say(f"Digest of the last one: {verdict.head or 'none'}. Note it elsewhere, and give it to --expect next time.")
