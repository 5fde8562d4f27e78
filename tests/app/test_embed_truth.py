"""A frame never says what is false: what its kinds leave out, what has no frame, and which district it is about."""

import json
import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from app.embed.unframed import unframed
from app.pages.address.embed_link import FRAMED_TOPIC
from app.pages.insight.topics.every import FRAMED, names
from tests.support.tags import Tags

KINDS = "kind=poc&kind=pilot&kind=related"


def _matched(client: httpx.Client, query: str) -> int:
    matched: int = client.get(f"/api/facets?{query}").json()["numberMatched"]
    return matched


def _offer(page: str) -> tuple[str, str | None]:
    """What stands in the place of an empty list, and where its button leads."""
    part = page.split('class="frame-none">')[1].split("</div>", maxsplit=1)[0]
    link = re.search(r'href="([^"]*)"', part)
    return unescape(re.sub("<[^>]*>", " ", part)), unescape(link[1]) if link else None


def test_what_the_kinds_leave_out_is_counted_and_shown(client: httpx.Client) -> None:
    """In every district without a proof-of-concept platform, in the map's frame, the number's and the area's own."""
    districts = [f["id"] for f in client.get("/api/collections/districts/items?limit=50").json()["features"]]
    empty = [code for code in districts if not _matched(client, f"kind=poc&district={code}")]
    assert empty
    met = 0
    for code in empty:
        others = _matched(client, f"district={code}")
        for address in (
            f"/embed/v1?district={code}&lock=district&lang=en",
            f"/embed/v1/counter?district={code}&lang=en",
            f"/embed/v1/district/{code}?kind=poc&lang=en",
            f"/embed/v1/insight?district={code}&kind=poc&lang=en",
        ):
            page = client.get(address).text
            said, link = _offer(page)
            if not others:
                assert "No platform or resource listed" in said
                continue
            met += 1
            assert "No proof-of-concept platform listed" in said
            assert f"; {others} of other kinds" in said
            assert link
            shown = client.get(link).text
            assert f">{others} " in shown
            assert "frame-none" not in shown
            assert ("lock=district" in link) == ("lock=" in address)
            fixed, none = _offer(client.get(f"{address}&lock=kind").text)
            assert f"; {others} of other kinds" in fixed
            assert none is None
    assert met >= 4


def test_a_frame_that_lists_something_and_one_that_has_nothing_say_no_more(client: httpx.Client) -> None:
    assert "frame-none" not in client.get("/embed/v1").text
    assert _offer(client.get("/embed/v1?q=zzzzzz&lang=en").text) == (
        " No platform or resource listed as of 2026-11 ",
        None,
    )
    pilots, link = _offer(client.get("/embed/v1?kind=pilot&domain=silicon-photonics&district=310112&lang=en").text)
    others = _matched(client, "kind=poc&kind=related&domain=silicon-photonics&district=310112")
    assert ("of other kinds" in pilots) == bool(others) == bool(link)


UNFRAMED = {
    "?topic=siting": "/insight?topic=siting",
    "?topic=cells&cells=hotspots&domain=ai&domain=6g": "/insight?cells=hotspots&domain=ai&domain=6g&topic=cells",
    "?topic=compare&compare=310115,310112": "/insight?compare=310115,310112&topic=compare",
    "?topic=gaps": "/insight?topic=gaps",
    "/siting": "/insight?topic=siting",
    "/brief/310112": "/insight/brief/310112",
    "/brief": "/insight",
}


@pytest.mark.parametrize("address", UNFRAMED)
def test_what_has_no_frame_is_refused_in_words_with_the_way_there(client: httpx.Client, address: str) -> None:
    for lang, prefix, said in (("en", "/en", "cannot stand in a frame"), ("zh-CN", "", "不能放进框里")):
        joint = "&" if "?" in address else "?"
        answer = client.get(f"/embed/v1/insight{address}{joint}lang={lang}")
        assert answer.status_code == 404
        assert said in answer.text
        assert "data-map" not in answer.text
        assert answer.headers["content-security-policy"].endswith("frame-ancestors *")
        links = [link["href"] for link in Tags(answer.text).named("a")]
        assert links == [prefix + UNFRAMED[address]] * 2
        assert client.get(links[0]).status_code == 200


def test_a_topic_that_is_none_and_the_one_of_the_frame_are_shown(client: httpx.Client) -> None:
    for query in ("topic=nonsense", f"topic={FRAMED.name}", ""):
        assert "data-map" in client.get(f"/embed/v1/insight?{query}").text
    assert FRAMED.name == FRAMED_TOPIC
    assert [name for name in names() if unframed("/insight", name)] == [n for n in names() if n != FRAMED_TOPIC]


def test_neither_oembed_nor_builder_promises_a_frame_of_another_topic(client: httpx.Client, real_site: str) -> None:
    for query, framed in (("topic=siting", False), ("topic=districts", True), ("", True)):
        page = client.get(f"/en/insight?{query}").text
        assert ("application/json+oembed" in page) is framed
        asked = client.get("/oembed", params={"url": f"{real_site}/insight?{query}"})
        assert asked.status_code == (200 if framed else 404)
        [link, *_] = [g["href"] for g in Tags(page).named("a") if "/embed/builder" in g["href"]]
        assert ("“Siting by field” cannot stand in a frame" in client.get(link).text) is not framed


def _spec(page: str) -> dict[str, object]:
    spec: dict[str, object] = json.loads(page.split("data-map>")[1].split("</script>", maxsplit=1)[0])
    return spec


def test_the_map_of_a_district_is_told_which_to_outline(client: httpx.Client) -> None:
    for address, area in (
        ("/embed/v1/district/310112", "310112"),
        ("/embed/v1?district=310115&district=310112&district=not-stated", "310115,310112"),
        ("/district/310112", "310112"),
        ("/embed/v1/zone/lingang", None),
    ):
        options = _spec(client.get(address).text)["options"]
        assert isinstance(options, dict)
        assert (options.get("state") or {}).get("area") == area


def test_the_way_to_the_page_keeps_every_value_of_a_filter(client: httpx.Client) -> None:
    page = client.get("/embed/v1/insight?topic=siting&domain=ai&domain=6g&zone=lingang&lock=zone").text
    [link, _] = [each["href"] for each in Tags(page).named("a")]
    asked = parse_qs(urlsplit(link).query)
    assert (asked["domain"], asked["zone"], asked["lock"]) == (["ai", "6g"], ["lingang"], ["zone"])
