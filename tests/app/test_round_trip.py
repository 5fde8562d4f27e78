"""An export is taken back unchanged, in every format, whatever stands in the texts."""

import json
import random
import re
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.imports.export import export_file
from app.imports.ingest import import_file
from app.settings import Settings
from app.web.cells import FORMULA_OR_EMPTY, entries, neutralise, restore
from tests.support.databases import Databases
from tests.support.import_files import BASE
from tests.support.server import running
from tests.support.stored import stored

SIGNS = "|\\'\"=+-@\t\r\n,; a字{%<&\u2028\ufeff"
RECORDS = 400


@pytest.fixture(scope="module")
def url(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The default data with records of which every text is hostile, or empty."""
    url = databases.url("round-trip")
    rng = random.Random(11)
    document = {"type": "FeatureCollection", "features": [_feature(rng, number) for number in range(RECORDS)]}
    path = tmp_path_factory.mktemp("hostile") / "a.geojson"
    path.write_text(json.dumps(document), "utf-8")
    assert import_file(url, path, crs=None, dry_run=False).added == RECORDS
    return url


def _feature(rng: random.Random, number: int) -> dict[str, Any]:
    def text(least: int = 0) -> str:
        return ("x" if least else "") + "".join(rng.choices(SIGNS, k=rng.randint(0, 6)))

    entry_texts = [text() for _ in range(rng.randint(0, 4))]
    stated: dict[str, Any] = {
        **BASE,
        "id": f"hostile-{number}",
        "name_zh": text(1),
        "operator": text(1),
        "address": text(1),
        "summary_zh": text(),
        "status_text": text(),
        "fund": "yes",
        "fund_evidence": text(),
        "voucher": "no",
        "voucher_evidence": text(),
        "domains_other": sorted({each.strip() for each in entry_texts}),
        "service_phrases": entry_texts,
        "lifecycle_date": rng.choice([None, "2025", "2025-02-28"]),
        "precision": "park",
    }
    at = [round(rng.uniform(121, 122), 7), round(rng.uniform(31, 32), 7)]
    return {"type": "Feature", "geometry": {"type": "Point", "coordinates": at}, "properties": stated}


@pytest.mark.parametrize("ending", ["csv", "geojson"])
def test_an_export_changes_nothing(url: str, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"all.{ending}"
    number = export_file(url, path)
    report = import_file(url, path, crs=None, dry_run=True)
    assert (report.added, report.changed, report.unchanged) == (0, 0, number)
    assert number > RECORDS


ITEMS = "/api/collections/platforms/items"
POSITIONS = "SELECT id, ST_X(geom), ST_Y(geom) FROM platforms WHERE geom IS NOT NULL ORDER BY id"


def answer(url: str, path: Path, **parameters: str) -> Path:
    """An answer of the API as a file."""
    with running(Settings(database_url=url)) as site:
        path.write_bytes(httpx.get(site + ITEMS, params=parameters, trust_env=False, timeout=60).content)
    return path


@pytest.mark.parametrize(
    "parameters", [{"limit": "10000", "lang": "en"}, {"limit": "10000", "datum": "cgcs2000"}, {"f": "csv"}]
)
def test_an_answer_of_the_api_changes_nothing(url: str, tmp_path: Path, parameters: dict[str, str]) -> None:
    path = answer(url, tmp_path / f"answer.{parameters.get('f', 'geojson')}", **parameters)
    report = import_file(url, path, crs=None, dry_run=True)
    assert (report.added, report.changed) == (0, 0)


@pytest.mark.parametrize("datum", ["gcj02", "bd09"])
def test_an_answer_in_another_datum_goes_back_to_where_it_was(databases: Databases, tmp_path: Path, datum: str) -> None:
    url = databases.url("answers-in-datums")
    before = stored(url, POSITIONS)
    import_file(url, answer(url, tmp_path / "a.geojson", limit="10000", datum=datum), crs=None, dry_run=False)
    after = stored(url, POSITIONS)
    assert len(before) > 30
    # Seven decimals of a degree are a centimetre; taken for WGS-84, positions would be 0.005° off.
    assert after == [(id, pytest.approx(lon, abs=3e-7), pytest.approx(lat, abs=3e-7)) for id, lon, lat in before]


TEXTS = ["", "'", "''", "=1", "'=1", "'a", "\t", "\r\n=", "'\n", "a"]


@pytest.mark.parametrize("text", TEXTS)
def test_a_cell_is_restored(text: str) -> None:
    assert restore(neutralise(text)) == text
    assert not neutralise(text).startswith(("=", "+", "-", "@", "\t", "\r"))


LISTS = {
    "a|b": ["a", "b"],
    "": [],
    "|a||": ["a"],
    r"a\|b": ["a|b"],
    r"a\\|b": ["a\\", "b"],
    r"C:\x|\y": [r"C:\x", r"\y"],
    "'|a": ["", "a"],
    "''": ["'"],
    "'a": ["'a"],
}


@pytest.mark.parametrize(("cell", "expected"), LISTS.items())
def test_a_list_in_a_cell_has_its_entries(cell: str, expected: list[str]) -> None:
    assert entries(cell) == expected


def test_the_expressions_are_read_alike_by_the_database(url: str) -> None:
    for text in TEXTS:
        quoted = text.replace("'", "''")
        pattern = FORMULA_OR_EMPTY.replace("'", "''")
        ((found,),) = stored(url, f"SELECT regexp_replace('{quoted}', '{pattern}', '''\\1')".replace(":", "\\:"))
        assert found == re.sub(FORMULA_OR_EMPTY, r"'\1", text)
