"""The default data against themselves: positions on land, and counts that the README states."""

import csv
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import shapely
import yaml

from app.lists.models import INSTRUMENTS
from geo.land import sea_of
from tests.support import recount

DATA = Path(__file__).parents[2] / "data"
SEA = sea_of(json.loads((DATA / "orientation" / "sea.geojson").read_text("utf-8"))["features"])


def _is_at_sea(lon: float, lat: float) -> bool:
    return bool(SEA.contains(shapely.Point(lon, lat)))


def test_the_sea_knows_sea_and_land() -> None:
    assert _is_at_sea(121.37, 30.72), "off Jinshan, where sh-poc-038 once lay"
    assert _is_at_sea(122.1, 31.0)
    assert not _is_at_sea(121.47, 31.23)
    assert not _is_at_sea(121.40, 31.62), "Chongming is an island"


def test_no_position_lies_in_the_sea() -> None:
    rows = recount.default_rows()
    placed = [row for row in rows if row["lon"] is not None]
    assert len(placed) > 60
    assert [row["id"] for row in placed if _is_at_sea(row["lon"], row["lat"])] == []


def test_no_place_lies_in_the_sea() -> None:
    with (DATA / "places.csv").open(encoding="utf-8-sig", newline="") as lines:
        places = list(csv.DictReader(lines))
    assert [row["id"] for row in places if _is_at_sea(float(row["lon"]), float(row["lat"]))] == []


def test_the_readme_states_what_there_is() -> None:
    kinds = Counter(row["kind"] for row in recount.default_rows())
    stated = f"{kinds['poc']} `poc`, {kinds['pilot']} `pilot`, {kinds['related']} `related` | {kinds.total()} |"
    assert stated in (DATA / "README.md").read_text("utf-8")


def _rows_of(name: str) -> list[dict[str, Any]]:
    document: dict[str, list[dict[str, Any]]] = yaml.safe_load((DATA / f"{name}.yaml").read_text("utf-8"))
    return document[name]


def test_a_measure_quotes_its_amount_and_says_where_it_applies() -> None:
    measures = _rows_of("policies")
    sources = {each["code"]: each for each in yaml.safe_load((DATA / "policies.yaml").read_text("utf-8"))["sources"]}
    assert len({each["code"] for each in measures}) == len(measures)
    for each in measures:
        assert (each["amount_text_zh"] or "") in each["wording_zh"], each["code"]
        assert each["instrument"] in INSTRUMENTS
        place = {"city": (None, None), "district": (each["district_code"], None)}
        assert place.get(each["level"], (each["district_code"], each["zone"])) == (each["district_code"], each["zone"])
        assert (each["clause"] is not None) == (each["source"] == "hukehe-2025-17"), each["code"]
    assert {each["source"] for each in measures} == set(sources)
    levels = Counter(each["level"] for each in measures)
    stated = f"{levels['city']} `city`, {levels['district']} `district`, {levels['zone']} `zone`"
    assert stated in (DATA / "README.md").read_text("utf-8")


@pytest.mark.parametrize("name", ["cases", "events"])
def test_no_copy_of_a_report_has_an_address(name: str) -> None:
    platforms = {row["id"] for row in recount.default_rows()}
    for each in _rows_of(name):
        assert each["platform"] is None or each["platform"] in platforms
        assert each["source_url"] is None or each["source_kind"] not in ("mirror", "digest"), each["code"]
