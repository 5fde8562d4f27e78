"""An answer in the form in which it is pinned and shown."""

import hashlib
import json
import re
import time
from dataclasses import asdict, dataclass
from typing import Any

import httpx

from tests.support.pins import normal
from tests.support.pins.question import Question

HEADERS = ("Link", "Content-Crs", "Vary", "Content-Disposition", "Cache-Control", "Location", "Allow", "Retry-After")
PATIENCE = 180.0
"""Seconds to wait for an answer."""
PAUSES = (1, 3, 5, 0)
"""Seconds to wait after each refusal of a busy site."""


@dataclass(frozen=True)
class Pin:
    """One line of the golden file. `body` and `links` are SHA-256 of the normalised texts; a page alone has links."""

    kind: str
    address: str
    accept: str
    status: str
    type: str
    etag: str
    headers: str
    body: str
    links: str

    @property
    def question(self) -> tuple[str, str]:
        return (self.address, self.accept)


@dataclass(frozen=True)
class Answer:
    """`shown` are normalised texts by the ending of the file that holds them."""

    pin: Pin
    shown: dict[str, str]
    specification: dict[str, Any] | None

    @property
    def name(self) -> str:
        """A file name that says which address it is."""
        key = f"{self.pin.address} {self.pin.accept}".strip()
        plain = re.sub(r"[^\w.=-]+", "_", key).strip("_")[:90]
        return f"{self.pin.kind}-{plain}-{hashlib.sha256(key.encode()).hexdigest()[:8]}"

    def files(self) -> dict[str, str]:
        """Everything that a comparison of two commits wants to see, by file name."""
        head = "\n".join(
            f"{name}: {value}" for name, value in asdict(self.pin).items() if name not in ("body", "links")
        )
        files = {f"{self.name}.head.txt": head + "\n"}
        return files | {f"{self.name}.{end}": self._readable(text) + "\n" for end, text in self.shown.items()}

    def _readable(self, text: str) -> str:
        """In lines, so that a difference shows where it is."""
        if "json" not in self.pin.type or not text:
            return text
        return json.dumps(json.loads(text), ensure_ascii=False, indent=1)


def ask(client: httpx.Client, question: Question) -> Answer:
    """Ask the running site; redirects are answers, not followed."""
    site = str(client.base_url).rstrip("/")
    address = question.address.replace("{site}", site)
    response = _get(client, address, {"Accept": question.accept or "*/*"})
    shown, specification = _shown(question, response, site)
    pin = Pin(
        question.kind,
        question.address,
        question.accept,
        str(response.status_code),
        response.headers.get("content-type", ""),
        "yes" if "etag" in response.headers else "no",
        " | ".join(f"{n}: {normal.text(response.headers[n], site)}" for n in HEADERS if n in response.headers),
        _hash(next(iter(shown.values()))),
        _hash(shown["links.txt"]) if "links.txt" in shown else "",
    )
    return Answer(pin, shown, specification)


BRIEF = re.compile(r"/insight/brief/(\w+)")


def _get(client: httpx.Client, address: str, headers: dict[str, str]) -> httpx.Response:
    """The answer; 503 is asked again, since on a busy machine a statement may take longer than the site allows."""
    if place := BRIEF.search(address):
        # Its page says of the next sites that they are being sought until they are found: the data wait for that.
        client.get(f"/api/insight/brief/{place[1]}", timeout=PATIENCE)
    for pause in PAUSES:
        response = client.get(address, headers=headers, follow_redirects=False, timeout=PATIENCE)
        if response.status_code != httpx.codes.SERVICE_UNAVAILABLE:
            break
        time.sleep(pause)
    return response


def _shown(question: Question, response: httpx.Response, site: str) -> tuple[dict[str, str], dict[str, Any] | None]:
    media_type = response.headers.get("content-type", "")
    if question.kind in ("page", "frame") and "html" in media_type:
        body = response.text
        found = normal.specification(body, site)
        words, links = normal.words_and_links(body, site)
        shown = {"txt": words, "links.txt": links}
        shown["html"] = normal.text(body, site).replace("><", ">\n<")
        return (shown | ({"map.json": json.dumps(found, ensure_ascii=False, indent=1)} if found else {}), found)
    if question.kind == "script":
        return {"js": response.text}, None
    return {"body.txt": normal.whole(response.content, media_type, site) if response.content else ""}, None


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
