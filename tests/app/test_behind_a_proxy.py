"""Below a path of another host, by https: every address that leaves is right, however the application was called."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

import httpx
import pytest

from app.embed import host_script
from app.errors import SettingsError
from app.main import create_app
from app.settings import Settings
from frontend.messages import messages
from tests.support.addresses import addresses
from tests.support.nginx import shown
from tests.support.proxied import WAYS, Proxied, proxied
from tests.support.server import running

PLATFORM = "/api/collections/platforms/items?limit=1"
PAGES = (
    *("/", "/en/", "/?domain=synbio&theme=dark", "/panel", "/district/310115", "/en/zone/zhangjiang", "/insight"),
    *("/en/insight?area=310115", "/insight/brief/310115", "/insight/brief/310115/file", "/nothing-here"),
    *("/embed/v1", "/embed/v1/district/310115?lang=en", "/embed/v1/insight", "/embed/v1/counter", "/embed/v1/nothing"),
    *("/embed/builder", "/en/embed/builder?frame-view=district", "/embed/doctor", "/embed/v1?accent=aa0000"),
    *("/api", "/api?f=html&lang=en", "/api/collections", "/api/collections/zones", "/api/openapi?f=html"),
    *("/api/collections/platforms/items?limit=2&offset=2", "/api/collections/platforms/items?limit=2&f=html"),
    *("/api/collections/districts/items?limit=2&offset=2", "/api/collections/districts/items/310115"),
    *("/match", "/en/match?domain=synbio&stage=lab", "/match/request", "/lists", "/lists/policies", "/en/lists/void"),
    *("/about", "/open-data", "/compare?ids=sh-poc-001,sh-poc-009", "/share?ids=sh-poc-001", "/insight/changes"),
    *("/insight/digest", "/insight/siting?within=310112", "/platform/sh-poc-009/history", "/platform/nothing-here"),
    "/steward/sign-in",
    *("/api/features", "/api/suggest?q=平台", "/api/suggest?q=平台&lang=en", "/api/conformance?f=html"),
)
NOWHERE = "postgresql+psycopg://nobody@/none?host=/nowhere"
DRAWN = re.compile(r"\bf=(png|svg|docx|pptx|xlsx)\b")
"""Such files take a second each to make, and are followed by --long alone."""
UNREAD = 'class="notice quiet unread'
"""The note of what a page cannot read of its address."""
REDIRECTS = ("/en", "/insight/", "/api/", "/embed/v1/district/310115/", "/en/platform/x/", "/api/collections/")


@pytest.fixture(scope="module", params=WAYS, ids=lambda way: f"cut={way[0]} told={way[1]}")
def site(request: pytest.FixtureRequest, real_url: str) -> Iterator[Proxied]:
    cut, told = request.param
    with proxied(real_url, cut=cut, told=told, scheme="https") as found:
        yield found


@pytest.fixture(scope="module")
def reader(site: Proxied) -> Iterator[httpx.Client]:
    with httpx.Client(trust_env=False, timeout=120, headers={"Accept": "text/html,*/*;q=0.1"}) as opened:
        yield opened


def _known(client: httpx.Client, site: Proxied) -> str:
    found = client.get(site.reached + PLATFORM, headers={"Accept": "application/json"}).json()
    return str(found["features"][0]["id"])


def _ours(site: Proxied, answer: httpx.Response) -> set[str]:
    """The addresses of an answer that are of this site, after what holds for all of them was checked."""
    for wrong in (urlsplit(site.inner).netloc, site.public.replace("https://", "http://")):
        assert wrong not in answer.text, answer.url
    netloc = urlsplit(site.public).netloc
    # A path alone is read as by the reader, who came by the public address.
    assert UNREAD not in answer.text, f"a link of its own, which it cannot read: {answer.url}"
    found = {_as_public(site, each) if each.startswith(site.reached[:7]) else each for each in addresses(answer)}
    ours = {each for each in found if urlsplit(each).netloc == netloc}
    beside = {each for each in ours if each != site.public and not each.startswith(f"{site.public}/")}
    # A proxy that cuts the path off hides that it came twice: such an address answers here.
    twice = {each for each in ours if each.startswith(f"{site.public}{urlsplit(site.public).path}/")}
    assert beside | twice == set(), answer.url
    return ours


def _as_public(site: Proxied, address: str) -> str:
    """What the crawler, which comes by http, made of a path."""
    same_host = urlsplit(address).netloc == urlsplit(site.reached).netloc
    return address.replace("http://", "https://", 1) if same_host else address


def test_every_address_begins_with_the_public_one_and_answers(site: Proxied, reader: httpx.Client, long: bool) -> None:
    """The other ways, which differ in who tells the application its address, are tried on some; on all by --long.

    Every address is looked at all the same; of those that lead on from the other ways some are followed.
    """
    whole = site.whole or long
    known = _known(reader, site)
    about = {"url": f"{site.public}/en/district/310115"}
    asked = [
        *(PAGES if whole else PAGES[::6]),
        f"/platform/{known}",
        f"/card/{known}",
        f"/embed/v1/platform/{known}",
    ]
    asked += [f"/oembed?{urlencode(about)}", f"/embed/builder?frame-view=platform&frame-platform={known}"]
    forms: dict[tuple[str, tuple[str, ...]], str] = {}
    for path in asked:
        answer = reader.get(site.reached + path)
        assert answer.status_code == (404 if "nothing" in path else 200), path
        found = _ours(site, answer)
        assert found, path
        for each in sorted(one.replace("{id}", known) for one in found):
            parts = urlsplit(each)
            # Of addresses that differ in values alone one stands for all.
            kind = re.sub(r"(?<=/)(?:[a-z]+-?)*\d[\w-]*(?=/|$)", "x", parts.path)
            forms.setdefault((kind, tuple(sorted(name for name, _ in parse_qsl(parts.query)))), each)
    assert len(forms) > (80 if whole else 40)
    followed = [each for each in forms.values() if long or not DRAWN.search(each)]
    for each in followed[:: 1 if whole else 4]:
        answer = reader.get(each.replace(site.public, site.reached, 1), follow_redirects=True)
        assert answer.status_code == 200 or "nothing" in each, each
        assert str(answer.url).startswith(site.reached), each
        assert UNREAD not in answer.text, each


@pytest.mark.parametrize("path", REDIRECTS)
def test_redirects_stay_below_the_path(site: Proxied, reader: httpx.Client, path: str) -> None:
    answer = reader.get(f"{site.reached}{path}?lang=en")
    location = answer.headers["location"]
    assert (answer.status_code in (307, 308), location) == (True, f"/map{_meant(path)}?lang=en")
    if path != "/en/platform/x/":
        assert reader.get(urljoin(site.reached, location)).status_code in (200, 302, 400)


def _meant(path: str) -> str:
    return "/en/" if path == "/en" else path.rstrip("/")


def test_oembed_knows_its_own_pages_alone(site: Proxied, reader: httpx.Client) -> None:
    def status(url: str) -> int:
        return reader.get(f"{site.reached}/oembed", params={"url": url}).status_code

    assert status(f"{site.public}/district/310115") == status(f"{site.public}/embed/v1/district/310115") == 200
    assert status(f"{site.public.removesuffix('/map')}/district/310115") == 404
    assert status(site.public.removesuffix("/map")) == 404


def test_the_host_script_is_the_built_one_with_two_lines_about_it(site: Proxied, reader: httpx.Client) -> None:
    built = host_script.latest().read_bytes()
    answer = reader.get(f"{site.reached}/embed/v1/embed.js")
    assert answer.content == host_script.BEFORE + built + host_script.AFTER
    assert reader.get(site.reached + host_script.current().address).content == answer.content
    builder = reader.get(f"{site.reached}/embed/builder").text
    assert host_script.integrity_of(answer.content) in builder
    assert host_script.integrity_of(built) not in builder


def test_the_doctor_finds_nothing_wrong_with_what_the_builder_writes(site: Proxied, reader: httpx.Client) -> None:
    told = reader.post(
        f"{site.reached}/en/embed/doctor", data={"snippet": f"{site.public}/embed/v1/district/310115"}
    ).text
    assert f"{site.public}/embed/v1/district/310115" in told
    assert messages("en")("doctor-none") in told


def test_headers_of_others_mean_nothing(client: httpx.Client, real_site: str) -> None:
    lies = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https", "X-Forwarded-Prefix": "/evil"}
    lies |= {"X-Forwarded-For": "192.0.2.1"}
    for path in ("/", "/api", "/en"):
        asked, plain = client.get(path, headers=lies), client.get(path)
        assert (asked.content, asked.headers.get("location")) == (plain.content, plain.headers.get("location"))
    assert client.get("/en").headers["location"] == "/en/"
    assert client.get("/en", headers={"Host": "evil.example"}).headers["location"] == "/en/"


@pytest.fixture(scope="module")
def trusting(real_url: str) -> Iterator[httpx.Client]:
    """A client of a server that believes what it says as a proxy."""
    settings = Settings(database_url=real_url, trusted_proxies=["127.0.0.1/8"])
    with running(settings) as address, httpx.Client(base_url=address, trust_env=False, timeout=60) as asking:
        yield asking


@pytest.mark.parametrize(
    ("public", "kept"),
    [("https://map.example", True), ("https://a.example/map", False), ("http://map.example", False), ("", False)],
)
def test_browsers_are_told_to_keep_to_https_where_the_whole_host_is_the_maps(
    real_url: str, public: str, kept: bool
) -> None:
    with running(Settings(database_url=real_url, public_url=public)) as address:
        for path in ("/live", "/en/", "/nothing-here", "/api/collections/nothing", "/embed/v1", "/steward/sign-in"):
            said = httpx.get(address + path, trust_env=False, timeout=60).headers.get("strict-transport-security")
            assert said == ("max-age=31536000" if kept else None), path


@pytest.mark.parametrize("name", ["X-Forwarded-Host", "X-Forwarded-Prefix"])
@pytest.mark.parametrize("value", ["a b", '"><script>', "//evil.example", "/../x", "/en", "a.example/x", ""])
def test_what_is_no_host_or_path_is_passed_over(trusting: httpx.Client, name: str, value: str) -> None:
    own = str(trusting.base_url).rstrip("/")
    assert trusting.get("/api", headers={name: value}).json()["links"][0]["href"] == f"{own}/api?f=json"


def test_of_several_hosts_the_one_of_the_nearest_proxy_counts(trusting: httpx.Client) -> None:
    told = {"X-Forwarded-Host": "evil.example, a.example:8443", "X-Forwarded-Proto": "https"}
    assert trusting.get("/api", headers=told).json()["links"][0]["href"] == "https://a.example:8443/api?f=json"


def test_a_path_like_one_of_the_maps_own_is_refused() -> None:
    for path in ("/en/", "/api", "/embed/map", "/assets"):
        with pytest.raises(SettingsError, match="SERVICEMAP_PUBLIC_URL"):
            create_app(Settings(database_url=NOWHERE, public_url=f"https://a.example{path}"))


def test_a_trusted_address_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="trusted_proxies"):
        Settings(trusted_proxies=["proxy.example"])


def test_the_documentation_shows_both_ways() -> None:
    assert ["8000/;" in block for block in shown()] == [True, False]
