"""The files of docs/deploy: nginx runs as it stands there, the others say what is tested and what the program takes."""

import configparser
import shlex
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
import yaml
from sqlalchemy import make_url
from typer.testing import CliRunner

from app.cli import app as servicemap
from app.database_url import for_reading, for_writing, pooled
from app.settings import Settings
from app.store.version import bump
from app.store.writing import write_session
from tests.support.databases import Databases
from tests.support.nginx import free_port, program, wait
from tests.support.server import running
from tests.support.topology import DEPLOY

AROUND = """daemon off;
master_process off;
worker_processes 1;
pid {folder}/nginx.pid;
events {{ worker_connections 256; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
{shown}
}}
"""
ITEMS = "/api/collections/platforms/items?limit=3"
KEPT_S = 1.0
"""How long nginx keeps an answer without asking again."""


@contextmanager
def nginx(site: str) -> Iterator[str]:
    """The address of nginx with the file as it is shown, but for its places and ports."""
    port = free_port()
    with TemporaryDirectory(prefix="smn-") as folder:
        shown = (DEPLOY / "nginx.conf").read_text("utf-8")
        places = {
            "/var/cache/servicemap": f"{folder}/cache",
            "server 127.0.0.1:8000;": f"server {urlsplit(site).netloc};",
            "listen 80;": f"listen 127.0.0.1:{port};",
        }
        for old, new in places.items():
            assert shown.count(old) == 1, old
            shown = shown.replace(old, new)
        file = Path(folder) / "nginx.conf"
        file.write_text(AROUND.format(folder=folder, shown=shown), "utf-8")
        process = subprocess.Popen([program(), "-p", folder, "-e", f"{folder}/error.log", "-c", str(file)])
        try:
            wait(process, port, Path(folder) / "error.log")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(20)


def test_nginx_keeps_what_is_public_and_serves_it_while_the_map_is_away(databases: Databases) -> None:
    url = databases.url("before-the-map")
    with ExitStack() as front, ExitStack() as behind:
        site = behind.enter_context(running(Settings(database_url=url, trusted_proxies=["127.0.0.0/8"])))
        address = front.enter_context(nginx(site))
        reader = front.enter_context(httpx.Client(base_url=address, timeout=60))
        first, second = reader.get(ITEMS), reader.get(ITEMS)
        assert [each.headers["x-cache-status"] for each in (first, second)] == ["MISS", "HIT"]
        assert second.content == first.content
        assert all(link["href"].startswith(address) for link in first.json()["links"])
        same = reader.get(ITEMS, headers={"If-None-Match": first.headers["etag"]})
        assert (same.status_code, same.content) == (304, b"")
        plain = reader.get(ITEMS, headers={"Accept-Encoding": "identity"})
        assert "content-encoding" in first.headers
        assert "content-encoding" not in plain.headers
        assert plain.json()["numberMatched"] == first.json()["numberMatched"]
        assert {reader.get("/ready").headers["x-cache-status"] for _ in range(3)} == {"MISS"}, "it is not public"
        with write_session(url) as connection:
            bump(connection)
        deadline = time.monotonic() + 20
        while (newest := reader.get(ITEMS)).headers["etag"] == first.headers["etag"]:
            assert time.monotonic() < deadline, "the new version of the data does not come"
            time.sleep(0.1)
        behind.close()
        time.sleep(KEPT_S + 0.2)
        stale = reader.get(ITEMS)
        assert (stale.status_code, stale.headers["etag"]) == (200, newest.headers["etag"])
        assert reader.get("/api/facets").status_code == 502, "it was never asked for"


def test_the_compose_file_says_what_the_tests_run() -> None:
    document: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.scale.yaml").read_text("utf-8"))
    services = document["services"]
    for name in ("map-a", "map-b"):
        url = make_url(services[name]["environment"]["DATABASE_URL"])
        assert pooled(url)
        assert for_writing(url).query["target_session_attrs"] == "read-write"
        assert for_reading(url).query["target_session_attrs"] == "prefer-standby"
        hosts = str(url.query["host"]).split(",")
        assert set(hosts) <= set(services), "each host is a service of the file"
        assert set(services[name]["depends_on"]) == set(hosts)
        followed = {services[host]["environment"]["DB_HOST"] for host in hosts}
        assert followed == {"primary", "standby"}
    # What its shell replaces stands in the files that the tests run.
    written = document["x-pooler"]["command"][0] + services["proxy"]["command"][2]
    pooler, proxy = ((DEPLOY / name).read_text("utf-8") for name in ("pgbouncer.ini", "nginx.conf"))
    for old, text in (("host=/var/run/postgresql", pooler), ("server 127.0.0.1:8000;", proxy)):
        assert text.count(old) == 1
        assert old in written
    settings = configparser.ConfigParser()
    settings.read_string(pooler)
    for name in ("auth_file", "unix_socket_dir", "logfile", "pidfile"):
        assert f"^{name}.*" in written
        assert name in settings["pgbouncer"]


@pytest.mark.parametrize("path", sorted(DEPLOY.glob("*.service")), ids=lambda path: path.stem)
def test_a_unit_starts_the_program_with_options_that_it_has(path: Path) -> None:
    unit = configparser.ConfigParser(interpolation=None, strict=False)
    unit.optionxform = str  # type: ignore[assignment, method-assign]
    unit.read_string(path.read_text("utf-8"))
    if unit["Service"].get("Type") == "oneshot":
        assert path.with_suffix(".timer").exists(), "nothing else starts it"
    _, name, *options = shlex.split(unit["Service"]["ExecStart"])
    told = CliRunner().invoke(servicemap, [name, "--help"])
    assert told.exit_code == 0
    assert {option for option in options if option.startswith("--")} <= set(told.stdout.split())
