"""The list of hosts that may frame: its entries, where it comes from, and how a running server follows it."""

import time
from pathlib import Path

import httpx
import pytest
from pydantic import ValidationError
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.engine import make_url

from app.cli.session import database_to_serve
from app.embed import register
from app.errors import HostEntryError, HostListFullError
from app.host_entry import covers, host_entry
from app.settings import Settings
from app.setup.cluster.server import SUPERUSER
from tests.support.command import called
from tests.support.server import running

SECONDS = 6
"""A running server follows a change within these."""
FRAMES = ("/embed/v1", "/embed/v1/zone/lingang", "/embed/v1/platform/nothing", "/embed/v1/counter", "/embed/v1/insight")
OTHERS = ("/", "/platform/sh-poc-009", "/insight", "/api", "/oembed", "/nothing", "/embed", "/embed/builder", "/live")


def _get(site: str, path: str, **headers: str) -> httpx.Response:
    return httpx.get(site + path, headers=headers, trust_env=False, timeout=30)


def _ancestors(answer: httpx.Response) -> str:
    return str(answer.headers["content-security-policy"]).partition("frame-ancestors ")[2].partition(";")[0]


def _until(site: str, ancestors: str) -> httpx.Response:
    """The first frame with this policy; fails where none comes in time."""
    end = time.monotonic() + SECONDS
    while True:
        answer = _get(site, "/embed/v1/counter")
        if _ancestors(answer) == ancestors:
            return answer
        assert time.monotonic() < end, f"{_ancestors(answer)} instead of {ancestors}"
        time.sleep(0.1)


@pytest.mark.parametrize(
    ("given", "entry"),
    [
        ("example.gov.cn", "example.gov.cn"),
        (" WWW.Example.gov.CN ", "www.example.gov.cn"),
        ("*.example.gov.cn", "*.example.gov.cn"),
        ("https://*.example.gov.cn:8443", "https://*.example.gov.cn:8443"),
        ("http://intranet", "http://intranet"),
        ("10.1.2.3:8080", "10.1.2.3:8080"),
        ("xn--fiqs8s.example", "xn--fiqs8s.example"),
    ],
)
def test_an_entry_is_a_host_with_what_may_be_around_it(given: str, entry: str) -> None:
    assert host_entry(given) == entry
    assert Settings(embed_hosts=[given]).embed_hosts == [entry]


@pytest.mark.parametrize(
    "given",
    [
        *("", "*", "*.", "'self'", "'none'", "https:", "https://", "ftp://example.cn", "//example.cn", "example.cn/"),
        *("https://example.cn/path", "example.cn:0", "example.cn:65536", "example.cn:*", "a.*.cn", "example..cn"),
        *("-a.cn", "a b.cn", "a.cn; script-src *", "a.cn\r\nX-Other: 1", "中国.cn", "user@example.cn"),
        *("a" * 64 + ".cn", ".".join(["a" * 60] * 5)),
    ],
)
def test_anything_else_is_refused_with_what_is_allowed(given: str) -> None:
    with pytest.raises(HostEntryError, match=r"Allowed is a host name.*https://\*\.example\.gov\.cn:8443"):
        host_entry(given)
    with pytest.raises(ValidationError, match="Allowed is a host name"):
        Settings(embed_hosts=[given])


def test_an_entry_covers_its_host_and_a_wildcard_what_is_below() -> None:
    assert covers("https://example.cn:8443", "example.cn")
    assert covers("http://*.example.cn", "a.b.example.cn")
    assert not covers("*.example.cn", "example.cn")
    assert not covers("*.example.cn", "badexample.cn")
    assert not covers("example.cn", "www.example.cn")


def test_setting_and_database_are_one_list_for_frames_alone(hosts_url: str, hosts: Connection) -> None:
    register.allow(hosts, ["*.example.cn", "https://one.example.gov.cn"])
    listed = "https://one.example.gov.cn http://two.example:8080 *.example.cn"
    setting = ["https://one.example.gov.cn", "http://two.example:8080"]
    with running(Settings(database_url=hosts_url, embed_hosts=setting)) as site:
        for path in FRAMES:
            answer = _get(site, path)
            assert _ancestors(answer) == f"'self' {listed}"
            assert f'data-hosts="{listed}"' in answer.text
            assert "x-frame-options" not in answer.headers
        for path in OTHERS:
            assert _ancestors(_get(site, path)) == "'none'"


def test_an_empty_list_lets_any_site_frame(hosts_url: str, hosts: Connection) -> None:
    assert register.allowed(hosts) == []
    with running(Settings(database_url=hosts_url)) as site:
        for path in FRAMES:
            assert _ancestors(_get(site, path)) == "*"
        for path in OTHERS:
            assert _ancestors(_get(site, path)) == "'none'"


def test_a_running_server_follows_and_no_cached_frame_outlives_a_change(hosts_url: str, hosts: Connection) -> None:
    with running(Settings(database_url=hosts_url)) as site:
        before = _until(site, "*")
        register.allow(hosts, ["example.cn"])
        listed = _until(site, "'self' example.cn")
        assert listed.headers["etag"] != before.headers["etag"]
        stale = _get(site, "/embed/v1/counter", **{"If-None-Match": before.headers["etag"]})
        assert (stale.status_code, _ancestors(stale)) == (200, "'self' example.cn")
        fresh = _get(site, "/embed/v1/counter", **{"If-None-Match": listed.headers["etag"]})
        assert (fresh.status_code, _ancestors(fresh)) == (304, "'self' example.cn")
        register.remove(hosts, ["example.cn"])
        assert _until(site, "*").headers["etag"] == before.headers["etag"]


def test_a_list_that_cannot_be_read_stays_as_it_was(hosts_url: str, hosts: Connection) -> None:
    register.allow(hosts, ["example.cn"])
    with running(Settings(database_url=hosts_url)) as site:
        _until(site, "'self' example.cn")
        hosts.execute(text("ALTER TABLE allowed_hosts RENAME TO away"))
        try:
            end = time.monotonic() + 3
            while time.monotonic() < end:
                answer = _get(site, "/embed/v1/counter")
                assert (answer.status_code, _ancestors(answer)) == (200, "'self' example.cn")
        finally:
            hosts.execute(text("ALTER TABLE away RENAME TO allowed_hosts"))
        register.allow(hosts, ["later.example"])
        _until(site, "'self' example.cn later.example")


def test_a_list_that_was_never_read_opens_no_frame_to_everybody(hosts_url: str, hosts: Connection) -> None:
    register.allow(hosts, ["example.cn"])
    hosts.execute(text("ALTER TABLE allowed_hosts RENAME TO away"))
    try:
        with running(Settings(database_url=hosts_url)) as site:
            assert _get(site, "/embed/v1/counter").status_code == 503
        with running(Settings(database_url=hosts_url, embed_hosts=["one.example"])) as site:
            answer = _get(site, "/embed/v1/counter")
            assert (answer.status_code, _ancestors(answer)) == (200, "'self' one.example")
    finally:
        hosts.execute(text("ALTER TABLE away RENAME TO allowed_hosts"))


def _diagnosis(site: str) -> httpx.Response:
    """The doctor's answer about a frame on a page that the list does not name."""
    sent = {"snippet": f'<iframe src="{site}/embed/v1"></iframe>', "page": "https://other.example"}
    return httpx.post(f"{site}/en/embed/doctor", data=sent, trust_env=False, timeout=30)


def test_the_doctor_reads_the_list_on_the_one_connection_it_has(hosts_url: str, hosts: Connection) -> None:
    register.allow(hosts, ["example.cn"])
    with running(Settings(database_url=hosts_url, pool_size=1, pool_timeout=0.5)) as site:
        answer = _diagnosis(site)
        assert answer.status_code == 200
        assert 'data-cause="not-allowed"' in answer.text


def test_the_doctor_answers_though_the_list_cannot_be_read(hosts_url: str, hosts: Connection) -> None:
    register.allow(hosts, ["example.cn"])
    with running(Settings(database_url=hosts_url, embed_hosts=["one.example"])) as site:
        hosts.execute(text("ALTER TABLE allowed_hosts RENAME TO away"))
        try:
            answer = _diagnosis(site)
            assert answer.status_code == 200
            assert "one.example" in answer.text
        finally:
            hosts.execute(text("ALTER TABLE away RENAME TO allowed_hosts"))


def test_without_a_database_the_setting_holds(tmp_path: Path) -> None:
    away = f"postgresql+psycopg://nobody@/none?host={tmp_path}"
    with running(Settings(database_url=away, pool_timeout=0.5, embed_hosts=["example.cn"])) as site:
        for path in ("/embed/v1", "/embed/v1/nothing"):
            answer = _get(site, path)
            assert answer.status_code == 503
            assert _ancestors(answer) == "'self' example.cn"
            assert 'data-hosts="example.cn"' in answer.text


def test_the_list_has_an_end(hosts_url: str, hosts: Connection) -> None:
    engine = create_engine(hosts_url)
    with pytest.raises(HostListFullError), engine.begin() as transaction:
        register.allow(transaction, [f"host-{n}.example" for n in range(register.MOST_ALLOWED + 1)])
    engine.dispose()
    assert register.allowed(hosts) == []


def test_a_role_with_the_least_rights_serves_and_counts(hosts_url: str, hosts: Connection, tmp_path: Path) -> None:
    register.allow(hosts, ["example.cn"])
    refused = called(tmp_path, "grants", "servicemap_web", DATABASE_URL=hosts_url)
    assert "CREATE ROLE servicemap_web LOGIN" in refused.stderr
    admin = create_engine(make_url(hosts_url).set(username=SUPERUSER), isolation_level="AUTOCOMMIT")
    with admin.connect() as superuser:
        superuser.execute(text("CREATE ROLE servicemap_web LOGIN"))
    admin.dispose()
    given = called(tmp_path, "grants", "servicemap_web", DATABASE_URL=hosts_url)
    assert given.returncode == 0, given.stderr
    web = make_url(hosts_url).set(username="servicemap_web").render_as_string(hide_password=False)
    assert called(tmp_path, "hosts", "allow", "other.cn", DATABASE_URL=web).returncode == 1
    with database_to_serve(web) as prepared, running(Settings(database_url=prepared)) as site:
        referer = {"Sec-Fetch-Dest": "iframe", "Referer": "https://rights.example/"}
        answer = _get(site, "/embed/v1", **referer)
        assert (answer.status_code, _ancestors(answer)) == (200, "'self' example.cn")
    assert ("rights.example", 1) in [(host, frames) for _, host, frames in register.counts(hosts)]
