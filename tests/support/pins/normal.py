"""Bodies without what differs from run to run and from machine to machine."""

import io
import json
import re
import zipfile
from html.parser import HTMLParser
from typing import Any

SITE = "http://site.test"
ASSET = re.compile(r"(/assets/[\w.-]+?)\.[0-9a-f]{10}\.(\w+)")
UUID = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")
LONG_DECIMAL = re.compile(r"(?<![\w.])-?\d+\.\d{11,}(?:e[-+]?\d+)?")
SPECIFICATION = re.compile(r'<script type="application/json" data-map[^>]*>(.*?)</script>', re.DOTALL)
SILENT = ("script", "style", "template")
WORDS = ("aria-label", "alt", "title", "placeholder", "content", "value")
"""Attributes that people read, hear or send."""
LINKS = ("href", "src", "action", "data-spec", "srcdoc")
VOLATILE = {"timeStamp": "1970-01-01T00:00:00Z", "dataVersion": 0}
"""The clock, and how often the test database was written to."""


def text(body: str, site: str) -> str:
    """The address of the site, the hashes in the names of assets and identifiers of data sets are replaced."""
    host = site.removeprefix("http://")
    for found, shown in ((site, SITE), (host, "site.test"), (host.replace(":", "%3A"), "site.test")):
        body = body.replace(found, shown)
    body = ASSET.sub(r"\1.\2", body)
    return UUID.sub("00000000-0000-0000-0000-000000000000", body)


def whole(body: bytes, media_type: str, site: str) -> str:
    """A whole body: JSON without its white space, a spreadsheet as its parts, all other texts as they are."""
    if "json" in media_type:
        document = json.loads(body, parse_float=_decimal)
        return text(json.dumps(_still(document), ensure_ascii=False, separators=(",", ":")), site)
    if "spreadsheetml" in media_type:
        with zipfile.ZipFile(io.BytesIO(body)) as parts:
            return "\n".join(f"{name}\n{text(parts.read(name).decode(), site)}" for name in sorted(parts.namelist()))
    return LONG_DECIMAL.sub(lambda found: repr(_decimal(found[0])), text(body.decode(), site))


def _decimal(number: str) -> float:
    """Ten digits: the last ones of a computed figure depend on the machine."""
    return float(f"{float(number):.10g}")


def _still(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: VOLATILE.get(name, _still(each)) for name, each in value.items()}
    return [_still(each) for each in value] if isinstance(value, list) else value


def specification(body: str, site: str) -> dict[str, Any] | None:
    """What the page's map is made from; None on a page without a map."""
    found = SPECIFICATION.search(body)
    made: dict[str, Any] | None = json.loads(text(found[1], site)) if found else None
    return made


class _Reader(HTMLParser):
    """Collects what people read and where links lead, in the order of the document."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in SILENT
        for name, value in attrs:
            if value and name in LINKS:
                self.links.append(f"{tag} {name}={value}")
            elif value and name in WORDS:
                self.words.append(f"[{name}] {value}")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in SILENT

    def handle_data(self, data: str) -> None:
        if not self._silent and (shown := " ".join(data.split())):
            self.words.append(shown)


def words_and_links(body: str, site: str) -> tuple[str, str]:
    """What people read on a page, and where its links, forms, frames and pictures lead, a line for each."""
    reader = _Reader()
    reader.feed(text(body, site))
    reader.close()
    return "\n".join(reader.words), "\n".join(reader.links)
