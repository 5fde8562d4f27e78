"""What `servicemap import` says of a file: what it did, what was recognised, and which rows were left out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from app.cli.refusals import show_problems
from app.cli.session import say
from app.errors import quoted
from frontend.language import DEFAULT, ENGLISH
from frontend.messages import messages

if TYPE_CHECKING:
    from app.imports.positions.datum_choices import DatumQuestion
    from app.imports.rows.problems import Problem, Problems
    from app.imports.rows.reading import Reading
    from app.imports.storing.clearing import Cleared, ClearsFactsError
    from app.imports.storing.report import Report


class Language(Enum):
    """The languages of a verdict."""

    second = ENGLISH.code
    first = DEFAULT.code


@contextmanager
def shown_progress(file: Path) -> Iterator[Callable[[int], None]]:
    """A line on a terminal that says how many rows were read; nothing where the output goes to a file."""
    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TextColumn("{task.completed}"))
    with Progress(
        *columns, TimeElapsedColumn(), console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task(file.name, total=None)
        yield lambda row: bar.update(task, completed=row)


def show_report(report: Report, file: Path, lang: str, *, dry_run: bool) -> None:
    """Print what an import did, or would do."""
    words = messages(lang)
    for note in report.notes:
        say(_line(note, lang))
    counts = {"added": report.added, "changed": report.changed, "unchanged": report.unchanged}
    say(words("import-verdict-counts", dry="yes" if dry_run else "no", **counts))
    if report.bad:
        say(words("import-verdict-bad", rows=report.bad, problems=report.problems.number))
        show_problems(report.problems.first(), report.problems.number, report.problems.kinds(), lang)
    if report.warnings:
        say(words("import-verdict-look", n=report.warned))
        for warning in report.warnings:
            say(_line(warning, lang))
    if report.stale:
        say(words("import-verdict-stale", n=report.stale))
    dry = "yes" if dry_run else "no"
    if report.cleared:
        cleared = "; ".join(_cleared(each, lang) for each in report.cleared)
        say(words("import-verdict-cleared", dry=dry, cleared=cleared))
    if report.lowered:
        say(words("import-verdict-lowered", dry=dry, n=report.lowered))
    say(words("import-verdict-version", version=str(report.data_version)))


def write_faults(path: Path | None, problems: Problems, reading: Reading, file: Path, lang: str) -> None:
    """Write the problems of a file as a workbook where that was asked for."""
    from app.imports.checking.fault_workbook import workbook_of

    if path is not None:
        path.write_bytes(workbook_of(problems.first(), problems.number, reading.bad, file.name, lang))
        say(messages(lang)("import-verdict-written", file=str(path)))


def show_datums(question: DatumQuestion, lang: str) -> None:
    """Print where the points of a file would fall in each datum."""
    from app.imports.positions.datum_choices import choice_said

    words = messages(lang)
    lines = [words("import-datum-title", n=question.rows)]
    example = question.example
    if example:
        named = {"name": quoted(example.name), "place": quoted(example.place.name)}
        accuracy = round(example.place.accuracy_m)
        lines.append(words("import-datum-example", row=example.row, accuracy=accuracy, **named))
    for choice in question.choices:
        lines.append(f"  --crs {choice.crs:9} {words(f'import-datum-{choice.crs}')}")
        lines.append(f"      {'; '.join(choice_said(choice, example, lang))}")
    print("\n".join(lines), file=sys.stderr)


def clearing_refused(refused: ClearsFactsError, lang: str) -> str:
    """Which facts a file would clear without saying so, and what to do."""
    cleared = "; ".join(_cleared(each, lang) for each in refused.cleared)
    return messages(lang)("import-clears", cleared=cleared)


def _cleared(cleared: Cleared, lang: str) -> str:
    more = cleared.number - 1
    return messages(lang)("import-clears-one", column=cleared.column, first=cleared.first, more=more)


def _line(note: Problem, lang: str) -> str:
    from app.imports.checking.fault_workbook import label

    words = messages(lang)
    place = words("import-verdict-row", row=note.row) if note.row else words("import-verdict-file")
    where = f"{place}, {label(note.column, lang)}" if note.column else place
    return f"{where}: {note.said(lang)}"
