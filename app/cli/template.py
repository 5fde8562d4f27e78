"""`servicemap template FILE.xlsx`: a workbook to fill in and import."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.session import given_url, ready_database, say
from app.cli.verdict import Language

if TYPE_CHECKING:
    from app.vocabulary import Vocabulary

REFUSED = 2


def template(
    file: Annotated[Path, typer.Argument(help="The file to write: .xlsx.")],
    lang: Annotated[Language, typer.Option("--lang", help="The language of its headings and lists.")] = Language.first,
) -> None:
    """Write a workbook to fill in: drop-down lists, an example, and what each column is for."""
    from app.downloads.template import Template, template_of

    if file.suffix.lower() != ".xlsx":
        say(f"{file.name}: the name must end in .xlsx.")
        raise typer.Exit(REFUSED)
    with ready_database(given_url(), defaults=True) as url:
        vocabulary = asyncio.run(_vocabulary(url))
    file.write_bytes(template_of(Template(vocabulary, lang.value)))
    say(f"The template is written to {file}.")


async def _vocabulary(url: str) -> Vocabulary:
    from app.settings import Settings
    from app.store.database import Database
    from app.vocabulary.read import VocabularyCache

    database = Database(Settings(database_url=url))
    await database.open()
    try:
        async with database.snapshot() as db:
            return await VocabularyCache().read(db)
    finally:
        await database.close()
