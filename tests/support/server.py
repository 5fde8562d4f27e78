"""The real application under uvicorn on a free port of loopback, for tests that speak HTTP."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from app.cli.options import OPTIONS
from app.main import create_app
from app.settings import Settings

PATIENCE: dict[str, float] = {"pool_timeout": 30.0, "statement_timeout": 30.0}
"""Seconds that a test's server waits for its database: it shares its processor with browsers and other tests."""


@contextmanager
def running(settings: Settings) -> Iterator[str]:
    """Serve the application and yield its address; a time that the test itself sets holds."""
    settings = settings.model_copy(
        update={name: seconds for name, seconds in PATIENCE.items() if name not in settings.model_fields_set}
    )
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create_app(settings), lifespan="on", **OPTIONS))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started:
        if time.monotonic() > deadline or not thread.is_alive():
            raise RuntimeError("the application did not start")
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(15)
        listener.close()
