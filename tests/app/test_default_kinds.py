"""The kinds that a map shows unasked: one constant, held equal to what the data say of each kind."""

import re

import httpx
import yaml

from app.pages.address.page_states import MAP_STATE
from app.platforms.values import DEFAULT_KINDS, KINDS
from app.resources import locate
from tests.support import recount


def test_the_default_kinds_are_those_of_the_data() -> None:
    kinds = yaml.safe_load((locate().data / "kinds.yaml").read_text("utf-8"))["kinds"]
    assert tuple(kind["code"] for kind in kinds if kind["default_visible"]) == DEFAULT_KINDS
    assert tuple(kind["code"] for kind in kinds) == KINDS
    assert MAP_STATE.kinds == DEFAULT_KINDS


def test_no_kind_is_no_record_on_pages_and_in_the_api_and_never_in_a_frame(client: httpx.Client) -> None:
    items = client.get("/api/collections/platforms/items?kind=none").json()
    assert (items["numberMatched"], items["features"]) == (0, [])
    page = client.get("/?kind=none").text
    assert "没有选择资源类型" in page
    assert "未收录" not in re.sub(r"<aside.*?</aside>", "", page, flags=re.DOTALL), "nothing is said of what there is"
    assert client.get("/en/insight?kind=none").status_code == 200
    frame = client.get("/embed/v1?kind=none").text
    assert "kind=none" in frame, "told to the web master"
    assert frame.count('class="card"') == len(recount.default_rows("poc"))


def test_records_named_by_id_are_of_any_kind_but_in_a_frame(client: httpx.Client) -> None:
    ids = "ids=sh-poc-015,sh-poc-052,sh-poc-009"
    count = "data-id="
    assert client.get(f"/panel?{ids}").text.count(count) == 3
    assert "hidden-kinds" not in client.get(f"/panel?{ids}").text, "all of them stand there"
    assert "hidden-kinds" in client.get(f"/panel?{ids}&kind=poc").text
    assert client.get(f"/panel?{ids}&kind=poc").text.count(count) == 1
    assert client.get(f"/embed/v1?{ids}").text.count(count) == 1
