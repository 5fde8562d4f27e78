"""`servicemap brief`: the brief of a district, a key zone or the city as files."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from app.cli.session import given_url, ready_database, say
from frontend.language import DEFAULT, LANGUAGE_CODES

BROWSERS = (
    *("chromium", "chromium-browser", "chromium-headless-shell", "google-chrome", "google-chrome-stable"),
    *("chrome", "msedge", "microsoft-edge"),
)
"""The names that Chromium and browsers made from it have; the setting of the shell `CHROMIUM` names another one."""
SECONDS = 120
"""A browser that has made no PDF by then is ended."""
CODES = " or ".join(LANGUAGE_CODES)
REFUSED = 2
Code = Annotated[str, typer.Argument(help="The code of a district or key zone, or city.")]


def brief(
    code: Code,
    pdf: Annotated[Path | None, typer.Option("--pdf", help="A PDF; a Chromium has to be installed.")] = None,
    docx: Annotated[Path | None, typer.Option("--docx", help="A document with real tables.")] = None,
    pptx: Annotated[Path | None, typer.Option("--pptx", help="Six slides to edit.")] = None,
    html: Annotated[Path | None, typer.Option("--html", help="One page that needs no server.")] = None,
    xlsx: Annotated[Path | None, typer.Option("--xlsx", help="A workbook, one sheet a table.")] = None,
    lang: Annotated[str, typer.Option("--lang", help=f"Language: {CODES}.")] = DEFAULT.code,
    compare: Annotated[str, typer.Option("--compare", help="Codes of two places to compare, with a comma.")] = "",
    since: Annotated[str, typer.Option("--since", help="From which day changes are told; unset: all.")] = "",
) -> None:
    """Write the brief of a place as files: figures with their grades, one page of A4 and an annex of tables."""
    if lang not in LANGUAGE_CODES:
        say(f"--lang is {CODES}.")
        raise typer.Exit(REFUSED)
    targets = {"docx": docx, "pptx": pptx, "html": html, "xlsx": xlsx, "pdf": pdf}
    wanted = {form: target for form, target in targets.items() if target is not None}
    if not wanted:
        say("Name a file to write: --pdf, --docx, --pptx, --html or --xlsx.")
        raise typer.Exit(REFUSED)
    browser = _browser() if pdf else None
    if pdf and browser is None:
        say("No Chromium was found for --pdf. Install one, or write --html and print that from any browser.")
        raise typer.Exit(REFUSED)
    compared = tuple(part for part in compare.split(",") if part)
    made = _made(code, lang, compared, since, set(wanted))
    for form, target in wanted.items():
        body = _printed(made["html"], browser or "") if form == "pdf" else made[form]
        target.write_bytes(body)
        say(f"{target}: {len(body):,} bytes")


def _made(code: str, lang: str, compare: tuple[str, ...], since: str, wanted: set[str]) -> dict[str, bytes]:
    from app.brief.read import BriefQuestion
    from app.history.parameters import SINCE
    from app.settings import Settings
    from app.snapshot.brief import FORMS, brief_files

    question = BriefQuestion(code, compare, SINCE.parse(since) if since else None)
    forms = [form for form in FORMS if form in wanted or (form == "html" and "pdf" in wanted)]
    with ready_database(given_url(), defaults=True) as url:
        settings = Settings(database_url=url)
        if not settings.public_url:
            say("SERVICEMAP_PUBLIC_URL is not set: citations name the path of the page without a host.")
        return asyncio.run(brief_files(settings, question, lang, forms))


def _browser() -> str | None:
    """The Chromium of this machine."""
    named = os.environ.get("CHROMIUM", "")
    return next((path for name in (named, *BROWSERS) if name and (path := shutil.which(name))), None)


def _printed(page: bytes, browser: str) -> bytes:
    """The page as the browser prints it. Ends the command with a sentence where it prints none."""
    with tempfile.TemporaryDirectory(prefix="servicemap-") as folder:
        source, target = Path(folder) / "brief.html", Path(folder) / "brief.pdf"
        source.write_bytes(page)
        options = ["--headless", "--disable-gpu", "--no-pdf-header-footer", f"--user-data-dir={folder}/profile"]
        # Chromium refuses its sandbox to root; the page is ours and has no script.
        options += ["--no-sandbox"] if getattr(os, "geteuid", lambda: 1)() == 0 else []
        try:
            subprocess.run(  # noqa: S603 - the browser of the machine, on a page of ours
                [browser, *options, f"--print-to-pdf={target}", source.as_uri()],
                check=True,
                capture_output=True,
                timeout=SECONDS,
            )
            return target.read_bytes()
        except (subprocess.SubprocessError, OSError) as error:
            say(f"{browser} printed no PDF. Write --html and print that from any browser.")
            raise typer.Exit(1) from error
