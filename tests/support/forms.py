"""The forms of a page, and what a browser would send of them untouched."""

from html.parser import HTMLParser
from typing import Any

import httpx

Form = dict[str, Any]
Attributes = list[tuple[str, str | None]]


class Forms(HTMLParser):
    """Collects names and values of the fields of each form, in their order."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[list[tuple[str, str]]] = []
        self._select: str | None = None
        self._chosen: str | None = None
        self._area: tuple[str, list[str]] | None = None

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append([])
        elif tag == "input" and (said.get("type") not in ("checkbox", "radio") or "checked" in said):
            self._add(said.get("name", ""), said.get("value", ""))
        elif tag == "select":
            self._select, self._chosen = said.get("name", ""), None
        elif tag == "option" and (self._chosen is None or "selected" in said):
            self._chosen = said.get("value", "")
        elif tag == "textarea":
            self._area = (said.get("name", ""), [])

    def handle_data(self, data: str) -> None:
        if self._area:
            self._area[1].append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "select" and self._select is not None:
            self._add(self._select, self._chosen or "")
            self._select = None
        elif tag == "textarea" and self._area is not None:
            # The first line break after the tag is no part of the text.
            self._add(self._area[0], "".join(self._area[1]).removeprefix("\n"))
            self._area = None

    def _add(self, name: str, value: str) -> None:
        if name and self.forms:
            self.forms[-1].append((name, value))


def form_of(page: httpx.Response, field: str = "f.name_zh") -> Form:
    """What a browser would send of the form with this field, untouched."""
    values: Form = {}
    parser = Forms()
    parser.feed(page.text)
    for name, value in next(each for each in parser.forms if any(name == field for name, _ in each)):
        values.setdefault(name, []).append(value)
    return values
