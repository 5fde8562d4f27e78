"""The files of docs/deploy: nginx runs as it stands there, the others say what is tested and what the program takes."""

import configparser
import re
import shlex
import ssl
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
from app.imports.removal import remove_platform
from app.settings import Settings
from app.store.version import bump
from app.store.writing import write_session
from tests.support.certificate import certified
from tests.support.databases import Databases
from tests.support.nginx import free_port, program, wait
from tests.support.server import running
from tests.support.stewards import OF_PUDONG, PASSWORD, accounts_of_every_role
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


def with_tls(shown: str) -> str:
    """nginx.conf as its remarks say for TLS: three lines in the place of one, and the server at the end."""
    lines, redirect = shown.split("\n# server {\n")
    lines = lines.replace("    listen 80;\n", "")
    lines = re.sub(r"^    # (listen|ssl_)", r"    \1", lines, flags=re.MULTILINE)
    return f"{lines}\nserver {{\n" + re.sub("^# ", "", redirect, flags=re.MULTILINE)


@contextmanager
def nginx(site: str, tls: Path | None = None, port: int = 0) -> Iterator[str]:
    """The address of nginx with the file as it is shown, but for its places and ports.

    With a certificate, whose key lies beside it, that of the server which sends on to https at `port`.
    """
    plain = free_port()
    with TemporaryDirectory(prefix="smn-") as folder:
        shown = (DEPLOY / "nginx.conf").read_text("utf-8")
        places = {
            "/var/cache/servicemap": f"{folder}/cache",
            "server 127.0.0.1:8000;": f"server {urlsplit(site).netloc};",
        }
        if tls:
            shown = with_tls(shown)
            places |= {
                "/etc/ssl/map.example.gov.cn.pem": str(tls),
                "/etc/ssl/private/map.example.gov.cn.key": str(tls.parent / "key.pem"),
                "listen 443 ssl;": f"listen 127.0.0.1:{port} ssl;",
                "listen *:80;": f"listen 127.0.0.1:{plain};",
            }
        else:
            places["listen 80;"] = f"listen 127.0.0.1:{plain};"
        for old, new in places.items():
            assert shown.count(old) == 1, old
            shown = shown.replace(old, new)
        file = Path(folder) / "nginx.conf"
        file.write_text(AROUND.format(folder=folder, shown=shown), "utf-8")
        process = subprocess.Popen([program(), "-p", folder, "-e", f"{folder}/error.log", "-c", str(file)])
        try:
            wait(process, plain, Path(folder) / "error.log")
            yield f"http://127.0.0.1:{plain}"
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


def test_nginx_shows_a_platform_that_was_removed_no_longer(databases: Databases) -> None:
    url, path = databases.url("removed-behind-nginx"), f"/platform/{OF_PUDONG}"
    settings = Settings(database_url=url, trusted_proxies=["127.0.0.0/8"])
    with running(settings) as site, nginx(site) as address, httpx.Client(base_url=address, timeout=60) as reader:
        assert [reader.get(path).status_code for _ in range(3)] == [200, 200, 200]
        remove_platform(url, OF_PUDONG, "It was closed.")
        deadline = time.monotonic() + 20
        while (answer := reader.get(path)).status_code == 200:
            assert time.monotonic() < deadline, "it is still shown"
            time.sleep(0.2)
        assert (answer.status_code, "It was closed." in answer.text) == (410, True)


@pytest.mark.parametrize("named", [True, False])
def test_with_tls_as_the_remarks_say_readers_are_sent_on_and_people_sign_in(
    databases: Databases, tmp_path: Path, named: bool
) -> None:
    """The settings of the guide; without the name of the proxy the map does not know that somebody came by https."""
    url, port, (certificate, _) = databases.url(f"behind-tls-{named}"), free_port(), certified(tmp_path)
    accounts_of_every_role(url)
    proxies = ["127.0.0.1"] if named else []
    settings = Settings(
        database_url=url,
        production=True,
        map_approval_number="沪S(2026)000号",
        public_url=f"https://localhost:{port}",
        trusted_proxies=proxies,
    )
    trusted = ssl.create_default_context(cafile=certificate)
    with (
        running(settings) as site,
        nginx(site, certificate, port) as plain,
        httpx.Client(base_url=settings.public_url, verify=trusted, trust_env=False, timeout=60) as browser,
    ):
        sent_on = httpx.get(f"{plain}/en/?domain=ai", trust_env=False)
        assert (sent_on.status_code, sent_on.headers["location"]) == (301, "https://map.example.gov.cn/en/?domain=ai")
        page = browser.get("/en/")
        assert page.headers["strict-transport-security"] == "max-age=31536000"
        assert f'rel="canonical" href="{settings.public_url}/en/"' in page.text
        answer = browser.post("/steward/sign-in", data={"login": "editor", "password": PASSWORD})
        assert answer.status_code == (303 if named else 403)
        if named:
            assert answer.headers["set-cookie"].startswith("__Host-servicemap=")
            assert "Secure" in answer.headers["set-cookie"]
            assert browser.get("/steward").status_code == 200


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
    for old, text in (("host=127.0.0.1", pooler), ("server 127.0.0.1:8000;", proxy)):
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
