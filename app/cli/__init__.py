"""The command line: `servicemap`, or `python -m app.cli`."""

from __future__ import annotations

import asyncio
import sys
from typing import Annotated, NoReturn

import psycopg
import typer
from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError

from app.cli import (
    accounts,
    audit,
    backup,
    basemap,
    brief,
    collect,
    database,
    digest,
    doctor,
    hosts,
    records,
    searches,
    serve,
    siting,
    snapshot,
    template,
)
from app.cli.refusals import database_sentence, file_sentence, without_password
from app.cli.version import program_version
from app.errors import ServiceMapError
from app.setup.cluster import ClusterError

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    help="The service map of a city's proof-of-concept platforms.",
    pretty_exceptions_enable=False,
)
app.command()(serve.serve)
app.command()(database.migrate)
app.command()(database.grants)
app.command()(backup.backup)
app.command()(backup.restore)
app.command("import")(records.import_records)
app.command("export")(records.export_records)
app.command("stale")(records.stale_records)
app.command()(template.template)
app.command()(records.remove)
app.command()(records.synthetic)
app.command()(snapshot.snapshot)
app.command()(brief.brief)
app.command()(siting.siting)
app.command()(collect.collect)
app.command()(digest.digest)
app.command()(doctor.doctor)
app.add_typer(accounts.accounts, name="accounts")
app.command()(audit.retention)
app.add_typer(audit.audit, name="audit")
app.add_typer(records.boundaries, name="boundaries")
app.add_typer(basemap.basemap, name="basemap")
app.add_typer(hosts.hosts, name="hosts")
app.add_typer(searches.searches, name="searches")
app.add_typer(database.db, name="db")


def _show_version(show: bool) -> None:
    if show:
        print(f"servicemap {program_version()}")
        raise typer.Exit


@app.callback()
def options(
    show: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and leave.")
    ] = False,
) -> None:
    """The service map of a city's proof-of-concept platforms."""


def main() -> NoReturn:
    """Run the command; an error that a person can mend is a sentence, not a traceback."""
    if sys.platform == "win32":
        # psycopg cannot wait for a database in the loop that Windows has by default.
        asyncio.set_event_loop_policy(asyncio.WindowsSelectorEventLoopPolicy())
    try:
        app()
    except (ClusterError, ServiceMapError) as error:
        _fail(str(error))
    except (psycopg.Error, DBAPIError) as error:
        _fail(database_sentence(error))
    except OSError as error:
        _fail(file_sentence(error))
    except UnicodeEncodeError:
        _fail("An argument holds bytes that are no text.")
    except ValidationError as error:
        _fail("\n".join(_setting(tuple(map(str, each["loc"])), each["msg"]) for each in error.errors()))
    raise SystemExit(0)


def _setting(location: tuple[str, ...], message: str) -> str:
    name = location[0] if location else "settings"
    variable = name if name.isupper() else f"SERVICEMAP_{name.upper()}"
    return f"The setting {variable} cannot be used: {message}. docs/settings.md lists what it may be."


def _fail(message: str) -> NoReturn:
    print(without_password(message), file=sys.stderr)
    raise SystemExit(1)
