"""Folium's tree, without its rendering: a component is a kind, JSON options and children."""

import json
import re
from typing import Any, Generic, TypeVar

import folium
from branca.element import Element, Figure, MacroElement

from frontend.bundle import bundle_text
from frontend.language import DEFAULT
from frontend.options import Options
from frontend.sources import Remote

Spec = dict[str, Any]
OptionsT = TypeVar("OptionsT", bound=Options)
ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
ESCAPED = re.compile(f"[{''.join(ESCAPES)}]")


class Text(Element):
    """A leaf that renders as its text. It is never compiled as a template, whatever the text holds."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._name = "Text"
        self._text = text

    def render(self, **kwargs: Any) -> str:
        return self._text


class Component(MacroElement, Generic[OptionsT]):
    """Base of layers and controls, with the record of options that the browser gets.

    `kind` is the class name in kebab case, the same in TypeScript.

    `lang` is for a stock folium.Map alone: a ServiceMap has a language of its own.
    """

    lang: str = DEFAULT.code

    def __init__(self, options: OptionsT) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = type(self).__name__
        self.options = options

    @property
    def kind(self) -> str:
        return kind_of(type(self))

    def spec(self) -> Spec:
        """The component and its children as plain data."""
        return spec_of(self.kind, self.options.spec(), self._children.values())

    def render(self, **kwargs: Any) -> str:
        """On a stock folium.Map: put the bundle and this layer's JSON into the page. A ServiceMap never asks for it."""
        if not isinstance(self._parent, folium.Map):
            raise TypeError(f"{type(self).__name__} is drawn by a map: add it to one")
        page = self.get_root()
        if not isinstance(page, Figure):
            raise TypeError("the map stands on no page")
        block = as_script_text({"lang": self.lang, "layer": standing(self.spec())})
        page.header.add_child(Text(f"<style>{bundle_text('stock.css')}</style>"), name="servicemap-style")
        page.html.add_child(Text(f"<script>{bundle_text('stock.js')}</script>"), name="servicemap-script")
        holder = f'<script type="application/json" data-layer="{self._parent.get_name()}">{block}</script>'
        page.html.add_child(Text(holder), name=self.get_name())
        return ""


def kind_of(component: type[Component[Any]]) -> str:
    """The class name in kebab case."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", component.__name__).lower()


def standing(spec: Any) -> Any:
    """The same tree with every remote source of a full address read: nothing is asked for when it is shown."""
    if isinstance(spec, dict):
        if spec.get("type") == "remote" and str(spec.get("url", "")).startswith(("http://", "https://")):
            return Remote(spec["url"]).read().spec()
        return {name: standing(value) for name, value in spec.items()}
    return [standing(value) for value in spec] if isinstance(spec, list) else spec


def spec_of(kind: str, options: dict[str, Any], children: Any) -> Spec:
    """One node of the tree. Raises TypeError for a stock Folium element, which has no kind."""
    specs: list[Spec] = []
    for child in children:
        if not isinstance(child, Component):
            raise TypeError(f"{type(child).__name__} is no component of the service map and cannot be added to it")
        specs.append(child.spec())
    return {"kind": kind, "options": options} | ({"children": specs} if specs else {})


def as_script_text(data: Any) -> str:
    """JSON that may stand inside a script element: no sign of it can end the element or open a comment."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return ESCAPED.sub(lambda sign: ESCAPES[sign[0]], text)
