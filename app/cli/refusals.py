"""What a command says where it cannot do what it was told: sentences without a traceback and without a password."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
from rich.console import Console
from rich.table import Table
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from frontend.language import ENGLISH
from frontend.messages import messages

if TYPE_CHECKING:
    from app.imports.rows.problems import ImportRefusedError, Kind, Problem

LISTED = 200
"""Up to so many problems are listed one by one; more are counted by kind."""
ROWS_SHOWN = 5


def show_refusal(refused: ImportRefusedError, file: Path, lang: str = ENGLISH.code) -> None:
    """Print the problems of a file, or their kinds where there are many."""
    said = messages(lang)("import-refused", file=file.name, number=refused.number, shown=str(refused.number))
    stderr().print(said)
    show_problems(refused.problems, refused.number, refused.kinds, lang)


def stderr() -> Console:
    """Where problems are said. Cells are what the file says: no markup of theirs is obeyed."""
    return Console(stderr=True, markup=False, highlight=False)


def show_problems(problems: list[Problem], number: int, kinds: list[Kind], lang: str) -> None:
    """Print problems one by one, or their kinds where there are many."""
    stderr().print(_listed(problems, lang) if number <= LISTED else _by_kind(kinds, lang))


def _listed(problems: list[Problem], lang: str) -> Table:
    from app.imports.checking.fault_workbook import label

    words = messages(lang)
    table = Table(*(words(f"import-faults-{head}") for head in ("row", "column", "reason")))
    for problem in problems:
        column = problem.column if lang == ENGLISH.code else label(problem.column, lang)
        table.add_row(str(problem.row), column, problem.said(lang))
    return table


def _by_kind(kinds: list[Kind], lang: str) -> Table:
    from app.imports.checking.fault_workbook import label

    words = messages(lang)
    table = Table(*(words(f"import-faults-{head}") for head in ("times", "column", "reason", "first")))
    for kind in kinds:
        column = kind.column if lang == ENGLISH.code else label(kind.column, lang)
        rows = ", ".join(str(problem.row) for problem in kind.first[:ROWS_SHOWN])
        table.add_row(str(kind.number), column, kind.said(lang), rows + (", …" if kind.number > ROWS_SHOWN else ""))
    return table


def database_sentence(error: psycopg.Error | DBAPIError) -> str:
    """What the database refused, and what to do."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    sentence = _first_line(cause)
    if isinstance(cause, psycopg.errors.DiskFull):
        return f"The disk of the database is full ({sentence}). Nothing was stored: make room and say it again."
    if isinstance(cause, psycopg.errors.InsufficientPrivilege | psycopg.errors.ReadOnlySqlTransaction):
        return (
            f"The role of DATABASE_URL may not do this ({sentence}). Say it with the role that owns the tables; "
            "docs/operators.md says which rights the map needs."
        )
    if isinstance(cause, psycopg.OperationalError):
        # In the last moment a change may be stored, and the answer lost.
        return (
            f"The database broke off ({sentence}). All of it was stored, or nothing: servicemap doctor looks at it. "
            "Say it again then; what is stored already stays as it is."
        )
    return f"The database refused this ({sentence}). Nothing was stored."


BROKEN_OFF = (psycopg.Error, DBAPIError)


def texts_sentence(error: psycopg.Error | DBAPIError) -> str:
    """What the database refused once the records were stored, where their texts were still to be written."""
    sentence = _first_line(error.orig if isinstance(error, DBAPIError) else error)
    return (
        f"The records are stored. The texts that make their answers fast are not ({sentence}): the server writes them."
    )


def file_sentence(error: OSError) -> str:
    """What the system refused."""
    return f"{error.filename or 'A file'}: {error.strerror or error}."


def without_password(message: str, url: str | None = None) -> str:
    """The message without the password of DATABASE_URL, in whichever way a library repeats it."""
    for secret in _secrets(os.environ.get("DATABASE_URL", "") if url is None else url):
        message = message.replace(secret, "***")
    return message


def _secrets(url: str) -> list[str]:
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        return []
    written = url.partition("://")[2].rpartition("@")[0].partition(":")[2]
    stated = [parsed.password, parsed.query.get("password"), written]
    return [secret for secret in stated if isinstance(secret, str) and secret]


def _first_line(cause: BaseException | None) -> str:
    primary = cause.diag.message_primary if isinstance(cause, psycopg.Error) else None
    return (primary or str(cause)).strip().partition("\n")[0]
