"""`servicemap basemap …`: the ground that an operator brings from an extract of OpenStreetMap."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from app.cli.session import given_url, ready_database, say

basemap = typer.Typer(no_args_is_help=True, help="Water, parks, campuses, hospitals and roads of the base map.")
Extract = Annotated[
    Path, typer.Argument(exists=True, readable=True, help="A .gpkg, .shp or .zip, or a folder of shapefiles.")
]


@basemap.command("import")
def import_extract(file: Extract) -> None:
    """Draw the base map with an extract of OpenStreetMap, as Geofabrik publishes them. No platform is made from it."""
    from app.imports.reference.ground import import_ground

    columns = (TextColumn("Extract"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with ready_database(given_url()) as url, Progress(*columns) as bar:
        task = bar.add_task("", total=None)
        counts = import_ground(url, file, lambda done, total: bar.update(task, completed=done, total=total))
    listed = ", ".join(f"{number} at zoom {level}" for level, number in counts.items())
    say(f"The base map now has {listed}.")
    say("It stands under the ODbL, © OpenStreetMap contributors; the file is at /orientation/ground.geojson.")


@basemap.command()
def remove() -> None:
    """Take the imported ground away again."""
    from app.imports.reference.ground import remove_ground

    with ready_database(given_url()) as url:
        remove_ground(url)
    say("The base map is drawn from its own data again.")
