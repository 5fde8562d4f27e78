"""Services of addresses that answer as their public documentation says, on this machine."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit


class AddressHost(ThreadingHTTPServer):
    """Answers from `replies`, one after another, the last one for ever; `asked` are the parameters that came."""

    def __init__(self, replies: list[tuple[int, Any]]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.replies, self.asked = replies, list[dict[str, str]]()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/geocoder"


class _Handler(BaseHTTPRequestHandler):
    server: AddressHost

    def do_GET(self) -> None:
        query = parse_qs(urlsplit(self.path).query)
        self.server.asked.append({name: values[0] for name, values in query.items()})
        replies = self.server.replies
        status, body = replies.pop(0) if len(replies) > 1 else replies[0]
        content = body.encode() if isinstance(body, str) else json.dumps(body, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json;charset=UTF-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def address_host(*replies: tuple[int, Any]) -> Iterator[AddressHost]:
    """A running service with these replies: status and body."""
    with AddressHost(list(replies)) as host:
        thread = Thread(target=host.serve_forever, daemon=True)
        thread.start()
        try:
            yield host
        finally:
            host.shutdown()
            thread.join()
