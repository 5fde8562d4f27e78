"""Suggestions from the index of names are those that going through every name gives, in the same order."""

import random
import re
from typing import Any

import psycopg
from pypinyin import lazy_pinyin

from app.database_url import libpq
from app.platforms.index.indexes import RecordIndexes
from app.platforms.index.load import Readings
from app.query.words import read
from app.search.entry import Entry, best, entry_of
from app.search.pinyin import lines_of, sounds_of
from app.search.suggest import Suggestions
from app.vocabulary.read import VocabularyCache
from tests.support.loop import finished
from tests.support.reading import reading

PLATFORMS = "SELECT id, name_zh, name_en, kind, district, zone FROM platforms ORDER BY id"
OPERATORS = """SELECT DISTINCT o.name FROM operators o JOIN platforms p ON p.operator = o.id
    WHERE o.name IS NOT NULL ORDER BY o.name"""


def every_name(url: str) -> list[Entry]:
    """All platforms and operators, straight from their tables."""
    with psycopg.connect(libpq(url)) as connection:
        platforms = connection.execute(PLATFORMS).fetchall()
        operators = connection.execute(OPERATORS).fetchall()
    listed = [entry_of("platform", id, zh, en, kind=k, district=d, zone=z) for id, zh, en, k, d, z in platforms]
    return listed + [entry_of("operator", name, name, name) for (name,) in operators]


def typed(rng: random.Random, entries: list[Entry]) -> str:
    """A part of a name or of its pinyin; now and then with a sign that is not in it."""
    entry = rng.choice(entries)
    text = rng.choice([*entry.keys, *map(str.lower, lines_of([entry.sounds]))])
    first = rng.choice((0, 0, rng.randrange(len(text))))
    part = text[first : first + rng.choice((1, 2, 2, 3, 4, 7, 99))]
    return part.strip() + rng.choice(("", "", "", "", "0", "区"))


async def suggested(url: str, queries: list[str]) -> tuple[list[Entry], dict[str, list[Entry]]]:
    """The words and places that are suggested besides names, and what is suggested for each query."""
    indexes = RecordIndexes(Readings(url))
    suggestions = Suggestions(Readings(url), indexes)
    async with reading(url) as database, database.snapshot() as db:
        vocabulary = await VocabularyCache().read(db)
        found = {query: await suggestions.find(db, query, vocabulary) for query in queries}
        assert all(each.complete for each in found.values())
        words = list((await suggestions.listed(db, vocabulary)).entries.all)
    return words, {query: each.entries for query, each in found.items()}


def shown(entries: list[Entry]) -> list[Any]:
    return [(entry.group, entry.value, entry.name_zh, entry.kind, entry.district, entry.zone) for entry in entries]


def check(url: str, seed: int, n: int) -> None:
    names, rng = every_name(url), random.Random(seed)
    queries = [query for _ in range(n) if (query := typed(rng, names))]
    words, answers = finished(suggested(url, queries))
    for query, entries in answers.items():
        assert shown(entries) == shown(best([*words, *names], read(query))), query
    assert sum(map(bool, answers.values())) > len(answers) / 2


def test_of_the_default_data(real_url: str) -> None:
    check(real_url, seed=5, n=80)


def test_of_ten_thousand_synthetic_platforms(synthetic_url: str) -> None:
    check(synthetic_url, seed=6, n=30)


def test_the_pinyin_of_a_name_does_not_depend_on_what_stands_between(real_url: str) -> None:
    """Numbers and Latin letters between Chinese signs are no part of what the dictionary is asked."""
    names = [entry.name_zh for entry in every_name(real_url)]
    for name in (*names, "AI 平台2号", "（2）号", "A平B台C", "长宁AI长征", "2026", "ab c"):
        spoken = [[str(part) for part in lazy_pinyin(run, v_to_u=False)] for run in re.findall("[一-鿿]+", name)]
        for syllables in spoken:
            assert "\n" + "".join(map(str.capitalize, syllables)) in sounds_of(name), name
            assert "\n" + "".join(s[0].upper() for s in syllables) in sounds_of(name), name
        assert bool(spoken) == bool(sounds_of(name)), name
    assert sounds_of("闵行区 长三角国家") == "\nMinHangQu\nMHQ\nChangSanJiaoGuoJia\nCSJGJ"
    assert sounds_of("陈行公路") == "\nChenHangGongLu\nCHGL"
    assert sounds_of("长宁区 AI 长征") == "\nChangNingQu\nCNQ\nChangZheng\nCZ"
