"""`servicemap snapshot`: the map as a folder, or as one file, that needs no server."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from app.cli.session import given_url, ready_database, say
from frontend.messages import Lang

SINGLE = (".html", ".htm")
Target = Annotated[Path, typer.Argument(help="The folder to write, or a file that ends in .html.")]
Language = Annotated[str, typer.Option("--lang", help="Language of a single file: zh-CN or en. A folder has both.")]
REFUSED = 2


def snapshot(target: Target, lang: Language = "zh-CN") -> None:
    """Write the map, its list and its data so that they work without a server and without a network."""
    languages: dict[str, Lang] = {"zh-CN": "zh-CN", "en": "en"}
    if lang not in languages:
        say("--lang is zh-CN or en.")
        raise typer.Exit(REFUSED)
    if target.suffix.lower() in SINGLE:
        _single(target, languages[lang])
    else:
        _folder(target)


def _single(target: Path, lang: Lang) -> None:
    from app.settings import Settings
    from app.snapshot.make import make_file

    with ready_database(given_url(), defaults=True) as url:
        made = asyncio.run(make_file(Settings(database_url=url), target, lang))
    say(f"{target}: {made.platforms} platforms, data as of {made.as_of or 'a date not stated'}")


def _folder(target: Path) -> None:
    from app.settings import Settings
    from app.snapshot.make import make_folder

    columns = (TextColumn("Snapshot"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with ready_database(given_url(), defaults=True) as url, Progress(*columns) as progress:
        task = progress.add_task("", total=None)

        def show(done: int, total: int) -> None:
            progress.update(task, completed=done, total=total)

        made = asyncio.run(make_folder(Settings(database_url=url), target, show))
    say(f"{target}: {made.files} files, {made.platforms} platforms, data as of {made.as_of or 'a date not stated'}")
