"""What the project says of itself is true."""

import re
import tomllib
from pathlib import Path

import httpx
import pytest

from app.settings import Settings

ROOT = Path(__file__).parents[2]
SETTING = re.compile(r"^\| `([A-Z_]+)` \| (?:`(.*?)`)? ?\| \S.* \|$", re.MULTILINE)
"""A row of a table of settings: variable, default, meaning."""


def described_settings(name: str) -> dict[str, str]:
    """Variable → default, as a document of `docs/` has them; no variable twice."""
    rows = SETTING.findall((ROOT / "docs" / name).read_text("utf-8"))
    assert len(dict(rows)) == len(rows)
    return dict(rows)


@pytest.mark.parametrize("document", ["settings.md", "settings.zh-CN.md"])
def test_every_setting_has_a_row_with_its_default(document: str, monkeypatch: pytest.MonkeyPatch) -> None:
    described = described_settings(document)
    variables = {
        "DATABASE_URL" if name == "database_url" else f"SERVICEMAP_{name.upper()}": field
        for name, field in Settings.model_fields.items()
    }
    assert set(variables) <= set(described)
    for variable in described:
        monkeypatch.delenv(variable, raising=False)
    defaults = Settings()
    for variable, field in variables.items():
        if described[variable]:
            monkeypatch.setenv(variable, described[variable])
        else:
            assert field.default in ("", None), variable
    assert Settings() == defaults


def test_both_languages_describe_the_same_settings() -> None:
    english, chinese = described_settings("settings.md"), described_settings("settings.zh-CN.md")
    assert list(english.items()) == list(chinese.items())


def test_every_file_of_the_data_is_described() -> None:
    described = (ROOT / "data" / "README.md").read_text("utf-8")
    for path in (ROOT / "data").iterdir():
        if path.name != "README.md":
            assert f"`{path.name}" in described, path.name


DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "data" / "README.md"])
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)[^)]*\)")
SOURCE = re.compile(r"`((?:app|bench|data|docs|frontend|geo|tests)/[\w./-]*)`")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_a_document_links_is_there(document: Path) -> None:
    links = LINK.findall(document.read_text("utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_files_that_a_document_names_are_there(document: Path) -> None:
    named = SOURCE.findall(document.read_text("utf-8"))
    assert named or document.name != "CONTRIBUTING.md"
    assert [name for name in named if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("pattern", ["app/**/*.py", "geo/**/*.py", "frontend/*.py", "frontend/src/**/*.ts"])
def test_the_files_that_a_comment_names_are_there(pattern: str) -> None:
    files = sorted(ROOT.glob(pattern))
    named = {(path.name, name) for path in files for name in SOURCE.findall(path.read_text("utf-8"))}
    assert files
    assert [(where, name) for where, name in sorted(named) if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("folder", ["app", "pages"])
def test_contributors_see_the_layers_that_the_linter_holds(folder: str) -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    container = "app" if folder == "app" else f"app.{folder}"
    [layers] = [each["layers"] for each in contracts if each.get("containers") == [container]]
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    table = text[text.index(f"| layer of `{folder}` |") :].partition("\n\n")[0].splitlines()[2:]
    shown = [re.findall(r"`(\w+)`", row.split("|")[1]) for row in table]
    assert shown == [re.findall(r"\w+", layer) for layer in layers]


def test_every_declared_parameter_is_taken_and_the_document_names_the_routes(client: httpx.Client) -> None:
    document = client.get("/api/openapi", params={"f": "json"}).json()
    assert {"/", "/conformance", "/collections/platforms/items", "/facets"} <= set(document["paths"])
    for path, methods in document["paths"].items():
        for parameter in methods.get("get", {}).get("parameters", []):
            if parameter["in"] != "query" or "{" in path:
                continue
            answer = client.get(f"/api{path.rstrip('/')}", params={parameter["name"]: "\0"})
            if answer.status_code == 400:
                assert "not known" not in answer.json()["detail"], (path, parameter["name"])


def test_the_api_document_needs_no_other_host(client: httpx.Client) -> None:
    page = client.get("/api/openapi", params={"f": "html"})
    assert page.status_code == 200
    assert not re.findall(r'(?:src|href)="https?://', page.text)


def test_documents_link_to_themselves_and_to_their_other_format(client: httpx.Client) -> None:
    for path in ("/api", "/api/conformance", "/api/collections", "/api/collections/platforms/items?limit=1"):
        links = client.get(path).json()["links"]
        assert {"self", "alternate"} <= {link["rel"] for link in links}
        assert all(link["type"] for link in links)
        html = client.get(path, headers={"Accept": "text/html"})
        assert html.headers["content-type"].startswith("text/html")


def test_pages_by_next_hold_every_record_once(client: httpx.Client) -> None:
    address, ids = "/api/collections/platforms/items?limit=7", []
    while address:
        document = client.get(address).json()
        ids += [feature["id"] for feature in document["features"]]
        address = next((link["href"] for link in document["links"] if link["rel"] == "next"), "")
    assert len(ids) == len(set(ids)) == 75 == document["numberMatched"]
