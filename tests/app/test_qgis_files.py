"""The files for QGIS are well-formed and name this site; QGIS 3.22 read and drew them when they were written."""

from xml.etree import ElementTree

import httpx

from app.collections.catalogue import COLLECTIONS
from frontend.language import LANGUAGE_CODES

KINDS = {"poc", "pilot", "related"}


def test_the_project_has_each_collection_of_this_site_as_a_layer(client: httpx.Client, real_site: str) -> None:
    for lang in LANGUAGE_CODES:
        answer = client.get("/api/qgis/servicemap.qgs", params={"lang": lang})
        assert answer.headers["content-disposition"] == 'attachment; filename="servicemap.qgs"'
        root = ElementTree.fromstring(answer.content)  # noqa: S314
        layers = {each.findtext("layername"): each for each in root.iter("maplayer")}
        assert set(layers) == {each.title(lang) for each in COLLECTIONS.values()}
        drawn = {each.get("id") for each in root.iter("layer-tree-layer")}
        assert drawn == {each.findtext("id") for each in layers.values()}
        for name, collection in COLLECTIONS.items():
            layer = layers[collection.title(lang)]
            assert layer.findtext("provider") == "OAPIF"
            source = layer.findtext("datasource") or ""
            assert f"url='{real_site}/api' typename='{name}'" in source
            assert (layer.get("geometry") == "No geometry") == ("geometry" not in collection.queryables)
        assert root.findtext("projectCrs/spatialrefsys/authid") == "EPSG:4326"


def test_the_style_has_a_symbol_for_each_kind(client: httpx.Client) -> None:
    labels = set()
    for lang in LANGUAGE_CODES:
        root = ElementTree.fromstring(client.get("/api/qgis/platforms.qml", params={"lang": lang}).content)  # noqa: S314
        renderer = root.find("renderer-v2")
        assert renderer is not None
        assert (renderer.get("type"), renderer.get("attr")) == ("categorizedSymbol", "kind")
        categories = {each.get("value"): each.get("symbol") for each in renderer.iter("category")}
        assert set(categories) == KINDS
        assert set(categories.values()) == {each.get("name") for each in renderer.iter("symbol")}
        labels |= {each.get("label") for each in renderer.iter("category")}
    assert len(labels) == 2 * len(KINDS)


def test_the_page_of_open_data_offers_both(client: httpx.Client) -> None:
    for path, lang in (("/open-data", ""), ("/en/open-data", "?lang=en")):
        page = client.get(path).text
        for file in ("servicemap.qgs", "platforms.qml"):
            assert f'href="/api/qgis/{file}{lang}"' in page
            assert client.get(f"/api/qgis/{file}{lang}").status_code == 200
