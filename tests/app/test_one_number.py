"""One address means one number: list, facets, API, every file, and the digest of changes with its feed."""

import csv
import io
import random
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as ET

import geopandas
import httpx
import psycopg
import pytest
from python_calamine import CalamineWorkbook

from app.database_url import libpq
from app.imports.export import export_file
from app.imports.ingest import import_file
from app.settings import Settings
from tests.support import recount
from tests.support.databases import Databases
from tests.support.seeded_filters import draw, items, pairs
from tests.support.server import running

DIGEST = "/api/changes/digest"
KINDS = ["poc", "pilot", "related"]
WORDS = ("张江", "浦东 检测", "AI", "synbio", "中试", "shengwu", "生物醫藥", "上海", "zzz", "未说明")
ADDRESSES = 32


@pytest.fixture(scope="module")
def client(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """The default data, of which every record was corrected today: so the digest has a line of each."""
    url, path = databases.url("one-number"), tmp_path_factory.mktemp("one-number") / "all.csv"
    with psycopg.connect(libpq(url)) as connection:
        connection.execute("ALTER TABLE changes DISABLE TRIGGER USER")
        connection.execute("UPDATE changes SET made_at = made_at - interval '60 days'")
        connection.execute("ALTER TABLE changes ENABLE TRIGGER USER")
    export_file(url, path)
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows({**row, "website": f"https://{row['id']}.example/"} for row in rows)
    import_file(url, path, crs=None, dry_run=False)
    with (
        running(Settings(database_url=url)) as site,
        httpx.Client(base_url=site, trust_env=False, timeout=60) as opened,
    ):
        yield opened


def addresses() -> list[dict[str, list[str]]]:
    """Seeded filters, some with words; each names its kinds, because places differ in those that they show unasked."""
    rng, rows = random.Random(14), recount.default_rows()
    found = [draw(rng, rows) for _ in range(ADDRESSES - len(WORDS))] + [{"q": [words]} for words in WORDS]
    return [{"kind": KINDS, **query} for query in found]


def read_as(client: httpx.Client, query: dict[str, list[str]]) -> dict[str, list[str]]:
    """What the page reads it as: words that name a filter become one, in an address of their own."""
    answer = client.get("/", params=pairs(query))
    if answer.status_code != 302:
        return query
    read = parse_qs(urlsplit(answer.headers["location"]).query)
    return {name: [each for value in values for each in value.split(",")] for name, values in read.items()}


def listed(client: httpx.Client, query: dict[str, list[str]]) -> int:
    """What the list says; none where it is empty."""
    text = client.get("/en/", params=pairs(query)).text
    found = re.search(r'<div class="count"><\w+ data-status="([\d,]+) ', text)
    return int(found[1].replace(",", "")) if found else 0


def file(client: httpx.Client, query: dict[str, list[str]], ending: str) -> bytes:
    answer = client.get(f"/api/downloads/platforms.{ending}", params=pairs(query))
    assert answer.status_code == 200, answer.text
    return answer.content


def in_files(client: httpx.Client, query: dict[str, list[str]], folder: Path) -> dict[str, int]:
    """How many records each file holds."""
    package = folder / "platforms.gpkg"
    package.write_bytes(file(client, query, "gpkg"))
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(file(client, query, "xlsx"))).get_sheet_by_index(0)
    return {
        "csv": len(list(csv.DictReader(io.StringIO(file(client, query, "csv").decode("utf-8-sig"), newline="")))),
        "xlsx": len(sheet.to_python()) - 1,
        "geojson": len(httpx.Response(200, content=file(client, query, "geojson")).json()["features"]),
        "gpkg": len(geopandas.read_file(package, layer="platforms")),
    }


def in_digest(client: httpx.Client, query: dict[str, list[str]]) -> dict[str, int]:
    """How many records the digest has changes of, as numbers, as lines of the feed and of the table."""
    asked = pairs(query, ("most", "10000"))
    counts = client.get(DIGEST, params=asked).json()["counts"]
    feed = ET.fromstring(client.get(DIGEST, params=[*asked, ("f", "atom")]).content)  # noqa: S314 - our own
    table = client.get(DIGEST, params=[*asked, ("f", "csv")]).text
    return {
        "digest": sum(counts.values()),
        "feed": len(feed.findall("{http://www.w3.org/2005/Atom}entry")),
        "digest as a table": len(list(csv.DictReader(io.StringIO(table.removeprefix("\ufeff"), newline="")))),
    }


@pytest.mark.parametrize("n", range(ADDRESSES))
def test_one_address_has_one_number(client: httpx.Client, tmp_path: Path, n: int) -> None:
    query = {"kind": KINDS, **read_as(client, addresses()[n])}
    facets = client.get("/api/facets", params=pairs(query)).json()
    placed = [each for each in items(client, query)["features"] if each["geometry"] or "bbox" not in query]
    numbers = {
        "list": listed(client, query),
        "facets": facets["numberMatched"],
        "API": len(placed),
        **in_files(client, query, tmp_path),
        **in_digest(client, query),
    }
    assert len(set(numbers.values())) == 1, (query, numbers)
