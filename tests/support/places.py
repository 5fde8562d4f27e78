"""The four places of the same map, and a server that knows nothing but files."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.support.loopback import Quiet, listening

PLACES = ("live", "folder", pytest.param("served", marks=pytest.mark.long), "single")
"""On a plain server stand the files of the folder: it is tried with --long alone."""
Go = Callable[..., Page]


class Files(Quiet, SimpleHTTPRequestHandler):
    """The files of a folder."""


@contextmanager
def static(root: Path) -> Iterator[str]:
    """A server that knows nothing but files."""
    with listening(partial(Files, directory=str(root))) as address:
        yield address
