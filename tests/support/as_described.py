"""A client that fails where the API answers what its document does not name."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx


@contextmanager
def as_described(site: str) -> Iterator[httpx.Client]:
    """A client of a site; each status that an operation answers with must stand in the document of the API."""
    paths: dict[str, Any] = {}

    def check(answer: httpx.Response) -> None:
        asked = answer.request.url.path.removeprefix("/api")
        for path, operations in paths.items():
            # The parts of a path that differ are written as {name}.
            operation = operations.get(answer.request.method.lower())
            if operation and re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", path), asked):
                named = set(operation["responses"])
                assert str(answer.status_code) in named, (answer.request.method, asked, answer.status_code)

    with httpx.Client(base_url=site, trust_env=False, timeout=60, event_hooks={"response": [check]}) as client:
        paths.update(client.get("/api/openapi", params={"f": "json"}).json()["paths"])
        yield client
