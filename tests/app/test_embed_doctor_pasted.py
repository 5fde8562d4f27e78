"""What people paste: garbled by editors, chats and content systems, or the wrong thing. No filter is lost by it."""

from collections.abc import Iterator
from html import escape
from urllib.parse import parse_qsl, quote, urlsplit

import httpx
import pytest

from app.embed import host_script
from app.embed.doctor.address_text import readable
from app.embed.doctor.pasted import MOST, read_pasted
from app.embed.doctor.repair import repaired
from app.resources import locate
from app.settings import Settings
from tests.support.server import running
from tests.support.tags import Tags

SITE = "https://map.example.cn"
PAGE = "https://www.example.gov.cn/a.html"
QUERY = "domain=ai&domain=biomedicine&kind=poc&district=310112&lang=en&theme=auto&controls=on&lock=district"
"""Filters and options, three of them at their default: somebody wrote them out, so they are not left out either."""
WHOLE = {
    **{"domain": {"ai", "biomedicine"}, "kind": {"poc"}, "district": {"310112"}, "lang": {"en"}},
    **{"theme": {"auto"}, "controls": {"on"}, "lock": {"district"}},
}
SRC = f"{SITE}/embed/v1?{QUERY}"
MORE = (
    'title="A “B”" height="600" loading="lazy" referrerpolicy="no-referrer" '
    'sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox"'
)
FRAME = f'<iframe src="{SRC}" {MORE}></iframe>'
PINNED = host_script.current()
LINE = f'<script src="{SITE}{PINNED.address}" integrity="{PINNED.integrity}" crossorigin="anonymous" defer></script>'
LINK = f'<a data-fallback href="{SITE}/">map</a>'
ELEMENT = (
    f'<service-map domain="ai,biomedicine" kind="poc" district="310112" lang="en" theme="auto" controls="on" '
    f'lock="district" title="x">{LINK}</service-map>'
)
WIDE = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})
CURLY = FRAME.replace('"A “B”"', "X").replace('="', "=“").replace('" ', "” ").replace('"></', "”></")
BARE = {"no-title", "no-sandbox", "no-height", "no-loading", "no-referrerpolicy"}

GARBLED: dict[str, tuple[str, set[str]]] = {
    "curly quotation marks": (CURLY, {"curly"}),
    "single ones": (FRAME.replace(f'"{SRC}"', f"‘{SRC}’"), {"curly"}),
    "full-width tag": (FRAME.replace('"A “B”"', '"x"').translate(WIDE), {"full-width"}),
    "full-width signs of a tag": (FRAME.replace("<iframe src=", "<iframe src＝"), {"full-width"}),
    "full-width signs of the address": (SRC.replace("?", "？").replace("&", "＆").replace("=", "＝"), {"full-width"}),
    "full-width digits": (SRC.replace("310112", "３１０１１２"), {"full-width"}),
    "blanks that are none": (
        FRAME.replace("<iframe src", "<iframe\u00a0src").replace('" title', '"\u3000title'),
        {"blanks"},
    ),
    "a blank within the address": (SRC.replace("&lang", " &lang").replace("v1?", "v1? "), {"blanks"}),
    "an address broken by a mail": (SRC.replace("&district", "\n&district"), {"blanks"}),
    "invisible signs": (FRAME.replace("src", "\u200bsrc").replace("310112", "310112\ufeff"), {"unseen-signs"}),
    "src for a lazy loader": (FRAME.replace("src=", "data-src="), {"data-src"}),
    "shortcode": (
        f'[iframe src="{SRC}" title="x" height="600"]',
        {"shortcode", "no-sandbox", "no-loading", "no-referrerpolicy"},
    ),
    "shortcode about an address": (f"[embed]{SRC}[/embed]", {"shortcode", *BARE}),
    "shortcode of the element": (
        f"{ELEMENT.split('>', maxsplit=1)[0].replace('<', '[')}]",
        {"shortcode", "no-script", "no-fallback"},
    ),
    "markdown fence": (f"```html\n{FRAME}\n```", {"markdown"}),
    "markdown link": (f"[the map]({SRC})", {"markdown"}),
    "markdown picture": (f'![map]({SRC} "title")', {"markdown"}),
    "markdown address": (f"<{SRC}>", {"markdown"}),
    "object": (f'<object data="{SRC}" title="x" width="480" height="600"></object>', {"other-tag"}),
    "embed": (f'<embed src="{SRC}" title="x" height="600">', {"other-tag"}),
    "a link": (f'<a href="{escape(SRC)}" title="x">map</a>', {"other-tag", "no-height"}),
    "escaped twice in a tag": (FRAME.replace("&", "&amp;amp;"), {"ampersand-twice"}),
    "escaped twice": (SRC.replace("&", "&amp;amp;"), {"ampersand-twice"}),
    "escaped by number": (SRC.replace("&", "&#038;"), {"ampersand"}),
    "the whole escaped twice": (escape(escape(FRAME.replace("“B”", ""))), {"escaped"}),
    "encoded as a parameter": (quote(SRC, safe=""), {"encoded"}),
    "parameters after the sign for a fragment": (SRC.replace("?", "#"), {"fragment"}),
    "two question marks": (SRC.replace("&lang", "?lang"), {"question-mark"}),
    "semicolons": (SRC.replace("&", ";"), {"separator"}),
    "words about the address": (f"请看这个地图：{SRC}。谢谢", set()),
    "self-closed frame": (FRAME.replace("></iframe>", " />"), {"self-closed"}),
    "frame without its end": (FRAME.replace("</iframe>", ""), {"no-end-tag"}),
    "frame that was cut": (FRAME[: FRAME.index(" sandbox")], {"cut", "no-sandbox"}),
    "self-closed element": (LINE + ELEMENT.replace(f">{LINK}</service-map>", " />"), {"self-closed", "no-fallback"}),
    "element without its end": (LINE + ELEMENT.replace("</service-map>", "<p>rest"), {"no-end-tag"}),
    "self-closed without quotation marks": (
        f"{LINE}<service-map title=x lang=en domain=ai,biomedicine kind=poc theme=auto controls=on lock=district "
        "district=310112/>",
        {"self-closed", "no-fallback"},
    ),
    "attributes for scripts": (
        LINE + ELEMENT.replace(" domain=", " data-domain=").replace(" district=", " data-district="),
        {"data-attribute"},
    ),
    "element with the address of a frame": (
        f'{LINE}<service-map src="{SRC}" title="x">{LINK}</service-map>',
        {"element-address"},
    ),
    "element with an address and filters of its own": (
        f'{LINE}<service-map data-src="{SRC.replace("310112", "310115")}" district="310112" title="x">{LINK}'
        "</service-map>",
        {"element-address"},
    ),
    "script without defer": (LINE.replace(" defer", "") + ELEMENT, {"no-defer"}),
    "script as a module": (
        LINE.replace(" defer", ' type="module"').replace(' crossorigin="anonymous"', "") + ELEMENT,
        set(),
    ),
    "script that a banner holds back": (LINE.replace(" defer", ' defer type="text/plain"') + ELEMENT, {"script-type"}),
    "script for old browsers alone": (LINE.replace(" defer", " defer nomodule") + ELEMENT, {"script-nomodule"}),
    "self-closed script": (LINE.replace("></script>", " />") + ELEMENT, {"self-closed"}),
    "names in the place of codes": (
        SRC.replace("310112", "闵行区").replace("=ai", "=AI").replace("=biomedicine", "=生物医药"),
        {"value-meant"},
    ),
    "signs between several": (SRC.replace("ai&domain=", "ai、"), {"full-width"}),
    "signs between several of the element": (LINE + ELEMENT.replace("ai,", "ai；"), {"value-meant"}),
    "a name nearly right beside the right one": (SRC.replace("&domain=", "&domian="), {"unknown-parameter-meant"}),
    "oEmbed with an address put in as it is": (f"{SITE}/oembed?url={SRC}", {"oembed-unescaped"}),
    "a page without a frame": (SRC.replace("/embed/v1", "/lists"), {"no-embed"}),
    "a question without a frame": (SRC.replace("/embed/v1", "/embed/v1/insight") + "&topic=siting", {"no-frame"}),
    "its page": (f"{SITE}/en/insight?{QUERY}&topic=cells&cells=hotspots", {"no-frame"}),
    "another service": (SRC.replace(SITE, "https://elsewhere.example"), {"other-service"}),
    "a mini-program": (f'<web-view src="{SRC}"></web-view>', {"web-view"}),
}


@pytest.fixture(scope="module")
def doctor(real_url: str) -> Iterator[httpx.Client]:
    settings = Settings(database_url=real_url, public_url=SITE)
    with running(settings) as address, httpx.Client(base_url=address, trust_env=False, timeout=30) as opened:
        yield opened


def _asked(doctor: httpx.Client, text: str, page: str = PAGE) -> tuple[set[str], str | None, str]:
    """The causes, the corrected snippet and the page."""
    answer = doctor.post("/en/embed/doctor", data={"snippet": text, "page": page})
    assert answer.status_code == 200
    tags = Tags(answer.text)
    return {g["data-cause"] for g in tags.named("li") if "data-cause" in g}, tags.text.get("corrected"), answer.text


def _filters(snippet: str) -> dict[str, set[str]]:
    """What a snippet is filtered by, in whatever form it is."""
    tags = Tags(snippet)
    if given := tags.named("service-map"):
        pairs = [*given[0].items()]
    else:
        address = tags.named("iframe")[0]["src"] if "<" in snippet else snippet
        address = dict(parse_qsl(urlsplit(address).query)).get("url", address)
        pairs = parse_qsl(urlsplit(address).query)
    found: dict[str, set[str]] = {}
    for name, value in pairs:
        found.setdefault(name, set()).update(value.split(","))
    return {name: found.get(name, set()) for name in WHOLE}


@pytest.mark.parametrize("name", GARBLED)
def test_what_was_garbled_is_named_and_keeps_every_filter(doctor: httpx.Client, name: str) -> None:
    text, expected = GARBLED[name]
    causes, corrected, _ = _asked(doctor, text)
    assert causes == expected
    if not causes:
        return
    assert corrected is not None
    assert _filters(corrected) == WHOLE
    assert _asked(doctor, corrected)[0] == set()


def test_a_good_snippet_is_left_as_it_is(doctor: httpx.Client) -> None:
    """Also one whose title has signs that are wrong elsewhere."""
    for text in (FRAME, FRAME.replace("A “B”", "“图”　＝ ＆"), LINE + ELEMENT, SRC):
        assert repaired(text).text == text
        assert _asked(doctor, text)[:2] == (set(), None)


LOST = {
    "letters of another case": (
        f"<IFRAME SRC={SITE}/embed/v1?DISTRICT=310112&KIND=POC>",
        "/embed/v1?kind=poc&district=310112",
        "",
    ),
    "a district that is none": (
        f"{SITE}/embed/v1/district/310199?kind=poc&stage=lab",
        "/embed/v1?kind=poc&stage=lab",
        "",
    ),
    "a page with a selected record": (
        f"{SITE}/?kind=poc&district=310112&select=sh-poc-010&at=121.5,31.2,11&sort=name",
        "/embed/v1?kind=poc&district=310112&sort=name",
        "left out of the corrected one: select, at.",
    ),
    "a page without a frame": (
        f"{SITE}/lists?kind=poc&theme=light&wheel=off&page=2",
        "/embed/v1?kind=poc&theme=light&wheel=off",
        "left out of the corrected one: page.",
    ),
    "the figures": (
        f"{SITE}/insight?topic=districts&kind=poc&classes=5&area=310112",
        "/embed/v1/insight?kind=poc&classes=5",
        "left out of the corrected one: area.",
    ),
    "an oEmbed address": (
        f"{SITE}/oembed?url={quote(SITE)}/embed/v1/%3Fkind%3Dpoc&maxwidth=500&maxheight=many&format=xml",
        "/embed/v1?kind=poc",
        "“maxheight” (maxheight) cannot be “many”",
    ),
}
"""What else lost a filter or option without a word: what was pasted, the corrected frame, and what is said."""


@pytest.mark.parametrize("name", LOST)
def test_what_is_at_its_default_is_written_again_and_what_is_left_out_is_named(doctor: httpx.Client, name: str) -> None:
    text, frame, said = LOST[name]
    _, corrected, page = _asked(doctor, text)
    assert corrected is not None
    address = Tags(corrected).named("iframe")[0]["src"] if "<" in corrected else corrected
    given = dict(parse_qsl(urlsplit(address).query))
    address = given.get("url", address)
    assert sorted(parse_qsl(urlsplit(address).query)) == sorted(parse_qsl(urlsplit(frame).query))
    assert urlsplit(address).path == urlsplit(frame).path
    assert said in page
    if "url" in given:
        assert (given["maxwidth"], given["format"]) == ("500", "xml")
        assert "maxheight" not in given


def test_attributes_of_the_tag_stay_or_are_named(doctor: httpx.Client) -> None:
    mine = 'class="wide" id="m" loading="eager" referrerpolicy="no-referrer" allow="fullscreen" scrolling="no"'
    _, corrected, page = _asked(
        doctor, f'<iframe src="{SRC}" {mine} style="max-width:60em;height:700px;border:1px solid">'
    )
    [frame] = Tags(corrected or "").named("iframe")
    assert {name: frame[name] for name in ("class", "id", "loading", "referrerpolicy", "style", "height")} == {
        **{"class": "wide", "id": "m", "loading": "eager", "referrerpolicy": "no-referrer"},
        **{"style": "max-width:60em;border:1px solid", "height": "700"},
    }
    assert "put them back where you need them: allow, scrolling." in page
    _, corrected, page = _asked(
        doctor, f'{LINE}<service-map class="wide" view="map" kind="poc" slot="a"></service-map>'
    )
    [element] = Tags(corrected or "").named("service-map")
    assert (element["class"], element["kind"]) == ("wide", "poc")
    assert "put them back where you need them: slot." in page


def test_the_form_of_the_corrected_one_is_what_is_said_of_it(doctor: httpx.Client) -> None:
    """Where the words are about HTML there is a frame in it; a bare address would show as text."""
    for text, said in (
        (f"![my map]({SRC})", "HTML, for a place"),
        (f'[iframe src="{SRC}"]', "HTML, for a place"),
        (f'<a href="{escape(SRC)}">map</a>', "HTML, for a place"),
        (f'<web-view src="{SRC}"></web-view>', "The address alone"),
        (SRC.replace("&", "&amp;amp;"), "In the form that you pasted"),
        (FRAME.replace("src=", "data-src="), "In the form that you pasted"),
    ):
        _, corrected, page = _asked(doctor, text)
        assert corrected is not None
        assert said in page
        assert ("<iframe" in corrected) is (said[0] == "H" or "<iframe" in text)


def test_no_district_is_ever_replaced_by_a_neighbour(doctor: httpx.Client) -> None:
    """Only a name says which was meant; a code that is none leaves the whole map, and the cause says that it does."""
    for code, meant in (
        ("310199", None),
        ("31011", None),
        ("3101122", None),
        ("Minhang", "310112"),
        ("闵行", "310112"),
    ):
        causes, corrected, page = _asked(doctor, f"{SITE}/embed/v1/district/{code}?domain=ai")
        assert causes == {"unknown-district"}
        assert corrected == f"{SITE}/embed/v1{f'/district/{meant}' if meant else ''}?domain=ai"
        assert f"The corrected one has: {'Minhang' if meant else 'the whole map'}" in page
    causes, corrected, _ = _asked(doctor, f"{SITE}/embed/v1?district=310199&domain=ai")
    assert (causes, corrected) == ({"value"}, f"{SITE}/embed/v1?domain=ai")


def test_long_lists_and_a_turned_point_stay_whole(doctor: httpx.Client) -> None:
    ids = ",".join(f"sh-poc-{n:03}" for n in range(1, 73))
    _, corrected, _ = _asked(doctor, f"{SITE}/embed/v1/?ids={ids}")
    assert corrected is not None
    assert ",".join(value for name, value in parse_qsl(urlsplit(corrected).query) if name == "ids") == ids
    causes, corrected, _ = _asked(doctor, f"{SITE}/embed/v1?near=31.2,121.6&radius=5000")
    assert (causes, corrected) == ({"swapped-near"}, f"{SITE}/embed/v1?near=121.6,31.2&radius=5000")


def test_wechat_is_told_what_to_do_instead(doctor: httpx.Client) -> None:
    article = "https://mp.weixin.qq.com/s/AbCdEf"
    for text in (article, f'<iframe src="{article}"></iframe>'):
        causes, corrected, page = _asked(doctor, text)
        assert "wechat-address" in causes
        assert corrected is None
        assert "阅读原文" in page
    causes, _, page = _asked(doctor, f"{SITE}/embed/v1/district/310112?lang=en", article)
    assert causes == {"wechat-page"}
    assert f"Set {SITE}/en/district/310112 as the link" in page


def test_a_brief_keeps_its_district_and_its_page_is_named(doctor: httpx.Client) -> None:
    causes, corrected, page = _asked(doctor, f"{SITE}/en/insight/brief/310112")
    assert (causes, corrected) == ({"no-frame"}, f"{SITE}/embed/v1/district/310112?lang=en")
    assert f"{SITE}/en/insight/brief/310112" in page


@pytest.mark.parametrize("own", ["siting?within=310112&km=3", "digest?since=2026-11-01", "changes?district=310112"])
def test_a_page_of_the_analysis_with_an_address_of_its_own_is_linked_as_it_was_asked(
    doctor: httpx.Client, own: str
) -> None:
    causes, _, page = _asked(doctor, f"{SITE}/en/insight/{own}")
    assert causes == {"no-frame"}
    assert escape(f"{SITE}/en/insight/{own}") in page


def test_versions_that_are_no_modules_are_named(doctor: httpx.Client) -> None:
    for path in sorted(locate().released.iterdir()):
        line = LINE.replace(PINNED.address, f"/embed/v1/{path.name}").replace(
            PINNED.integrity, host_script.integrity(path)
        )
        causes = _asked(doctor, line.replace(" defer", ' type="module"') + ELEMENT)[0]
        assert causes == (set() if path.name in PINNED.address else {"script-module"})


def test_no_text_keeps_the_doctor_busy() -> None:
    """What a careless expression would try in countless ways, for ever: each is taken apart."""
    parts = ('<a "', "=“", "[embed]", "```\n", "&amp;amp;", "%25", "a&b=", "?a=", " /a", "＜ａ　", "a.", "[x](", "、")
    for part in (*parts, "https://a ", "&lt;", "&amp;lt;"):
        for whole in (part * MOST, f'<iframe src="{part * MOST}', f"{SITE}/embed/v1?domain={part * MOST}"):
            pasted = read_pasted(whole[:MOST])
            address, _ = readable(pasted.address, of_attribute=False)
            assert len(address) <= MOST * 3
