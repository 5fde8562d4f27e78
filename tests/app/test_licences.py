"""What the site carries of others is named with its licence, on a page in both languages."""

import json
from pathlib import Path

import httpx
import pytest

from frontend.bundle import bundle_folder, licences

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("package", "words"),
    [
        ("leaflet", "Copyright (c) 2010"),
        ("supercluster", "ISC License"),
        ("swagger-ui-dist", "Apache License"),
        ("echarts", "Apache License"),
    ],
)
def test_each_package_of_the_bundle_stands_with_its_licence(package: str, words: str) -> None:
    lock = json.loads((ROOT / "frontend" / "package-lock.json").read_text("utf-8"))
    version = lock["packages"][f"node_modules/{package}"]["version"]
    parts = licences().split(f"{'-' * 78}\n")
    own = next(part for part in parts if part.strip().startswith(f"{package} {version} ("))
    assert words in own


BUILDING = {"esbuild", "postcss"}
"""What makes the bundle, of which it holds nothing."""


def test_nothing_of_the_bundle_is_left_out() -> None:
    """Every package that this project depends on at run time, and what these bring along, is named."""
    lock = json.loads((ROOT / "frontend" / "package-lock.json").read_text("utf-8"))
    named = licences()
    needed = lock["packages"][""].get("dependencies", {}).keys() - BUILDING
    assert needed
    assert [
        name for name in needed if f"{name} {lock['packages'][f'node_modules/{name}']['version']} (" not in named
    ] == []
    assert (bundle_folder() / "licences.txt").is_file()


@pytest.mark.parametrize(("path", "title"), [("/licences", "许可声明"), ("/en/licences", "Licences")])
def test_the_page_stands_in_both_languages_and_is_linked(client: httpx.Client, path: str, title: str) -> None:
    page = client.get(path)
    assert page.status_code == 200
    assert f"<h1>{title}</h1>" in page.text
    assert "leaflet" in page.text
    assert "ECharts 4.9.0 (npm)" in page.text, "the boundaries in the database say their source"
    linked = client.get("/platform/sh-poc-001" if path == "/licences" else "/en/platform/sh-poc-001").text
    assert f'href="{path}"' in linked


def test_the_project_brings_the_text_of_its_own_licence() -> None:
    text = (ROOT / "LICENSE").read_text("utf-8")
    assert "Apache License" in text
    assert "END OF TERMS AND CONDITIONS" in text
