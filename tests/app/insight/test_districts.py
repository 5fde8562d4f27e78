"""Districts, what they are special in, and their gaps, beside plain counting and scipy."""

import re
from collections import Counter
from itertools import product

import httpx
import numpy as np
import pytest
from scipy.stats import binomtest, false_discovery_control, fisher_exact

from frontend.messages import messages
from tests.support import recount
from tests.support.insight import QUERIES, answered, matching
from tests.support.recount import Row

SYNTHETIC = messages("zh-CN")("brief-why-synthetic")


def _said_completely(row: Row, own: list[Row]) -> None:
    """The number of the records of a district with what it is made up of, its grade, a citation where there is one."""
    assert {name: row[name] for name in recount.made_up(own)} == recount.made_up(own), row["code"]
    if row["code"] is not None:
        assert row["grade"] == recount.grade(own, synthetic=row["why"] == SYNTHETIC)
        assert bool(row["citation"]) == (row["grade"] != "never")


@pytest.mark.parametrize("query", QUERIES, ids=str)
def test_districts_and_quotients_are_counted(
    counted_site: tuple[httpx.Client, list[Row]], query: dict[str, str]
) -> None:
    client, every = counted_site
    rows = matching(every, query)
    found = answered(client, "districts", focus="ic", **query)
    districts = client.get("/api/collections/districts/items").json()["features"]
    areas = {feature["id"]: feature["properties"]["area_km2"] for feature in districts}
    total = Counter(row["district_code"] for row in rows)
    named = Counter(row["district_code"] for row in rows if "ic" in row["domains"])
    placed = len(rows) - total[None]
    of_domain = sum(n for code, n in named.items() if code)
    features = client.get("/api/features").json()["features"]
    declared = {f["id"]: {domain["code"] for domain in f["properties"]["domains"]} for f in features}
    tables: list[list[list[int]]] = []
    assert len(found["rows"]) == 18
    assert sum(row["n"] for row in found["rows"][:-1]) == found["rows"][-1]["n"] == found["numberMatched"] == len(rows)
    for row in found["rows"][:-1]:
        code = row["code"]
        assert (row["n"], row["of_focus"]) == (total[code], named[code])
        assert row["share"] == pytest.approx(total[code] / len(rows) if rows else 0)
        _said_completely(row, [each for each in rows if each["district_code"] == code])
        if code is None:
            assert row["per_100km2"] is None
            continue
        assert row["per_100km2"] == pytest.approx(total[code] / areas[code] * 100)
        expected = total[code] * of_domain / placed if placed else 0
        assert row["expected"] == pytest.approx(expected)
        rest = placed - total[code] - of_domain + named[code]
        tables.append([[named[code], total[code] - named[code]], [of_domain - named[code], rest]])
        if expected:
            share = binomtest(named[code], total[code]).proportion_ci(method="exact")
            assert row["low"] == pytest.approx(share.low / of_domain * placed)
            assert row["high"] == pytest.approx(share.high / of_domain * placed)
            assert row["quotient"] == pytest.approx(named[code] / expected)
            assert row["high"] <= placed / of_domain * (1 + 1e-9)
    p = [fisher_exact(np.array(table))[1] for table in tables]
    judged = found["rows"][:16]
    assert [row["p"] for row in judged] == pytest.approx(p)
    assert [row["p_adjusted"] for row in judged] == pytest.approx(list(false_discovery_control(p)))
    for row in judged:
        is_few = row["of_focus"] < 3 and row["expected"] < 3
        clear = row["p_adjusted"] <= 0.05 and not is_few
        assert (row["verdict"] == "few") == is_few
        assert (row["verdict"] in ("agrees", "undeclared", "differs", "fewer")) == clear
        assert (row["share_grade"] == "never") == (not clear or not row["of_focus"] or row["why"] == SYNTHETIC)
        if clear:
            assert (row["verdict"] in ("agrees", "undeclared")) == (row["of_focus"] > row["expected"])
            assert (row["verdict"] in ("agrees", "differs")) == ("ic" in declared[row["code"]])
    if found["measure"] == "count":
        classed = Counter(found["classes"].values())
        assert [classed[i] for i in range(len(found["breaks"]))] == [each["n"] for each in found["breaks"]]


def test_the_real_data_say_what_was_found_by_hand(client: httpx.Client) -> None:
    rows = answered(client, "specialities")["rows"]
    by = {(row["code"], row["domain_code"]): row for row in rows}
    fengxian = by["310120", "ic-materials"]
    assert (fengxian["declared"], fengxian["n"], fengxian["verdict"]) == ("no", 3, "undeclared")
    assert fengxian["low"] > 1
    jiading = by["310114", "ic"]
    assert (jiading["declared"], jiading["n"], jiading["verdict"]) == ("yes", 3, "unclear")
    assert jiading["low"] > 1, "by itself the interval says more than 49 comparisons allow"
    page = client.get("/en/insight", params={"area": "310114"}).text
    assert "By itself the interval would say otherwise" in page
    assert all((row["verdict"] == "few") == (row["n"] < 3 and row["expected"] < 3) for row in rows)
    assert all(row["declared"] == "yes" for row in rows if row["verdict"] in ("agrees", "differs"))
    adjusted = list(false_discovery_control([row["p"] for row in rows]))
    assert [row["p_adjusted"] for row in rows] == pytest.approx(adjusted)
    declared_not_listed = [row for row in rows if row["declared"] == "yes" and row["n"] == 0]
    assert declared_not_listed
    one = answered(client, "specialities", district="310120")["rows"]
    of_it = [row for row in rows if row["code"] == "310120"]
    assert [row | {"citation": None} for row in one] == [row | {"citation": None} for row in of_it]
    assert all((row["citation"] is None) == (row["grade"] == "never") for row in rows)
    assert all((row["grade"] == "never") == (row["n"] == 0) for row in rows)
    made = f"涉及{fengxian['domain']}的 3 个（"
    assert made in fengxian["citation"]
    assert "区属写明 0、推断 3" in fengxian["citation"]
    assert fengxian["grade"] == "note"


def test_synthetic_data_produce_every_verdict(synthetic_client: httpx.Client) -> None:
    rows = answered(synthetic_client, "specialities")["rows"]
    assert {row["verdict"] for row in rows} == {"agrees", "differs", "undeclared", "fewer", "unclear", "few"}
    assert all(row["declared"] == "yes" for row in rows if row["verdict"] in ("agrees", "differs"))
    few = answered(synthetic_client, "specialities", kind="poc", stage="market", status="closed")["rows"]
    assert "few" in {row["verdict"] for row in few}


@pytest.mark.parametrize("query", [*QUERIES[:2], *QUERIES[-2:]], ids=str)
def test_gaps_are_counted(counted_site: tuple[httpx.Client, list[Row]], query: dict[str, str]) -> None:
    client, every = counted_site
    counted = answered(client, "gaps", **query)["rows"]
    found = {(r["code"], r["domain_code"], r["stage"]): r["n"] for r in counted}
    expected: Counter[tuple[str | None, str, str | None]] = Counter()
    rows = matching(every, query)
    for row in rows:
        for domain in row["domains"] or ["other"]:
            for stage in (None, *(row["stages"] or ["not-stated"])):
                expected[row["district_code"], domain, stage] += 1
    assert {key: n for key, n in found.items() if n} == dict(expected)
    behind: dict[tuple[str | None, str, str | None], list[Row]] = {}
    for row in rows:
        for domain, stage in product(row["domains"] or ["other"], (None, *(row["stages"] or ["not-stated"]))):
            behind.setdefault((row["district_code"], domain, stage), []).append(row)
    for cell in counted:
        made_up = recount.made_up(behind.get((cell["code"], cell["domain_code"], cell["stage"]), []), "district_basis")
        assert {name: cell[name] for name in made_up} == made_up
        if cell["stage"] is None and cell["code"] and cell["domain_code"] != "other":
            assert (cell["grade"] == "quote") <= (cell["n"] > 0 and not cell["inferred"])
            assert (cell["citation"] is not None) == (cell["grade"] != "never")
            if cell["citation"]:
                assert f"涉及{cell['domain']}的 {cell['n']} 个（" in cell["citation"]
                assert f"区属写明 {cell['n'] - cell['inferred']}、推断 {cell['inferred']}" in cell["citation"]
    assert len(found) == 16 * 17 * 5
    cells = sum(n for (_, _, stage), n in expected.items() if stage is None)
    text = client.get("/insight", params={"topic": "gaps", **{"kind": "poc,pilot,related", **query}}).text
    if len(every) < 1000:
        assert f"各格相加为 {cells}，记录为 {len(rows)} 个" in text
        assert "未说明所在区" in text
        assert messages("zh-CN")("domain-not-stated") in text
        one = client.get("/insight", params={"topic": "gaps", "area": "310115", "kind": "poc,pilot,related", **query})
        of_one = sum(n for (code, _, stage), n in expected.items() if stage is None and code == "310115")
        assert f"各格相加为 {of_one}，" in one.text
        quoted = {f"{r['code']}-{r['domain_code']}-{r['stage'] or 'all'}" for r in counted if r["citation"]}
        shown = set(re.findall(r'id="cite-(\d{6}-[^"]+)"', one.text))
        assert shown == {id for id in quoted if id.startswith("310115-")}, "each cell with the words to cite it"
