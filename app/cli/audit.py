"""`servicemap audit …`: whether the history of the records is as it was written."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import psycopg
import typer
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from app.cli.session import given_url, ready_database, say
from app.database_url import for_reading, libpq

if TYPE_CHECKING:
    from app.history.export import Form

audit = typer.Typer(no_args_is_help=True, help="The history of the records.")
REFUSED = 2
FORMS: dict[str, Form] = {".jsonl": "jsonl", ".csv": "csv"}
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


@audit.command()
def export(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write: .jsonl or .csv.")],
    since: Annotated[datetime | None, typer.Option("--since", formats=["%Y-%m-%d"], help="From this day on.")] = None,
    until: Annotated[datetime | None, typer.Option("--until", formats=["%Y-%m-%d"], help="Before this day.")] = None,
) -> None:
    """Write the log with the names of accounts to a file: a line for each field of each change. Days are China's."""
    from app.city import CHINA_TIME
    from app.history.export import rows, written

    form = FORMS.get(file.suffix.lower())
    if form is None:
        say(f"{file.name}: the name must end in .jsonl or .csv.")
        raise typer.Exit(REFUSED)
    days = {"since": since, "until": until}
    asked = {name: day.replace(tzinfo=CHINA_TIME) for name, day in days.items() if day is not None}
    columns = (SpinnerColumn(), TextColumn("{task.completed} lines"), TimeElapsedColumn())
    with (
        ready_database(given_url()) as url,
        psycopg.connect(libpq(for_reading(url))) as connection,
        file.open("x", encoding="utf-8", newline="") as log,
        Progress(*columns, transient=True) as progress,
    ):
        # Names of people stand in it: it is for its owner alone.
        file.chmod(0o600)
        task = progress.add_task("")
        for line in written(rows(connection, **asked), form):
            log.write(line)
            progress.advance(task)
        number = int(progress.tasks[0].completed) - (form == "csv")
    say(f"{number} lines written to {file}.")


@audit.command()
def removals() -> None:
    """List what was removed because it was kept long enough."""
    query = "SELECT made_at, what, rows, before FROM removals ORDER BY id"
    with ready_database(given_url()) as url, psycopg.connect(libpq(for_reading(url))) as connection:
        rows = connection.execute(query).fetchall()
    for made, what, number, before in rows:
        say(f"{made:%Y-%m-%d %H:%M}  {number} {what} from before {before:%Y-%m-%d}")
    if not rows:
        say("Nothing was removed yet: servicemap retention removes what was kept long enough.")


def retention() -> None:
    """Remove what was kept long enough: contacts of corrections after 90 days, the rest after SERVICEMAP_LOG_DAYS.

    Run it once a day; docs/deploy has a timer.
    """
    from app.settings import Settings
    from app.stewardship.corrections import forget_contacts
    from app.stewardship.removals import remove_old
    from app.store.writing import write_session

    days = Settings().log_days
    with ready_database(given_url()) as url, write_session(url) as connection:
        removed = {"contacts": forget_contacts(connection), **remove_old(connection, days)}
    say("Removed: " + (", ".join(f"{number} {what}" for what, number in removed.items() if number) or "nothing") + ".")
