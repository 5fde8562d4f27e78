"""`servicemap siting`: where next within a district, also for a need that no browser may see."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from app.cli.session import given_url, ready_database, say

REFUSED = 2
Need = Annotated[
    Path | None,
    typer.Option("--need", exists=True, dir_okay=False, help="CSV: lon, lat or place, weight, name. Never stored."),
]


def siting(
    within: Annotated[str, typer.Argument(help="Code of a district or key zone, or city.")] = "city",
    need: Need = None,
    km: Annotated[float, typer.Option("--km", help="Reach in kilometres.")] = 3.0,
    wanted: Annotated[int, typer.Option("--wanted", help="How many sites.")] = 3,
    only: Annotated[
        bool, typer.Option("--only", help="Count the file alone, no universities, parks, stations.")
    ] = False,
    lang: Annotated[str, typer.Option("--lang", help="Language of the answer, as in an address.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="JSON instead of sentences.")] = False,
) -> None:
    """Say where further platforms would reach most of a need within an area."""
    from app.cli.siting_answer import SitingRefusedError, answer

    pairs = [("within", within), ("km", f"{km:g}"), ("wanted", str(wanted))]
    pairs += [("needs", "own" if only else "university,park,metro_station,own")] if need else []
    with ready_database(given_url(), defaults=True) as url:
        try:
            table, document = asyncio.run(answer(url, pairs, need, lang))
        except SitingRefusedError as refused:
            print(refused, file=sys.stderr)
            raise typer.Exit(REFUSED) from None
    if as_json:
        say(json.dumps({**document, "notes": table.notes, "rows": table.records()}, ensure_ascii=False, indent=2))
        return
    for row in table.records():
        said = f"{row['site']}  {row['position']}  {row['lon']}, {row['lat']}  +{row['gain']:g}"
        say(f"{said}\n   {row['serves']}")
    for note in table.notes:
        say(note)
