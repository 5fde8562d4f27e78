"""A style and a ready project for QGIS (3.16 and later), which reads the collections from this site's API.

Only what QGIS needs is written; it fills in the rest, and writes it back when a person saves the project.
"""

from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, tostring

from app.city import city
from app.collections.catalogue import COLLECTIONS
from app.vocabulary import Vocabulary
from frontend.messages import messages

VERSION = "3.16.0"
WGS84, QGIS_WGS84 = "EPSG:4326", "3452"
GEOMETRIES = {"geometry-point": "Point", "geometry-multipolygon": "Polygon"}
PAGE = 1000
MARKS = {"poc": ("circle", "11,91,118"), "pilot": ("square", "154,79,20"), "related": ("diamond", "93,107,118")}
"""Shape and colour (red, green, blue) of the kinds of records, as on the site's maps."""
SIZE_MM = "2.8"
EDGE = {"outline_color": "255,255,255,255", "outline_width": "0.3", "outline_style": "solid"}
UNFILLED = {"color": "0,0,0,0", "style": "no", "outline_width": "0.4"}
OUTLINE = UNFILLED | {"outline_color": "90,104,116,255"}
OF_ZONES = UNFILLED | {"outline_color": "11,91,118,255", "outline_style": "dash"}
"""Zones are schematic, so their outlines are dashed."""


@dataclass(frozen=True)
class Layer:
    """A collection as a layer; `geometry` as QGIS calls it, empty for a table without positions."""

    name: str
    title: str
    geometry: str

    @property
    def id(self) -> str:
        return f"servicemap_{self.name.replace('-', '_')}"

    def source(self, api: str) -> str:
        return f"url='{api}' typename='{self.name}' pageSize='{PAGE}' restrictToRequestBBOX='0'"


def layers(lang: str) -> list[Layer]:
    """All collections, those that are drawn above others first."""
    every = [Layer(each.name, each.title(lang), _geometry(each.name)) for each in COLLECTIONS.values()]
    return sorted(every, key=lambda layer: ("Point", "Polygon", "").index(layer.geometry))


def _geometry(name: str) -> str:
    queryables = COLLECTIONS[name].queryables
    return GEOMETRIES[queryables["geometry"].schema()["format"]] if "geometry" in queryables else ""


def style(vocabulary: Vocabulary, lang: str) -> bytes:
    """A QML file: platforms by their kind, in the shapes and colours of the site's maps."""
    root = Element("qgis", {"version": VERSION, "styleCategories": "Symbology"})
    root.append(_by_kind(vocabulary, lang))
    return _written(root)


def project(api: str, vocabulary: Vocabulary, lang: str) -> bytes:
    """A QGS file: each collection of the API as a layer, opened on the city."""
    title = messages(lang)("service-title", city=city().name(lang))
    root = Element("qgis", {"version": VERSION, "projectname": title})
    SubElement(root, "title").text = title
    _system(SubElement(root, "projectCrs"))
    enabled = SubElement(SubElement(SubElement(root, "properties"), "SpatialRefSys"), "ProjectionsEnabled", type="int")
    enabled.text = "1"
    tree = SubElement(root, "layer-tree-group")
    drawn = SubElement(root, "projectlayers")
    for layer in layers(lang):
        # The specialities have the outlines of the districts: whoever wants to colour by them switches them on.
        shown = layer.geometry and layer.name != "district-features"
        entry = {"id": layer.id, "name": layer.title, "providerKey": "OAPIF", "source": layer.source(api)}
        SubElement(tree, "layer-tree-layer", {**entry, "checked": "Qt::Checked" if shown else "Qt::Unchecked"})
        drawn.append(_map_layer(layer, api, vocabulary, lang))
    _canvas(root)
    return _written(root)


def _map_layer(layer: Layer, api: str, vocabulary: Vocabulary, lang: str) -> Element:
    element = Element("maplayer", {"type": "vector", "geometry": layer.geometry or "No geometry"})
    SubElement(element, "id").text = layer.id
    SubElement(element, "datasource").text = layer.source(api)
    SubElement(element, "layername").text = layer.title
    SubElement(element, "provider", encoding="UTF-8").text = "OAPIF"
    if layer.geometry:
        _system(SubElement(element, "srs"))
    if layer.name == "platforms":
        element.append(_by_kind(vocabulary, lang))
    elif layer.geometry:
        renderer = SubElement(element, "renderer-v2", type="singleSymbol")
        symbols = SubElement(renderer, "symbols")
        outline = OF_ZONES if layer.name == "zones" else OUTLINE
        polygon = _symbol("0", "fill", "SimpleFill", outline)
        symbols.append(polygon if layer.geometry == "Polygon" else _mark("0", "triangle", "124,58,140"))
    return element


def _by_kind(vocabulary: Vocabulary, lang: str) -> Element:
    renderer = Element("renderer-v2", {"type": "categorizedSymbol", "attr": "kind"})
    categories, symbols = SubElement(renderer, "categories"), SubElement(renderer, "symbols")
    for number, (kind, (shape, colour)) in enumerate(MARKS.items()):
        label = vocabulary.kinds[kind].name(lang)
        SubElement(categories, "category", value=kind, symbol=str(number), label=label, render="true")
        symbols.append(_mark(str(number), shape, colour))
    return renderer


def _mark(name: str, shape: str, colour: str) -> Element:
    options = {"name": shape, "color": f"{colour},255", "size": SIZE_MM, "size_unit": "MM", **EDGE}
    return _symbol(name, "marker", "SimpleMarker", options)


def _symbol(name: str, kind: str, layer: str, options: dict[str, str]) -> Element:
    symbol = Element("symbol", {"name": name, "type": kind, "alpha": "1"})
    drawn = SubElement(symbol, "layer", {"class": layer, "enabled": "1", "pass": "0"})
    for key, text in options.items():
        # Later versions read options, earlier ones properties; both read these.
        SubElement(drawn, "prop", k=key, v=text)
    return symbol


def _system(parent: Element) -> None:
    system = SubElement(parent, "spatialrefsys")
    # QGIS looks at the authority only beside a number of its own list of systems.
    SubElement(system, "srsid").text = QGIS_WGS84
    SubElement(system, "authid").text = WGS84


def _canvas(root: Element) -> None:
    canvas = SubElement(root, "mapcanvas", name="theMapCanvas")
    SubElement(canvas, "units").text = "degrees"
    extent = SubElement(canvas, "extent")
    box = city().districts
    for name, degrees in {"xmin": box.minx, "ymin": box.miny, "xmax": box.maxx, "ymax": box.maxy}.items():
        SubElement(extent, name).text = str(degrees)
    _system(SubElement(canvas, "destinationsrs"))


def _written(root: Element) -> bytes:
    text: bytes = tostring(root, encoding="utf-8")
    return b"<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n" + text
