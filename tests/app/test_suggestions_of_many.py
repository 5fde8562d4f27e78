"""While one types among very many records, nobody waits until a search for one or two signs has read all of them."""

from collections.abc import Callable

import pytest

from app.platforms.filter import Filter
from app.platforms.index.indexes import RecordIndexes
from app.platforms.index.load import Readings
from app.platforms.values import DEFAULT_KINDS
from app.search.answer import Answer, Search
from app.search.suggest import Suggestions
from app.vocabulary.read import VocabularyCache
from tests.support.loop import finished
from tests.support.reading import reading

TYPED = ("浦东", "浦东4", "浦东47", "浦东 合成数据", "张江 生物医药")


async def answers(url: str, of_many: Callable[[], None]) -> list[dict[str, Answer]]:
    """The answers, and those after `of_many` was called."""
    readings = Readings(url)
    indexes = RecordIndexes(readings)
    async with reading(url) as database, database.snapshot() as db:
        database.memory.put(indexes)
        vocabulary = await VocabularyCache().read(db)
        await indexes.made(vocabulary.data_version)
        search = Search(db, Suggestions(readings, indexes), vocabulary, Filter(kind=DEFAULT_KINDS), "zh-CN")
        few = {query: await search.answer(query) for query in TYPED}
        of_many()
        return [few, {query: await search.answer(query) for query in TYPED}]


def test_a_filter_with_other_words_is_told_without_a_number(
    synthetic_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def of_many() -> None:
        for module in ("app.search.answer", "app.search.suggest"):
            monkeypatch.setattr(f"{module}.MANY", 5_000)

    few, many = finished(answers(synthetic_url, of_many))
    for query in TYPED:
        assert few[query].n, query
        assert many[query].reading == few[query].reading, query
        assert many[query].opens == few[query].opens, query
        assert (many[query].n is None) == bool(few[query].reading.rest), query
