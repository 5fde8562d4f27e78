"""Files for people: the list in the words of one language, with the address of each record's page."""

import csv
import io
import re
from html import unescape
from typing import Any

import httpx
import pytest
from python_calamine import CalamineWorkbook

from app.downloads.labels import csv_line
from app.web.cells import join_words, split_words

FILE = "/api/downloads/platforms"
ITEMS = "/api/collections/platforms/items"
QUERY = "domain=ai,bci&kind=poc,pilot,related"
FIRST = {"en": "Name in English", "zh-CN": "中文名称"}


def table(content: bytes, ending: str) -> list[dict[str, Any]]:
    """The rows of a file by the names of their columns."""
    if ending == "csv":
        return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    [head, *body] = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("platforms").to_python()
    return [dict(zip(map(str, head), row, strict=True)) for row in body]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("lang", ["en", "zh-CN"])
def test_a_file_with_labels_holds_the_list_in_words(client: httpx.Client, ending: str, lang: str) -> None:
    answer = client.get(f"{FILE}.{ending}?{QUERY}&columns=labels&lang={lang}")
    rows = table(answer.content, ending)
    features = client.get(f"{ITEMS}?limit=1000&{QUERY}&lang={lang}").json()["features"]
    vocabulary = {
        facet["name"]: {value["value"]: value["label"] for value in facet["values"]}
        for facet in client.get(f"/api/facets?lang={lang}").json()["facets"]
    }
    nothing = {"en": "Not stated", "zh-CN": "未说明"}[lang]
    comma = {"en": ", ", "zh-CN": "、"}[lang]
    assert len(rows) == len(features) > 10
    assert next(iter(rows[0])) == FIRST[lang]
    for row, feature in zip(rows, features, strict=True):
        cells, facts = list(row.values()), feature["properties"]
        assert cells[0] == facts["name"]
        assert cells[-1] == feature["id"]
        assert cells[-2].endswith(f"{'/en' if lang == 'en' else ''}/platform/{feature['id']}")
        assert vocabulary["kind"][facts["kind"]] in cells
        assert comma.join(vocabulary["domain"][code] for code in facts["domains"]) in cells
        codes = {*facts["domains"], *facts["services"], *facts["stages"], facts["kind"], facts["district_code"]}
        assert not codes & set(cells), "no cell holds a code"
        assert (nothing in cells) == any(facts[key] is None for key in ("voucher", "fund", "website", "address"))
    assert client.get(re.sub(r"^https?://[^/]+", "", list(rows[0].values())[-2])).status_code == 200


def test_without_labels_a_file_stays_as_programs_read_it(client: httpx.Client) -> None:
    plain = client.get(f"{FILE}.csv?{QUERY}").content
    assert client.get(f"{FILE}.csv?{QUERY}&columns=codes").content == plain
    assert client.get(f"{ITEMS}?f=csv&{QUERY}").content == plain
    refused = client.get(f"{FILE}.csv?columns=words")
    assert (refused.status_code, refused.json()["parameter"]) == (400, "columns")
    assert "codes, labels" in refused.text
    assert client.get(f"{FILE}.geojson?columns=labels").status_code == 400, "a format of programs has no labels"


@pytest.mark.parametrize("path", ["/", "/en/"])
def test_the_pages_own_links_ask_for_labels_in_their_language(client: httpx.Client, path: str) -> None:
    page = client.get(f"{path}?domain=ai,bci").text
    foot = re.findall(r'href="([^"]*/api/downloads/platforms\.(csv|xlsx|geojson)[^"]*)"', page)
    assert {ending for _, ending in foot} == {"csv", "xlsx", "geojson"}
    n = client.get(f"{ITEMS}?domain=ai,bci&kind=poc").json()["numberMatched"]
    for href, ending in foot:
        answer = client.get(unescape(href))
        assert answer.status_code == 200
        assert ("columns=labels" in href) == (ending != "geojson")
        if ending != "geojson":
            assert len(table(answer.content, ending)) == n


def test_a_text_that_looks_like_a_formula_is_none_in_the_file() -> None:
    assert csv_line(['=HYPERLINK("x")', -1.5, "a,b", None]) == b'"\'=HYPERLINK(""x"")",-1.5,"a,b",\r\n'


@pytest.mark.parametrize(
    ("entries", "cell"),
    [
        (["a, b", "c"], "a, b|c"),
        (["甲、乙", "丙|丁"], "甲、乙|丙\\|丁"),
        (["a", "b"], "a, b"),
        (["a, b"], "a, b|"),
        (["", "a"], "'|a"),
    ],
)
def test_a_bar_stands_between_entries_with_commas(entries: list[str], cell: str) -> None:
    """Behind an entry alone it says that the entry is one."""
    assert join_words(entries, ", ") == cell
    assert split_words(cell) == entries
