"""Servers of the standard library on a free port of loopback: other sites and services, as tests need them."""

import json
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any


class Quiet(BaseHTTPRequestHandler):
    """Writes nothing into the output of the tests."""

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""

    def answer_json(self, status: int, document: Any) -> None:
        """Send a document; bytes and text are sent as they are."""
        said = document if isinstance(document, bytes | str) else json.dumps(document, ensure_ascii=False)
        content = said.encode() if isinstance(said, str) else said
        self.send_response(status)
        self.send_header("Content-Type", "application/json;charset=UTF-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@contextmanager
def listening(handler: Callable[..., BaseHTTPRequestHandler], certified: ssl.SSLContext | None = None) -> Iterator[str]:
    """The address of a server whose requests the handler answers, until the block ends; by https where certified."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    if certified:
        server.socket = certified.wrap_socket(server.socket, server_side=True)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"{'https' if certified else 'http'}://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
