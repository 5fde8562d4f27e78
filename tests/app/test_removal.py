"""`servicemap remove`: the address of a removed platform says since when it is gone, and why."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.imports.export import export_file
from app.imports.ingest import import_file
from app.imports.removal import RemovalError, remove_platform
from app.imports.rows.problems import ImportRefusedError
from app.imports.storing.report import Allowed
from app.settings import Settings
from tests.support.databases import Databases
from tests.support.server import running
from tests.support.stored import stored

GONE = "sh-poc-009"
REASON = "承办单位已注销 <b>{{7*7}}</b>"
ITEM = f"/api/collections/platforms/items/{GONE}"
HTML = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def export(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All platforms as they were before one was removed."""
    path = tmp_path_factory.mktemp("before") / "all.csv"
    export_file(databases.url("removals"), path)
    return path


@pytest.fixture(scope="module")
def url(databases: Databases, export: Path) -> str:
    """A database from which one platform was removed."""
    url = databases.url("removals")
    remove_platform(url, GONE, f"  {REASON}\n")
    return url


@pytest.fixture(scope="module")
def client(url: str) -> Iterator[httpx.Client]:
    with (
        running(Settings(database_url=url)) as site,
        httpx.Client(base_url=site, trust_env=False, timeout=60) as opened,
    ):
        yield opened


def removed_on(url: str) -> str:
    ((day,),) = stored(url, f"SELECT removed_on FROM removed_platforms WHERE id = '{GONE}'")  # noqa: S608
    assert isinstance(day, date)
    return day.isoformat()


def test_the_api_answers_with_a_problem_that_names_reason_and_date(client: httpx.Client, url: str) -> None:
    answer = client.get(ITEM)
    assert (answer.status_code, answer.headers["content-type"]) == (410, "application/problem+json")
    problem: dict[str, Any] = answer.json()
    assert (problem["title"], problem["status"]) == ("Gone", 410)
    assert (problem["reason"], problem["date"]) == (REASON, removed_on(url))
    assert "no-cache" in answer.headers["cache-control"]
    assert client.get(ITEM, params={"datum": "gcj02"}).status_code == 410


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (f"/platform/{GONE}", "这个平台曾经收录，已于"),
        (f"/en/platform/{GONE}", "This platform was listed here and was removed on"),
        (f"/card/{GONE}", "已撤下"),
        (f"/embed/v1/platform/{GONE}", "已撤下"),
        (f"/embed/v1/platform/{GONE}?lang=en", "Removed"),
    ],
)
def test_its_page_says_so_in_both_languages(client: httpx.Client, url: str, path: str, words: str) -> None:
    answer = client.get(path, headers=HTML)
    assert answer.status_code == 410
    assert words in answer.text
    assert removed_on(url) in answer.text
    assert "承办单位已注销 &lt;b&gt;{{7*7}}&lt;/b&gt;" in answer.text


def test_oembed_has_nothing_to_embed(client: httpx.Client) -> None:
    asked = {"url": f"{str(client.base_url).rstrip('/')}/platform/{GONE}"}
    assert client.get("/oembed", params=asked).status_code == 410


def test_nothing_else_lists_it(client: httpx.Client, url: str) -> None:
    assert client.get("/api/collections/platforms/items", params={"ids": GONE}).json()["numberMatched"] == 0
    for table, column in (
        ("platform_domains", "platform"),
        ("platform_relations", "related"),
        ("scenarios", "platform"),
    ):
        assert stored(url, f"SELECT FROM {table} WHERE {column} = '{GONE}'") == []
    assert stored(url, f"SELECT FROM sources WHERE code = 'record:{GONE}'") == []


def test_the_api_document_names_the_answer(client: httpx.Client) -> None:
    document = client.get("/api/openapi", params={"f": "json"}).json()
    answers = document["paths"]["/collections/platforms/items/{id}"]["get"]["responses"]
    assert set(answers["410"]["content"]) == {"application/problem+json"}


def test_what_was_never_listed_is_still_not_found(client: httpx.Client) -> None:
    assert client.get("/platform/nobody", headers=HTML).status_code == 404
    assert client.get("/api/collections/platforms/items/nobody").status_code == 404
    assert client.get("/platform/%00", headers=HTML).status_code == 404


@pytest.mark.parametrize(
    ("id", "reason", "said"),
    [
        (GONE, "again", "was removed on"),
        ("nobody", "x", "no platform with the id “nobody”"),
        ("a\0b", "x", "no platform with the id"),
        ("sh-poc-010", " ", "1 to 1000"),
        ("sh-poc-010", "x" * 1001, "1 to 1000"),
        ("sh-poc-010", "\ud800", "1 to 1000"),
    ],
)
def test_a_removal_that_cannot_be_is_a_sentence(url: str, id: str, reason: str, said: str) -> None:
    with pytest.raises(RemovalError, match=said):
        remove_platform(url, id, reason)
    assert stored(url, "SELECT count(*) FROM removed_platforms") == [(1,)]


def test_an_import_lists_it_again_only_when_told_to(url: str, export: Path, client: httpx.Client) -> None:
    with pytest.raises(ImportRefusedError) as refused:
        import_file(url, export, crs=None, dry_run=False)
    (problem,) = refused.value.problems
    assert problem.column == "id"
    assert REASON in problem.reason
    assert "--restore" in problem.reason
    report = import_file(url, export, crs=None, dry_run=False, allowed=Allowed(restore=True))
    assert (report.added, report.changed) == (1, 0)
    assert stored(url, "SELECT count(*) FROM removed_platforms") == [(0,)]
    assert client.get(ITEM).status_code == 200
    remove_platform(url, GONE, REASON)


def test_a_comparison_says_of_a_removed_platform_when_it_went_and_why(client: httpx.Client, url: str) -> None:
    for path in ("/compare", "/share"):
        page = client.get(f"{path}?ids={GONE},sh-poc-001,sh-poc-002").text
        assert f"“{GONE}”已于 {removed_on(url)} 移出" in page
        assert "承办单位已注销 &lt;b&gt;" in page
    assert page.count("/platform/sh-poc-00") >= 2, "the others are there"
    assert "未收录" in client.get(f"/?pick={GONE}").text
