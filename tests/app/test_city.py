"""The city's file: another one is read as it stands, and one that does not fit is refused with its name."""

from pathlib import Path

import pytest
import yaml

from app import city as module
from app.city import CityError, city, read_city
from app.resources import locate
from geo.bbox import BBox

ROOT = Path(__file__).resolve().parents[2]
HANGZHOU = {
    "code": "hangzhou",
    "name_zh": "杭州",
    "name_en": "Hangzhou",
    "positions": [118.3, 29.1, 120.8, 30.6],
    "land": [118.3, 29.2, 120.8, 30.6],
    "districts": [118.4, 29.2, 120.7, 30.6],
    "centre": [120.15, 30.27],
    "opening_zoom": 9,
}


def written(folder: Path, **changes: object) -> Path:
    path = folder / module.NAME
    path.write_text(yaml.safe_dump({**HANGZHOU, **changes}, allow_unicode=True), "utf-8")
    return path


def test_another_city_is_another_file(tmp_path: Path) -> None:
    found = read_city(written(tmp_path))
    assert (found.name("en"), found.name("zh-CN")) == ("Hangzhou", "杭州")
    assert found.positions == BBox(118.3, 29.1, 120.8, 30.6)
    assert (found.centre, found.opening_zoom) == ((120.15, 30.27), 9.0)
    assert found.latitude == pytest.approx(29.85)


@pytest.mark.parametrize(
    "changes",
    [
        {"land": [118.0, 29.2, 120.8, 30.6]},
        {"districts": [118.4, 29.2, 120.7]},
        {"centre": [30.27, 120.15]},
        {"positions": "all"},
        {"opening_zoom": None},
    ],
)
def test_a_file_whose_parts_do_not_fit_is_refused(tmp_path: Path, changes: dict[str, object]) -> None:
    path = written(tmp_path, **changes)
    with pytest.raises(CityError, match=module.NAME):
        read_city(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CityError, match=module.NAME):
        read_city(tmp_path / module.NAME)


def test_the_box_of_the_city_stands_in_its_file_alone() -> None:
    here = city()
    assert here.code in (locate().data / module.NAME).read_text("utf-8")
    edges = [f"{here.positions.minx}, {here.positions.miny}", f"{here.centre[0]}, {here.centre[1]}"]
    edges += [f"{here.districts.minx}, {here.districts.miny}", f"{here.land.minx}, {here.land.miny}"]
    files = [path for folder in ("app", "geo", "frontend/src") for path in (ROOT / folder).rglob("*.[pt][ys]")]
    assert len(files) > 300
    made_anew = ("migrations", "generated")
    said = [p for p in files if not set(made_anew) & set(p.parts) and any(e in p.read_text("utf-8") for e in edges)]
    assert said == []
