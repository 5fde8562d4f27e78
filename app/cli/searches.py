"""`servicemap searches`: what was searched without a hit."""

from __future__ import annotations

import json
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from app.cli.session import given_url, ready_database, say

searches = typer.Typer(invoke_without_command=True, help="Searches without a hit. Nothing is kept of who searched.")

AsJson = Annotated[bool, typer.Option("--json", help="JSON instead of a table.")]
Values = Annotated[list[str], typer.Argument(metavar="TEXT", help="As it stands in the list.")]
NAMES = ("kind", "value", "times", "days", "last_day")


@searches.callback()
def show(context: typer.Context, as_json: AsJson = False) -> None:
    """Show them, those of the most days first: terms of the vocabulary, and texts that came on five days."""
    from app.search.tally import written
    from app.store.writing import write_session

    if context.invoked_subcommand:
        return
    with ready_database(given_url()) as url, write_session(url) as connection:
        rows = written(connection)
    if as_json:
        say(json.dumps([dict(zip(NAMES, row, strict=True)) for row in rows], indent=2, ensure_ascii=False, default=str))
    elif rows:
        table = Table("kind", "sought", "times", "days", "last day")
        for row in rows:
            table.add_row(*map(str, row))
        Console(markup=False, highlight=False).print(table)
    else:
        say("No search without a hit was counted yet.")


@searches.command()
def forget(values: Values) -> None:
    """Take texts or terms out of the list, as they stand there."""
    from app.search.tally import forget as forget_written
    from app.store.writing import write_session

    with ready_database(given_url()) as url, write_session(url) as connection:
        gone = forget_written(connection, values)
    for value in dict.fromkeys(values):
        say(f"{value}: {'forgotten' if value in gone else 'was not on the list'}")
