"""The Folium tree without Folium's rendering: data stay data, output is stable, stock elements are refused."""

import json
import re
from pathlib import Path
from typing import Any

import branca.element
import folium
import pytest

from frontend import controls, layers
from frontend.component import Component, Text
from frontend.service_map import NotOnAServiceMapError, ServiceMap
from frontend.sources import Inline, Remote

SOURCE = Path(__file__).parents[2] / "frontend" / "src"
HOSTILE = "</script><script>alert(1)</script>{{ 7*7 }}{% raw %}&\u2028"


def made() -> ServiceMap:
    tree = ServiceMap((121.5, 31.2), 10, title=HOSTILE)
    tree.add_child(layers.BaseMap(Remote("/api/basemap")))
    tree.add_child(layers.PlatformLayer(Inline({"type": "FeatureCollection", "features": [], "name": HOSTILE})))
    return tree


def spec_in(text: str) -> dict[str, Any]:
    found = re.search(r"data-map>(.*)</script>$", text, re.S)
    assert found
    document: dict[str, Any] = json.loads(found.group(1))
    return document


def test_the_output_is_one_element_and_one_json_block_and_always_the_same() -> None:
    text = made().render()
    assert text == made().render()
    assert text.count("<script") == 1
    assert "alert(1)</script>" not in text.split("data-map>")[1].removesuffix("</script>")
    spec = spec_in(text)
    assert [child["kind"] for child in spec["children"]] == ["base-map", "platform-layer"]
    assert spec["children"][1]["options"]["source"]["collection"]["name"] == HOSTILE


def test_text_is_never_a_template() -> None:
    figure = branca.element.Figure()
    figure.html.add_child(Text("{{ 7*7 }}{% x %}"))
    assert "{{ 7*7 }}{% x %}" in figure.render()


@pytest.mark.parametrize("stock", [folium.Marker([31, 121]), folium.TileLayer(), folium.LayerControl()])
def test_stock_elements_are_refused(stock: Any) -> None:
    with pytest.raises(TypeError, match=type(stock).__name__):
        made().add_child(stock)


def test_bounds_are_as_folium_has_them() -> None:
    tree = made()
    assert tree.get_bounds() == [[None, None], [None, None]]
    tree.fit_bounds([[31, 121], [32, 122]])
    assert tree.get_bounds() == [[31, 121], [32, 122]]
    assert spec_in(tree.render())["options"]["bbox"] == [121, 31, 122, 32]


MEANT = {"add_child", "fit_bounds", "get_bounds", "render", "to_dict", "save", "_repr_html_"}
REFUSED = {"add_js_link", "add_css_link", "keep_in_front", "on", "show_in_browser"}
HARMLESS = {
    *("add_children", "add_to", "get_name", "get_root", "to_json", "default_js", "default_css", "once", "include"),
    *("includes", "leaflet_class_name"),
}


def test_every_inherited_method_is_decided() -> None:
    public = {name for name in dir(folium.Map) if not name.startswith("_")} | {"_repr_html_"}
    assert public - MEANT - REFUSED - HARMLESS == set()
    for name in MEANT | REFUSED:
        assert name in vars(ServiceMap), name


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_methods_without_meaning_say_so(name: str) -> None:
    arguments = {"add_js_link": ("a", "b"), "add_css_link": ("a", "b")}.get(name, ())
    with pytest.raises(NotOnAServiceMapError, match=name):
        getattr(made(), name)(*arguments)


def kinds_in_python() -> set[str]:
    found: set[str] = set()
    for module in (layers, controls):
        for each in vars(module).values():
            if isinstance(each, type) and issubclass(each, Component) and each not in (Component, controls.Plain):
                found.add(re.sub(r"(?<!^)(?=[A-Z])", "-", each.__name__).lower())
    return found


def test_every_kind_exists_in_python_and_in_typescript() -> None:
    registry = "".join(file.read_text("utf-8") for file in (SOURCE / "entries").glob("registry*.ts"))
    in_typescript = set(re.findall(r'^  "?([a-z-]+)"?: mount', registry, re.M))
    assert kinds_in_python() == in_typescript
    for kind in in_typescript:
        assert list(SOURCE.glob(f"*/{kind}.ts")), kind
