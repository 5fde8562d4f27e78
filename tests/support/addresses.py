"""Every address that an answer of the site gives, found without knowing where in it."""

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

import httpx

ATTRIBUTES = ("href", "src", "action", "data-spec", "data-suggest")


def addresses(answer: httpx.Response) -> set[str]:
    """All addresses of a page, with those of its map and of the snippets on it, or of a JSON document, in full."""
    kind = answer.headers.get("content-type", "")
    if "html" in kind:
        found = _of_page(answer.text)
    elif "json" in kind:
        found = set(_of_json(answer.json()))
    else:
        found = set()
    return {urljoin(str(answer.url), each) for each in found if not each.startswith(("#", "data:", "mailto:"))}


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self._inside = ""
        self._code = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.found |= {value for name, value in attrs if name in ATTRIBUTES and value}
        snippet = tag == "code" and (given.get("id") or "").startswith("snippet-")
        self._inside = "map" if tag == "script" and "data-map" in given else "snippet" if snippet else ""
        self._code = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "map":
            self.found |= set(_of_json(json.loads(data)))
        elif self._inside == "snippet":
            self._code += data

    def handle_endtag(self, tag: str) -> None:
        if self._inside == "snippet" and tag == "code":
            # What a web master copies: a tag, or an address.
            self.found |= _of_page(self._code) if "<" in self._code else set(_of_json(self._code))
        self._inside = ""


def _of_page(text: str) -> set[str]:
    page = _Page()
    page.feed(text)
    page.close()
    return page.found


def _of_json(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if value.startswith(("/", "http://", "https://")) and " " not in value:
            yield value
        elif value.startswith("<"):
            yield from _of_page(value)
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _of_json(each)
