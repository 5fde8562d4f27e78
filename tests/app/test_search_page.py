"""Words become filters in the address, a fault is put right and said, an empty list leads on: without any script."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests.support import recount

ALL = "poc,pilot,related"
KINDS = ALL.split(",")
ITEMS = "/api/collections/platforms/items"


def led_to(client: httpx.Client, q: str, **more: str) -> dict[str, list[str]] | None:
    """The query of the address that the map's page leads to; None where it shows what was asked."""
    answer = client.get("/", params={"q": q, **more}, follow_redirects=False)
    if answer.status_code == 200:
        return None
    assert answer.status_code == 302
    return parse_qs(urlsplit(answer.headers["location"]).query)


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("合成生物学 闵行", {"domain": ["synbio"], "district": ["310112"]}),
        ("闵行合成生物学", {"domain": ["synbio"], "district": ["310112"]}),
        ("synthetic biology minhang", {"domain": ["synbio"], "district": ["310112"]}),
        ("合成生物學，閔行", {"domain": ["synbio"], "district": ["310112"]}),
        ("zhang'jiang", {"zone": ["zhangjiang"]}),
        ("naojijiekou", {"domain": ["bci"]}),
        ("中试", {"kind": ["pilot"]}),
        ("pilot", {"kind": ["pilot"]}),
        ("MEMS中试", {"kind": ["pilot"], "q": ["mems"]}),
        ("MEMS 中试", {"kind": ["pilot"], "q": ["mems"]}),
        ("张江 祖泉", {"zone": ["zhangjiang"], "q": ["祖泉"]}),
        ("6G", {"domain": ["6g"]}),
        ("AI", {"domain": ["ai"]}),
        ("脑机借口", {"domain": ["bci"], "typed": ["脑机借口"]}),
        # One fault inside a phrase of several words, before and behind other words.
        (
            "synthetic bilogy minhang",
            {"domain": ["synbio"], "district": ["310112"], "typed": ["synthetic bilogy minhang"]},
        ),
        (
            "xuhui artificial inteligence",
            {"domain": ["ai"], "district": ["310104"], "typed": ["xuhui artificial inteligence"], "kind": KINDS},
        ),
        ("syntetic biology", {"domain": ["synbio"], "typed": ["syntetic biology"]}),
        ("zhangjang", {"zone": ["zhangjiang"], "typed": ["zhangjang"]}),
        # No record has the run as it stands: what is known in it counts, and the rest is sought beside it.
        ("某某区脑机接口", {"domain": ["bci"], "q": ["某某区"]}),
        ("闵行foo合成", {"district": ["310112"], "q": ["foo 合成"]}),
        ("闵行医疗机械", {"district": ["310112"], "q": ["医疗器械"], "typed": ["闵行医疗机械"]}),
        # The usual kinds have none: every kind is shown, as where a word is a filter.
        ("石墨烯", {"q": ["石墨烯"], "kind": KINDS}),
        ("模束空间", {"q": ["模速空间"], "typed": ["模束空间"], "kind": ["poc", "pilot", "related"]}),
    ],
)
def test_words_become_filters(client: httpx.Client, typed: str, query: dict[str, list[str]]) -> None:
    assert led_to(client, typed) == query
    english = client.get("/en/", params={"q": typed}, follow_redirects=False)
    assert english.headers["location"].split("?")[0] == "/en/"


@pytest.mark.parametrize(
    ("typed", "more"),
    [
        ('"合成生物学" "闵行"', {}),  # In quotation marks stands text.
        ("医疗器械", {}),  # It means less than its domain: text first.
        ("合成生物学", {"lock": "q"}),
        ("闵行", {"lock": "district", "district": "310115", "kind": ALL}),
        ("合成生物学", {"stage": "nowhere"}),  # The page has to say that this cannot be used.
        ("火星移民", {}),
        ("xyzzy123", {}),
        ("石墨烯", {"kind": "poc"}),
        ("石墨烯", {"district": "310151"}),
        ("smart xyzzying", {}),  # One fault from a word that is known, and nothing has it beside the other word.
    ],
)
def test_what_stays_as_it_was_typed(client: httpx.Client, typed: str, more: dict[str, str]) -> None:
    assert led_to(client, typed, **more) is None


def test_filters_are_kept_and_can_be_taken_back(client: httpx.Client) -> None:
    assert led_to(client, "闵行", domain="bci", sort="name", theme="dark") == {
        **{"domain": ["bci"], "district": ["310112"]},
        **{"sort": ["name"], "theme": ["dark"]},
    }
    # Kinds that somebody chose stay, also where there is nothing of them.
    assert led_to(client, "闵行 脑机接口", kind="pilot") == {
        **{"domain": ["bci"], "district": ["310112"]},
        **{"kind": ["pilot"]},
    }
    page = client.get("/", params={"q": "合成生物学 闵行"}, follow_redirects=True).text
    chips = re.findall(r'<a class="chip" href="([^"]+)"', page)
    assert {"/?district=310112", "/?domain=synbio"} <= set(chips)


def test_more_than_one_pilot_and_the_regional_word_of_an_interface_name_a_filter(client: httpx.Client) -> None:
    for typed in ("pilots", "pilot plants", "pilot line"):
        assert led_to(client, typed) == {"kind": ["pilot"]}, typed
    assert led_to(client, "腦機介面") == {"domain": ["bci"]}


def test_a_fault_that_was_put_right_is_said_and_can_be_insisted_on(client: httpx.Client) -> None:
    page = client.get("/", params={"q": "脑机借口"}, follow_redirects=True).text
    assert "没有“脑机借口”。您是不是要找" in page
    assert 'value="脑机借口"' in page
    meant = client.get("/", params={"q": "医疗机械 闵行"}, follow_redirects=True).text.split('class="put-right"')[1]
    assert "您是不是要找 医疗器械 闵行区？" in re.sub(r"<[^>]+>", "", meant.split("</p>")[0])
    for typed, kind in {"中式": "中试平台", "概念厭證": "概念验证平台"}.items():
        said = client.get("/", params={"q": typed}, follow_redirects=True).text.split('class="put-right"')[1]
        assert f"您是不是要找 {kind}？" in re.sub(r"<[^>]+>", "", said.split("</p>")[0])
    [insist] = re.findall(r'<a href="(/\?q=[^"]+)"[^>]*>仍然只搜', page)
    insisted = client.get(insist.replace("&amp;", "&"), follow_redirects=False)
    assert insisted.status_code == 200
    assert "未收录" in insisted.text


def test_an_empty_list_says_what_empties_it_and_leads_on(client: httpx.Client) -> None:
    rows = recount.default_rows()
    synbio = sum("synbio" in row["domains"] for row in rows)
    minhang = sum(row["district_code"] == "310112" for row in rows)
    page = client.get("/en/", params={"domain": "synbio", "district": "310112"}).text
    assert "Each of the 2 conditions has records" in page
    assert f"{synbio} in the city state “Synthetic biology”" in page
    ways = dict(re.findall(r'<li><span><a href="([^"]+)"[^>]*>.*?<span class="n">([^<]*)</span>', page))
    assert ways[f"/en/?domain=synbio&amp;kind={ALL.replace(',', '&amp;kind=')}"] == str(synbio)
    assert ways[f"/en/?kind={ALL.replace(',', '&amp;kind=')}&amp;district=310112"] == str(minhang)
    for href, n in ways.items():
        opened = client.get(href.replace("&amp;", "&"))
        assert opened.status_code == 200
        if n.isdigit():
            assert int(re.findall(r'data-status="([0-9]+)', opened.text)[0]) == int(n), href
    nearest = [href for href in ways if "/platform/" in href]
    assert len(nearest) == 1
    assert "Nearest to Minhang" in page


@pytest.mark.parametrize("domain", ["6g", "organoid-regenerative"])
def test_a_domain_that_the_whole_city_lacks_is_said_so(client: httpx.Client, domain: str) -> None:
    assert not any(domain in row["domains"] for row in recount.default_rows())
    page = client.get("/en/", params={"domain": domain}).text
    assert "a gap of the whole city" in page
    assert "The same tier of the plan" in page


def test_a_field_without_a_record_is_a_gap_and_what_is_not_stated_is_none(client: httpx.Client) -> None:
    assert "a gap of the whole city" in client.get("/en/", params={"domain": "6g"}).text
    page = client.get("/en/", params={"voucher": "yes"}).text
    assert "a gap of the whole city" not in page
    assert "not stated is no “no”" in page
    assert "listed for “Innovation voucher: Yes”" in page
    assert 'href="/en/match?want=voucher"' in page


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"near": "121.95,31.6", "radius": "1000"}, "matches “121.9500, 31.6000 · within 1 km”"),
        ({"bbox": "121.9,31.6,121.95,31.65"}, "matches “the area chosen”"),
        ({"status": "closed"}, "matches “Closed”"),
        ({"ids": "sh-nowhere"}, "has the identifier “sh-nowhere”"),
    ],
)
def test_a_ring_a_state_or_an_identifier_without_a_record_is_no_gap_of_the_city(
    client: httpx.Client, asked: dict[str, str], said: str
) -> None:
    page = unescape(client.get("/en/", params=asked).text)
    assert said in page
    assert "a gap of the whole city" not in page


def test_signs_that_nobody_sees_are_no_search(client: httpx.Client) -> None:
    plain = client.get("/api/facets").json()
    assert client.get("/api/facets", params={"q": "\u200b \u202e"}).json() == plain
    assert 'class="chip' not in client.get("/", params={"q": "\u200b"}).text.split('id="results"')[1]


def test_one_word_of_several_that_empties_a_list_is_named(client: httpx.Client) -> None:
    page = client.get("/", params={"q": "祖泉 xyzzy", "kind": ALL}).text
    assert "没有一条记录写到“xyzzy”" in page
    assert "在全市是空白" not in page, "a word may be mistyped"
    assert '<s aria-hidden="true"><bdi>xyzzy</bdi></s>' in page
    # Where leaving out one gives nothing, each stands by itself with its number: no list is a dead end.
    page = client.get("/", params={"q": "闵行foo合成"}, follow_redirects=True).text
    ways = dict(re.findall(r'<li><span><a href="([^"]+)"[^>]*><bdi>.*?<span class="n">([0-9]+)</span>', page))
    assert len(ways) == 2
    for href, n in ways.items():
        opened = client.get(unescape(href)).text
        assert int(re.findall(r'data-status="([0-9]+)', opened)[0]) == int(n), href


def test_a_word_that_is_known_is_never_called_mistyped(client: httpx.Client) -> None:
    """`voucher` stands in no record, and is a word of the vocabulary all the same."""
    for typed in ("voucher", "voucher xyzzy"):
        page = client.get("/en/", params={"q": typed}, follow_redirects=True).text
        faulty = re.findall(r"<p>No record mentions ([^<]*) Is it spelled right", page)
        assert [text for text in faulty if "voucher" in text] == [], typed
        assert "No record of a platform mentions" in page, typed
    assert "xyzzy" in faulty[0]


def test_the_list_begins_with_what_says_the_words_itself(client: httpx.Client) -> None:
    """All of a domain is found by a word that means less, but after the records whose own words have it."""
    found = client.get(ITEMS, params={"q": "医疗器械", "limit": "100"}).json()["features"]
    rows = {row["id"]: row for row in recount.default_rows()}

    def place(id: str) -> int:
        row = rows[id]
        if "医疗器械" in row["name_zh"]:
            return 0
        own = ("operator", "address", "summary_zh", "status_text")
        texts = [row[name] or "" for name in own] + row["domains_other"] + row["service_phrases"]
        return 1 if any("医疗器械" in text for text in texts) else 2

    places = [place(feature["id"]) for feature in found]
    assert places == sorted(places)
    assert set(places) == {0, 1, 2}
    csv = client.get(ITEMS, params={"q": "医疗器械", "f": "csv"}).text
    assert [row["id"] for row in recount.read(csv)] == [feature["id"] for feature in found]
    assert "最相关的在前" in client.get("/", params={"q": "医疗器械"}).text
    # Another order is asked for, and said.
    near = client.get("/", params={"q": "医疗器械", "near": "121.5,31.2"}).text
    assert re.search(r"<summary>.*?按距离</summary>", near)


def test_summaries_kinds_and_status_are_searched(client: httpx.Client) -> None:
    rows = recount.default_rows()
    row = next(row for row in rows if len(row["summary_zh"]) > 20)
    words = re.findall(r"[一-鿿]{6,}", row["summary_zh"])
    found = client.get(ITEMS, params={"q": f'"{words[-1]}"', "limit": "100"}).json()["features"]
    assert row["id"] in {feature["id"] for feature in found}
    pilots = {row["id"] for row in rows if row["kind"] == "pilot"}
    for typed in ("中试平台", "pilot"):
        assert pilots <= {f["id"] for f in client.get(ITEMS, params={"q": typed, "limit": "100"}).json()["features"]}
    planned = {row["id"] for row in rows if row["lifecycle"] == "planned"}
    assert planned
    assert planned <= {f["id"] for f in client.get(ITEMS, params={"q": "规划", "limit": "100"}).json()["features"]}


def test_the_same_words_in_other_clothes_find_the_same(client: httpx.Client) -> None:
    def found(typed: str) -> int:
        return int(client.get(ITEMS, params={"q": typed, "limit": "1"}).json()["numberMatched"])

    for same in (
        ("MEMS中试", "MEMS 中试", "ＭＥＭＳ　中试", "中试mems"),
        ("硅光", "矽光"),
        ("脑机接口", "腦機接口", "脑机\u200b接口", "脑机\u202e接口"),
        ("zhangjiang", "zhang'jiang", "zhang jiang", "ZHANGJIANG"),
        ("brain-computer", "brain computer", "Brain–Computer"),
    ):
        assert len({found(typed) for typed in same}) == 1, same
        assert found(same[0])
    # Within a word letters are not found: Shanghai holds ai.
    assert found("anghai") == 0
    assert found("AI") < 40


@pytest.mark.parametrize("q", ["long" * 2500, "a\x00b"])
def test_what_cannot_be_searched_names_parameter_and_limit(client: httpx.Client, q: str) -> None:
    for path in ("/api/suggest", "/api/facets", ITEMS):
        answer = client.get(path, params={"q": q})
        assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")
        assert (answer.json()["parameter"], answer.json()["allowed"]) == ("q", "at most 200 characters")
    page = client.get("/", params={"q": q})
    assert page.status_code == 200
    assert "200" in page.text.split('class="notice"')[1][:2000]
    assert (q[:100] if len(q) > 100 else "a") in page.text


def test_suggestions_say_what_was_recognised_and_marks_it(client: httpx.Client) -> None:
    answer = client.get("/api/suggest", params={"q": "合成生物学 闵行 MEMS", "kind": ALL, "lang": "en"}).json()
    conditions = [(each["text"], each["parameter"], each["value"]) for each in answer["recognised"]["conditions"]]
    assert conditions == [("合成生物学", "domain", "synbio"), ("闵行", "district", "310112")]
    assert [each["label"] for each in answer["recognised"]["conditions"]] == ["Synthetic biology", "Minhang"]
    assert (answer["recognised"]["rest"], answer["recognised"]["count"]) == ("mems", 0)
    items = [item for group in answer["groups"] for item in group["items"]]
    assert 0 < len(items) <= 8
    for typed in ("张", "z", "闵行", "graphen"):
        groups = client.get("/api/suggest", params={"q": typed, "kind": ALL}).json()["groups"]
        for item in (item for group in groups for item in group["items"]):
            assert item["count"] != 0
            if item["match"]:
                assert typed in item["label"][slice(*item["match"])].casefold()


def test_measures_and_terms_are_suggested_below_all_else_with_their_place(client: httpx.Client) -> None:
    def groups(typed: str) -> dict[str, list[dict[str, object]]]:
        answer = client.get("/api/suggest", params={"q": typed, "lang": "en"}).json()
        return {group["name"]: group["items"] for group in answer["groups"]}

    vouchers = groups("创新券")
    assert "/en/lists/policies#innovation-voucher" in [item["href"] for item in vouchers["policy"]]
    assert "/en/lists/glossary#innovation-voucher" in [item["href"] for item in vouchers["glossary"]]
    assert groups("双验证")["glossary"][0]["href"] == "/en/lists/glossary#double-validation"
    named = list(groups("概念验证平台"))
    assert set(named[-2:]) == {"policy", "glossary"}


def test_a_number_beside_a_suggestion_says_of_which_kinds_it_is(client: httpx.Client) -> None:
    answer = client.get("/api/suggest", params={"q": "合成生物学 宝山", "lang": "en"}).json()
    words = {item["label"]: item for group in answer["groups"] for item in group["items"]}
    assert words["Synthetic biology"]["counted"] == f"PoC {words['Synthetic biology']['count']}"
    every = client.get("/api/suggest", params={"q": "合成生物学", "district": "310113", "lang": "en"}).json()
    counted = {item["label"]: item["counted"] for group in every["groups"] for item in group["items"]}
    assert counted["Synthetic biology"] == "All kinds 1"
