"""`servicemap snapshot`: the map as a folder, or as one file, that needs no server."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from app.cli.session import given_url, ready_database, say
from frontend.language import DEFAULT, LANGUAGE_CODES, language_of

SINGLE = (".html", ".htm")
CODES = " or ".join(LANGUAGE_CODES)
Target = Annotated[Path, typer.Argument(help="The folder to write, or a file that ends in .html.")]
Language = Annotated[str, typer.Option("--lang", help=f"Language of a single file: {CODES}. A folder has both.")]
REFUSED = 2


def snapshot(target: Target, lang: Language = DEFAULT.code) -> None:
    """Write the map, its list and its data so that they work without a server and without a network."""
    if lang not in LANGUAGE_CODES:
        say(f"--lang is {CODES}.")
        raise typer.Exit(REFUSED)
    from app.settings import Settings
    from app.snapshot.make import make_file, make_folder

    columns = (TextColumn("Snapshot"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with ready_database(given_url(), defaults=True) as url, Progress(*columns) as bar:
        task, settings = bar.add_task("", total=None), Settings(database_url=url)

        def show(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        if target.suffix.lower() in SINGLE:
            written = asyncio.run(make_file(settings, target, language_of(lang).code, show))
        else:
            written = asyncio.run(make_folder(settings, target, show))
    as_of = written.as_of or "a date not stated"
    say(f"{target}: {written.files} files, {written.platforms} platforms, data as of {as_of}")
