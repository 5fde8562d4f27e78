"""A sentence becomes conditions that one sees and takes back; a word that only lists know leads to them."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
import yaml

from app.query.synonyms import thesaurus, thesaurus_of
from app.query.text import fold
from app.query.words import read
from app.resources import locate
from tests.support import recount


def led_to(client: httpx.Client, q: str, path: str = "/", **more: str) -> dict[str, list[str]]:
    """The query of the address that the map's page leads to; empty where it shows what was typed, of whatever kind."""
    answer = client.get(path, params={"q": q, **more}, follow_redirects=False)
    query = parse_qs(urlsplit(answer.headers.get("location", "")).query)
    return {} if query == {"q": [q], "kind": ["poc", "pilot", "related"]} else query


def results(page: str) -> str:
    """The text of the list without its tags."""
    return unescape(re.sub(r"<[^>]+>", " ", page.split('id="results"')[1]))


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("AI and brain-computer", {"domain": ["ai", "bci"]}),
        ("brain-computer interface near Minhang", {"domain": ["bci"], "district": ["310112"]}),
        ("an AI platform in Xuhui", {"domain": ["ai"], "district": ["310104"], "kind": ["poc", "pilot", "related"]}),
        ("cell and gene therapy for the clinical stage", {"domain": ["cgt"], "service": ["clinical-access"]}),
        (
            "lab-stage synthetic biology near 张江 with a voucher",
            {"domain": ["synbio"], "stage": ["lab"], "zone": ["zhangjiang"], "want": ["voucher"]},
        ),
        (
            "实验室阶段的合成生物学在张江附近收券的平台",
            {"domain": ["synbio"], "stage": ["lab"], "zone": ["zhangjiang"], "want": ["voucher"]},
        ),
        ("我们有一个脑机接口的样机", {"domain": ["bci"], "service": ["prototype"]}),
        ("我有一个AI项目，想在徐汇找平台", {"domain": ["ai"], "district": ["310104"]}),
        ("我们是一家做硅光的公司", {"domain": ["silicon-photonics"]}),
        ("闵行的脑机接口 券", {"domain": ["bci"], "district": ["310112"], "want": ["voucher"]}),
        ("实验室 合成生物学", {"domain": ["synbio"], "stage": ["lab"]}),
        ("谁能做细胞治疗的中试", {"q": ["细胞治疗"], "kind": ["pilot"]}),
        ("clinical trial support near zhangjiang", {"service": ["clinical-access"], "zone": ["zhangjiang"]}),
        ("医院里的概念验证中心", {"q": ["医院"]}),
        ("怎么申请概念验证资金", {"service": ["seed-fund"]}),
        # The words of Taiwan that OpenCC leaves as they are.
        *((word, {"service": ["technology-transfer"]}) for word in ("技術移轉", "技轉")),
        *((word, {"domain": ["biomedicine"]}) for word in ("生醫", "生醫的平台")),
        # Alone they are text: a laboratory, a voucher, a word that is small.
        ("实验室", {}),
        ("券", {}),
        ("the", {}),
        ("附近", {}),
        # A term that means less stays text though it is two words.
        ("medical device", {}),
        # The English plural of a term means what the term means; of an abbreviation there is none: CMOS is no CMO.
        ("medical devices", {}),
        ("brain-computer interfaces", {"domain": ["bci"]}),
        ("AI laboratories and funds", {"domain": ["ai"], "stage": ["lab"], "want": ["fund"]}),
        ("laboratories", {}),
        ("CMOS", {}),
    ],
)
def test_a_sentence_becomes_conditions(client: httpx.Client, typed: str, query: dict[str, list[str]]) -> None:
    led = led_to(client, typed)
    if "kind" not in query:
        led.pop("kind", None)
    assert led == query


def test_small_words_are_no_words_and_pinyin_stays_pinyin() -> None:
    assert [word.text for word in read("quantum and the grid for a city")] == ["quantum", "grid", "city"]
    assert [word.text for word in read("与")] == ["与"]
    assert [word.text for word in read("an ting")] == ["an ting"]
    assert [word.text for word in read("an AI lab")] == ["ai", "lab"]
    assert [word.text for word in read('"and"')] == ['"and"']
    # A single sign as a term finds no word that it is a part of.
    assert not any(form in "证券公司" for form in read("创新券")[0].synonyms)


def test_the_beginning_of_a_term_counts_where_it_names_one_code() -> None:
    row = {"type": "domain", "narrower": [], "beside": []}
    two = [
        {"code": "a", "target": "a", "terms": ["deep sea robot"], **row},
        {"code": "b", "target": "b", "terms": ["deep sea cable", "light wave guide tube"], **row},
    ]
    assert {text: each.code for text, each in thesaurus_of(two).begun.items()} == {
        "lightwave": "b",
        "lightwaveguide": "b",
    }
    assert thesaurus().begun["braincomputer"].target == "bci"


def test_wants_are_seen_taken_back_and_carried_to_the_match(client: httpx.Client) -> None:
    page = client.get("/en/", params={"domain": "synbio", "zone": "zhangjiang", "want": "voucher,nonsense"}).text
    assert 'href="/en/?domain=synbio&amp;zone=zhangjiang" ' in page, "the chip takes the want back"
    assert "filters nothing" in results(page)
    [address] = set(re.findall(r'href="(/en/match\?[^"]+)"', page))
    asked = parse_qs(urlsplit(unescape(address)).query)
    assert asked == {"domain": ["synbio"], "want": ["voucher"], "origin": ["zhangjiang"]}
    answer = client.get(unescape(address), follow_redirects=False)
    assert answer.status_code == 200, "the answers are those that the match takes"
    plain = client.get("/en/", params={"domain": "synbio", "zone": "zhangjiang"}).text
    [shown] = re.findall(r'data-status="(\d+)', page)
    assert shown == re.findall(r'data-status="(\d+)', plain)[0] != "0"
    # The suggestions say the same.
    read_as = client.get("/api/suggest", params={"q": "合成生物学 张江 券", "lang": "en"}).json()["recognised"]
    assert [(each["parameter"], each["label"]) for each in read_as["conditions"]] == [
        ("domain", "Synthetic biology"),
        ("zone", "Zhangjiang Science City"),
        ("want", "Innovation voucher"),
    ]


def test_a_name_that_holds_a_loose_word_stays_a_name(client: httpx.Client) -> None:
    rows = recount.default_rows()
    row = next(row for row in rows if "合成实验室" in row["name_zh"])
    assert led_to(client, "集成电路材料合成实验室") == {}
    page = client.get("/", params={"q": "集成电路材料合成实验室", "kind": row["kind"]}).text
    assert row["id"] in page


def holders(word: str) -> set[str]:
    """The measures of the file that hold a word in what the page shows of them."""
    rows = yaml.safe_load((locate().data / "policies.yaml").read_text("utf-8"))["policies"]
    fields = ("name_zh", "name_en", "wording_zh", "amount_text_zh", "for_zh", "for_en")
    return {r["code"] for r in rows if not r.get("target") and any(word in (r[f] or "") for f in fields)}


def test_a_word_of_measures_and_terms_is_no_dead_end(client: httpx.Client) -> None:
    page = client.get("/", params={"q": "创新券"}).text
    [(address, n)] = re.findall(r'href="(/lists/policies\?q=[^"]+)"><b>[^<]*</b></a><span class="n">(\d+)<', page)
    assert "#innovation-voucher" in page
    assert "/lists/glossary#innovation-voucher" in page
    opened = client.get(unescape(address)).text
    codes = set(re.findall(r'<tr role="row" id="([^"]+)"', opened))
    assert holders("创新券") <= codes
    assert len(codes) == int(n)
    assert "证券化" not in re.sub(r"<nav.*?</nav>", "", opened)
    # What is typed there stays, and the counts of the words follow it.
    assert 'value="创新券"' in opened
    assert f'aria-current="true" rel="nofollow">全部 <span class="n">{n}<' in opened
    none = client.get("/lists/policies", params={"q": "xyzzy"}).text
    assert 'href="/lists/policies"' in none, "the way back to all of them"


@pytest.mark.parametrize("typed", ["vocher", "vouchr"])
def test_a_fault_in_a_word_of_measures_is_put_right(client: httpx.Client, typed: str) -> None:
    assert led_to(client, typed, "/en/")["q"] == ["voucher"]
    assert led_to(client, f"synthetic bilogy {typed}", "/en/")["want"] == ["voucher"]


@pytest.mark.parametrize(
    ("typed", "row"),
    [
        # Each word of a term may be many, and is spelled in two ways.
        *((text, "s-feasibility") for text in ("proofs of concept", "proof of concepts", "Proofs of Concepts")),
        ("technologies transfer", "s-technology-transfer"),
        ("cells and genes therapies", "d-cgt"),
        ("commercialization", "s-technology-transfer"),
        ("licenses", "s-licensing-equity"),
        ("IC material", "d-ic-materials"),
        ("CDMOs", "s-pilot-maturing"),
        ("CMOS", None),
    ],
)
def test_an_english_word_of_a_term_is_read_in_each_number_and_spelling(typed: str, row: str | None) -> None:
    assert [word.row.code if word.row else None for word in read(typed)] == [row]


def test_an_english_word_of_a_text_is_found_in_its_other_number_and_spelling(client: httpx.Client) -> None:
    def found(typed: str) -> set[str]:
        answer = client.get("/api/collections/platforms/items", params={"q": typed, "limit": "100"}).json()
        return {feature["id"] for feature in answer["features"]}

    for typed, written in (("universities", "university"), ("fibers", "fibre"), ("centres", "center")):
        assert found(typed) == found(written) != set(), typed
    assert found("technology") >= found("technologies") != set()


def test_a_field_outside_of_the_plan_has_an_english_word(client: httpx.Client) -> None:
    """Records name it in Chinese alone: without a word for it nobody who reads English finds them."""
    rows = [[fold(term) for term in row.terms] for row in thesaurus().rows if row.type not in ("zone", "district")]
    english = [row for row in rows if any(term.isascii() for term in row)]
    for record in recount.default_rows():
        for field in record["domains_other"]:
            assert any(term in fold(field) for row in english for term in row), field
    for typed, written in (("drones", "低空经济"), ("cosmetics", "化妆品/美丽健康"), ("marine equipment", "海洋装备")):
        answer = client.get("/api/collections/platforms/items", params={"q": typed, "limit": "100"}).json()
        found = {feature["id"] for feature in answer["features"]}
        assert {row["id"] for row in recount.default_rows() if written in row["domains_other"]} <= found


def test_an_empty_field_shows_its_cases(client: httpx.Client) -> None:
    cases = yaml.safe_load((locate().data / "cases.yaml").read_text("utf-8"))["cases"]
    rows = recount.default_rows()
    empty = {code for case in cases for code in case["domains"]} - {code for row in rows for code in row["domains"]}
    assert "organoid-regenerative" in empty
    for code in empty:
        page = client.get("/", params={"domain": code}).text
        for case in (each for each in cases if code in each["domains"]):
            assert case["title_zh"] in page
            assert f'href="/platform/{case["platform"]}"' in page
    # Words for the field that stand in records all the same lead to these.
    page = client.get("/", params={"domain": "organoid-regenerative"}).text
    [(way, n)] = re.findall(r'href="([^"]+)"[^>]*>“类器官”</a><span class="n">(\d+)<', page)
    own = ("name_zh", "operator", "address", "summary_zh", "status_text")
    said = [r["id"] for r in rows if any("类器官" in t for t in [*(r[f] or "" for f in own), *r["service_phrases"]])]
    assert set(re.findall(r'data-id="([^"]+)"', client.get(unescape(way)).text)) == set(said)
    assert len(said) == int(n)


def test_a_line_says_where_other_than_text_hits_begin(client: httpx.Client) -> None:
    """医疗器械 finds all of its field: first what says it, then, below a line, what only the field found."""
    rows = {row["id"]: row for row in recount.default_rows()}
    every = {"q": "医疗器械", "kind": "poc,pilot"}
    page = client.get("/", params=every).text
    before, after = page.split('class="bucket otherwise"')

    def says(id: str) -> bool:
        row = rows[id]
        own = ("name_zh", "operator", "address", "summary_zh", "status_text")
        texts = [row[name] or "" for name in own] + row["domains_other"] + row["service_phrases"]
        return any("医疗器械" in text for text in texts)

    above, below = (re.findall(r'data-id="([^"]+)"', part) for part in (before, after))
    assert above
    assert below
    assert all(map(says, above))
    assert not any(map(says, below))
    assert f"共 {len(below)} 个" in after
    numbers = [int(n) for n in re.findall(r'class="card-no">(\d+)<', page)]
    assert numbers == list(range(1, len(above) + len(below) + 1)), "the numbers of the map go on across the line"
    # Where all say it themselves, in another order, and without a search there is no line.
    for query in ({"q": "祖泉"}, every | {"sort": "name"}, {"domain": "biomedicine"}):
        assert "bucket otherwise" not in client.get("/", params=query).text
    only = client.get("/en/", params={"q": "medtech"}).text
    assert "None writes" in only
