"""`servicemap serve`: the database, the migrations, the default data, the server."""

from __future__ import annotations

import errno
import os
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.session import database_to_serve

if TYPE_CHECKING:
    from app.settings import Settings

Host = Annotated[str | None, typer.Option(help="Address to listen on (default: SERVICEMAP_HOST or 127.0.0.1).")]
Port = Annotated[
    int | None,
    typer.Option(min=0, max=65535, help="Port (default: SERVICEMAP_PORT or 8000; 0: any free one)."),
]
Workers = Annotated[
    int | None, typer.Option(min=1, max=64, help="Processes that answer (default: SERVICEMAP_WORKERS or 1).")
]


def serve(host: Host = None, port: Port = None, workers: Workers = None) -> None:
    """Serve the map. Ctrl-C stops all that was started."""
    from app.settings import Settings

    settings = Settings()
    options = {"host": host, "port": port, "workers": workers}
    settings = settings.model_copy(update={key: value for key, value in options.items() if value is not None})
    listener = listen(settings.host, settings.port)
    with listener, _beside(settings), database_to_serve(settings.database_url) as url:
        from app.operations.logs import configure

        configure(settings.log_format, access=settings.access_log)
        settings = settings.model_copy(update={"database_url": url})
        try:
            started = _runs(settings)(settings, listener, address(settings.host, listener))
        finally:
            # The database is stopped next: a second Ctrl-C must not break that off.
            signal.signal(signal.SIGINT, signal.SIG_IGN)
        if not started:
            sys.exit(1)


def _beside(settings: Settings) -> AbstractContextManager[None]:
    """What is done while the database is made ready."""
    if settings.workers == 1:
        return nullcontext()
    from app.cli.workers import importing

    return importing()


def _runs(settings: Settings) -> Callable[[Settings, socket.socket, str], bool]:
    # All other commands do without the server and its libraries: an import of very many rows has 150 MB.
    if settings.workers == 1:
        from app.cli.one_process import run_one

        return run_one
    from app.cli.workers import run_workers

    return run_workers


def listen(host: str, port: int) -> socket.socket:
    """A bound socket; leaves with a sentence where the address can not be had."""
    try:
        family, kind, _, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    except socket.gaierror as error:
        sys.exit(f"The host {host!r} is not known ({error.strerror}). Use 127.0.0.1, ::1, 0.0.0.0 or ::.")
    listener = socket.socket(family, kind)
    try:
        if os.name != "nt":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            # `::` means every address of this machine, those of IPv4 too.
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        listener.bind(place)
        # Bound is not enough: two processes may bind one address, but only one may listen on it.
        listener.listen(2048)
    except OSError as error:
        listener.close()
        sys.exit(_refused(error, host, port))
    return listener


def address(host: str, listener: socket.socket) -> str:
    """The URL a person on this machine opens."""
    port = listener.getsockname()[1]
    shown = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}.get(host, host)  # noqa: S104 - shown, not bound
    return f"http://[{shown}]:{port}/" if ":" in shown else f"http://{shown}:{port}/"


def _refused(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is in use on {host}. Stop what uses it, or choose another: --port {port + 1}"
    if error.errno == errno.EACCES:
        return f"Port {port} may not be used by this user. Choose one above 1023, as --port 8000."
    return f"Cannot listen on {host} port {port}: {error.strerror}."
