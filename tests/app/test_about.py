"""The page about the map: its numbers are those of the database, and its citation says later which version it meant."""

import re
from html import unescape

import httpx

from app.settings import Settings
from tests.support.databases import Databases
from tests.support.server import running
from tests.support.stored import stored


def cells(page: str, heading: str) -> list[int]:
    """The numbers of a row of the table of sources."""
    [row] = re.findall(rf'<th scope="row">{heading}.*?</tr>', page, re.S)
    return [int(n) for n in re.findall(r"<td>(\d+)</td>", row)]


def test_sources_by_grade_and_with_an_address_are_those_of_the_records(client: httpx.Client, real_url: str) -> None:
    page = client.get("/en/about").text
    counted = """SELECT count(*), count(*) FILTER (WHERE p.confidence = 'high'), count(*) FILTER (WHERE
        p.confidence = 'medium'), count(*) FILTER (WHERE p.confidence = 'low'), count(s.url)
        FROM platforms p JOIN sources s ON s.code = p.source WHERE s.kind = '{}'"""
    for kind, name in (("mirror", "Copy"), ("official", "Official"), ("journal", "Journal"), ("digest", "Digest")):
        assert cells(page, name) == list(stored(real_url, counted.format(kind))[0]), kind
    assert cells(page, "Together")[0] == 75
    years = dict(re.findall(r'class="year">(\w+)<span class="sr-only">: </span></span><b>(\d+)</b>', page))
    dated = stored(
        real_url,
        "SELECT left(s.date, 4), count(*) FROM platforms p JOIN sources s ON s.code = p.source GROUP BY 1",
    )
    assert {year: int(n) for year, n in years.items() if int(n)} == {year or "none": n for year, n in dated}
    assert "15 proof-of-concept platforms, 30 pilot platforms, 30 related resources" in page


def test_the_citation_names_the_version_and_its_address_tells_of_later_ones(databases: Databases) -> None:
    url = databases.url("cited")
    settings = Settings(database_url=url, data_licence="ODC-By 1.0")
    with running(settings) as site, httpx.Client(base_url=site) as client:
        page = client.get("/en/about").text
        version = stored(url, "SELECT version FROM data_version")[0][0]
        [citation] = re.findall(r'<p id="citation">(.*?)</p>', page, re.S)
        address = f"/en/about?cited={version}#cite"
        assert f"{site}{address}" in unescape(citation)
        assert f"data version {version}, ODC-By 1.0" in unescape(citation)
        assert "it is the current one" in client.get(address).text
        stored(url, "UPDATE data_version SET version = version + 2")
        assert f"the current one is {version + 2}" in client.get(address).text
        for wrong in ("0", "99999999999", "-1", "1e3", "\u202ex"):
            said = client.get("/en/about", params={"cited": wrong}).text
            assert "There is no data version" in said, wrong


def test_nothing_is_said_of_an_address_for_corrections_that_nobody_configured(
    client: httpx.Client, real_url: str
) -> None:
    assert "This site has no address for corrections" in client.get("/en/about").text
    settings = Settings(database_url=real_url, correction_url="https://example.gov.cn/correct")
    with running(settings) as site, httpx.Client(base_url=site) as own:
        page = own.get("/en/about").text
        assert 'href="https://example.gov.cn/correct"' in page
        assert "no address for corrections" not in page


def test_open_data_names_every_collection_in_the_language_and_its_licence(client: httpx.Client) -> None:
    collections = client.get("/api/collections?lang=en").json()["collections"]
    page = client.get("/en/open-data?domain=ic").text
    for each in collections:
        assert each["title"] in page
        assert f"/api/collections/{each['id']}/items?f=json&amp;lang=en" in page
    for heading in ("Download the platforms", "Use this in QGIS", "Use this in Excel", "Licence"):
        assert f">{heading}<" in page
    assert "CC BY 4.0" in page
    assert "/en/lists/policies" in page


def test_the_parts_of_the_site_are_named_and_the_current_one_is_marked(client: httpx.Client) -> None:
    for path, name in (
        ("/en/", "Map"),
        ("/en/match", "Match"),
        ("/en/lists/cases", "Four lists"),
        ("/en/about", "About"),
    ):
        [nav] = re.findall(r'<nav aria-label="Main navigation">(.*?)</nav>', client.get(path).text, re.S)
        assert re.findall(r">([^<]+)</a>", nav) == ["Map", "Match", "Four lists", "District insight", "About"]
        assert re.findall(r'aria-current="page">([^<]+)<', nav) == [name]
    for path in ("/lists", "/about", "/open-data"):
        assert "/embed/builder" in client.get(path).text
