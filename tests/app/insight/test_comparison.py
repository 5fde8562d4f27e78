"""Areas beside one another."""

from collections import Counter

import httpx
import numpy as np
import pytest
from scipy.spatial.distance import cdist

from tests.support import recount
from tests.support.insight import INSIGHT, answered, located
from tests.support.recount import Row


def test_areas_are_compared(counted_site: tuple[httpx.Client, list[Row]]) -> None:
    client, every = counted_site
    found = answered(client, "comparison", compare="310112,zhangjiang")
    for row, name in zip(found["rows"], ("district_code", "zone"), strict=True):
        members = [r for r in every if r[name] == row["code"]]
        assert row["n"] == len(members)
        basis = "zone_basis" if name == "zone" else "district_basis"
        assert {name: row[name] for name in recount.made_up(members, basis)} == recount.made_up(members, basis)
        assert row["stated_stage"] == sum(bool(r["stages"]) for r in members)
        assert row["stated_voucher"] == sum(r["voucher"] is not None for r in members)
        assert row["stated_website"] == sum(r["website"] is not None for r in members)
        points = located(members)
        at = np.column_stack([points.geometry.x, points.geometry.y])
        between = cdist(at, at) + np.diag(np.full(len(at), np.inf))
        nearest = between.min(axis=1)
        assert row["shared"] == (nearest < 1e-6).sum()
        if 2 * row["shared"] >= len(at):
            assert row["nearest_m"] is None
        else:
            assert row["nearest_m"] == pytest.approx(np.median(nearest), abs=0.1)
        mix = Counter(domain for r in members for domain in r["domains"])
        assert {k: v for k, v in found["mix"][row["code"]]["domain"].items() if v and k != "other"} == dict(mix)


def test_a_median_of_shared_positions_is_withheld(client: httpx.Client) -> None:
    areas = [*(f["id"] for f in client.get("/api/collections/districts/items").json()["features"]), "zhangjiang"]
    withheld = set()
    for code in areas:
        row = answered(client, "comparison", compare=code)["rows"][0]
        if row["shared"] and 2 * row["shared"] >= row["located"]:
            withheld.add(code)
            assert row["nearest_m"] is None
        else:
            assert row["nearest_m"] != 0
    assert "zhangjiang" in withheld
    page = client.get("/en/insight", params={"topic": "compare", "compare": "310112,zhangjiang"}).text
    assert "share an approximate position" in page
    assert "0.0 km" not in page


def test_repeated_areas_are_compared_together(client: httpx.Client) -> None:
    both = client.get(f"{INSIGHT}/comparison?compare=310112&compare=zhangjiang").json()
    assert both == client.get(f"{INSIGHT}/comparison?compare=310112,zhangjiang").json()
    page = client.get("/en/insight?topic=compare&compare=310112&compare=zhangjiang").text
    assert page.count('aria-current="true"') >= 2
    assert 'id="comparison"' in page
    assert "compare=310112%2Czhangjiang" in page or "compare=310112,zhangjiang" in page


def test_one_area_or_an_unknown_one_gets_a_sentence(client: httpx.Client) -> None:
    page = client.get("/en/insight?topic=compare&compare=310115").text
    assert "Only Pudong is chosen" in page
    page = client.get("/en/insight?topic=compare&compare=310115,paris").text
    assert "Only Pudong is chosen" in page
    assert "paris" in page
    assert "is not known" in page
    page = client.get("/insight?topic=compare&compare=310115,310112,paris").text
    assert 'id="comparison"' in page
