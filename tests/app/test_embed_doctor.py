"""The embed doctor: pasted text, its causes, and a corrected snippet that has none. Nothing is ever fetched."""

import socket
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from app.embed import host_script
from app.embed.doctor.host import HostPage, may_frame, read_host
from app.embed.doctor.pasted import MOST
from app.embed.snippet import HEIGHTS, LEAST, LEAST_MAP, NEEDED
from app.host_entry import host_entry
from app.settings import Settings
from frontend.messages import messages
from tests.support.host_entries import host_entries
from tests.support.server import running
from tests.support.tags import Tags

SITE = "https://map.example.cn"
FINE = 'title="x" height="600" loading="lazy" referrerpolicy="strict-origin-when-cross-origin"'
RIGHTS = 'sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox"'
PAGE = "https://www.example.gov.cn/a.html"


def _frame(path: str, more: str = f"{FINE} {RIGHTS}") -> str:
    return f'<iframe src="{SITE}/embed/v1{path}" {more}></iframe>'


def _pasted(answer: httpx.Response) -> str:
    """What stands in the field for the snippet."""
    return unescape(answer.text.split("<textarea", 1)[1].split(">", 1)[1].split("</textarea>")[0])


def _element(attributes: str, script: str = "") -> str:
    return f'{script}<service-map {attributes}><a data-fallback href="{SITE}/">map</a></service-map>'


PINNED = host_script.current()
LINE = f'<script src="{SITE}{PINNED.address}" integrity="{PINNED.integrity}" crossorigin="anonymous" defer></script>'
BARE = ("no-title", "no-sandbox", "no-height", "no-loading", "no-referrerpolicy")
"""What a frame without attributes lacks."""
CASES: dict[str, tuple[str, set[str]]] = {
    "a good frame": (_frame("?zone=zhangjiang&lock=zone"), set()),
    "a good address": (f"{SITE}/embed/v1/district/310112?lang=en", set()),
    "a good element": (_element('view="zone" zone="lingang" title="x"', LINE), set()),
    "a good oEmbed address": (f"{SITE}/oembed?url={SITE}/zone/lingang", set()),
    "http in https": (_frame("").replace("https:", "http:"), {"http-in-https"}),
    "missing right": (
        _frame("", f'{FINE} sandbox="allow-popups allow-popups-to-escape-sandbox"'),
        {"right-allow-scripts"},
    ),
    "no right": (
        _frame("", f'{FINE} sandbox=""'),
        {"right-allow-scripts", "right-allow-popups", "right-allow-popups-to-escape-sandbox"},
    ),
    "too many rights": (_frame("", f'{FINE} sandbox="{RIGHTS[9:-1]} allow-same-origin"'), {"extra-right"}),
    "no sandbox": (_frame("", FINE), {"no-sandbox"}),
    "too low": (_frame("", f"{FINE} {RIGHTS}".replace("600", "200")), {"low"}),
    "as low as may be": (_frame("", f"{FINE} {RIGHTS}".replace("600", str(LEAST_MAP))), {"tight"}),
    "a little too low": (_frame("", f"{FINE} {RIGHTS}".replace("600", str(LEAST_MAP - 1))), {"low"}),
    "no height": (_frame("", f"{FINE} {RIGHTS}".replace('height="600"', "")), {"no-height"}),
    "height of a style": (_frame("", f'{FINE} {RIGHTS} style="border:0; height: 90px"'), {"low"}),
    "height in per cent": (_frame("", f"{FINE} {RIGHTS}".replace('"600"', '"100%"')), {"percent"}),
    "too narrow": (_frame("", f'{FINE} {RIGHTS} width="200"'), {"narrow"}),
    "a counter may be low": (_frame("/counter", f"{FINE} {RIGHTS}".replace("600", "180")), set()),
    "no title": (_frame("", f"{FINE} {RIGHTS}".replace('title="x"', "")), {"no-title"}),
    "no loading": (_frame("", f"{FINE} {RIGHTS}".replace('loading="lazy"', "")), {"no-loading"}),
    "no referrer policy": (
        _frame("", f"{FINE} {RIGHTS}".replace("referrerpolicy", "x")),
        {"no-referrerpolicy", "left-out-attributes"},
    ),
    "mistyped parameter": (_frame("?theem=dark"), {"unknown-parameter-meant"}),
    "unknown parameter": (_frame("?colour=red"), {"unknown-parameter"}),
    "invalid value": (_frame("?theme=neon"), {"value"}),
    "invalid filter": (_frame("?stage=never&radius=x"), {"value"}),
    "a colour for one theme": (_frame("?accent=c8102e"), set()),
    "a colour for none": (_frame("?accent=ffffff&theme=light"), {"value"}),
    "no such base layer": (_frame("?base=nowhere"), {"value"}),
    "radius alone": (_frame("?radius=5000"), {"value"}),
    "swapped box": (_frame("?bbox=31.1,121.3,31.3,121.6"), {"swapped-box"}),
    "nothing to lock": (_frame("?lock=zone"), {"lock-empty"}),
    "unknown platform": (_frame("/platform/sh-poc-0009"), {"unknown-platform"}),
    "platform like none": (_frame("/platform/zzzzzzzz"), {"unknown-platform"}),
    "unknown district": (_frame("/district/310199"), {"unknown-district"}),
    "district by name": (f"{SITE}/embed/v1/district/闵行区", {"unknown-district"}),
    "unknown zone": (_frame("/zone/zhangjang"), {"unknown-zone"}),
    "no code": (f"{SITE}/embed/v1/zone", {"no-zone"}),
    "slash too many": (f"{SITE}/embed/v1/zone/lingang/", {"slash"}),
    "unknown view": (f"{SITE}/embed/v1/distrct/310112", {"unknown-view"}),
    "a page": (f"{SITE}/en/platform/sh-poc-009?theme=dark&size=large", {"page-address", "left-out"}),
    "the map's page": (f"{SITE}/?zone=lingang&overlay=features&at=121.5,31.2,11", {"page-address", "left-out"}),
    "no page to embed": (f"{SITE}/api", {"no-embed"}),
    "another service": ("https://elsewhere.example/embed/v1/zone/lingang", {"other-service"}),
    "javascript": ('<iframe src="javascript:alert(1)"></iframe>', {"scheme", *BARE}),
    "data": ("data:text/html,<b>x", {"nothing"}),
    "relative": ("/embed/v1/zone/lingang", {"relative"}),
    "no scheme": ("map.example.cn/embed/v1/zone/lingang", {"no-scheme"}),
    "ampersand of the source": (f"{SITE}/embed/v1?zone=lingang&amp;lang=en", {"ampersand"}),
    "no source": ("<iframe></iframe>", {"no-address", *BARE}),
    "escaped": (_frame("").replace("<", "&lt;").replace(">", "&gt;"), {"escaped"}),
    "two frames": (_frame("") * 2, {"more-frames"}),
    "srcdoc": (_frame("", f'{FINE} {RIGHTS} srcdoc="x"'), {"srcdoc"}),
    "only words": ("please help", {"nothing"}),
    "hidden": (_frame("", f"{FINE} {RIGHTS} hidden"), {"hidden"}),
    "hidden by its style": (_frame("", f'{FINE} {RIGHTS} style="border:0;display:none"'), {"hidden"}),
    "element hidden": (_element('view="map" title="x" hidden', LINE), {"hidden"}),
    "a port that goes without saying": ("https://map.example.cn:443/embed/v1/zone/lingang?lang=fr", {"value"}),
    "the port of another scheme": ("http://map.example.cn:443/embed/v1/zone/lingang", {"other-service"}),
    "only the script": (LINE, {"script-alone"}),
    "element without script": (_element('view="map" title="x"'), {"no-script"}),
    "element of no view": (_element('view="mapp" title="x"', LINE), {"element-view"}),
    "element too low": (_element('view="map" h="200" title="x"', LINE), {"low"}),
    "element mistyped": (
        _element('view="district" district="310112" theem="dark" title="x"', LINE),
        {"unknown-parameter-meant"},
    ),
    "wrong hash": (_element('title="x"', LINE.replace(PINNED.integrity, "sha384-AAAA")), {"wrong-integrity"}),
    "hash without crossorigin": (_element('title="x"', LINE.replace("crossorigin", "x")), {"no-crossorigin"}),
    "hash of what changes": (
        _element('title="x"', LINE.replace(PINNED.address, "/embed/v1/embed.js")),
        {"script-follows"},
    ),
    "no such script": (
        _element('title="x"', LINE.replace(PINNED.address, "/embed/v1/embed.00.js")),
        {"script-unknown"},
    ),
    "script of others": (_element('title="x"', LINE.replace(SITE, "https://cdn.example")), {"script-elsewhere"}),
    "oEmbed of others": (f"{SITE}/oembed?url=https://elsewhere.example/", {"other-service"}),
    "oEmbed form": (f"{SITE}/oembed?url={SITE}/&format=yaml&lang=en", {"value", "unknown-parameter"}),
}
NOTHING_TO_CORRECT = {"nothing"}


@pytest.fixture(scope="module")
def doctor(real_url: str) -> Iterator[httpx.Client]:
    """The service at its public address, which frames only on two kinds of host."""
    settings = Settings(
        database_url=real_url, public_url=SITE, embed_hosts=["https://www.example.gov.cn", "*.edu.example"]
    )
    with running(settings) as address, httpx.Client(base_url=address, trust_env=False, timeout=30) as opened:
        yield opened


def _ask(doctor: httpx.Client, text: str, page: str = PAGE, lang: str = "en") -> httpx.Response:
    prefix = "/en" if lang == "en" else ""
    return doctor.post(f"{prefix}/embed/doctor", data={"snippet": text, "page": page})


def _causes(answer: httpx.Response) -> set[str]:
    assert answer.status_code == 200
    return {given["data-cause"] for given in Tags(answer.text).named("li") if "data-cause" in given}


def _corrected(answer: httpx.Response) -> str | None:
    return Tags(answer.text).text.get("corrected")


@pytest.mark.parametrize("name", CASES)
def test_causes_are_found_and_the_corrected_snippet_has_none(doctor: httpx.Client, name: str) -> None:
    text, expected = CASES[name]
    answer = _ask(doctor, text)
    found = _causes(answer)
    assert found == expected
    corrected = _corrected(answer)
    if not found or found & NOTHING_TO_CORRECT:
        assert corrected is None
        return
    assert corrected is not None
    again = _ask(doctor, corrected)
    assert _causes(again) == set()
    assert messages("en")("doctor-none") in again.text


@pytest.mark.parametrize("lang", ["zh-CN", "en"])
def test_both_languages_say_the_same_causes(doctor: httpx.Client, lang: str) -> None:
    for text, _ in CASES.values():
        answer = _ask(doctor, text, lang=lang)
        assert answer.status_code == 200
        assert len(answer.text.split("cause-kind")) == len(_ask(doctor, text).text.split("cause-kind"))


def test_a_mistake_is_corrected_into_what_was_meant(doctor: httpx.Client) -> None:
    def source(text: str) -> str:
        corrected = _corrected(_ask(doctor, text))
        assert corrected is not None
        return corrected if corrected.startswith("http") else Tags(corrected).named("iframe")[0]["src"]

    assert source(_frame("?theem=dark")) == f"{SITE}/embed/v1?theme=dark"
    assert source(f"{SITE}/en/platform/sh-poc-009?size=large") == f"{SITE}/embed/v1/platform/sh-poc-009?lang=en"
    assert source(f"{SITE}/embed/v1/district/闵行区") == f"{SITE}/embed/v1/district/310112"
    assert source(_frame("/zone/zhangjang?lang=en")) == f"{SITE}/embed/v1/zone/zhangjiang?lang=en"
    assert source(f"{SITE}/embed/v1/distrct/310112") == f"{SITE}/embed/v1/district/310112"
    assert source(_frame("?bbox=31.1,121.3,31.3,121.6")) == f"{SITE}/embed/v1?bbox=121.3,31.1,121.6,31.3"
    assert source("http://map.example.cn/embed/v1/zone/lingang") == f"{SITE}/embed/v1/zone/lingang"


def test_title_and_good_sizes_of_the_web_master_stay(doctor: httpx.Client) -> None:
    text = f'<iframe src="{SITE}/embed/v1" title="A &amp; B &quot;x&quot;" width="480" height="720"></iframe>'
    [given] = Tags(_corrected(_ask(doctor, text)) or "").named("iframe")
    assert (given["title"], given["width"], given["height"]) == ('A & B "x"', "480", "720")


def test_a_host_that_is_not_listed_is_told_and_a_listed_one_is_not(doctor: httpx.Client) -> None:
    assert _causes(_ask(doctor, _frame(""), "https://www.other.gov.cn/")) == {"not-allowed"}
    assert _causes(_ask(doctor, _frame(""), "www.other.gov.cn")) == {"not-allowed"}
    assert _causes(_ask(doctor, _frame(""), "ftp://x")) == {"bad-page"}
    assert _causes(_ask(doctor, _frame(""), "http://a.edu.example/x")) == {"not-allowed"}
    for listed in (PAGE, "https://a.edu.example/x", "https://b.a.edu.example", ""):
        assert _causes(_ask(doctor, _frame(""), listed)) == set()


@pytest.mark.parametrize(("entry", "site", "page", "allowed"), host_entries())
def test_an_entry_of_the_list_means_what_browsers_take_it_for(entry: str, site: str, page: str, allowed: bool) -> None:
    host = read_host(page)
    assert isinstance(host, HostPage)
    assert host_entry(entry) == entry
    assert may_frame([entry], host, site) is allowed
    assert may_frame([], host, site)


def test_nothing_is_fetched(doctor: httpx.Client) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.3)
        own = f"http://127.0.0.1:{listener.getsockname()[1]}"
        frame = f'<script src="{own}/embed/v1/embed.js"></script><iframe src="{own}/embed/v1"></iframe>'
        for text in (frame, f"{own}/embed/v1", f"{SITE}/oembed?url={own}/", frame.replace("iframe", "service-map")):
            assert _ask(doctor, text, f"{own}/page.html").status_code == 200
        with pytest.raises(TimeoutError):
            listener.accept()


def test_what_was_pasted_is_kept_and_stays_text(doctor: httpx.Client) -> None:
    nasty = "</textarea><script>alert(1)</script><iframe src=\"javascript:alert(1)\" title='{{7*7}}<b>'>"
    answer = _ask(doctor, nasty, nasty)
    assert "<script>alert" not in answer.text
    assert _pasted(answer) == f"\n{nasty}"
    assert not Tags(answer.text).named("iframe")
    assert answer.headers["cache-control"] == "no-store"


def _frame_of(answer: httpx.Response) -> dict[str, str]:
    """The attributes of the corrected frame."""
    [frame] = Tags(Tags(answer.text).text["corrected"]).named("iframe")
    return frame


def test_what_was_right_stays_in_the_corrected_snippet(doctor: httpx.Client) -> None:
    attributes = f'loading="lazy" referrerpolicy="x" {RIGHTS}'
    frame = _frame_of(_ask(doctor, _frame("", f'{attributes} style="border:1px; height:900px" height="500"')))
    assert frame["height"] == "900"
    assert "data-service-map" not in frame
    assert "data-service-map" in _frame_of(_ask(doctor, _frame("", f"{attributes} data-service-map height=600")))
    assert _frame_of(_ask(doctor, _frame("", f"{attributes} height=640")))["height"] == "640"


def test_too_much_is_refused_politely(doctor: httpx.Client) -> None:
    for text in ("x" * 1_000_000, "<iframe " * 1000, "图" * (MOST + 1)):
        answer = _ask(doctor, text)
        assert answer.status_code == 413
        assert f"{MOST:,}" in answer.text
        assert len(answer.text) < 40_000
    assert _ask(doctor, "图" * MOST).status_code == 200


@pytest.mark.parametrize(("path", "said"), [("/embed/doctor", "已保留"), ("/en/embed/doctor", "are kept")])
def test_what_was_pasted_is_still_there_while_the_database_is_away(away: httpx.Client, path: str, said: str) -> None:
    pasted = "<iframe src='</textarea><b>'>\n第二行"
    answer = away.post(f"{path}?size=large", data={"snippet": pasted, "page": PAGE})
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "30"
    assert said in answer.text
    assert _pasted(answer) == f"\n{pasted}"
    page = Tags(answer.text)
    assert [tag["value"] for tag in page.named("input") if tag.get("name") == "page"] == [PAGE]
    assert [tag["action"] for tag in page.named("form") if tag.get("method") == "post"] == [f"{path}?size=large#found"]


def test_an_empty_form_is_the_page(doctor: httpx.Client) -> None:
    for path in ("/embed/doctor", "/en/embed/doctor"):
        assert doctor.get(path).status_code == doctor.post(path).status_code == 200
        assert 'id="found"' not in doctor.post(path, data={"snippet": " ", "page": ""}).text


def test_the_way_to_builder_and_preview_keeps_what_was_meant(doctor: httpx.Client) -> None:
    links = [g["href"] for g in Tags(_ask(doctor, _frame("/zone/lingang?theem=dark&domain=ai")).text).named("a")]
    assert "/embed/v1/zone/lingang?domain=ai&theme=dark" in links
    [change] = [link for link in links if "frame-view" in link and "/embed/builder" in link]
    made = Tags(doctor.get(change).text).text["snippet-src"]
    assert urlsplit(made)[2:4] == ("/embed/v1/zone/lingang", "domain=ai&theme=dark")


def test_the_guides_snippets_have_no_cause(doctor: httpx.Client) -> None:
    guide = (Path(__file__).parents[2] / "docs" / "web-masters.md").read_text("utf-8")
    snippets = [part.split("```")[0] for part in guide.split("```html")[1:]]
    assert len(snippets) >= 4
    for snippet in snippets:
        assert _causes(_ask(doctor, snippet)) == set()


def test_heights_that_are_advised_are_enough_and_the_guide_says_the_least() -> None:
    assert all(HEIGHTS[view] >= NEEDED[view] >= LEAST[view] for view in NEEDED)
    guide = (Path(__file__).parents[2] / "docs" / "web-masters.md").read_text("utf-8")
    assert f"A map is drawn from {LEAST_MAP} pixels of height on" in guide
    assert f"地图至少要 {LEAST_MAP} 像素高才画" in guide
