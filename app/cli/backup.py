"""`servicemap backup FILE` and `servicemap restore FILE`: all that the database holds, checked on both ways."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import psycopg
import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from app.cli.session import ended_by_signals, given_url, ready_database, say
from app.database_url import for_writing, libpq
from app.errors import ServiceMapError
from app.setup.cluster import open_database

NOTE = ".check.json"
"""What a backup holds stands beside it, under its name and this."""
OWN_TABLES = """SELECT c.relname FROM pg_class c WHERE c.relkind IN ('r', 'p')
  AND c.relnamespace = current_schema()::regnamespace AND NOT EXISTS
  (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')"""
OTHERS = """SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
  AND usesysid IS NOT NULL AND coalesce(backend_type, 'client backend') = 'client backend'"""
"""Of another role's connections, as those of the role that serves the map, the owner is not told the type."""
CHUNK = 1 << 20

File = Annotated[Path, typer.Argument(metavar="FILE", help="The file of the backup.")]
Connection = psycopg.Connection[Any]


class BackupError(ServiceMapError):
    """A backup cannot be written or restored so."""


def backup(file: File) -> None:
    """Write the whole database into one file, and what it holds beside it. The map may be served meanwhile."""
    from app.setup.cluster.archive import dump

    note, part = _note(file), file.with_name(f"{file.name}.part")
    if taken := [each.name for each in (file, note) if each.exists()]:
        raise BackupError(f"{taken[0]} is there already: give another name, or move it away.")
    if not file.parent.is_dir():
        raise BackupError(f"There is no folder {file.parent}.")
    with ready_database(given_url()) as url, psycopg.connect(libpq(for_writing(url))) as connection:
        connection.isolation_level, connection.read_only = psycopg.IsolationLevel.REPEATABLE_READ, True
        snapshot = connection.execute("SELECT pg_export_snapshot()").fetchone()
        try:
            # It holds what passwords are recognised by: it is for its owner alone.
            os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
            with _progress(file) as told:
                dump(url, part, str(snapshot[0]) if snapshot else "", told)
            held = {**_held(connection), "sha256": _digest(part)}
            note.touch(0o600)
            note.chmod(0o600)
            note.write_text(json.dumps(held, indent=1) + "\n", "utf-8")
            part.replace(file)
        finally:
            part.unlink(missing_ok=True)
    say(f"{file.name}: {held['platforms']} platforms, {held['changes']} changes, tables at {held['version']}.")
    say(f"What it holds stands in {note.name}: keep both, at another place than the server.")


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", exists=True, dir_okay=False, readable=True)],
    replace: Annotated[bool, typer.Option("--replace", help="Delete what the database holds now.")] = False,
) -> None:
    """Put a backup into an empty database, and check that all of it is there. Stop the servers before."""
    from app.setup.cluster.archive import restore as restored
    from app.setup.cluster.archive import tables

    expected = _expected(file)
    held = tables(file)
    if "changes" not in held or "platforms" not in held:
        raise BackupError(f"{file.name} is a backup of another application: it has no platforms.")
    with ended_by_signals(), open_database(url=given_url() or None, log=say) as url:
        with psycopg.connect(libpq(for_writing(url))) as connection:
            present = {str(name) for (name,) in connection.execute(OWN_TABLES.encode())}
            _check_target(connection, present, held, replace=replace)
        with _progress(file) as told:
            restored(url, file, clean=bool(present), told=told)
        with psycopg.connect(libpq(for_writing(url))) as connection:
            _check_restored(_held(connection), expected)


def _check_target(connection: Connection, present: set[str], held: set[str], *, replace: bool) -> None:
    if present and not replace:
        raise BackupError(
            f"The database is not empty: it has {len(present)} tables. Restore into an empty one (another DATABASE_URL "
            "or SERVICEMAP_HOME), or say --replace to delete what it holds."
        )
    if strange := sorted(present - held):
        raise BackupError(
            f"The database has tables that the backup has not: {', '.join(strange[:5])}. Restore into an empty one."
        )
    others = connection.execute(OTHERS.encode()).fetchone()
    if others and others[0]:
        raise BackupError(f"{others[0]} other connections use the database: stop the servers first.")


def _check_restored(held: dict[str, Any], expected: dict[str, Any]) -> None:
    from app.history.verify import TamperedError

    for name in ("version", "platforms", "changes", "head"):
        if name in expected and held[name] != expected[name]:
            raise TamperedError(
                f"The backup was restored, but {name} is {held[name]} and was {expected[name]} when it was made."
            )
    say(f"Restored: {held['platforms']} platforms, {held['changes']} changes, tables at {held['version']}.")
    say(f"The history is as it was written; digest of the last change: {held['head'] or 'none'}.")
    if not expected:
        say("No note was beside the backup, so that nothing more could be compared.")
    say("Now: servicemap migrate, and servicemap grants for each role that serves the map.")


def _held(connection: Connection) -> dict[str, Any]:
    """What a database holds. Raises TamperedError where its history does not fit its digests."""
    from app.history.verify import verify

    verdict = verify(connection)
    row = connection.execute("SELECT version_num, (SELECT count(*) FROM platforms) FROM alembic_version").fetchone()
    version, platforms = row or ("", 0)
    return {"version": version, "platforms": platforms, "changes": verdict.changes, "head": verdict.head}


def _note(file: Path) -> Path:
    return file.with_name(file.name + NOTE)


def _expected(file: Path) -> dict[str, Any]:
    """What the note beside a backup says; nothing where there is none. Raises BackupError where the file is another."""
    note = _note(file)
    if not note.exists():
        return {}
    try:
        expected: dict[str, Any] = json.loads(note.read_text("utf-8"))
        digest = expected["sha256"]
    except (ValueError, KeyError, TypeError) as error:
        raise BackupError(f"{note.name} is no note of a backup: move it away to restore without it.") from error
    if digest != _digest(file):
        raise BackupError(f"{file.name} is not the file that was written: its digest is another than in {note.name}.")
    return expected


def _digest(file: Path) -> str:
    digest = hashlib.sha256()
    with file.open("rb") as source:
        while chunk := source.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


@contextmanager
def _progress(file: Path) -> Iterator[Callable[[int], None]]:
    """A line on a terminal that says how long it is going on, and how many bytes are written."""
    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TextColumn("{task.fields[size]}"))
    with Progress(
        *columns, TimeElapsedColumn(), console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task(file.name, total=None, size="")
        yield lambda size: bar.update(task, size=f"{size >> 20} MiB" if size else "")
