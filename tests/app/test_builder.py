"""The embed builder: everything that a frame can be is offered, and what is taken home is what it says."""

from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode, urlsplit

import httpx
import pytest

from app.embed import host_script
from app.embed.parameters import PARAMETERS
from app.embed.snippet import RIGHTS, pixels, variants
from app.embed.view import FrameRequest, Pairs, read_frame_request
from app.pages.address.embed_link import VIEWS
from app.pages.address.page_states import OWN
from app.platforms.filter import FILTER_PARAMETERS, LOCKABLE
from app.settings import Settings
from frontend.bundle import bundle_text
from tests.support.embed_vocabulary import VOCABULARY
from tests.support.server import running
from tests.support.tags import Tags

SITE = "https://map.example.cn"
NASTY = "<script>alert(1)</script>\"'>{{7*7}}"


def _shown(view: str, code: str = "", **query: str) -> FrameRequest:
    known = next(each for each in VIEWS if each == view)
    return read_frame_request(known, code, Pairs(query.items()), VOCABULARY)


def _page(client: httpx.Client, path: str = "/embed/builder", **query: str) -> Tags:
    named = {name.replace("frame_", OWN): value for name, value in query.items()}
    answer = client.get(path, params=named or None)
    assert answer.status_code == 200
    return Tags(answer.text)


def test_the_iframe_has_what_a_good_frame_has() -> None:
    made = variants(_shown("map", zone="zhangjiang", lock="zone", lang="en"), "A & B “”", SITE)
    [given] = Tags(made.iframe).named("iframe")
    assert given["src"] == f"{SITE}/embed/v1?zone=zhangjiang&lang=en&lock=zone" == made.src
    assert given["title"] == "A & B “”"
    assert (given["loading"], given["sandbox"], given["referrerpolicy"]) == (
        *("lazy", RIGHTS),
        "strict-origin-when-cross-origin",
    )
    assert (given["width"], given["height"]) == ("100%", "600")
    assert "data-service-map" in given


@pytest.mark.parametrize(
    ("h", "height", "style"),
    [("420", "420", ""), ("16:9", "360", "aspect-ratio:16/9"), ("4:1", "160", "aspect-ratio:4/1")],
)
def test_a_chosen_height_is_that_of_the_frame(h: str, height: str, style: str) -> None:
    [given] = Tags(variants(_shown("map", h=h), "x", SITE).iframe).named("iframe")
    assert given["height"] == height
    assert style in given["style"]
    assert "data-service-map" not in given


def test_a_proportion_stays_within_what_a_frame_may_be_high() -> None:
    assert pixels(_shown("map", h="1:4"), 1200) == 4000
    assert pixels(_shown("map", h="4:1"), 320) == 160


def test_the_element_says_the_same_and_pins_its_script() -> None:
    shown = _shown("district", "310112", kind="poc", domain="ai,biomedicine", lang="en", h="16:9", bbox="121,31,122,32")
    made = Tags(variants(shown, "Minhang", SITE).element)
    [script] = made.named("script")
    current = host_script.current()
    assert (script["src"], script["integrity"]) == (SITE + current.address, current.integrity)
    assert script["crossorigin"] == "anonymous"
    [given] = made.named("service-map")
    assert (given.pop("view"), given.pop("district"), given.pop("title")) == ("district", "310112", "Minhang")
    again = read_frame_request("district", "310112", Pairs(given.items()), VOCABULARY)
    assert again.address() == shown.address()


def test_the_oembed_address_is_about_the_same_frame() -> None:
    shown = _shown("zone", "lingang", theme="dark", lang="en")
    made = variants(shown, "x", SITE)
    assert dict(parse_qsl(urlsplit(made.oembed).query)) == {"url": made.src}


def test_builder_oembed_and_host_script_give_the_same_rights(client: httpx.Client, real_site: str) -> None:
    html = client.get("/oembed", params={"url": f"{real_site}/zone/lingang"}).json()["html"]
    [given] = Tags(html).named("iframe")
    [built] = Tags(_page(client).text["snippet-iframe"]).named("iframe")
    same = ("sandbox", "loading", "referrerpolicy")
    assert [given[name] for name in same] == [built[name] for name in same]
    assert f'"{built["sandbox"]}"' in bundle_text("embed.js")


def test_every_parameter_of_the_contract_is_offered(client: httpx.Client) -> None:
    page = _page(client)
    names = page.fields()
    assert {OWN + parameter.name for parameter in PARAMETERS} <= names
    assert set(FILTER_PARAMETERS) - {"bbox"} <= names
    fixable = {g["value"] for g in page.named("input") if g.get("name") == f"{OWN}lock"}
    assert fixable == set(LOCKABLE)
    views = {g["value"] for g in page.named("input") if g.get("name") == f"{OWN}view"}
    assert views == set(VIEWS)
    every = {g["id"] for g in page.named("input") + page.named("select") if "id" in g}
    assert {g["for"] for g in page.named("label") if "for" in g} <= every


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("/", {}),
        ("/?zone=zhangjiang&domain=ai&kind=poc&kind=pilot", {"zone": "zhangjiang", "domain": "ai"}),
        ("/?bbox=121.3,31.1,121.6,31.3", {f"{OWN}bbox": "121.3,31.1,121.6,31.3"}),
        ("/platform/sh-poc-009", {f"{OWN}view": "platform", f"{OWN}platform": "sh-poc-009"}),
        ("/district/310112", {f"{OWN}view": "district", f"{OWN}district": "310112"}),
        ("/zone/lingang?theme=dark", {f"{OWN}view": "zone", f"{OWN}zone": "lingang", "theme": "dark"}),
        ("/insight?measure=density&district=310112", {f"{OWN}view": "insight", "measure": "density"}),
        ("/panel?zone=lingang", {"zone": "lingang"}),
        ("/?domain=6g", {"domain": "6g"}),
    ],
)
def test_every_page_leads_to_the_builder_with_what_it_shows(
    client: httpx.Client, prefix: str, page: str, said: dict[str, str]
) -> None:
    links = [g["href"] for g in Tags(client.get(prefix + page).text).named("a") if "/embed/builder" in g["href"]]
    assert links
    for link in links:
        assert link.startswith(f"{prefix}/embed/builder")
        assert said.items() <= dict(parse_qsl(urlsplit(link).query)).items()
        assert client.get(link).status_code == 200


def test_the_maps_filters_stand_in_the_form_and_in_the_snippet(client: httpx.Client) -> None:
    page = _page(client, "/en/embed/builder?zone=zhangjiang&domain=ai&domain=synbio&kind=pilot&frame-lock=zone")
    assert page.ticked("zone") == {"zhangjiang"}
    assert page.ticked("domain") == {"ai", "synbio"}
    assert page.ticked("kind") == {"pilot"}
    assert page.ticked(f"{OWN}lock") == {"zone"}
    asked = urlsplit(page.text["snippet-src"])
    query = "domain=ai&domain=synbio&kind=pilot&zone=zhangjiang&lang=en&theme=light&lock=zone"
    assert (asked.path, sorted(asked.query.split("&"))) == ("/embed/v1", sorted(query.split("&")))
    [shown] = page.named("service-map")
    assert (shown["domain"], shown["lock"]) == ("ai,synbio", "zone")
    assert shown["title"] == "Platforms of Zhangjiang Science City"


def test_snippets_name_the_kinds_that_a_frame_leaves_out_and_are_light(client: httpx.Client) -> None:
    for query, said in (
        ("", "kind=poc&theme=light"),
        ("frame-view=counter&frame-theme=auto", "kind=poc"),
        ("kind=poc&kind=pilot&kind=related", "kind=poc&kind=pilot&kind=related&theme=light"),
        ("frame-view=zone&frame-zone=lingang&frame-theme=dark", "theme=dark"),
    ):
        page = _page(client, f"/embed/builder?{query}")
        assert urlsplit(page.text["snippet-src"]).query == said
        [link] = [g["href"] for g in page.named("link") if g.get("rel") == "canonical"]
        assert _page(client, f"/embed/builder?{urlsplit(link).query}").text == page.text
    [own] = _page(client).named("service-map")
    assert (own["kind"], own["theme"]) == ("poc", "light")


@pytest.mark.parametrize(
    ("view", "code", "query", "page"),
    [
        ("map", "", {"zone": "zhangjiang", "lock": "zone", "lang": "en"}, "/en/?zone=zhangjiang&lock=zone"),
        ("district", "310112", {}, "/district/310112"),
        ("counter", "", {"district": "310115"}, "/?district=310115"),
    ],
)
def test_every_snippet_has_a_link_for_when_there_is_no_frame(
    view: str, code: str, query: dict[str, str], page: str
) -> None:
    made = variants(_shown(view, code, **query), "A & B <", SITE)
    for snippet, marked in ((made.iframe, False), (made.element, True)):
        [link] = Tags(snippet).named("a")
        assert (link["href"], "data-fallback" in link) == (SITE + page, marked)
        assert snippet.count("A &amp; B &lt;") == 2
    assert made.element.endswith("</a></service-map>")


def test_what_is_copied_opens(client: httpx.Client) -> None:
    views = [("map", ""), ("district", "310112"), ("zone", "lingang"), ("platform", "sh-poc-009")]
    for view, code in [*views, ("insight", ""), ("counter", "")]:
        query = {"frame_view": view, "frame_theme": "dark"} | ({f"frame_{view}": code} if code else {})
        page = _page(client, **query)
        assert client.get(page.text["snippet-src"]).status_code == 200
        assert client.get(page.text["snippet-oembed"]).status_code == 200


def test_a_platform_is_found_by_its_name_and_one_that_is_not_listed_is_said(client: httpx.Client) -> None:
    name = client.get("/api/collections/platforms/items/sh-poc-009").json()["properties"]["name_zh"]
    page = _page(client, frame_view="platform", frame_platform=name)
    assert urlsplit(page.text["snippet-src"]).path == "/embed/v1/platform/sh-poc-009"
    assert page.named("service-map")[0]["title"] == name
    unknown = client.get("/en/embed/builder", params={f"{OWN}view": "platform", f"{OWN}platform": "nothing"}).text
    assert "“nothing”" in unknown
    assert "<service-map" not in unknown


@pytest.mark.parametrize("path", ["/embed/builder", "/en/embed/builder"])
@pytest.mark.parametrize("view", VIEWS)
def test_the_form_as_it_came_says_nothing_wrong(client: httpx.Client, path: str, view: str) -> None:
    """Without a script every field is sent, those of other views too."""
    page = _page(client, path)
    fields: list[tuple[str, str]] = []
    for tag, given in page.found:
        if tag == "select" and "name" in given:
            fields.append((given["name"], ""))
        if tag == "option" and fields and "selected" in given:
            fields[-1] = (fields[-1][0], given["value"])
        checked = given.get("type") not in ("radio", "checkbox") or "checked" in given
        if tag == "input" and "name" in given and checked:
            fields.append((given["name"], given.get("value", "")))
    codes = {f"{OWN}view": view, f"{OWN}platform": "sh-poc-009"}
    sent = [(name, codes.get(name, value)) for name, value in fields]
    assert ("measure", "count") in sent
    answer = client.get(f"{path}?{urlencode(sent)}")
    assert 'role="alert"' not in answer.text
    assert 'class="notice quiet unread' not in answer.text
    path = "" if view == "map" else f"/{view}"
    assert f"/embed/v1{path}" in Tags(answer.text).text["snippet-src"]


@pytest.mark.parametrize("view", ["map", "district", "zone", "insight", "counter"])
def test_a_lock_and_an_order_stand_in_the_form_of_their_view(client: httpx.Client, view: str) -> None:
    order = {"order": "-density"} if view == "insight" else {}
    code = {"district": "310112", "zone": "lingang"}.get(view, "")
    named = {f"frame_{view}": code} if code else {}
    page = _page(client, "/en/embed/builder", frame_view=view, domain="ai", frame_lock="domain", **named, **order)
    assert "lock=domain" in page.text["snippet-src"]
    assert page.ticked(f"{OWN}lock") == {"domain"}
    assert ("order=-density" in page.text["snippet-src"]) == (view == "insight")
    chosen = [given["value"] for given in page.named("option") if "selected" in given]
    assert ("-density" in chosen) == (view == "insight")


def test_what_cannot_be_used_is_said_and_kept(client: httpx.Client) -> None:
    page = client.get("/en/embed/builder?frame-h=999999&frame-bbox=31,121,32,122&frame-lock=zone&stage=never").text
    notice = page.split('class="notice"')[1].split("</div>")[0]
    for said in ("999999", "31,121,32,122", "no value yet", "never"):
        assert said in notice
    assert 'value="999999"' in page


def test_a_district_that_there_is_not_is_said(client: httpx.Client) -> None:
    page = client.get("/en/embed/builder?frame-view=district&frame-district=999999").text
    notice = page.split('class="notice"')[1].split("</div>")[0]
    assert "999999" in notice
    assert "310112" in notice


def test_script_in_the_builders_address_stays_text(client: httpx.Client) -> None:
    every = [
        "q",
        "zone",
        "near",
        "width",
        "measure",
        *(OWN + p.name for p in PARAMETERS),
        f"{OWN}view",
        f"{OWN}platform",
    ]
    page = client.get("/embed/builder", params=[*((name, NASTY) for name in every), (f"{OWN}view", "platform")])
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert not [given for given in Tags(page.text).named("script") if "src" not in given]


@pytest.fixture(scope="module")
def published(real_url: str) -> Iterator[httpx.Client]:
    with (
        running(Settings(database_url=real_url, public_url=f"{SITE}/")) as address,
        httpx.Client(base_url=address, trust_env=False, timeout=30) as opened,
    ):
        yield opened


def test_snippets_name_the_public_address_and_the_preview_this_one(published: httpx.Client) -> None:
    page = _page(published, frame_view="zone", frame_zone="lingang")
    assert page.text["snippet-src"] == f"{SITE}/embed/v1/zone/lingang?theme=light"
    assert f'src="{SITE}/embed/v1/embed.' in page.text["snippet-element"]
    [plain] = page.named("iframe")
    assert plain["src"] == "/embed/v1/zone/lingang?theme=light"


def test_the_builder_alone_may_show_frames_also_when_it_comes_from_the_cache(client: httpx.Client) -> None:
    first = client.get("/en/embed/builder")
    again = client.get("/en/embed/builder", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    for answer in (first, again):
        assert "frame-src 'self'" in answer.headers["content-security-policy"]
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    for path in ("/", "/embed/doctor", "/embed/v1"):
        assert "frame-src" not in client.get(path).headers["content-security-policy"]
