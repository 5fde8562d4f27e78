"""`servicemap collect`: what operators say of their records on their own sites."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from app.cli.session import given_url, ready_database, say
from app.cli.verdict import Language
from app.errors import SettingsError, visible
from frontend.messages import messages


def collect(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read and check everything, keep nothing.")] = False,
    schema: Annotated[bool, typer.Option("--schema", help="Print the JSON Schema of a file, and read none.")] = False,
    lang: Annotated[Language, typer.Option("--lang", help="The language of the verdict.")] = Language.second,
) -> None:
    """Read the files that operators publish of their records (SERVICEMAP_COLLECT_FILE): they confirm or propose.

    What they propose is reviewed. docs/deploy has a timer.
    """
    from app.settings import Settings
    from app.stewardship.collecting.collect import collect as collected
    from app.stewardship.collecting.document import schema as of_file
    from app.stewardship.collecting.listing import read_list

    if schema:
        say(json.dumps(of_file(), ensure_ascii=False, indent=2))
        return
    settings, words = Settings(), messages(lang.value)
    if settings.production and settings.collect_loopback:
        raise SettingsError("SERVICEMAP_COLLECT_LOOPBACK is for trials: a site in production reads no files of itself.")
    lines, failed = read_list(settings.collect_file), False
    with ready_database(given_url()) as url:
        for each in collected(url, lines, loopback=settings.collect_loopback, dry_run=dry_run):
            for pointer, reason in each.faults:
                failed = True
                said = reason if isinstance(reason, str) else reason.said(lang.value)
                print(f"{visible(each.platform)}  {each.address}  {visible(pointer)}  {said}", file=sys.stderr)
            if not each.faults:
                say(f"{each.platform}  {each.address}  {words(f'collect-{each.outcome}')}")
    if not lines:
        say(words("collect-none"))
    if dry_run:
        say(words("collect-dry-run"))
    if failed:
        raise typer.Exit(1)
