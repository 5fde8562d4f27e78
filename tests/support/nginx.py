"""A real nginx in front of the application, with the configuration that docs/operators.md shows."""

import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.support.missing import missing

OPERATORS = Path(__file__).resolve().parents[2] / "docs" / "operators.md"
CONFIGURATION = """
daemon off;
master_process off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
  access_log {folder}/access.log;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port};
    absolute_redirect off;
{locations}
  }}
}}
"""


def program() -> str:
    """The path of nginx; the test is skipped where there is none, and fails in CI."""
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/opt/homebrew/bin")
    if found is None:
        missing("nginx")
    return found


def shown() -> list[str]:
    """The blocks of configuration that the documentation shows: the prefix cut off, and kept."""
    text = OPERATORS.read_text("utf-8")
    return re.findall(r"^    location /map/ \{\n(?:^     .*\n)+^    \}\n", text, re.MULTILINE)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def in_front_of(site: str, port: int, block: str, *, scheme: str) -> Iterator[None]:
    """Serve on this port of loopback what a block passes on to the application at `site`, until the end.

    `scheme` is the one by which readers come: nginx says so, as behind a balancer that ends TLS.
    """
    passed = block.replace("http://127.0.0.1:8000", site).replace("$scheme", scheme)
    with TemporaryDirectory(prefix="smn-") as folder:
        file = Path(folder) / "nginx.conf"
        file.write_text(CONFIGURATION.format(folder=folder, port=port, locations=passed), "utf-8")
        process = subprocess.Popen([program(), "-p", folder, "-e", f"{folder}/error.log", "-c", str(file)])
        try:
            wait(process, port, Path(folder) / "error.log")
            yield
        finally:
            process.terminate()
            process.wait(20)


def wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + 20
    while True:
        with socket.socket() as asking:
            if asking.connect_ex(("127.0.0.1", port)) == 0:
                return
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"nginx did not start: {log.read_text('utf-8') if log.is_file() else ''}")
        time.sleep(0.05)
