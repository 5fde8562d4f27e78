"""A copy of the program to which the example of docs/decisions/0012-one-record.md is applied, and what it then does.

As a program (`python -m tests.support.new_column DATABASE FOLDER`, started in the copy) it takes one platform with the
new column through everything and prints where it met the value, as JSON.
"""

import json
import re
import shutil
import sys
from pathlib import Path

import httpx
import psycopg

from app.imports.export import export_file
from app.imports.ingest import import_file
from app.imports.storing.report import Report
from app.settings import Settings
from app.store.connections import conninfo
from app.store.migrations import upgrade
from tests.support.import_files import PLACED, write
from tests.support.server import running

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "docs" / "decisions" / "0012-one-record.md"
COLUMN = "opening_hours"
HOURS = "=周一至周五 9:00–17:00"
"""It looks like a formula, as a cell of a spreadsheet must not."""
ITEMS = "/api/collections/platforms/items"


def edits() -> list[str]:
    """The blocks of the example, one an edit."""
    return re.findall(r"```diff\n(.*?)```", EXAMPLE.read_text("utf-8"), re.DOTALL)


def copy_with_column(folder: Path) -> None:
    """Copy what the program consists of into the folder, and apply the example there."""
    # With what Python compiled: a copy has the times of its files, so that it holds for all that is not changed.
    kept_out = shutil.ignore_patterns("node_modules", "src", "internal", "_shipped")
    for name in ("app", "geo", "frontend", "data", "tests/support"):
        shutil.copytree(ROOT / name, folder / name, ignore=kept_out)
    for name in ("pyproject.toml", "tests/__init__.py"):
        shutil.copy(ROOT / name, folder / name)
    last = max(path.name[:4] for path in (ROOT / "app/store/migrations/versions").glob("[0-9]*.py"))
    for edit in edits():
        numbered = edit.replace("LAST", last).replace("NEXT", f"{int(last) + 1:04}")
        for part in re.split(r"^\+\+\+ ", numbered, flags=re.MULTILINE)[1:]:
            name, _, lines = part.partition("\n")
            _apply(folder / name, lines.splitlines())


def _apply(path: Path, lines: list[str]) -> None:
    """Put the lines that begin with + after the line above them, or into a new file."""
    added = "".join(f"{line[1:]}\n" for line in lines if line.startswith("+"))
    above = [f"{line[1:]}\n" for line in lines if line.startswith(" ")]
    if not above:
        path.write_text(added, "utf-8")
        return
    text = path.read_text("utf-8")
    if text.count(above[0]) != 1:
        raise ValueError(f"{path.name} has no such line, or more than one: {above[0]}")
    path.write_text(text.replace(above[0], above[0] + added), "utf-8")


def main(url: str, folder: Path) -> None:
    """Import a platform with the new column; print where its value is met again."""
    upgrade(url)
    row = {**PLACED, "id": "new-1", COLUMN: HOURS}
    found: dict[str, object] = {
        "imported": _counts(import_file(url, write(folder / "new.csv", row), crs=None, dry_run=False))
    }
    with psycopg.connect(conninfo(url, 60)) as connection:
        found["table"] = connection.execute("SELECT opening_hours FROM platforms WHERE id = 'new-1'").fetchone()
    with (
        running(Settings(database_url=url)) as site,
        httpx.Client(base_url=site, trust_env=False, timeout=60) as client,
    ):
        found["item"] = client.get(f"{ITEMS}/new-1").json()["properties"]
        found["items"] = client.get(ITEMS, params={"ids": "new-1"}).json()["features"][0]["properties"]
        found["queryables"] = client.get(ITEMS.replace("items", "queryables")).json()["properties"]
        found["filtered"] = [
            client.get(ITEMS, params=params).json()["numberMatched"]
            for params in ({"filter": f"{COLUMN} LIKE '%17:00'"}, {COLUMN: HOURS})
        ]
        found["csv"] = client.get(ITEMS, params={"ids": "new-1", "f": "csv"}).text
        found["document"] = client.get("/api/openapi", params={"f": "json"}).json()
        found["pages"] = [client.get(f"{lang}/platform/new-1").text for lang in ("", "/en")]
    for ending in ("csv", "geojson"):
        path = folder / f"all.{ending}"
        export_file(url, path)
        found[ending + " export"] = path.read_text("utf-8-sig")
        found[ending + " again"] = _counts(import_file(url, path, crs=None, dry_run=False))
    print(json.dumps(found))


def _counts(report: Report) -> dict[str, int]:
    return {name: getattr(report, name) for name in ("added", "changed", "unchanged")}


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
