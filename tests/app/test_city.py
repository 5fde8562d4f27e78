"""The city's file: another one is read as it stands, and one that does not fit is refused with its name."""

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path

import httpx
import pytest
import yaml

from app import city as module
from app.city import CityError, city, read_city
from app.resources import locate
from app.settings import Settings
from frontend.language import LANGUAGE_CODES
from geo.bbox import BBox
from tests.support.server import running

ROOT = Path(__file__).resolve().parents[2]
HANGZHOU = {
    "code": "hangzhou",
    "name_zh": "杭州",
    "name_en": "Hangzhou",
    "district_prefix": "330",
    "core_districts": ["330102"],
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
        {"core_districts": ["310101"]},
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


SAYS_THE_CITY = re.compile(r"shanghai|上海|\b310\d{3}\b|\^310", re.IGNORECASE)
COMMENT = re.compile(r"/\*.*?\*/|(?:^|\s)//\s.*?$", re.DOTALL | re.MULTILINE)
EXAMPLES = ("builder.ftl", "list.ftl")
EXCEPTIONS = {
    "app/downloads/template.py": "a district and a position as an example",
    "app/platforms/facets.py": "a code as an example in the document of the API",
    "app/setup/frontend.py": "the path of the outlines within the npm package that has them",
    "app/store/migrations/versions/0001_the_first_tables.py": "databases that stand were made so",
    "app/store/migrations/versions/0015_figures_by_day.py": "the time of China by the name that PostgreSQL has for it",
    **{f"frontend/messages/{lang}/{name}": "a code as an example" for lang in LANGUAGE_CODES for name in EXAMPLES},
    "frontend/src/generated/facts.ts": "written from the file of the city",
    "frontend/src/generated/words.ts": "written from the synonyms, which name universities",
    "geo/boundaries.py": "knows the river and the bridges that tell the datum of the outlines",
    "geo/echarts.py": "knows the district that the npm package leaves without a code",
}


def constants(path: Path) -> str:
    """The texts in a module of Python, without its comments and docstrings."""
    nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
    docstrings = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    texts = [node for node in nodes if isinstance(node, ast.Constant) and id(node) not in docstrings]
    return "\n".join(str(node.value) for node in texts)


def test_nothing_else_says_which_city_it_is() -> None:
    """Comments may state facts of it, such as how exact a formula is there."""
    python = [*(ROOT / "app").rglob("*.py"), *(ROOT / "geo").rglob("*.py"), *(ROOT / "frontend").glob("*.py")]
    scripts = (ROOT / "frontend" / "src").rglob("*.ts")
    texts = {path: constants(path) for path in python}
    texts |= {path: COMMENT.sub("", path.read_text("utf-8")) for path in scripts}
    texts |= {path: path.read_text("utf-8") for path in (ROOT / "frontend" / "messages").rglob("*.ftl")}
    assert len(texts) > 300
    saying = {path.relative_to(ROOT).as_posix() for path, text in texts.items() if SAYS_THE_CITY.search(text)}
    assert saying == set(EXCEPTIONS)


@pytest.fixture
def renamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The city has another name, and is otherwise the one whose data are there."""
    own = yaml.safe_load((locate().data / module.NAME).read_text("utf-8"))
    names = {"name_zh": "杭州", "name_en": "Hangzhou"}
    (tmp_path / module.NAME).write_text(yaml.safe_dump({**own, **names}, allow_unicode=True), "utf-8")
    elsewhere = replace(locate(), data=tmp_path)
    monkeypatch.setattr(module, "locate", lambda: elsewhere)
    city.cache_clear()
    yield
    city.cache_clear()


@pytest.mark.usefixtures("renamed")
def test_the_site_says_the_name_that_the_file_has(real_url: str) -> None:
    titles = {"/": "杭州概念验证平台服务地图", "/en/": "Service map of Hangzhou’s proof-of-concept platforms"}
    titles |= {"/api?lang=zh-CN": titles["/"], "/api?lang=en": unescape(titles["/en/"])}
    titles |= {"/api/openapi": unescape(titles["/en/"]), "/insight?sites=1,1": "须在杭州附近"}
    with (
        running(Settings(database_url=real_url)) as site,
        httpx.Client(base_url=site, trust_env=False, timeout=60) as client,
    ):
        for path, title in titles.items():
            assert title in client.get(path).text, path
        assert "<i>杭州</i>" in client.get("/").text
