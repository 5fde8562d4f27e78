"""The data: `import`, `export`, `boundaries import`, `synthetic`."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from app.cli.refusals import BROKEN_OFF, show_refusal, texts_sentence
from app.cli.session import given_url, ready_database, say
from app.cli.verdict import Language, clearing_refused, show_datums, show_report, shown_progress, write_faults
from frontend.messages import messages

boundaries = typer.Typer(no_args_is_help=True, help="The districts' polygons.")

Source = Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="The file to read.")]
CoordinateSystem = Annotated[str | None, typer.Option("--crs", help="CRS of the file: wgs84, gcj02, bd09 or cgcs2000.")]
REFUSED = 2


def import_records(
    file: Source,
    crs: CoordinateSystem = None,
    encoding: Annotated[str | None, typer.Option("--encoding", help="As gb18030, where it cannot be told.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check everything, store nothing.")] = False,
    replace: Annotated[bool, typer.Option("--replace", help="Clear facts for which the file has no column.")] = False,
    restore: Annotated[bool, typer.Option("--restore", help="List platforms again that were removed.")] = False,
    skip_bad: Annotated[bool, typer.Option("--skip-bad", help="Load the rows without a problem.")] = False,
    column: Annotated[
        list[str] | None, typer.Option("--column", metavar="NAME=COLUMN", help="What a column is; - leaves it out.")
    ] = None,
    sheet: Annotated[str | None, typer.Option("--sheet", help="The sheet of a workbook, or a layer.")] = None,
    source: Annotated[str, typer.Option("--source", help="Of whom the file is, as minhang: for --stale.")] = "",
    stale: Annotated[bool, typer.Option("--stale", help="Mark what the file of this source no longer holds.")] = False,
    locate: Annotated[bool, typer.Option("--locate", help="Find positions that are not stated by address.")] = False,
    faults: Annotated[Path | None, typer.Option("--faults", help="Write the problems to FILE.xlsx.")] = None,
    lang: Annotated[Language, typer.Option("--lang", help="The language of the verdict.")] = Language.second,
) -> None:
    """Import platforms from a file (CSV, XLSX, GeoJSON, GeoPackage): all of it, or nothing and every error named."""
    from app.imports.files.encoding import UTF_8
    from app.imports.files.read import file_encoding
    from app.imports.ingest import DatumUnsaidError, import_file
    from app.imports.rows.problems import ImportRefusedError
    from app.imports.rows.reading import Reading, named_columns
    from app.imports.storing.clearing import ClearsFactsError
    from app.imports.storing.features import keep_features
    from app.imports.storing.report import Allowed

    if stale and not source:
        say(messages(lang.value)("import-stale-source"))
        raise typer.Exit(REFUSED)
    with ready_database(given_url()) as url, shown_progress(file) as progress:
        reading = Reading(sheet=sheet, progress=progress)
        try:
            allowed = Allowed(replace, restore, skip_bad, source=source, stale=stale, locate=locate)
            read_as = file_encoding(file, encoding)
            reading.columns = named_columns(column or [])
            report = import_file(
                url, file, crs=crs, dry_run=dry_run, encoding=read_as, allowed=allowed, reading=reading
            )
        except ImportRefusedError as refused:
            show_refusal(refused, file, lang.value)
            if isinstance(refused, DatumUnsaidError):
                show_datums(refused.question, lang.value)
            write_faults(faults, refused.gathered, reading, file, lang.value)
            raise typer.Exit(REFUSED) from None
        except ClearsFactsError as refused:
            print(clearing_refused(refused, lang.value), file=sys.stderr)
            raise typer.Exit(REFUSED) from None
        try:
            keep_features(url, say)
        except BROKEN_OFF as error:
            say(texts_sentence(error))
    if read_as not in (UTF_8, "") and encoding is None:
        say(messages(lang.value)("import-verdict-encoding", encoding=read_as))
    show_report(report, file, lang.value, dry_run=dry_run)
    if report.bad:
        write_faults(faults, report.problems, reading, file, lang.value)


def stale_records() -> None:
    """List the records that the files of their source no longer hold."""
    from app.imports.storing.stale import stale_records as marked

    with ready_database(given_url()) as url:
        records = marked(url)
    for source, id, name, day in records:
        say(f"{source}\t{id}\t{name}\t{day}")
    if not records:
        say("No record is marked: what earlier files of a source held, its newest one holds, or nobody had it marked.")


def export_records(
    file: Annotated[Path, typer.Argument(help="The file to write: .csv or .geojson.")],
) -> None:
    """Export all platforms to a CSV or GeoJSON file."""
    from app.imports.export import ENDINGS, export_file

    if file.suffix.lower() not in ENDINGS:
        say(f"{file.name}: the name must end in .csv or .geojson.")
        raise typer.Exit(REFUSED)
    with ready_database(given_url()) as url:
        count = export_file(url, file)
    say(f"{count} platforms written to {file}")


def remove(
    id: Annotated[str, typer.Argument(metavar="ID", help="The identifier of the platform.")],
    reason: Annotated[str, typer.Option("--reason", help="Why; it stands on the page that says so.")],
) -> None:
    """Take a platform out. Its page and the API then answer 410 with the reason and the date."""
    from app.imports.removal import remove_platform

    with ready_database(given_url()) as url:
        name = remove_platform(url, id, reason)
    say(f"{id} ({name}) is no longer listed. Its address says why; servicemap import --restore lists it again.")


@boundaries.command("import")
def import_boundaries(
    file: Source,
    crs: Annotated[str, typer.Option("--crs", help="CRS of the file: wgs84, gcj02, bd09 or cgcs2000.")],
    source: Annotated[str, typer.Option("--source", help="Who published the boundaries.")],
    license: Annotated[str, typer.Option("--license", help="The licence they are under.")],
    review_number: Annotated[str, typer.Option("--review-number", help="Map approval number (审图号).")],
    as_of: Annotated[datetime.datetime, typer.Option("--as-of", formats=["%Y-%m-%d"], help="Their date.")],
) -> None:
    """Put an official file of district boundaries in the place of the built ones."""
    from app.imports.reference.boundaries import import_boundaries as replace
    from app.imports.rows.problems import ImportRefusedError

    stated = {"source": source, "license": license, "review_number": review_number, "as_of": as_of.date().isoformat()}
    with ready_database(given_url()) as url:
        try:
            replace(url, file, crs=crs, **stated)
        except ImportRefusedError as refused:
            show_refusal(refused, file)
            raise typer.Exit(REFUSED) from None
    say(f"The boundaries now come from {source} ({review_number}).")


def synthetic(
    number: Annotated[int, typer.Argument(metavar="N", min=1, max=2_000_000, help="How many platforms.")],
    seed: Annotated[int, typer.Option("--seed", help="The same seed makes the same platforms.")] = 1,
) -> None:
    """Add N made-up platforms, labelled synthetic wherever they show. For trials, not for a public site."""
    from app.imports.storing.features import keep_features
    from app.imports.synthetic import load_synthetic

    columns = (TextColumn("Synthetic platforms"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with ready_database(given_url()) as url, Progress(*columns) as progress:
        task = progress.add_task("", total=number)
        load_synthetic(url, number, seed, lambda done: progress.update(task, completed=done))
        keep_features(url, say)
