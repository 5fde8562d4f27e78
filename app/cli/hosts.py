"""`servicemap hosts`: how often other sites frame the map, and which of them may."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from app.cli.session import given_url, ready_database, say

if TYPE_CHECKING:
    from sqlalchemy import Connection

hosts = typer.Typer(invoke_without_command=True, help="Frames loaded by other sites, and the list of who may frame.")

Entries = Annotated[
    list[str], typer.Argument(metavar="HOST", help="As example.gov.cn, *.example.cn, https://a.cn:8443.")
]
Month = Annotated[datetime | None, typer.Option("--month", formats=["%Y-%m"], help="Only this month, as 2026-11.")]
AsJson = Annotated[bool, typer.Option("--json", help="JSON instead of a table.")]
SHOWN = 10
ANY = "The list is empty: any site may frame the embeds."


@hosts.callback()
def show(context: typer.Context, month: Month = None, as_json: AsJson = False) -> None:
    """Show how many frames each host loaded in each month (Beijing time)."""
    from app.embed import register
    from app.settings import Settings

    if context.invoked_subcommand:
        return
    with _register() as connection:
        rows = register.counts(connection, month.strftime("%Y-%m") if month else None)
        listed = _in_force(connection, Settings().embed_hosts)
    if as_json:
        say(json.dumps([dict(zip(("month", "host", "frames"), row, strict=True)) for row in rows], indent=2))
    elif rows:
        _table(rows, tuple(listed))
    else:
        say("No frame was counted." if month else "No frame was counted yet.")


@hosts.command()
def allowed() -> None:
    """Show which hosts may frame, and where each entry comes from."""
    from app.settings import Settings

    with _register() as connection:
        listed = _in_force(connection, Settings().embed_hosts)
    for entry, origin in listed.items():
        say(f"{entry}  ({origin})")
    if not listed:
        say(ANY)


@hosts.command()
def allow(entries: Entries) -> None:
    """Add hosts to the list of those that may frame. Running servers follow within seconds."""
    from app.embed import register
    from app.host_entry import host_entry
    from app.settings import Settings

    wanted = [host_entry(entry) for entry in entries]
    with _register() as connection:
        added = register.allow(connection, wanted)
        listed = _in_force(connection, Settings().embed_hosts)
        newest = register.counts(connection)
    for entry in dict.fromkeys(wanted):
        say(f"{entry}: {'added' if entry in added else 'was on the list'}")
    say(f"Only these may frame: {', '.join(listed)}")
    if refused := _refused(newest, tuple(listed)):
        more = f" and {len(refused) - SHOWN} more" if len(refused) > SHOWN else ""
        say(f"Counted in {newest[0][0]} and not on the list: {', '.join(refused[:SHOWN])}{more}")


@hosts.command()
def remove(entries: Entries) -> None:
    """Take hosts out of the list. Running servers follow within seconds."""
    from app.embed import register
    from app.host_entry import host_entry
    from app.settings import Settings

    wanted = [host_entry(entry) for entry in entries]
    with _register() as connection:
        gone = register.remove(connection, wanted)
        listed = _in_force(connection, Settings().embed_hosts)
    for entry in dict.fromkeys(wanted):
        stays = "stands in SERVICEMAP_EMBED_HOSTS and stays" if entry in listed else "was not on the list"
        say(f"{entry}: {'removed' if entry in gone and entry not in listed else stays}")
    say(f"Only these may frame: {', '.join(listed)}" if listed else ANY)


@contextmanager
def _register() -> Iterator[Connection]:
    """A transaction on the database."""
    from app.store.writing import write_session

    with ready_database(given_url()) as url, write_session(url) as connection:
        yield connection


def _in_force(connection: Connection, setting: list[str]) -> dict[str, str]:
    """The entries and where they come from."""
    from app.embed import register

    return dict.fromkeys(register.allowed(connection), "database") | dict.fromkeys(setting, "setting")


def _refused(rows: list[tuple[str, str, int]], listed: tuple[str, ...]) -> list[str]:
    """Hosts of the newest counted month that the list does not cover."""
    from app.embed.hosts import OTHER, UNNAMED

    counted = [host for month, host, _ in rows if month == rows[0][0] and host not in (OTHER, UNNAMED)]
    return [host for host in counted if not _may_frame(host, listed)]


def _may_frame(host: str, listed: tuple[str, ...]) -> bool:
    from app.host_entry import covers

    return not listed or any(covers(entry, host) for entry in listed)


def _table(rows: list[tuple[str, str, int]], listed: tuple[str, ...]) -> None:
    from app.embed.hosts import OTHER, UNNAMED

    table = Table("month", "host")
    table.add_column("frames", justify="right")
    table.add_column("may frame")
    for month, host, frames in rows:
        may = "" if host in (OTHER, UNNAMED) else "yes" if _may_frame(host, listed) else "no"
        table.add_row(month, host, str(frames), may)
    Console(markup=False, highlight=False).print(table)
