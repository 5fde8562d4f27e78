"""How others find the data: DCAT, OGC API – Records, licence links, schema.org, sitemaps, robots.txt, security.txt."""

import json
import re
from typing import Any
from xml.etree import ElementTree

import httpx
import pytest

from app.collections.catalogue import COLLECTIONS
from app.downloads.routes import FORMATS
from app.settings import Settings
from frontend.language import LANGUAGE_CODES
from tests.support.server import running

RECORDS = "http://www.opengis.net/spec/ogcapi-records-1/1.0/"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LD = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def _type(client: httpx.Client, address: str) -> str:
    """The media type of what stands at an address; only the head is read."""
    answer = client.head(address)
    assert answer.status_code == 200, address
    return answer.headers["content-type"].split(";")[0]


def test_dcat_names_each_collection_with_the_ways_to_get_it(client: httpx.Client, real_site: str) -> None:
    answer = client.get("/api/dcat")
    assert answer.headers["content-type"] == "application/ld+json"
    catalogue = answer.json()
    assert {each["@language"] for each in catalogue["dct:title"]} == set(LANGUAGE_CODES)
    assert "dct:publisher" not in catalogue  # nobody is said to run this site
    assert catalogue["dct:modified"] == {"@type": "xsd:gYearMonth", "@value": "2026-11"}
    named = {each["dct:identifier"]: each for each in catalogue["dcat:dataset"]}
    assert set(named) == set(COLLECTIONS)
    for name, dataset in named.items():
        described = client.get(dataset["@id"]).json()
        assert {"@language": "zh-CN", "@value": described["title"]} in dataset["dct:title"]
        assert {"@language": "zh-CN", "@value": described["description"]} in dataset["dct:description"]
        assert {each["@language"] for each in dataset["dct:description"]} == set(LANGUAGE_CODES)
        assert ("dct:spatial" in dataset) == ("spatial" in described["extent"])
        for each in dataset["dcat:distribution"]:
            assert each["dcat:mediaType"]["@id"].endswith(_type(client, each["dcat:accessURL"]["@id"])), name
        assert [each["@id"] for each in dataset["dct:rights"]] == [f"{real_site}/licences", f"{real_site}/en/licences"]
    files = [each for each in named["platforms"]["dcat:distribution"] if "dcat:downloadURL" in each]
    assert len(files) == len(FORMATS)
    assert catalogue["dcat:service"]["dcat:servesDataset"] == [{"@id": each["@id"]} for each in named.values()]


@pytest.mark.parametrize("lang", LANGUAGE_CODES)
def test_records_are_as_record_core_asks(client: httpx.Client, lang: str) -> None:
    """OGC 20-004r1, /req/record-core/mandatory-properties-record, /req/json/record-content."""
    declared = client.get("/api/conformance").json()["conformsTo"]
    assert {RECORDS + "conf/record-core", RECORDS + "conf/json"} <= set(declared)
    collection = client.get("/api/records", params={"lang": lang}).json()
    assert (collection["type"], collection["itemType"]) == ("Collection", "record")
    addresses = [each["href"] for each in collection["links"] if each["rel"] == "item"]
    assert len(addresses) == len(COLLECTIONS)
    for address in addresses:
        answer = client.get(address, params={"lang": lang})
        assert answer.headers["content-type"] == "application/geo+json"
        record = answer.json()
        assert (record["type"], record["conformsTo"]) == ("Feature", [RECORDS + "req/record-core"])
        assert {"id", "geometry", "time", "properties", "links"} <= set(record)
        described = COLLECTIONS[record["id"]]
        assert (record["properties"]["type"], record["properties"]["title"]) == ("dataset", described.title(lang))
        assert record["properties"]["description"] == described.about(lang)
        assert (record["geometry"] is None) == ("geometry" not in described.queryables)
        assert {"self", "collection", "license", "items"} <= {each["rel"] for each in record["links"]}
        for each in record["links"]:
            assert _type(client, each["href"]) == each["type"], each["href"]
    assert client.get("/api/records/nosuch").status_code == 404


def test_each_document_links_the_terms_of_use(client: httpx.Client, real_site: str) -> None:
    for lang, page in (("zh-CN", "/licences"), ("en", "/en/licences")):
        for path in ("/api", "/api/collections/platforms", "/api/collections/policies", "/api/records"):
            links = {each["rel"]: each for each in client.get(path, params={"lang": lang}).json()["links"]}
            assert (links["license"]["href"], links["license"]["type"]) == (real_site + page, "text/html")
    relations = {each["rel"]: each["href"] for each in client.get("/api").json()["links"]}
    assert relations["http://www.opengis.net/def/rel/ogc/1.0/ogc-catalog"] == f"{real_site}/api/records"


def _data(client: httpx.Client, path: str) -> dict[str, Any]:
    [text] = LD.findall(client.get(path).text)
    data: dict[str, Any] = json.loads(text)
    return data


def test_a_platforms_page_states_in_schema_org_what_its_source_states_and_no_more(
    client: httpx.Client, real_site: str
) -> None:
    every = client.get("/api/collections/platforms/items", params={"limit": "1000", "lang": "en"}).json()["features"]
    bare = next(each for each in every if each["geometry"] is None and not each["properties"]["operator"])
    full = next(each for each in every if each["properties"]["website"] and each["properties"]["services"])
    district = next(each for each in every if each["properties"]["precision"] == "district")
    for feature in (bare, full, district):
        stated = feature["properties"]
        data = _data(client, f"/en/platform/{feature['id']}")
        assert (data["@context"], data["@type"]) == ("https://schema.org", "Service")
        assert (data["@id"], data["name"]) == (f"{real_site}/en/platform/{feature['id']}", stated["name_en"])
        assert data["alternateName"] == stated["name_zh"]
        assert data["subjectOf"]["name"] == stated["source_title"]
        assert len(data.get("serviceType", [])) == len(stated["services"] or ())
        assert data.get("provider", {}).get("name") == stated["operator"]
        place = data.get("availableChannel", {}).get("serviceLocation", {})
        assert data.get("availableChannel", {}).get("serviceUrl") == stated["website"]
        precise = stated["precision"] in ("address", "campus", "park")
        position = feature["geometry"]["coordinates"] if precise else None
        geo = place.get("geo")
        assert (geo and [geo["longitude"], geo["latitude"]]) == position
        assert place.get("address", {}).get("streetAddress") == stated["address"]
    assert not LD.findall(client.get("/embed/v1/platform/sh-poc-001").text)


def test_sitemaps_name_each_page_in_both_languages_by_its_canonical_address(
    client: httpx.Client, real_site: str
) -> None:
    assert f"Sitemap: {real_site}/sitemap.xml" in client.get("/robots.txt").text.splitlines()
    index = ElementTree.fromstring(client.get("/sitemap.xml").content)  # noqa: S314
    parts = [each.text or "" for each in index.iter(f"{SITEMAP}loc")]
    assert parts == [f"{real_site}/sitemap-pages.xml", f"{real_site}/sitemap-platforms-1.xml"]
    addresses: list[str] = []
    for part in parts:
        root = ElementTree.fromstring(client.get(part).content)  # noqa: S314
        addresses += [each.text or "" for each in root.iter(f"{SITEMAP}loc")]
        for url in root.iter(f"{SITEMAP}url"):
            others = {each.get("hreflang"): each.get("href") for each in url.iter("{http://www.w3.org/1999/xhtml}link")}
            assert set(others) == set(LANGUAGE_CODES)
            assert url.findtext(f"{SITEMAP}loc") in others.values()
    ids = [each["id"] for each in client.get("/api/collections/platforms/items?limit=1000").json()["features"]]
    assert {f"{real_site}/platform/{id}" for id in ids} <= set(addresses)
    assert len(addresses) == len(set(addresses)) == 2 * (75 + 13 + 16 + 3)
    for address in (*addresses[:10:3], addresses[-1]):
        page = client.get(address)
        assert page.status_code == 200, address
        [canonical] = re.findall(r'<link rel="canonical" href="([^"]*)"', page.text)
        assert address.endswith(canonical)
    assert client.get("/sitemap-platforms-2.xml").status_code == 404


def test_robots_are_kept_from_parts_of_pages_and_led_to_the_catalogue(client: httpx.Client) -> None:
    lines = client.get("/robots.txt").text.splitlines()
    assert lines[0] == "User-agent: *"
    for path in ("/panel", "/card/sh-poc-001", "/embed/v1", "/api/collections"):
        assert any(line.startswith("Disallow: ") and path.startswith(line.split()[1]) for line in lines), path
    assert {"Allow: /api/dcat", "Allow: /api/records"} <= set(lines)


def test_whom_to_tell_of_a_weakness_is_said_where_it_is_set(client: httpx.Client, real_url: str) -> None:
    """RFC 9116: a contact and until when it holds."""
    assert client.get("/.well-known/security.txt").status_code == 404
    settings = Settings(
        database_url=real_url, security_contact="mailto:safe@example.cn", security_expires="2027-06-30T00:00:00Z"
    )
    with running(settings) as site:
        answer = httpx.get(f"{site}/.well-known/security.txt", trust_env=False)
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert {"Contact: mailto:safe@example.cn", "Expires: 2027-06-30T00:00:00+00:00"} <= set(answer.text.splitlines())
    assert Settings(security_contact="mailto:safe@example.cn").missing()
    with pytest.raises(ValueError, match="security_contact"):
        Settings(security_contact="somebody")
