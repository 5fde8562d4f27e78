"""`servicemap migrate` and `servicemap db …`."""

from __future__ import annotations

import subprocess
from typing import Annotated

import psycopg
import typer

from app.cli.session import given_url, ready_database, say
from app.database_url import for_writing, libpq
from app.setup import cluster

db = typer.Typer(no_args_is_help=True, help="The private database: start, stop, status, psql.")

Force = Annotated[bool, typer.Option("--force", help="Stop it though processes use it.")]


def migrate() -> None:
    """Bring the database to the newest migration."""
    with ready_database(given_url()):
        say("The database is at the newest migration.")


def grants(
    role: Annotated[str, typer.Argument(help="The role that serves the map.")],
    publishing: Annotated[bool, typer.Option("--publishing", help="The role of SERVICEMAP_PUBLISHING_URL.")] = False,
) -> None:
    """Prepare the database as its owner and give a role the rights to serve the map or to publish, and no others."""
    from app.database_rights import HIDDEN, PUBLISHING, WEB
    from app.store.grants import grant

    with (
        ready_database(given_url(), defaults=True, whole=True) as url,
        psycopg.connect(libpq(for_writing(url))) as connection,
    ):
        for statement in grant(connection, role, *((PUBLISHING, HIDDEN) if publishing else (WEB,))):
            say(statement)


@db.command()
def start() -> None:
    """Start the private database and leave it running."""
    _refuse_external()
    say(f"The database answers on the socket in {cluster.start(log=say)}. Stop it with: servicemap db stop")


@db.command()
def stop(force: Force = False) -> None:
    """Stop the private database."""
    _refuse_external()
    say("Stopped." if cluster.stop(force=force) else "The database was not running.")


@db.command()
def status() -> None:
    """Say where the database is and who uses it."""
    if given_url():
        say("The database is the server that DATABASE_URL names; the private one is not used.")
        return
    now = cluster.status()
    say(f"Folder: {now.folder}" + (f" (PostgreSQL {now.major})" if now.major else " (not made yet)"))
    programs = f"{now.installation.programs} ({now.installation.how})" if now.installation else "none found"
    say(f"Programs: {programs}")
    if now.socket is None:
        say("Not running.")
        return
    users = (", ".join(map(str, now.holders)) or "nobody") + (" (kept)" if now.kept else "")
    say(f"Running as process {now.pid}, socket in {now.socket}, used by {users}")


@db.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def psql(context: typer.Context) -> None:
    """Open psql on the database; further arguments go to psql."""
    with cluster.open_database(url=given_url() or None, log=say) as url:
        command, env = cluster.psql_command(url)
        code = subprocess.run([*command, *context.args], env=env, check=False).returncode  # noqa: S603 - what was asked
    raise typer.Exit(code)


def _refuse_external() -> None:
    if given_url():
        raise cluster.ClusterError("DATABASE_URL names a server that is not ours. Unset it to use the private one.")
