"""What an operator reads of a running server: its log and its figures, and that neither tells who asked what."""

import gzip
import json
import logging
import re
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import ClassVar, Literal
from urllib.parse import quote

import httpx
import pytest
from pydantic import ValidationError
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.operations.logs import configure
from app.operations.patient import TimedRequests
from app.settings import Settings
from app.store.writing import write_session
from tests.support.command import command
from tests.support.loopback import Quiet, listening
from tests.support.nginx import free_port
from tests.support.server import running
from tests.support.serving import Serving

SEARCHED = "秘密的名字"


class Collector(Quiet):
    """Takes what is sent by OTLP over HTTP."""

    took: ClassVar[list[bytes]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.took.append(gzip.decompress(body) if self.headers["Content-Encoding"] == "gzip" else body)
        self.send_response(200)
        self.end_headers()


@pytest.fixture(scope="module")
def collector() -> Iterator[str]:
    """The address of a collector of spans."""
    with listening(Collector) as address:
        yield address


@pytest.fixture(scope="module")
def observed(real_url: str, collector: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, list[str]]:
    """The figures and the lines of the log of a server that was asked four things."""
    metrics = f"127.0.0.1:{free_port()}"
    more = {
        "DATABASE_URL": real_url,
        "SERVICEMAP_METRICS": metrics,
        "SERVICEMAP_ACCESS_LOG": "true",
        "SERVICEMAP_LOG_FORMAT": "json",
        "SERVICEMAP_TRACES": collector,
    }
    serving = Serving(tmp_path_factory.mktemp("observed"), "--port", "0", **more)
    with httpx.Client(base_url=serving.address(), trust_env=False, timeout=60) as client:
        assert client.get("/", params={"q": SEARCHED}).status_code == 200
        given = {"X-Request-Id": "0123456789abcdef"}
        refused = client.get("/api/collections/platforms/items", params={"limit": "0"}, headers=given)
        assert refused.headers["x-request-id"] == "0123456789abcdef"
        assert client.get("/platform/sh-poc-001").status_code == 200
        assert len(client.get("/nothing/at/all").headers["x-request-id"]) == 32
        figures = httpx.get(f"http://{metrics}/metrics", trust_env=False).text
        assert client.get("/metrics").status_code == 404
    serving.process.send_signal(signal.SIGTERM)
    rest, _ = serving.process.communicate(timeout=60)
    return figures, [line for line in rest.splitlines() if line.startswith("{")]


def test_spans_say_the_route_and_not_what_was_asked(observed: tuple[str, list[str]]) -> None:
    spans = b"".join(Collector.took)
    for name in (b"servicemap", b"/platform/{id}", b"/api/collections/platforms/items"):
        assert name in spans
    assert b"sh-poc-001" not in spans
    assert SEARCHED.encode() not in spans
    assert quote(SEARCHED).encode() not in spans


def test_figures_are_by_route_and_status(observed: tuple[str, list[str]]) -> None:
    figures, _ = observed
    assert re.search(r'servicemap_requests_total\{method="GET",route="/platform/\{id\}",status="200"\} 1\.0', figures)
    assert 'route="/api/collections/platforms/items",status="400"' in figures
    assert 'route="none",status="404"' in figures
    assert "servicemap_request_seconds_bucket" in figures
    assert re.search(r"servicemap_pool_connections [1-9]", figures)
    assert "servicemap_answers_bytes" in figures


def test_a_line_names_the_route_and_not_what_was_searched(observed: tuple[str, list[str]]) -> None:
    figures, lines = observed
    said = [json.loads(line) for line in lines]
    answered = [line for line in said if line["logger"] == "servicemap.access"]
    assert {"time", "level", "request", "method", "route", "status", "seconds"} <= set(answered[0])
    assert [line["status"] for line in answered] == [200, 400, 200, 404, 404]
    assert answered[1]["request"] == "0123456789abcdef"
    assert SEARCHED not in figures + "".join(lines)
    assert "127.0.0.1" not in "".join(lines)


@pytest.mark.parametrize("form", ["text", "json"])
def test_an_error_is_logged_without_what_people_typed(
    form: Literal["text", "json"], real_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    try:
        configure(form, access=False)
        password = "typed-by-a-person"  # noqa: S105 - what must not be logged
        try:
            with write_session(real_url) as connection:
                connection.execute(text("SELECT CAST(:value AS date)"), {"value": password[::-1]})
        except DBAPIError as error:
            # As PostgreSQL's own words repeat the value, those of SQLAlchemy around them are looked at.
            said = str(error).partition("[SQL:")[2]
            logging.getLogger("servicemap").error("unexpected error", exc_info=error)
        written = capsys.readouterr().err
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)
    assert "DataError" in written
    assert password not in written, "no variable of a frame is logged"
    assert password[::-1] not in said, "no parameter of a statement is"


def test_an_address_that_another_program_has_is_a_sentence(real_url: str, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = f"127.0.0.1:{other.getsockname()[1]}"
        done = command(tmp_path, "serve", "--port", "0", DATABASE_URL=real_url, SERVICEMAP_METRICS=taken)
    assert done.returncode == 1
    assert done.stderr.strip() == f"SERVICEMAP_METRICS: {taken} cannot be had (Address already in use)."


@pytest.mark.parametrize("address", ["9100", "localhost:9100", "127.0.0.1:0", "127.0.0.1:", "[::1]:99999"])
def test_metrics_need_an_address_and_a_port(address: str) -> None:
    with pytest.raises(ValidationError):
        Settings(metrics=address)
    assert Settings(metrics="[::1]:9100").metrics == "[::1]:9100"


def test_a_network_that_asks_too_much_is_told_when_to_come_again(real_url: str) -> None:
    settings = Settings(database_url=real_url, rate_limit="3/minute", trusted_proxies=["127.0.0.1"])

    def asked(client: httpx.Client, path: str, caller: str, accept: str = "*/*") -> httpx.Response:
        return client.get(path, headers={"X-Forwarded-For": caller, "Accept": accept})

    with running(settings) as at, httpx.Client(base_url=at, trust_env=False, timeout=60) as client:
        home = [asked(client, "/api/facets", f"2001:db8:0:1::{n}").status_code for n in range(4)]
        assert home == [200, 200, 200, 429], "one household, whatever address it takes"
        refused = asked(client, "/api/facets", "2001:db8:0:1::9")
        assert refused.json()["status"] == 429
        assert 1 <= int(refused.headers["retry-after"]) <= 60
        page = asked(client, "/en/insight", "2001:db8:0:1::9", "text/html")
        assert page.status_code == 429
        assert "Try again in" in page.text
        assert page.headers["x-content-type-options"] == "nosniff"
        assert asked(client, "/live", "2001:db8:0:1::9").status_code == 200
        assert asked(client, "/api/facets", "2001:db8:0:2::1").status_code == 200
        # What a reader writes of itself counts for nothing: the proxy's own word stands last.
        met = [asked(client, "/api/facets", f"10.0.0.{n}, 198.51.100.7").status_code for n in range(4)]
        assert met == [200, 200, 200, 429]


def test_requests_that_are_never_sent_to_their_end_lose_their_connection(
    real_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TimedRequests, "SECONDS", 1.0)
    monkeypatch.setattr(TimedRequests, "BYTES_A_SECOND", 100)
    begun = b"GET /live HTTP/1.1\r\nHost: a\r\nX-Long: "
    halves = (b"", begun, b"POST /embed/doctor HTTP/1.1\r\nContent-Length: 9\r\n\r\na")
    with running(Settings(database_url=real_url)) as at, ExitStack() as open_:
        host, _, port = at.removeprefix("http://").partition(":")
        lines = [open_.enter_context(socket.create_connection((host, int(port)), 30)) for _ in halves]
        for line, sent in zip(lines, halves, strict=True):
            line.sendall(sent)
        again = open_.enter_context(socket.create_connection((host, int(port)), 30))
        again.sendall(b"GET /live HTTP/1.1\r\nHost: a\r\n\r\n")
        assert again.recv(65536).startswith(b"HTTP/1.1 200")
        # A long body has more time as long as it comes.
        long = open_.enter_context(socket.create_connection((host, int(port)), 30))
        long.sendall(b"POST /embed/doctor HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n" + b"a" * 90)
        time.sleep(1.5)
        long.sendall(b"a" * 10)
        assert long.recv(65536).startswith(b"HTTP/1.1 ")
        again.sendall(b"GET /li")
        for line in (*lines, again):
            while line.recv(65536):
                pass
        assert httpx.get(f"{at}/live", trust_env=False).status_code == 200


def test_of_too_many_connections_those_that_send_nothing_make_room(
    real_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TimedRequests, "MOST", 4)
    with running(Settings(database_url=real_url)) as at, ExitStack() as open_:
        host, _, port = at.removeprefix("http://").partition(":")
        lines = []
        for _ in range(6):
            lines.append(open_.enter_context(socket.create_connection((host, int(port)), 30)))
            lines[-1].sendall(b"POST /embed/doctor HTTP/1.1\r\nContent-Length: 9\r\n\r\na")
            assert httpx.get(f"{at}/live", trust_env=False).status_code == 200
        lines[-1].setblocking(False)
        with pytest.raises(BlockingIOError):
            lines[-1].recv(1)
        with suppress(ConnectionResetError):
            assert lines[0].recv(1) == b"", "the one that was waited for longest is closed"


@pytest.mark.parametrize("rate", ["600", "0/minute", "600/fortnight", "600 per minute", "-1/second"])
def test_a_rate_is_a_number_and_a_time(rate: str) -> None:
    with pytest.raises(ValidationError):
        Settings(rate_limit=rate)
