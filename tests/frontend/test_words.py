"""The browser reads what was typed into the search as the server does: words, forms, synonyms and pinyin."""

import json
import random
import subprocess
from pathlib import Path
from typing import Any

import pytest

from app.query.synonyms import SynonymsError, thesaurus, thesaurus_of
from app.query.text import fold, marked, simplified
from app.query.words import Word, apart, read
from tests.support.node import FRONTEND, node

SCRIPT = """
import { buildSync } from "esbuild";
import { readFileSync } from "node:fs";
const [out, asked] = process.argv.slice(2);
buildSync({ entryPoints: ["src/local/words.ts"], bundle: true, format: "esm", outfile: out });
const { apart, read } = await import(out);
const plain = ({ text, forms, others }) => ({ text, forms, others });
const words = JSON.parse(readFileSync(asked, "utf-8")).map((query) => [apart(query), read(query).map(plain)]);
process.stdout.write(JSON.stringify(words));
"""
KINDS = (
    *(
        "合成生物学 闵行",
        "Universities, technologies transfer and fibers",
        "ＡＩ",
        "sh",
        "zhang'jiang",
        "zh a",
        "MEMS中试",
        "矽光 軟體",
        "程序",
        "SITRI 上应大",
        "Jing’an",
        "6G",
    ),
    *(
        "“脑机借口” 闵行",
        '"',
        "😀😀",
        "<script>alert(1)</script>",
        "xian",
        "lvse",
        "C++ (R&D)",
        "ß Straße",
        "①② ㎡",
        "a b c",
    ),
    *(
        "芯片測試",
        "闵行的脑机接口",
        "脑机接口概念验证平台",
        "\u202e倒过来\u200b 张\u200b江",
        "ｎｊｊｋ",
        "e\u0301cole",
        # Twice as many ways with every syllable, and none to the end: whoever tries them all does not come back.
        "xian" * 49 + "iii",
        "",
        "   ",
    ),
)


def drawn(rng: random.Random) -> str:
    """Pieces of terms, one after another, with and without blanks."""
    terms = [term for row in thesaurus().rows for term in (*row.terms, *(f"{term}s" for term in row.terms))]
    pieces = [rng.choice(terms) for _ in range(rng.randint(1, 3))]
    return rng.choice(("", " ", "，", "-")).join(piece[: rng.randint(1, len(piece))] for piece in pieces)


def test_the_browser_reads_as_the_server_does(tmp_path: Path) -> None:
    rng = random.Random(8)
    queries = [*KINDS, *(drawn(rng) for _ in range(400))]
    asked, script = tmp_path / "asked.json", FRONTEND / "node_modules" / ".read-words.mjs"
    asked.write_text(json.dumps(queries), "utf-8")
    script.write_text(SCRIPT, "utf-8")
    try:
        done = subprocess.run(
            [node(), str(script), str(tmp_path / "words.mjs"), str(asked)],
            check=False,
            cwd=FRONTEND,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
        )
    finally:
        script.unlink()
    assert done.returncode == 0, done.stderr
    for query, (cut, words) in zip(queries, json.loads(done.stdout), strict=True):
        assert cut == apart(query), query
        assert words == [as_json(word) for word in read(query)], query


def as_json(word: Word) -> dict[str, Any]:
    return {"text": word.text, "forms": list(word.forms), "others": list(word.others)}


def test_a_word_read_again_is_the_same() -> None:
    """The index asks the database for single words."""
    rng = random.Random(9)
    for query in (*KINDS, *(drawn(rng) for _ in range(300))):
        for word in read(query):
            assert read(word.text) == (word,), (query, word.text)


def test_what_is_known_in_a_run_is_cut_out_with_the_fewest_signs_left_over() -> None:
    assert apart("某某区脑机接口") == "某某区 脑机接口"
    assert apart("集成电路材料foo合成生物学x") == "集成电路材料 foo 合成生物学 x"
    assert apart("閔行未知合成生物學") == "閔行 未知 合成生物學"
    for whole in ("脑机接口", "未知", "“某某区脑机接口”", "zhang jiang", ""):
        assert apart(whole) == whole


def test_letters_are_found_at_the_beginning_of_a_word_alone() -> None:
    [sh], [ai], [robot] = read("sh"), read("AI"), read("graphen")
    assert not any(form in marked(fold("Fudan Hosh")) for form in sh.forms)
    assert any(form in marked(fold("上海Shanghai平台")) for form in sh.forms)
    assert not any(form in marked(fold("Shanghai aid")) for form in ai.forms)
    assert any(form in marked(fold("人工智能（AI）")) for form in ai.forms)
    assert robot.forms[0] in marked(fold("Graphene centre"))


def test_two_forms_are_sought_where_they_differ() -> None:
    assert read("程序")[0].forms == ("程序", "进程")
    assert simplified("矽光") == "硅光"
    row = read("軟體 矽光")[1].row
    assert row is not None
    assert row.target == "silicon-photonics"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"type": "planet", "target": "x"}, "a type of"),
        ({"type": "domain", "target": None}, "a type of"),
        ({"type": "institution", "target": "x"}, "a type of"),
        ({"terms": []}, "at least one term"),
        ({"terms": ["—"]}, "at least one term"),
        ({"narrower": ["another"]}, "stands among the terms"),
        ({"terms": ["Neo-Bay"]}, "stands in first and in second"),
    ],
)
def test_what_cannot_be_is_refused(row: dict[str, Any], said: str) -> None:
    good = {"code": "first", "type": "zone", "target": "grand-neobay", "terms": ["大零号湾", "Neo Bay"]}
    second = {"code": "second", "type": "domain", "target": "ai", "terms": ["AI"], **row}
    with pytest.raises(SynonymsError, match=said):
        thesaurus_of([good, second])
