"""What the project says of itself is true."""

import re
from pathlib import Path

import httpx

from app.settings import Settings

ROOT = Path(__file__).parents[2]


def test_every_setting_has_a_row_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    for name in Settings.model_fields:
        variable = "DATABASE_URL" if name == "database_url" else f"SERVICEMAP_{name.upper()}"
        assert f"`{variable}`" in readme, variable


def test_every_file_of_the_data_is_described() -> None:
    described = (ROOT / "data" / "README.md").read_text("utf-8")
    for path in (ROOT / "data").iterdir():
        if path.name != "README.md":
            assert f"`{path.name}" in described, path.name


def test_every_declared_parameter_is_taken_and_the_document_names_the_routes(client: httpx.Client) -> None:
    document = client.get("/api/openapi", params={"f": "json"}).json()
    assert {"/api", "/api/conformance", "/api/collections/platforms/items", "/api/facets"} <= set(document["paths"])
    for path, methods in document["paths"].items():
        for parameter in methods["get"].get("parameters", []):
            if parameter["in"] != "query" or "{" in path:
                continue
            answer = client.get(path, params={parameter["name"]: "\x01"})
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
    assert len(ids) == len(set(ids)) == 72 == document["numberMatched"]
