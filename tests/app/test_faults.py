"""The database goes away and comes back; the application answers 503 and heals by itself."""

import re
import time
from html import unescape
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from sqlalchemy.engine import make_url

from app.pages.home.facts import PAGE
from app.platforms.filter import FILTER_PARAMETERS
from app.settings import Settings
from tests.support import recount
from tests.support.server import running


def test_database_away_from_the_start(tmp_path: Path) -> None:
    settings = Settings(database_url=f"postgresql+psycopg://nobody@/none?host={tmp_path}", pool_timeout=0.5)
    with running(settings) as address, httpx.Client(base_url=address, trust_env=False) as client:
        assert client.get("/live").status_code == 200
        for path in ("/ready", "/api/collections/platforms/items", "/api/facets"):
            started = time.monotonic()
            answer = client.get(path)
            assert answer.status_code == 503
            assert answer.headers["retry-after"] == "30"
            assert "Traceback" not in answer.text
            assert time.monotonic() - started < 6
        page = client.get("/?domain=synbio&q=abc")
        assert page.status_code == 503
        assert page.headers["retry-after"]
        assert 'value="abc"' in page.text
        assert "日期未说明" not in page.text
        assert "Traceback" not in page.text


def test_a_lost_connection_heals(real_url: str) -> None:
    import psycopg

    plain = make_url(real_url).set(drivername="postgresql").render_as_string(hide_password=False)
    with running(Settings(database_url=real_url)) as address, httpx.Client(base_url=address, trust_env=False) as client:
        assert client.get("/ready").status_code == 200
        with psycopg.connect(plain, autocommit=True) as admin:
            admin.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE application_name = 'servicemap' AND pid <> pg_backend_pid()"
            )
        assert client.get("/api/collections/platforms/items").status_code == 200


@pytest.mark.parametrize("path", ["/", "/live", "/api", "/nothing", "/api/collections/platforms/items?limit=0"])
def test_every_answer_carries_the_security_headers(client: httpx.Client, path: str) -> None:
    headers = client.get(path).headers
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"]
    assert headers["permissions-policy"]
    assert "server" not in headers
    assert "set-cookie" not in headers


def test_public_data_may_be_read_from_any_origin(client: httpx.Client) -> None:
    assert client.get("/api").headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-origin" not in client.get("/").headers


def test_production_needs_the_map_approval_number() -> None:
    from app.errors import SettingsError
    from app.main import create_app

    with pytest.raises(SettingsError, match="审图号"):
        create_app(Settings(database_url="postgresql+psycopg:///x", production=True))


def test_head_is_get_without_the_body(client: httpx.Client) -> None:
    for path in ("/", "/api", "/live", "/assets/nothing.js"):
        head, get = client.head(path), client.get(path)
        assert head.status_code == get.status_code
        assert head.content == b""
        assert head.headers["content-type"] == get.headers["content-type"]


def test_a_wrong_address_is_a_page_for_a_person_and_a_problem_for_a_program(client: httpx.Client) -> None:
    page = client.get("/nothing", headers={"Accept": "text/html"})
    assert (page.status_code, page.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "未收录" in page.text
    assert "Not listed" in client.get("/en/nothing", headers={"Accept": "text/html"}).text
    assert client.get("/nothing").headers["content-type"] == "application/problem+json"
    assert client.get("/tiles/base/x/base/a/b/c").headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("path", ["//evil.example", "/en//evil.example", "/%5Cevil.example", "/%09/evil.example"])
def test_no_link_of_a_wrong_address_leads_to_another_host(real_site: str, path: str) -> None:
    connection = HTTPConnection(urlsplit(real_site).netloc)
    connection.request("GET", path, headers={"Accept": "text/html"})
    page = connection.getresponse().read().decode()
    connection.close()
    links = [unescape(link) for link in re.findall(r'(?:href|action)="([^"]*)"', page)]
    # Browsers drop tabs in an address and take a backslash for a slash.
    read = [link.replace("\t", "").replace("\\", "/") for link in links]
    assert any("evil.example" in link for link in read)
    assert [link for link in read if link.startswith("//")] == []


def test_a_list_page_beyond_the_last_is_the_last(client: httpx.Client) -> None:
    answer = client.get("/?kind=poc&kind=pilot&kind=related&page=99999")
    assert answer.text.count('class="card"') == (len(recount.default_rows()) - 1) % PAGE + 1


@pytest.mark.parametrize("parameter", [each for each in FILTER_PARAMETERS if each != "q"])
def test_a_page_says_what_is_wrong_in_its_language_and_keeps_what_was_typed(
    client: httpx.Client, parameter: str
) -> None:
    for path, words in (("/", "该条件未采用"), ("/en/", "this condition was not used")):
        answer = client.get(path, params={parameter: "no such value"})
        assert answer.status_code == 200
        assert words in answer.text
        assert "no such value" in answer.text
