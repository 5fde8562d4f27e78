"""A fault in a word of a name is found through the half that is right, as by comparing all names with the word."""

import random

from rapidfuzz.distance import OSA

from app.query.text import fold, runs
from app.query.words import Word, read
from app.search.correction import corrections_of

NAMES = [
    "上海集成电路材料验证平台",
    "张江类器官芯片概念验证中心",
    "Shanghai Photonics Pilot Line",
    "Zhangjiang Biomanufacturing Hub 0000123",
    "临港新片区智能网联汽车测试场 2B",
]


def with_a_fault(rng: random.Random, text: str) -> str:
    """A text with a sign that is another, too many or missing, or with two signs turned."""
    at = rng.randrange(len(text) - 1)
    other = rng.choice("qx" if text.isascii() else "龘犇")
    return rng.choice(
        (
            text[:at] + other + text[at + 1 :],
            text[:at] + other + text[at:],
            text[:at] + text[at + 1 :],
            text[:at] + text[at + 1] + text[at] + text[at + 2 :],
        )
    )


def test_every_fault_of_a_part_of_a_name_is_found() -> None:
    rng, corrections = random.Random(11), corrections_of([], NAMES)
    words = [run.text for name in NAMES for run in runs(fold(name)) if not run.text.isdecimal() and len(run.text) > 6]
    tried = 0
    for _ in range(600):
        word = rng.choice(words)
        wrong = with_a_fault(rng, word)
        if any(wrong in fold(name) for name in NAMES):
            continue
        right = corrections.of(Word(wrong, (wrong,)))
        assert right, (word, wrong)
        assert OSA.distance(right, wrong) == 1
        assert any(right in run.text for name in NAMES for run in runs(fold(name))), right
        tried += 1
    assert tried > 500


def test_a_number_is_not_taken_for_one_that_is_near() -> None:
    assert corrections_of([], NAMES).of(read("0000124")[0]) is None
