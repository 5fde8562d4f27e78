"""What an import holds in memory and sends to the database is little, whatever stands in a file."""

import io
import json
import sys
from itertools import islice
from pathlib import Path

import psycopg
import pytest
from pypinyin.seg.mmseg import PrefixSet

from app.database_url import libpq
from app.imports.checking.seen import BUCKETS, SeenIds
from app.imports.files.geojson_file import read_geojson
from app.imports.files.json_parts import CHUNK, LONGEST, LongPartError, NotJSONError, Parts
from app.imports.rows.problems import ImportRefusedError
from app.imports.rows.reading import Reading
from app.platforms.stored import texts
from app.search.pinyin import Beginnings
from app.store.copying import Copying, array
from app.store.statements import compile_select
from tests.support.databases import Databases

OPENED = '{"type": "FeatureCollection", "features": ['


class Endless(io.StringIO):
    """A text that begins with some signs and then says others again and again."""

    def __init__(self, beginning: str, again: str) -> None:
        super().__init__(beginning)
        self._again, self.given = again, 0

    def read(self, size: int | None = -1, /) -> str:
        assert size is not None
        text = super().read(size) or self._again * (max(size, 1) // len(self._again))
        self.given += len(text)
        return text


@pytest.mark.parametrize("again", ["0,", "{}, \n", "[[]],", '{"a": "\\u4e2d"},'])
def test_features_are_given_before_the_end_is_read(again: str) -> None:
    text = Endless(OPENED, again)
    given = list(islice(Parts(text).features(), 20_000))
    assert given[0] is None
    assert {str(each) for each in given[1:]} == {again.strip(", \n")}
    assert text.given < 20_000 * len(again) + 2 * CHUNK


@pytest.mark.parametrize(
    ("opened", "again", "number"),
    [
        (OPENED + '{"name": "', "a", 1),
        (OPENED + '{}, {"coordinates": [', "[1, 2], ", 2),
        ('{"other": [', "0, ", 0),
    ],
)
def test_a_part_without_an_end_is_given_up(opened: str, again: str, number: int) -> None:
    text = Endless(opened, again)
    with pytest.raises(LongPartError) as refused:
        list(Parts(text).features())
    assert refused.value.number == number
    assert text.given < 4 * LONGEST


@pytest.mark.parametrize(
    "text",
    [
        *("", "[]", "{", '{"features": [1', '{"features": [1,]}', '{"features": [1 2]}', '{"features": []} x'),
        *('{"a" 1}', "{1: 2}", '{"features": [NaN]}', '{"features": ["\\ud83"]}', '{"a": 1,}', OPENED + '{"a" 1}, '),
    ],
)
def test_what_is_no_json_is_no_json_in_parts(text: str) -> None:
    with pytest.raises(NotJSONError, match="see what begins at its character"):
        list(Parts(io.StringIO(text + " " * CHUNK)).features())


def test_parts_are_cut_wherever_a_chunk_ends() -> None:
    features = [{"n": number, "text": f"中“\\\n\U0001f600{'x' * (number % 97)}"} for number in range(3000)]
    text = json.dumps({"type": "FeatureCollection", "features": [0], "x": {}, "crs": 1.5} | {"features": features})
    parts = Parts(io.StringIO(text))
    assert [json.loads(each) for each in parts.features() if each] == features
    assert parts.members == {"type": '"FeatureCollection"', "crs": "1.5"}
    assert parts.listed


def test_the_last_of_two_lists_counts(tmp_path: Path) -> None:
    file = tmp_path / "a.geojson"
    file.write_text('{"features": [1, 2], "features": [[]], "type": "FeatureCollection"}', "utf-8")
    reading = Reading()
    assert list(read_geojson(file, "utf-8", "wgs84", reading)) == []
    assert [problem.row for problem in reading.problems.first()] == [1]


def test_a_feature_that_is_too_long_is_named(tmp_path: Path) -> None:
    file = tmp_path / "a.geojson"
    file.write_text(f'{OPENED}{{}}, {{"name_zh": "{"a" * LONGEST}"}}]}}', "utf-8")
    with pytest.raises(ImportRefusedError) as refused:
        read_geojson(file, "utf-8", "wgs84", Reading())
    [problem] = refused.value.problems
    assert (problem.row, problem.key) == (2, "import-long-cell")


def test_ids_are_known_again_in_a_few_bytes_each() -> None:
    seen = SeenIds()
    assert all(seen.earlier(f"id-{number}", number) is None for number in range(1, 40_001))
    assert [seen.earlier("id-7", 50_000), seen.earlier("id-7", 50_001), seen.earlier("id-40000", 1)] == [7, 0, 40_000]
    kept = sum(sys.getsizeof(each) for each in [*seen._hashes, *seen._rows])
    assert kept < 40_000 * 20 + BUCKETS * 300


def test_beginnings_of_phrases_are_those_of_the_library() -> None:
    phrases = ["概念验证", "概念", "中试", "中间", "重庆", "重", "一丁点儿"]
    ours, theirs = Beginnings(), PrefixSet()
    ours.train(phrases)
    theirs.train(iter(phrases))
    sought = [*phrases, *(phrase[:n] for phrase in phrases for n in range(1, 4)), "概念验证平台", "验证", "龘", "间"]
    assert [text in ours for text in sought] == [text in theirs for text in sought]


TEXTS = ["", "\\", "\\.", "\\N", "a\tb\nc\rd", 'é"{},\\"', "NULL", "中\x1f\U0001f600", " x "]


def test_texts_arrive_as_they_were(databases: Databases) -> None:
    rows = [(text, TEXTS, None, number / 3, number % 2 == 0) for number, text in enumerate(TEXTS)]
    with psycopg.connect(libpq(databases.url("copied-texts"))) as connection, connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE copied (a text, b text[], c text, d float, e boolean)")
        with cursor.copy("COPY copied FROM STDIN") as copy, Copying(copy) as copying:
            for text, listed, nothing, number, flag in rows:
                copying.row([text, array(listed), nothing, number, flag])
        assert cursor.execute("SELECT * FROM copied ORDER BY d").fetchall() == rows


def test_the_text_of_a_feature_is_made_once_for_each_record(databases: Databases) -> None:
    query = compile_select(texts())
    with psycopg.connect(libpq(databases.url("copied-texts"))) as connection:
        planned = connection.execute(b"EXPLAIN " + query.sql.encode(), {**query.fixed, "ids": ["a", "b"]})
        plan = "\n".join(line for (line,) in planned.fetchall())
    assert 0 < plan.count("SubPlan") < query.sql.count("SELECT")
