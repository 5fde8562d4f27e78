"""Embed contract v1: what addresses mean, which headers frames carry, and what bad input leaves in the frame."""

import csv
import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from starlette.datastructures import QueryParams

from app.embed.contract import FIGURES, FILTERS, read_embed
from app.embed.parameters import PARAMETERS
from app.platforms.filter import FILTER_PARAMETERS
from app.settings import Settings
from frontend.messages import messages
from geo.bbox import BBox
from tests.support.embed_vocabulary import VOCABULARY
from tests.support.server import running

ROOT = Path(__file__).parents[2]
GOLDEN = Path(__file__).parent / "golden" / "embed_v1.csv"
NAMES = ("lang", "theme", "accent", "base", "layers", "controls", "wheel")


def _rows() -> list[dict[str, str]]:
    return list(csv.DictReader(GOLDEN.read_text("utf-8").splitlines()))


@pytest.mark.parametrize("row", _rows(), ids=lambda row: row["address"] or "nothing")
def test_an_address_keeps_its_meaning(row: dict[str, str]) -> None:
    found = read_embed(QueryParams(row["address"]), VOCABULARY, ("poc",), bases=("tianditu-vec",))
    assert {name: getattr(found, name) for name in NAMES} == {name: row[name] for name in NAMES}
    assert found.list_place == row["list"]
    asked = QueryParams(row["address"]).get("h", "auto")
    assert found.h == ("auto" if "h=" in row["notes"] else asked)
    assert ",".join(found.lock) == row["lock"]
    assert found.bbox == (BBox(*map(float, row["bbox"].split(","))) if row["bbox"] else None)
    assert "&".join(f"{name}={value}" for name, value in found.filter.query()) == row["filter"]
    assert " ".join(f"{note.parameter}={note.value}" for note in found.notes) == row["notes"]


def test_every_parameter_is_in_the_golden_file() -> None:
    text = GOLDEN.read_text("utf-8")
    assert all(f"{parameter.name}=" in text for parameter in PARAMETERS)


@pytest.fixture(scope="module")
def listed_hosts(real_url: str) -> Iterator[httpx.Client]:
    settings = Settings(database_url=real_url, embed_hosts=["https://www.example.gov.cn", "*.example.cn"])
    with running(settings) as address, httpx.Client(base_url=address, trust_env=False, timeout=30) as opened:
        yield opened


def test_frames_may_stand_where_the_setting_says(client: httpx.Client, listed_hosts: httpx.Client) -> None:
    def policy(of: httpx.Client, path: str) -> str:
        return of.get(path).headers["content-security-policy"]

    for path in ("/embed/v1", "/embed/v1/platform/nothing", "/embed/v1/counter"):
        assert policy(client, path).endswith("frame-ancestors *")
        assert policy(listed_hosts, path).endswith("frame-ancestors 'self' https://www.example.gov.cn *.example.cn")
    for path in ("/", "/platform/sh-poc-009", "/insight", "/api", "/nothing"):
        assert policy(client, path).endswith("frame-ancestors 'none'")


def test_a_frame_sets_nothing_and_may_be_read_by_an_opaque_origin(client: httpx.Client) -> None:
    answer = client.get("/embed/v1", params={"zone": "lingang"}, headers={"Origin": "null"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "set-cookie" not in answer.headers
    assert "x-frame-options" not in answer.headers
    assert answer.headers["referrer-policy"]
    assert "geolocation=()" in answer.headers["permissions-policy"]
    again = client.get("/embed/v1", params={"zone": "lingang"}, headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("path", ["platform/nothing", "district/999999", "zone/mars", "insight/none", "a/b"])
def test_what_is_not_listed_leaves_a_tombstone(client: httpx.Client, path: str) -> None:
    answer = client.get(f"/embed/v1/{path}")
    assert answer.status_code == 404
    assert "2026-11" in answer.text
    assert path.rsplit("/", 1)[-1] in answer.text
    assert _full(answer.text) == "/"
    english = client.get(f"/embed/v1/{path}?domain=ai&lock=domain&lang=en&stage=lab")
    assert _full(english.text) == "/en/?domain=ai&lock=domain"
    assert client.get(_full(english.text)).status_code == 200


EVERY_KIND = ", ".join(messages("en")(f"kind-{kind}") for kind in ("poc", "pilot", "related"))


@pytest.mark.parametrize(
    ("query", "said", "fixed"),
    [
        ({}, None, False),
        ({"kind": "poc,pilot,related"}, None, False),
        ({"kind": "pilot"}, "Pilot", False),
        ({"kind": "pilot", "lock": "kind"}, "Pilot", True),
        ({"lock": "kind"}, "Proof of concept", True),
        ({"kind": "poc,pilot,related", "lock": "kind"}, EVERY_KIND, True),
    ],
)
@pytest.mark.parametrize("view", ["", "/insight", "/counter"])
def test_a_kind_that_is_fixed_or_unusual_is_seen(
    client: httpx.Client, view: str, query: dict[str, str], said: str | None, fixed: bool
) -> None:
    page = client.get(f"/embed/v1{view}", params={**query, "lang": "en"}).text
    if view == "/insight" and query == {"lock": "kind"}:
        said = EVERY_KIND
    assert ('<span class="chip-k">' in page) == (said is not None)
    if said:
        assert said in page.split('<span class="chip-k">')[1].split("</span>", 1)[1].split("</")[0]
        assert ('class="chip locked"' in page) == fixed


def test_a_locked_kind_is_locked_on_the_page_of_the_area(client: httpx.Client) -> None:
    page = client.get("/embed/v1/district/310115", params={"lock": "kind"}).text
    assert _full(page) == "/district/310115?kind=poc&kind=pilot&kind=related&lock=kind"
    assert client.get(_full(page)).status_code == 200


@pytest.mark.parametrize("path", ["/", "/zone/lingang/", "/zone/lingang//"])
def test_a_slash_too_many_leads_to_the_frame_that_was_meant(client: httpx.Client, path: str) -> None:
    answer = client.get(f"/embed/v1{path}", params={"lang": "en", "domain": "ai"})
    meant = f"/embed/v1{path.rstrip('/')}?lang=en&domain=ai"
    assert (answer.status_code, answer.headers["location"]) == (308, meant)
    assert answer.headers["content-security-policy"].endswith("frame-ancestors *")
    assert client.get(meant).status_code == 200


def test_pages_about_embeds_are_not_for_other_origins(client: httpx.Client) -> None:
    for path in ("/embed/builder", "/embed/doctor", "/en/embed/builder"):
        answer = client.get(path)
        assert "access-control-allow-origin" not in answer.headers
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"


def test_script_in_any_parameter_stays_text(client: httpx.Client) -> None:
    nasty = "<script>alert(1)</script>\"'>{{7*7}}"
    for name in ("q", "lock", "theme", "list", "bbox", "district", "junk", nasty):
        answer = client.get("/embed/v1", params={name: nasty})
        assert answer.status_code == 200
        assert "<script>alert" not in answer.text
    assert "<script>alert" not in client.get(f"/embed/v1/platform/{nasty}").text


def test_links_within_a_frame_stay_in_it_and_keep_the_locks(client: httpx.Client) -> None:
    page = client.get("/embed/v1", params={"zone": "zhangjiang", "lock": "zone", "lang": "en", "domain": "synbio"}).text
    inside = page.split('class="embed-body"')[1].split('class="embed-foot"')[0]
    links = [part.split('"')[0] for part in inside.split('href="')[1:]]
    assert links
    assert all(link.startswith("/embed/v1") for link in links)
    assert all("lock=zone" in link for link in links)
    without = next(link for link in links if "domain" not in link and "platform" not in link)
    assert "zone=zhangjiang" in without


def _full(page: str) -> str:
    """Where the foot of a frame leads."""
    foot = page.split('class="embed-foot"')[1]
    return unescape(foot.split('href="')[1].split('"')[0])


@pytest.mark.parametrize(
    ("address", "full"),
    [
        ("?zone=zhangjiang&lock=zone", "/?zone=zhangjiang&lock=zone"),
        ("?zone=zhangjiang&lang=en", "/en/?zone=zhangjiang"),
        ("?lock=zone", "/"),
        ("/counter?district=310115&lock=district", "/?district=310115&lock=district"),
        ("/zone/lingang", "/zone/lingang"),
        ("/district/310115?domain=ai&lock=domain&kind=poc", "/?domain=ai&district=310115&lock=domain"),
        ("/insight?measure=density&kind=poc&lock=kind", "/insight?kind=poc&measure=density&lock=kind"),
        ("/platform/sh-poc-009?zone=zhangjiang&lock=zone", "/platform/sh-poc-009?zone=zhangjiang&lock=zone"),
    ],
)
def test_the_full_map_shows_the_same_with_the_same_locks(client: httpx.Client, address: str, full: str) -> None:
    found = _full(client.get(f"/embed/v1{address}").text)
    assert found == full
    assert client.get(found).status_code == 200


HELD = {
    "zone": "zone=zhangjiang&lock=zone",
    "kind": "kind=pilot&lock=kind&domain=ai",
    "q": "q=%E5%90%88%E6%88%90&lock=q",
}


@pytest.mark.parametrize("name", HELD)
@pytest.mark.parametrize("path", ["/", "/en/", "/panel", "/insight", "/zone/lingang", "/platform/sh-poc-009"])
def test_no_link_of_a_page_changes_what_is_locked(client: httpx.Client, path: str, name: str) -> None:
    query = parse_qs(HELD[name])
    page = client.get(f"{path}?{HELD[name]}").text
    links = [unescape(part.split('"')[0]) for tag in page.split("<a ")[1:] for part in tag.split('href="')[1:2]]
    own = [link for link in links if link.startswith("/") and not link.startswith("/api")]
    assert len(own) > 3
    for link in own:
        asked = parse_qs(urlsplit(link).query)
        assert (asked.get("lock"), asked.get(name)) == ([name], query[name]), link


@pytest.mark.parametrize("lock", ["zone", "nonsense", "sort", "zone,<script>alert(1)</script>", ",,", "x" * 5000])
def test_a_lock_that_holds_nothing_is_no_lock(client: httpx.Client, lock: str) -> None:
    page = client.get("/", params={"domain": "ai", "lock": lock})
    assert page.status_code == 200
    assert "data-locked" not in page.text
    assert "<script>alert" not in page.text
    assert "由本站固定" not in page.text
    assert "disabled" not in page.text


def test_a_counter_counts(client: httpx.Client) -> None:
    n = client.get("/api/facets", params={"kind": "poc", "district": "310115"}).json()["numberMatched"]
    page = client.get("/embed/v1/counter", params={"district": "310115", "lang": "en"}).text
    assert f">{n} proof-of-concept platforms<" in page
    assert (
        "Pudong (fixed by this site)"
        in client.get("/embed/v1/counter", params={"district": "310115", "lang": "en", "lock": "district"}).text
    )


def test_every_parameter_has_a_row_in_the_web_masters_guide() -> None:
    guide = (ROOT / "docs" / "web-masters.md").read_text("utf-8")
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in guide.splitlines() if line.startswith("| `")
    ]
    written = {row[0].strip("`"): (row[1], row[2]) for row in rows if len(row) == 4}
    assert list(written) == [*(p.name for p in PARAMETERS), *(name for name, _, _ in (*FILTERS, *FIGURES))]
    own = {p.name: (p.contract(), p.default or "") for p in PARAMETERS}
    assert written == own | {n: (v, d) for n, v, d in (*FILTERS, *FIGURES)}
    assert {name for name, _, _ in FILTERS} == {*FILTER_PARAMETERS} - {"bbox"}


GIVEN = {
    "q": "q=合成",
    "domain": "domain=synbio,ai",
    "stage": "stage=initial",
    "service": "service=prototype",
    "kind": "kind=pilot",
    "status": "status=operating",
    "district": "district=310112",
    "zone": "zone=zhangjiang,lingang",
    "voucher": "voucher=yes",
    "fund": "fund=yes",
    "near": "near=121.6,31.2",
    "radius": "near=121.6,31.2&radius=5000",
    "ids": "ids=sh-poc-009,sh-poc-001",
    "sort": "sort=name",
}


@pytest.mark.parametrize("name", [name for name, _, _ in FILTERS])
def test_each_filter_decides_what_the_frame_lists_and_its_map_asks_for(client: httpx.Client, name: str) -> None:
    def ids(page: str) -> list[str]:
        return re.findall(r'<article class="card" id="card-[^"]*" data-id="([^"]+)"', page)

    everything, page = client.get("/embed/v1").text, client.get(f"/embed/v1?{GIVEN[name]}").text
    kind = "" if name == "kind" else "kind=poc&"
    expected = client.get(f"/api/collections/platforms/items?{kind}{GIVEN[name]}&limit=100").json()["features"]
    assert ids(page) == [feature["id"] for feature in expected]
    assert ids(page) != ids(everything)
    spec = json.loads(page.split("data-map>")[1].split("</script>")[0].replace("\\u0026", "&"))
    source = next(c["options"]["source"]["url"] for c in spec["children"] if c["kind"] == "platform-layer")
    asked, given = parse_qs(urlsplit(source).query), parse_qs(GIVEN[name])
    assert ",".join(asked[name]) == ",".join(given[name])
    wrong = client.get(f"/embed/v1?{name}=<bold>&{'near=1' if name == 'radius' else ''}").text
    assert ids(wrong) == (ids(everything) if name != "q" else [])
    assert (f"{name}=&lt;bold&gt;" in wrong) is (name != "q")
