"""ETags are equal on all processes of one program, and change with whatever an answer shows."""

import shutil
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from app.edition import edition
from app.resources import PACKAGE, locate
from app.settings import Settings
from tests.support.server import running

ADDRESSES = (
    "/",
    "/en/",
    "/embed/v1",
    "/api/facets",
    "/api/basemap?zoom=10",
    "/api/collections/platforms/items?limit=2",
)


def etags(settings: Settings) -> list[str]:
    with running(settings) as site, httpx.Client(base_url=site, trust_env=False, timeout=60) as client:
        return [client.get(address).headers["etag"] for address in ADDRESSES]


def test_two_processes_on_other_ports_with_other_pools_have_the_same_etags(real_url: str) -> None:
    one = etags(Settings(database_url=real_url, port=8001, pool_size=2))
    other = etags(Settings(database_url=real_url, port=8002, pool_size=5, statement_timeout=9))
    assert one == other
    assert len(set(one)) == len(ADDRESSES)


def test_a_setting_that_shows_changes_them_all(real_url: str) -> None:
    plain, named = etags(Settings(database_url=real_url)), etags(Settings(database_url=real_url, site_name_zh="别名"))
    assert not set(plain) & set(named)


@pytest.mark.parametrize(
    "file", ["app/pages/record/card.py", "geo/grid.py", "frontend/page.py", "frontend/messages/en/map.ftl"]
)
def test_a_new_version_of_the_program_alone_changes_the_edition(tmp_path: Path, file: str) -> None:
    root = PACKAGE.parent
    for folder in ("app", "geo", "frontend"):
        shutil.copytree(root / folder, tmp_path / folder, ignore=shutil.ignore_patterns("node_modules", "dist", "src"))
    before = edition(Settings(), locate(), tmp_path)
    assert before == edition(Settings(), locate())
    with (tmp_path / file).open("a") as changed:
        changed.write("\n")
    assert edition(Settings(), locate(), tmp_path) != before


@pytest.mark.parametrize("sorts", ["a_before", "c_after"])
def test_where_the_data_lie_does_not_count(tmp_path: Path, sorts: str) -> None:
    shutil.copytree(locate().data, tmp_path / sorts / "data")
    shutil.copytree(locate().bundle, tmp_path / "b_bundle")
    here = replace(locate(), bundle=tmp_path / "b_bundle")
    assert edition(Settings(), replace(here, data=tmp_path / sorts / "data")) == edition(Settings(), locate())


def test_another_base_map_changes_the_edition(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(locate().data, data)
    moved = replace(locate(), data=data)
    before = edition(Settings(), moved)
    assert before == edition(Settings(), locate())
    with (data / "basemap.geojson").open("a") as changed:
        changed.write("\n")
    assert edition(Settings(), moved) != before
