"""Another site: one page on a port of its own, which any host name on loopback reaches."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.support.loopback import Quiet, listening

HEAD = '<!doctype html><html lang="zh-CN"><title>host</title><link rel="icon" href="data:,">'


@dataclass
class Elsewhere:
    """The page's body may be set at any time."""

    port: int
    body: str = ""

    def at(self, name: str) -> str:
        """The page's address by this host name."""
        return f"http://{name}:{self.port}/"


@contextmanager
def elsewhere() -> Iterator[Elsewhere]:
    """Serve a page of another site."""

    class Handler(Quiet):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write((HEAD + other.body).encode())

    with listening(Handler) as address:
        other = Elsewhere(int(address.rsplit(":", 1)[1]))
        yield other
