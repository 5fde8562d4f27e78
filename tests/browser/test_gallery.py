"""The notebooks of the gallery are executed, then opened in a browser: their maps are seen drawn."""

import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient
from nbconvert import HTMLExporter
from playwright.sync_api import Browser, Page, Route

from tests.support import recount

ROOT = Path(__file__).parents[2]
GALLERY = ROOT / "docs" / "gallery"
MODULES = ROOT / "frontend" / "node_modules"
# What a stock Folium map asks its hosts for, answered from npm packages; nothing of the rest is used by our notebook.
FROM_NPM = {
    "leaflet.js": "leaflet/dist/leaflet.js",
    "leaflet.css": "leaflet/dist/leaflet.css",
    "d3.min.js": "d3/d3.min.js",
}


def _executed(name: str, site: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The notebook, executed against the application, as a page; what it saves lands in `folder`."""
    monkeypatch.setenv("SERVICEMAP_URL", site)
    monkeypatch.setenv("JUPYTER_PLATFORM_DIRS", "1")
    monkeypatch.setenv("NO_PROXY", "*")
    notebook: Any = nbformat.read(GALLERY / f"{name}.ipynb", as_version=4)  # type: ignore[no-untyped-call]
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(folder)}}).execute()
    exporter: Any = HTMLExporter
    body, _ = exporter(template_name="basic").from_notebook_node(notebook)
    page = folder / f"{name}.html"
    page.write_text(f"<!doctype html><meta charset=utf-8><title>{name}</title>{body}", "utf-8")
    return page


def _open(browser: Browser, page: Path, answer: Any) -> tuple[Page, list[str]]:
    opened = browser.new_context(viewport={"width": 1000, "height": 900}).new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.route(re.compile("^https?://"), answer)
    opened.goto(page.as_uri())
    opened.wait_for_load_state()
    return opened, faults


def test_a_service_map_is_drawn_with_the_network_cut(
    browser: Browser, real_site: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def cut(route: Route) -> None:
        asked.append(route.request.url)
        route.abort()

    page, faults = _open(browser, _executed("service_map", real_site, tmp_path, monkeypatch), cut)
    frames = page.locator("iframe").all()
    assert len(frames) == 2
    for frame in frames:
        frame.scroll_into_view_if_needed()
        inside = frame.content_frame
        inside.locator(".sm-ground path").first.wait_for(state="attached")
        inside.locator(".leaflet-marker-icon.mark, .leaflet-marker-icon.cluster").first.wait_for(state="attached")
    assert frames[0].content_frame.locator(".sm-strip").inner_text().count("示意边界") == 1
    saved = tmp_path / "near-zhangjiang.html"
    alone, more = _open(browser, saved, cut)
    alone.locator(".sm-ground path").first.wait_for(state="attached")
    assert (asked, faults, more) == ([], [], [])


def test_our_layer_is_drawn_on_a_stock_folium_map(
    browser: Browser, real_site: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stock(route: Route) -> None:
        name = FROM_NPM.get(route.request.url.rsplit("/", 1)[-1])
        if name:
            route.fulfill(path=MODULES / name)
        else:
            route.fulfill(body="", content_type="text/css" if route.request.url.endswith("css") else "text/javascript")

    page, faults = _open(browser, _executed("stock_folium", real_site, tmp_path, monkeypatch), stock)
    inside = page.locator("iframe").content_frame
    inside.locator("path.leaflet-interactive").nth(15).wait_for(state="attached")
    inside.locator(".leaflet-marker-icon.mark").first.wait_for(state="attached")
    assert inside.locator(".leaflet-control-layers").count() == 1
    counted = inside.locator(".leaflet-marker-icon .disc").all_inner_texts()
    single = inside.locator(".leaflet-marker-icon.mark").count() - len(counted)
    assert sum(map(int, counted)) + single == sum(row["lon"] is not None for row in recount.default_rows())
    assert inside.locator(".sm-notice").first.is_hidden()
    assert faults == []


def test_record_text_stays_text_in_a_notebook(browser: Browser, tmp_path: Path) -> None:
    import folium

    from servicemap import Inline, PlatformLayer

    nasty = "</script><script>window.ran=1</script>{{7*7}}{% raw %}"
    feature = {"type": "Feature", "id": "x", "geometry": {"type": "Point", "coordinates": [121.47, 31.22]}}
    properties: dict[str, Any] = {
        "name": nasty,
        "kind": "poc",
        "domains": [],
        "precision": "park",
        "district_code": None,
        "zone": None,
    }
    collection = {"type": "FeatureCollection", "features": [{**feature, "properties": properties}]}
    stock = folium.Map(location=(31.22, 121.47), zoom_start=12, tiles=None)
    stock.add_child(PlatformLayer(Inline(collection)))
    text = stock.get_root().render()
    assert "{{7*7}}" in text
    kept = tmp_path / "nasty.html"
    kept.write_text(text, "utf-8")

    def npm(route: Route) -> None:
        name = FROM_NPM.get(route.request.url.rsplit("/", 1)[-1])
        route.fulfill(path=MODULES / name) if name else route.fulfill(body="")

    page, faults = _open(browser, kept, npm)
    page.locator(".leaflet-marker-icon.mark").wait_for()
    assert page.evaluate("window.ran") is None
    assert faults == []
