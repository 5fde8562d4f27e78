"""What is answered from memory is what the database answers, for seeded filters, in one version of the data."""

import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import numpy as np
from pyroaring import BitMap

from app.analysis import cells, comparison, specialities
from app.figures.tally import tallies
from app.platforms import read
from app.platforms.filter import Filter
from app.platforms.index.indexes import RecordIndexes
from app.platforms.index.load import Readings
from app.platforms.index.match import matching
from app.platforms.index.record_index import Coded, Values
from app.platforms.index.words import WordFinder
from app.query.days import Interval
from app.query.items import ItemsConditions
from app.query.parameters import Sort
from app.search.texts import Texts
from app.store.reader import Reader
from app.store.version import data_state
from app.vocabulary.read import VocabularyCache
from geo.bbox import BBox
from geo.reference_systems import SYSTEMS, ReferenceSystem
from tests.support import recount
from tests.support.loop import finished
from tests.support.reading import reading
from tests.support.seeded_filters import draw

WORDS = ("平台", "浦东", "shengwu", "生物", "123", "合成 单位1", "zzzz", "概念验证")
METRES = next(system for uri, system in SYSTEMS.items() if uri.endswith("/4549"))
SORTS: tuple[Sort, ...] = ("default", "name", "date")


@asynccontextmanager
async def both(url: str) -> AsyncIterator[tuple[Reader, Reader]]:
    """A reader that answers from memory and one that asks the database, of the same data."""
    indexes = RecordIndexes(Readings(url))
    texts = Texts(Readings(url))
    async with reading(url) as kept, reading(url) as plain:
        kept.memory.put(indexes)
        kept.memory.put(texts, WordFinder)
        async with kept.snapshot() as with_memory, plain.snapshot() as without:
            version = (await data_state(with_memory)).version
            await indexes.made(version)
            await texts.made(version)
            for sort in SORTS[1:]:
                for lang in ("zh-CN", "en"):
                    await indexes.made_order(version, sort, lang)
            yield with_memory, without


def filter_of(rng: random.Random, rows: list[recount.Row]) -> tuple[Filter, ItemsConditions]:
    """A drawn filter, sometimes with words, identifiers and an order besides, and what items alone are asked for."""
    drawn: dict[str, Any] = {name: tuple(values) for name, values in draw(rng, rows).items()}
    if "near" in drawn:
        drawn["near"] = tuple(map(float, drawn["near"][0].split(",")))
        drawn["radius"] = float(drawn["radius"][0]) if rng.random() < 0.7 else None
    if "bbox" in drawn:
        drawn["in_view"] = BBox.parse(drawn.pop("bbox")[0])
    elif rng.random() < 0.1:
        drawn["in_view"] = BBox(121.4, 31.1, 121.4, 31.4)
    if rng.random() < 0.3:
        drawn["q"] = rng.choice(WORDS)
    if rng.random() < 0.1:
        drawn["ids"] = (*(row["id"] for row in rng.sample(rows, 30)), "none-such", "x" * 64)
    if rng.random() < 0.1:
        drawn["kind"] = ("none",)
    drawn["sort"] = rng.choice(SORTS)
    boxes = (BBox(121.4, 31.1, 121.6, 31.3), BBox(121.4, 31.1, 121.4, 31.4), _projected(METRES))
    days = Interval("2019-05-01", None) if rng.random() < 0.1 else None
    return Filter(**drawn), ItemsConditions(rng.choice(boxes) if rng.random() < 0.3 else None, days)


def _projected(system: ReferenceSystem) -> BBox:
    return system.bbox("3440000,630000,3470000,660000")


async def answers(db: Reader, filter: Filter, also: ItemsConditions, lang: str, offset: int) -> dict[str, Any]:
    """All that is counted and listed for a filter."""
    vocabulary = await VocabularyCache().read(db)
    listed = {name: counts.by_value() for name, counts in (await read.facets(db, filter, vocabulary)).items()}
    groups = {g: sorted(map(str, await read.group_counts(db, filter, g))) for g in ("district", "zone")}
    counts = await specialities.domain_counts(db, filter)
    gaps = await comparison.gaps(db, filter, "2026-11")
    return {
        "page": await read.item_rows(db, filter, ("name", "district_code"), lang, 60, offset, also),
        "counts": await read.counts(db, filter),
        "facets": listed,
        "groups": groups,
        "extent": await read.extent(db, filter),
        "domains": (counts.total, counts.named),
        "gaps": (gaps.n, gaps.records, gaps.made_up),
        "tallies": {name: sorted(map(str, rows)) for name, rows in vars(await tallies(db, filter, "2026-11")).items()},
        "located": await cells.located(db, filter),
        "hexagons": await cells.hexagons(db, filter, 2500.0),
        "squares": sorted(await cells._bins(db, filter, 900.0), key=str),
        "stated": [vars(a) for a in await comparison.compare(db, filter, ("310115", "lingang"), vocabulary)],
    }


async def agree(url: str, rows: list[recount.Row], seed: int, filters: int) -> None:
    rng = random.Random(seed)
    matched = 0
    async with both(url) as (kept, plain):
        for _ in range(filters):
            filter, also = filter_of(rng, rows)
            assert await matching(kept, filter, also) is not None
            assert await matching(plain, filter, also) is None
            lang, offset = rng.choice(("zh-CN", "en")), rng.choice((0, 0, 37, 5000))
            expected = await answers(plain, filter, also, lang, offset)
            given = await answers(kept, filter, also, lang, offset)
            for name, value in expected.items():
                assert given[name] == value, (name, filter, also)
            matched += bool(expected["counts"][0])
    assert matched >= filters / 3


def test_memory_and_database_agree_on_the_default_data(real_url: str, long: bool) -> None:
    finished(agree(real_url, recount.default_rows(), seed=3, filters=200 if long else 12))


def test_memory_and_database_agree_on_synthetic_platforms(synthetic_url: str, long: bool) -> None:
    async def rows() -> list[recount.Row]:
        async with both(synthetic_url) as (_, plain):
            from app.platforms import queries
            from app.platforms.predicate import shape

            exported = await plain.copy_csv(queries.csv(shape(Filter()), "default", "en"), {"lang": "en"})
            return recount.read(exported.decode())

    finished(agree(synthetic_url, finished(rows()), seed=4, filters=200 if long else 8))


def test_lists_keep_the_order_of_the_record() -> None:
    """Also where none has a value, and with more different lists than a small number holds."""
    rng = random.Random(4)
    codes = [f"c{i}" for i in range(9)]
    lists = [rng.sample(codes, rng.randrange(5)) for _ in range(900)]
    longest = range(max(map(len, lists)))
    places: list[Values] = [
        {code: BitMap(row for row, each in enumerate(lists) if each[at : at + 1] == [code]) for code in codes}
        for at in longest
    ]
    coded = Coded.of_lists(places, len(lists))
    assert len(coded.values) > 256
    rows = np.array(rng.sample(range(len(lists)), len(lists)), np.uint32)
    assert coded.of_rows(rows) == [",".join(lists[row]) or None for row in rows.tolist()]
    assert Coded.of_lists([], 2).of_rows(np.array([1, 0], np.uint32)) == [None, None]
