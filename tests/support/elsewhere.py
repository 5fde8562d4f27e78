"""Another site: one page on a port of its own, which any host name on loopback reaches."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

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

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write((HEAD + other.body).encode())

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    other = Elsewhere(server.server_port)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield other
    finally:
        server.shutdown()
        server.server_close()
