"""Folium's tree, without its rendering: a component is a kind, JSON options and children."""

import json
import re
from typing import Any

from branca.element import Element, MacroElement

Spec = dict[str, Any]
ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


class Text(Element):
    """A leaf that renders as its text. It is never compiled as a template, whatever the text holds."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._name = "Text"
        self._text = text

    def render(self, **kwargs: Any) -> str:
        return self._text


class Component(MacroElement):
    """Base of layers and controls. `kind` is the class name in kebab case, the same in TypeScript."""

    def __init__(self, **options: Any) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = type(self).__name__
        self.options = options

    @property
    def kind(self) -> str:
        return re.sub(r"(?<!^)(?=[A-Z])", "-", type(self).__name__).lower()

    def spec(self) -> Spec:
        """The component and its children as plain data."""
        return spec_of(self.kind, self.options, self._children.values())

    def render(self, **kwargs: Any) -> str:
        raise TypeError(f"{type(self).__name__} is drawn by a ServiceMap: add it to one")


def spec_of(kind: str, options: dict[str, Any], children: Any) -> Spec:
    """One node of the tree. Raises TypeError for a stock Folium element, which has no kind."""
    made: list[Spec] = []
    for child in children:
        if not isinstance(child, Component):
            raise TypeError(f"{type(child).__name__} is no component of the service map and cannot be added to it")
        made.append(child.spec())
    return {"kind": kind, "options": options} | ({"children": made} if made else {})


def as_script_text(data: Any) -> str:
    """JSON that may stand inside a script element: no sign of it can end the element or open a comment."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return "".join(ESCAPES.get(sign, sign) for sign in text)
