"""What a card of the list says: the record's own field, its stages in words; and the switches of kinds above it."""

import re
from dataclasses import replace
from typing import Any

import httpx

from app.pages.address.location import Location
from app.pages.context import Context
from app.pages.home.facts import PAGE
from app.pages.record import card
from app.platforms.schemas import Platform
from app.settings import Settings
from frontend.messages import messages
from tests.support import recount
from tests.support.embed_vocabulary import VOCABULARY

ALL = {"kind": "poc,pilot,related", "district": "310113"}


def _cards(page: str) -> dict[str, str]:
    return {
        found[1]: found[0] for found in re.finditer(r'<article[^>]* data-id="([^"]+)".*?</article>', page, re.DOTALL)
    }


def test_a_record_outside_the_plan_shows_its_own_field(client: httpx.Client) -> None:
    rows = {row["id"]: row for row in recount.default_rows()}
    outside = {id: row["domains_other"] for id, row in rows.items() if not row["domains"]}
    cards: dict[str, str] = {}
    for number in range(1, len(rows) // PAGE + 2):
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
    for id, text in cards.items():
        stated = rows[id]["stages"]
        if not stated:
            assert "stage-cells" not in text
            continue
        names = [
            [say(f"stage-{code}") for code in ("initial", "lab", "market") if (code in stated) is has]
            for has in (True, False)
        ]
        heard = "已说明：" + "、".join(names[0]) + (f"；未说明：{'、'.join(names[1])}" if names[1] else "")
        assert f'<span class="sr-only">{heard}</span><span class="stage-cells" aria-hidden="true">' in text, id


def test_kinds_are_switches_with_their_number_under_the_filters(client: httpx.Client) -> None:
    rows = [row for row in recount.default_rows() if row["district_code"] == "310113"]
    page = client.get("/", params={"district": "310113"}).text
    for kind in ("poc", "pilot", "related"):
        n = sum(row["kind"] == kind for row in rows)
        label = page.split(f'for="f-kind-{kind}"')[1].split("</label>")[0]
        assert ("checked" in label) == (kind == "poc")
        assert messages("zh-CN")(f"n-kind-{kind}", n=n) in label
        assert ("另显示" in label) == (kind != "poc")


OTHERWISE: dict[str, Any] = {
    **{"kind": "pilot", "domains": ["ai"], "stages": ["lab"], "precision": "street", "lon": 121.5, "lat": 31.2},
    **{"district_code": "310112", "zone": "lingang", "source_date": "2015", "synthetic": True, "distance_m": 9_000.0},
    **{"domains_other": ["丙"], "services": ["prototype"], "service_phrases": ["丁"]},
}
"""Another value of a field than `RECORD` has; a text, where it is not named here."""
UNSTATED: dict[str, Any] = dict.fromkeys(Platform.model_fields)
RECORD = Platform.model_construct(None, **UNSTATED).model_copy(
    update={
        **{"id": "x", "kind": "poc", "name_zh": "甲", "name_en": "A", "precision": "park", "distance_m": 2_000.0},
        **{"domains": [], "domains_other": ["乙"], "stages": [], "source_date": "2024"},
    }
)


def _card(record: Platform, context: Context) -> str:
    return str(card.card(context, record, number=1))


def test_a_kept_card_follows_every_field_of_its_record_and_the_version_of_the_data() -> None:
    context = Context(
        Location("en", "/"), messages("en"), VOCABULARY, Settings(database_url=""), site="https://a.example"
    )
    others = [RECORD.model_copy(update={name: OTHERWISE.get(name, "另")}) for name in Platform.model_fields]
    newer = replace(context, vocabulary=replace(VOCABULARY, version=2, as_of="2030-01"))
    asked = [
        (RECORD, context),
        *((each, context) for each in others),
        (others[0], newer),
        *((e, newer) for e in others),
    ]
    kept = [_card(*each) for each in asked * 2][len(asked) :]
    for each, text in zip(asked, kept, strict=True):
        card.facts_kept.clear()
        assert text == _card(*each)
    assert len(set(kept)) > 20
