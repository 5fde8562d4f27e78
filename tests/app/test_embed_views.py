"""What a frame's path and query mean together: the figures of the districts, and an area that its path names."""

import csv
import json
import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from starlette.datastructures import QueryParams

from app.analysis.parameters import FIGURE_NAMES
from app.embed.location import EmbedLocation
from app.embed.view import read_frame_request
from app.pages.home.facts import PAGE
from tests.support.embed_vocabulary import VOCABULARY

GOLDEN = Path(__file__).parent / "golden" / "embed_v1_insight.csv"
ROWS = list(csv.DictReader(GOLDEN.read_text("utf-8").splitlines()))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["address"] or "nothing")
def test_an_address_of_the_figures_keeps_its_meaning(row: dict[str, str]) -> None:
    found = read_frame_request("insight", "", QueryParams(row["address"]), VOCABULARY)
    figures = {name: str(getattr(found.question, name)) for name in FIGURE_NAMES}
    assert figures == {name: row[name] for name in FIGURE_NAMES}
    assert "&".join(f"{name}={value}" for name, value in found.embed.filter.query()) == row["filter"]
    assert " ".join(f"{note.parameter}={note.value}" for note in found.notes) == row["notes"]


def test_every_parameter_of_the_figures_is_in_the_golden_file() -> None:
    assert all(f"{name}=" in GOLDEN.read_text("utf-8") for name in FIGURE_NAMES)


def _frame(client: httpx.Client, query: str) -> str:
    answer = client.get(f"/embed/v1/insight?{query}")
    assert answer.status_code == 200
    return answer.text


def _notes(page: str) -> str:
    return unescape(page.split('data-notes="')[1].split('"', maxsplit=1)[0])


def _asked(page: str) -> dict[str, list[str]]:
    """What the map of the frame asks for."""
    spec = json.loads(page.split("data-map>")[1].split("</script>", maxsplit=1)[0].replace("\\u0026", "&"))
    source = next(c["options"]["source"]["url"] for c in spec["children"] if "choropleth" in c["kind"])
    return parse_qs(urlsplit(source).query)


def _legend(page: str) -> str:
    return page.split('class="insight-legend"')[1].split("</ul>", maxsplit=1)[0]


def _table(page: str) -> list[str]:
    """The names of the rows, in their order."""
    heads = re.findall(r'<th scope="row">(.*?)</th>', page.split('id="districts"')[1])
    return [re.sub("<[^>]*>", "", head) for head in heads]


@pytest.mark.parametrize(
    ("name", "value"), [("measure", "density"), ("focus", "ai"), ("breaks", "equal"), ("classes", "3")]
)
def test_map_and_legend_of_the_figures_follow_the_address(client: httpx.Client, name: str, value: str) -> None:
    plain, page = (
        _frame(client, "measure=quotient" if name == "focus" else ""),
        _frame(client, f"{name}={value}" + ("&measure=quotient" if name == "focus" else "")),
    )
    assert _asked(page)[name] == [value] != _asked(plain)[name]
    assert _legend(page) != _legend(plain)
    assert _notes(page) == ""
    if name == "classes":
        assert _legend(page).count("<li>") == 3


def test_colours_and_the_order_of_the_table_follow_the_address(client: httpx.Client) -> None:
    assert 'data-scheme="azure"' in _frame(client, "")
    assert 'data-scheme="viridis"' in _frame(client, "scheme=viridis")
    plain, named = _table(_frame(client, "lang=en")), _table(_frame(client, "lang=en&order=name"))
    assert sorted(plain) == sorted(named)
    assert plain != named
    assert named[:16] == sorted(named[:16])


@pytest.mark.parametrize("name", FIGURE_NAMES)
def test_a_wrong_value_of_the_figures_falls_back_and_says_so(client: httpx.Client, name: str) -> None:
    plain, page = _frame(client, ""), _frame(client, f"{name}=nonsense")
    assert f"{name}=nonsense: allowed: " in _notes(page)
    for part in (_asked, _legend, _table):
        assert part(page) == part(plain)


@pytest.mark.parametrize(
    ("path", "name", "other", "english"),
    [("/district/310112", "district", "310115", "Minhang"), ("/zone/lingang", "zone", "zhangjiang", "Lingang")],
)
def test_another_area_beside_the_one_of_the_path_has_no_meaning(
    client: httpx.Client, path: str, name: str, other: str, english: str
) -> None:
    plain = client.get(f"/embed/v1{path}?lang=en").text
    page = client.get(f"/embed/v1{path}?lang=en&{name}={other}&lock={name}").text
    assert english in page.split("<h1>")[1].split("</h1>")[0]
    assert page.split("<body")[1].split(">", 1)[1] == plain.split("<body")[1].split(">", 1)[1]
    assert f"{name}={other}: passed over: the path says it" in _notes(page)
    assert f"lock={name}: passed over: the path says it" in _notes(page)


LONG = ("?kind=poc,pilot,related&lock=kind", "?kind=poc,pilot,related&layers=none")


@pytest.mark.parametrize("address", LONG)
def test_the_rest_of_a_long_list_is_one_link_away(client: httpx.Client, address: str) -> None:
    joint = "&" if "?" in address else "?"
    page = client.get(f"/embed/v1{address}{joint}lang=en").text
    listed = page.count('<article class="card"')
    matched = int(re.search(r'<span class="n">(\d+)', page)[1])  # type: ignore[index]
    found = re.search(r'<a href="([^"]+)" target="_blank" rel="noopener">(\d+) more: open the whole list</a>', page)
    assert matched > listed == 50
    assert found
    assert int(found[2]) == matched - listed
    whole = unescape(found[1])
    assert parse_qs(urlsplit(whole).query).get("lock") == parse_qs(urlsplit(address).query).get("lock")
    pages, n = -(-matched // PAGE), 0
    for number in range(1, pages + 1):
        n += client.get(f"{whole}&page={number}").text.count('<article class="card"')
    assert n == matched


def test_the_whole_list_of_an_area_is_that_of_the_map_with_its_filter() -> None:
    found = read_frame_request("district", "310112", QueryParams("lock=domain&domain=ai&lang=en"), VOCABULARY)
    location = EmbedLocation("en", "/district/310112", found.embed.filter, {}, found.embed, found.kinds)
    query = parse_qs(urlsplit(location.whole_list(location.filter.replace(district=("310112",)))).query)
    assert query == {
        **{"domain": ["ai"], "kind": ["poc", "pilot", "related"]},
        **{"district": ["310112"], "lock": ["domain"]},
    }
