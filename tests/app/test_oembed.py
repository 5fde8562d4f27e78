"""oEmbed: which addresses have a frame, what is answered about it, and which pages say where to ask."""

import re
from html import unescape
from xml.etree import ElementTree

import httpx
import pytest
from sqlalchemy import create_engine, update

from app.platforms.models import Platform
from app.settings import Settings
from tests.support.databases import Databases
from tests.support.server import running


def test_oembed_tells_the_frame_of_a_page(client: httpx.Client, real_site: str) -> None:
    found = client.get("/oembed", params={"url": f"{real_site}/en/district/310112", "maxwidth": "400"}).json()
    assert (found["version"], found["type"], found["width"], found["height"]) == ("1.0", "rich", 400, 600)
    assert found["title"] == "Platforms of Minhang"
    assert 'title="Platforms of Minhang"' in found["html"]
    assert f'src="{real_site}/embed/v1/district/310112?lang=en&amp;theme=light"' in found["html"]
    assert "sandbox=" in found["html"]
    filtered = client.get(
        "/oembed", params={"url": f"{real_site}/?theme=dark&zone=zhangjiang", "maxheight": "99999"}
    ).json()
    assert f'src="{real_site}/embed/v1?zone=zhangjiang&amp;theme=light"' in filtered["html"]
    assert filtered["height"] == 600
    assert filtered["title"] == "张江科学城的验证平台"
    text = client.get("/oembed", params={"url": f"{real_site}/zone/lingang", "format": "xml"})
    root = ElementTree.fromstring(text.content)  # noqa: S314 (our own answer)
    assert root.tag == "oembed"
    assert f"{real_site}/embed/v1/zone/lingang" in (root.findtext("html") or "")


@pytest.mark.parametrize(
    "url",
    [
        *("", "https://elsewhere.example/", "javascript:alert(1)", "http://[", "{site}/api", "{site}/panel"),
        *("{site}/embed/v1evil", "{site}/embed/v1/embed.js", "{site}/embed/v1/platform", "{site}/embed/builder"),
        *("{site}/map", "{site}/embed/v1/map", "{site}/counter", "{site}/insight/brief/310112", "{site}/english"),
    ],
)
def test_oembed_embeds_nothing_else(client: httpx.Client, real_site: str, url: str) -> None:
    assert client.get("/oembed", params={"url": url.format(site=real_site)}).status_code == 404
    assert client.get("/oembed", params={"url": real_site, "format": "yaml"}).status_code == 501
    assert client.get("/oembed", params={"url": real_site, "maxwidth": "-1"}).status_code == 400


@pytest.mark.parametrize("path", ["/platform/nope", "/platform/%01", "/platform/%00", "/district/999999", "/zone/mars"])
@pytest.mark.parametrize("root", ["", "/en", "/embed/v1"])
def test_oembed_has_nothing_for_what_is_not_listed(client: httpx.Client, real_site: str, root: str, path: str) -> None:
    for form in ("json", "xml"):
        answer = client.get("/oembed", params={"url": real_site + root + path, "format": form})
        assert answer.status_code == 404
        assert answer.headers["content-type"] == "application/problem+json"


def test_oembed_refuses_an_address_that_it_would_have_to_cut(client: httpx.Client, real_site: str) -> None:
    page = f"{real_site}/?ids={','.join(f'sh-poc-{n:03}' for n in range(400))}&zone=zhangjiang&lock=zone"
    answer = client.get("/oembed", params={"url": page})
    assert (answer.status_code, answer.json()["parameter"]) == (400, "url")
    fits = f"{real_site}/?ids={','.join(f'sh-poc-{n:03}' for n in range(300))}&zone=zhangjiang&lock=zone"
    assert "lock=zone" in client.get("/oembed", params={"url": fits}).json()["html"]


def test_oembed_takes_a_port_that_goes_without_saying(real_url: str) -> None:
    settings = Settings(database_url=real_url, public_url="https://map.example.cn")
    with running(settings) as address:
        for page, status in (
            ("https://map.example.cn:443/", 200),
            ("https://map.example.cn:8443/", 404),
            # By the other scheme it is the same page; the frame has the service's own.
            ("http://map.example.cn/?zone=lingang", 200),
            ("http://MAP.example.cn:80/embed/v1?zone=lingang", 200),
            ("ftp://map.example.cn/", 404),
            ("//map.example.cn/", 404),
        ):
            answer = httpx.get(f"{address}/oembed", params={"url": page}, trust_env=False)
            assert answer.status_code == status
            if status == 200:
                assert 'src="https://map.example.cn/embed/v1' in answer.json()["html"]


@pytest.mark.parametrize("name", ["maxwidth", "maxheight"])
def test_a_place_of_no_size_is_refused_in_words(client: httpx.Client, real_site: str, name: str) -> None:
    for text in ("1", "49", "100001", "9" * 12, "9" * 4000, "640px"):
        answer = client.get("/oembed", params={"url": real_site, name: text})
        assert (answer.status_code, answer.json()["parameter"]) == (400, name)
        assert "from 50 to 100000" in answer.text
    for text, most in (("50", 50), ("100000", 640)):
        found = client.get("/oembed", params={"url": f"{real_site}/embed/v1?h=16:9", name: text}).json()
        assert found[name.removeprefix("max")] <= most


def test_xml_is_well_formed_whatever_a_name_or_an_address_holds(databases: Databases) -> None:
    """Signs that no XML can hold, and a sign of its own, in a platform's name and in a filter."""
    url = databases.url("oembed")
    name = "A <&> \x08\ufffe\U0001f600 B"
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(update(Platform).where(Platform.id == "sh-poc-009").values(name_zh=name))
    engine.dispose()
    with running(Settings(database_url=url)) as site, httpx.Client(trust_env=False, timeout=30) as client:
        for path in ("/platform/sh-poc-009", "/?q=%01%EF%BF%BE%0B%ED%A0%80<&>"):
            asked = {"url": site + path}
            root = ElementTree.fromstring(  # noqa: S314 (our own answer)
                client.get(f"{site}/oembed", params={**asked, "format": "xml"}).content
            )
            plain = client.get(f"{site}/oembed", params=asked).json()
            assert root.findtext("html") == re.sub("[\x08\ufffe]", "\ufffd", plain["html"])
            if "platform" in path:
                assert plain["title"] == name
                assert root.findtext("title") == "A <&> \ufffd\ufffd\U0001f600 B"


def test_oembed_is_asked_by_content_systems_in_their_own_ways(client: httpx.Client, real_site: str) -> None:
    """WordPress adds dnt=1; a narrow place is no reason to answer more than it holds."""
    asked = {"url": f"{real_site}/zone/lingang", "dnt": "1", "maxwidth": "120", "maxheight": "90"}
    found = client.get("/oembed", params=asked).json()
    assert (found["width"], found["height"]) == (120, 90)
    assert 'width="120" height="90"' in found["html"]


@pytest.mark.parametrize(
    ("path", "height"),
    [
        ("/embed/v1/counter", 180),
        ("/embed/v1/insight?measure=density", 800),
        ("/embed/v1?h=420", 420),
        ("/embed/v1/zone/lingang?h=16:9", 360),
        ("/embed/v1?h=1:9999", 600),
    ],
)
def test_oembed_gives_a_frame_the_height_of_its_view(
    client: httpx.Client, real_site: str, path: str, height: int
) -> None:
    assert client.get("/oembed", params={"url": real_site + path}).json()["height"] == height


def test_oembed_names_the_one_platform(client: httpx.Client, real_site: str) -> None:
    page = client.get("/embed/v1/platform/sh-poc-009?lang=en").text
    found = client.get("/oembed", params={"url": f"{real_site}/en/platform/sh-poc-009"}).json()
    assert found["title"] == unescape(page.split("<h1>")[1].split("</h1>")[0])


def _discovered(page: str) -> dict[str, str]:
    """The addresses at which a page says to ask for its embed, by their media type."""
    return {kind: unescape(href) for kind, href in re.findall(r'type="([^"]*\+oembed)" href="([^"]*)"', page)}


EMBEDDED = (
    "/?zone=zhangjiang",
    "/platform/sh-poc-009",
    "/district/310112",
    "/zone/lingang",
    "/insight?measure=density",
)


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("path", EMBEDDED)
def test_every_page_that_has_an_embed_names_its_oembed(
    client: httpx.Client, real_site: str, prefix: str, path: str
) -> None:
    found = _discovered(client.get(prefix + path).text)
    assert set(found) == {"application/json+oembed", "text/xml+oembed"}
    for kind, address in found.items():
        assert address.startswith(f"{real_site}/oembed?")
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("application/json" if "json" in kind else "text/xml")
    html = client.get(found["application/json+oembed"]).json()["html"]
    assert ("lang=en" in html) is (prefix == "/en")
    assert f"{real_site}/embed/v1{path.removeprefix('/') if path.startswith('/?') else path}" in unescape(html)


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize(
    "path", ["/embed/builder", "/embed/doctor", "/insight/brief/310112", "/platform/nothing", "/district/1", "/nothing"]
)
def test_no_page_without_an_embed_names_one(client: httpx.Client, prefix: str, path: str) -> None:
    assert _discovered(client.get(prefix + path, headers={"Accept": "text/html"}).text) == {}


def test_pages_name_their_oembed_by_the_setting_where_there_is_one(real_url: str) -> None:
    with running(Settings(database_url=real_url, public_url="https://map.example.cn")) as address:
        page = httpx.get(f"{address}/zone/lingang", trust_env=False, timeout=30).text
    assert _discovered(page)["application/json+oembed"].startswith("https://map.example.cn/oembed?url=https")
