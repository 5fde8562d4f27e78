"""What a card of the list says: the record's own field, its stages in words; and the switches of kinds above it."""

import re

import httpx

from frontend.messages import messages
from tests.support import recount

ALL = {"kind": "poc,pilot,related", "district": "310113"}


def _cards(page: str) -> dict[str, str]:
    return {
        found[1]: found[0] for found in re.finditer(r'<article[^>]* data-id="([^"]+)".*?</article>', page, re.DOTALL)
    }


def test_a_record_outside_the_plan_shows_its_own_field(client: httpx.Client) -> None:
    rows = {row["id"]: row for row in recount.default_rows()}
    outside = {id: row["domains_other"] for id, row in rows.items() if not row["domains"]}
    cards: dict[str, str] = {}
    for number in (1, 2):
        cards |= _cards(client.get("/en/", params={"kind": ALL["kind"], "page": number}).text)
    assert len(cards) == len(rows)
    stated = {id: texts for id, texts in outside.items() if texts}
    assert len(stated) > 10
    for id, texts in stated.items():
        assert f'Other fields: <bdi lang="zh-CN">{"、".join(texts[:3])}</bdi>' in cards[id], id
    for id in outside.keys() - stated.keys():
        assert messages("en")("not-stated") in cards[id].split("Other fields: ")[1].split("</span>")[0], id
    for id in rows.keys() - outside.keys():
        assert "Other fields" not in cards[id]


def test_stages_are_read_as_one_sentence(client: httpx.Client) -> None:
    rows, say = {row["id"]: row for row in recount.default_rows()}, messages("zh-CN")
    cards = _cards(client.get("/", params=ALL).text)
    assert len(cards) > 5
    for id, card in cards.items():
        stated = rows[id]["stages"]
        if not stated:
            assert "stage-cells" not in card
            continue
        names = [
            [say(f"stage-{code}") for code in ("initial", "lab", "market") if (code in stated) is has]
            for has in (True, False)
        ]
        heard = "已说明：" + "、".join(names[0]) + (f"；未说明：{'、'.join(names[1])}" if names[1] else "")
        assert f'<span class="sr-only">{heard}</span><span class="stage-cells" aria-hidden="true">' in card, id


def test_kinds_are_switches_with_their_number_under_the_filters(client: httpx.Client) -> None:
    rows = [row for row in recount.default_rows() if row["district_code"] == "310113"]
    page = client.get("/", params={"district": "310113"}).text
    for kind in ("poc", "pilot", "related"):
        n = sum(row["kind"] == kind for row in rows)
        label = page.split(f'for="f-kind-{kind}"')[1].split("</label>")[0]
        assert ("checked" in label) == (kind == "poc")
        assert messages("zh-CN")(f"n-kind-{kind}", n=n) in label
        assert ("另显示" in label) == (kind != "poc")
