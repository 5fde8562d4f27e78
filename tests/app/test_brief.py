"""The brief against a recount in plain Python over the default data: figures, grades, citations, tables."""

import csv
from pathlib import Path
from typing import Any

import httpx
import pytest
from scipy.stats import binomtest

from frontend.language import LANGUAGE_CODES
from frontend.messages import messages
from tests.support import recount
from tests.support.recount import Row

BRIEF = "/api/insight/brief"
DATA = Path(__file__).parents[2] / "data"
KINDS = ("poc", "pilot", "related")
CELL_VIEWS = tuple(f"topic=cells&cells={view}" for view in ("hexagons", "hotspots", "density", "clusters"))
OLD_BEFORE = "2024-11"
"""Two years before the date of the default data."""


def rows_of(code: str) -> list[Row]:
    every = recount.default_rows()
    if code == "city":
        return every
    return [row for row in every if code in (row["district_code"], row["zone"])]


def asked(client: httpx.Client, code: str, **params: str) -> dict[str, Any]:
    answer = client.get(f"{BRIEF}/{code}", params=params)
    assert answer.status_code == 200, answer.text[:300]
    found: dict[str, Any] = answer.json()
    return found


def codes() -> list[str]:
    with (DATA / "districts.csv").open(encoding="utf-8-sig", newline="") as lines:
        districts = [row["code"] for row in csv.DictReader(lines)]
    return ["city", "zhangjiang", "grand-neobay", "lingang", *districts]


def recounted(rows: list[Row], basis: str) -> dict[str, Any]:
    """What a figure must say of its records."""
    return {
        "value": len(rows),
        "kinds": {kind: sum(row["kind"] == kind for row in rows) for kind in KINDS},
        "lifecycles": {
            state: sum(row["lifecycle"] == state for row in rows) for state in {r["lifecycle"] for r in rows}
        },
        "stated": sum(row[basis] == "source" for row in rows),
        "inferred": sum(row[basis] == "inferred" for row in rows),
        "notStated": sum(row[basis] is None for row in rows),
        "oldSources": sum(not row["source_date"] or row["source_date"] < OLD_BEFORE for row in rows),
    }


@pytest.mark.parametrize("code", codes())
def test_each_figure_is_that_of_a_recount(client: httpx.Client, code: str) -> None:
    """Five figures of every place, the tables behind them, and the records that they list."""
    brief, rows = asked(client, code), rows_of(code)
    basis = "zone_basis" if code in ("zhangjiang", "grand-neobay", "lingang") else "district_basis"
    assert len(brief["figures"]) == 5
    for figure in brief["figures"]:
        match figure["name"]:
            case "listed":
                of = rows
            case "stated":
                of = [row for row in rows if row[basis] == "source"]
            case "domain":
                of = [row for row in rows if figure["domain"] in row["domains"]]
            case kind:
                of = [row for row in rows if row["kind"] == kind]
        said = {name: figure[name] for name in recounted(of, basis)}
        assert said == recounted(of, basis), (code, figure["name"])
    annex = {sheet["name"]: sheet for sheet in brief["annex"]}
    assert sorted(row["name"] for row in annex["records"]["rows"]) == sorted(row["name_zh"] for row in rows)
    assert sum(row["n"] for row in annex["domains"]["rows"]) == sum(len(row["domains"]) for row in rows)
    assert sum(row["n"] for row in annex["services"]["rows"]) == sum(len(row["services"]) for row in rows)
    own = brief["compared"]["table"]["columns"][1]["name"]
    column = [row[own] for row in brief["compared"]["table"]["rows"]]
    assert sum(column[:3]) == len(rows)
    assert column[3:5] == [sum(row[basis] == each for row in rows) for each in ("source", "inferred")]


@pytest.mark.parametrize("lang", LANGUAGE_CODES)
def test_a_grade_follows_its_rule_and_a_citation_says_all(client: httpx.Client, lang: str) -> None:
    """What may be quoted has a sentence with number, place, date, version and link; what may not has none."""
    seen = set()
    for code in codes():
        brief = asked(client, code, lang=lang)
        for figure in brief["figures"]:
            seen.add((figure["grade"], figure["reason"]))
            count = figure["of"] is None
            if not figure["value"]:
                assert figure["reason"] == "none"
            elif figure["grade"] == "quote":
                assert count
                assert code == "city" or figure["inferred"] + figure["notStated"] == 0
                if figure["name"] in KINDS:
                    assert figure["oldSources"] == 0
            elif figure["grade"] == "note" and count:
                assert figure["reason"] in ("inferred", "old", "both")
            if figure["grade"] == "never":
                assert figure["citation"] is None
                continue
            for part in (str(figure["value"]), brief["asOf"], str(brief["dataVersion"]), brief["link"]):
                assert part in figure["citation"], figure
            assert code == "city" or brief["place"] in figure["citation"]
            if figure["reason"] in ("old", "both"):
                assert messages(lang)("brief-old-sources", n=figure["oldSources"]) in figure["citation"]
        assert f"cited={brief['dataVersion']}" in brief["link"]
    assert {grade for grade, _ in seen} == {"quote", "note", "never"}
    assert {reason for _, reason in seen} >= {"counted", "inferred", "old", "both", "few", "alike", "none"}


def test_the_share_has_the_exact_interval(client: httpx.Client) -> None:
    """Of Minhang's records in biomedicine, among the records whose district is known."""
    figure = next(each for each in asked(client, "310112")["figures"] if each["name"] == "domain")
    rows, known = rows_of("310112"), [row for row in recount.default_rows() if row["district_code"]]
    n = sum("biomedicine" in row["domains"] for row in rows)
    low, high = binomtest(n, len(rows)).proportion_ci(0.95, method="exact")
    city = sum("biomedicine" in row["domains"] for row in known)
    share = f"{100 * n / len(rows) + 1e-9:.0f}"
    assert (figure["value"], figure["of"], figure["city"]) == (n, len(rows), city)
    for part in (f"{city}/{len(known)}", f"{share}%", f"{100 * low:.0f}%–{100 * high:.0f}%"):
        assert part in figure["detail"]


def test_what_is_asked_wrongly_is_refused(client: httpx.Client) -> None:
    assert client.get(f"{BRIEF}/999999").status_code == 404
    for params in ({"compare": "310101,nowhere"}, {"f": "pdf"}, {"kind": "poc"}, {"size": "poster"}):
        assert client.get(f"{BRIEF}/310112", params=params).status_code == 400, params
    brief = asked(client, "310112", compare="310104,310114")
    assert [column["name"] for column in brief["compared"]["table"]["columns"]][1:] == ["310112", "310104", "310114"]


def test_from_a_brief_one_gets_to_its_siting_and_its_changes(client: httpx.Client) -> None:
    page = client.get("/insight/brief/310112", params={"cited": "\u202ex"}).text
    assert "没有数据第“" in page, "a version that never was is not older"
    [row, *_] = client.get("/insight/brief/310151").text.split('class="brief-figures"')[1].split("</li>")
    assert "收录的 1 个都按位置推断" in row, "Chongming's one record is listed, though no source states its district"
    assert "未收录" not in row
    for way in ("/insight/siting?within=310112", "/insight/changes?district=310112"):
        assert f'href="{way}"' in page
    assert 'href="/insight/siting?within=lingang"' in client.get("/insight/brief/lingang").text
    assert 'href="/insight/brief/lingang"' in client.get("/insight?area=lingang").text


@pytest.mark.parametrize("query", [{}, {"kind": "poc"}, {"domain": "biomedicine"}])
def test_all_districts_at_a_glance(client: httpx.Client, query: dict[str, str]) -> None:
    """Each row against a recount under the same filter; rows add up to the total, and the page shows the same."""
    rows = [row for row in recount.default_rows() if recount.matches(row, {name: [v] for name, v in query.items()})]
    answer = client.get("/api/insight/glance", params={**query, "lang": "en"}).json()
    *lines, total = answer["rows"]
    assert len(lines) == 17
    page = client.get("/en/insight", params=query).text
    for line in lines:
        own = [row for row in rows if row["district_code"] == line["code"]]
        made = {"n": len(own), **recount.made_up(own)}
        assert {name: line[name] for name in made} == made
        if line["code"]:
            assert line["grade"] == recount.grade(own)
            assert f"/insight/brief/{line['code']}" in page
            for part in (f"{len(own)} platforms", "of Shanghai", f"version {answer['dataVersion']}", "cited="):
                assert part in (line["citation"] or part)
            assert bool(line["citation"]) == bool(own)
    for name in ("n", *recount.made_up([])):
        assert total[name] == sum(line[name] for line in lines)
    if query:
        cited = next(line["citation"] for line in lines if line["citation"])
        assert messages("en")(f"facet-{next(iter(query))}") in cited, "it says which records alone were counted"
    assert total["n"] == len(rows)
    workbook = client.get("/api/insight/glance", params={"f": "xlsx"})
    assert workbook.content[:2] == b"PK"


def test_each_topic_says_what_it_says_and_what_not(client: httpx.Client) -> None:
    """Two sentences of its own in each language, and an address that asks about districts is still about them."""
    seen = set()
    for lang in LANGUAGE_CODES:
        for query in ("", "topic=districts", "topic=gaps", "topic=siting", "topic=compare", *CELL_VIEWS):
            page = client.get(f"{'/en' if lang == 'en' else ''}/insight?{query}").text
            seen.add(page.split('id="says"')[1].split("</div></div>")[0])
    assert len(seen) == 2 * (5 + len(CELL_VIEWS))
    links = client.get("/insight").text.split('id="topics"')[1].split("</nav>")[0]
    assert "/insight/siting?within=city" in links
    assert "topic=siting" not in links, "one siting stands among the topics"
    assert 'id="districts"' in client.get("/insight?area=310112").text
    assert 'id="districts"' in client.get("/insight?measure=share").text
    assert 'id="glance"' in client.get("/insight?kind=poc").text
