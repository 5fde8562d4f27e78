"""Milestones and evaluations: drafted, reviewed and logged as other facts; the public sees those that are marked so."""

import json
import re
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from pathlib import Path

import httpx
import psycopg

from app.database_url import libpq
from app.history.verify import verify
from app.main import create_app
from app.settings import Settings
from app.web.policy import OPEN, PUBLIC, policy_of, routes_of
from tests.support.forms import Form, form_of
from tests.support.stewards import OF_PUDONG, csrf, key, signed_in
from tests.support.stored import stored

DATABASE = "progress"
FORM, ITEM = f"/en/steward/record/{OF_PUDONG}/progress", f"/api/collections/platforms/items/{OF_PUDONG}"
PAGE = f"/en/platform/{OF_PUDONG}"
SECRET = "不公开的一句"  # noqa: S105
PARAMETERS = {
    **{"id": OF_PUDONG, "code": "310115", "collection": "platforms", "collection_id": "platforms"},
    **{"name": "platforms", "z": "10", "x": "857", "y": "418"},
}
PICTURES = ("/api/basemap", "/api/share.png", "/tiles", "/api/collections/{collection}/map")
PRESSED = 6
"""So often a button is pressed at once."""
OPENED = "milestones.0.title"


def filled(browser: httpx.Client, **fields: str) -> Form:
    """The form with some fields filled in; `milestones_0_title` is the title of the first milestone."""
    typed = {re.sub(r"_(\d+)_", r".\1.", name): [value] for name, value in fields.items()}
    return {**form_of(browser.get(FORM), OPENED), "reason": ["年度计划"], **typed, "do": ["submit"]}


def published(editor: httpx.Client, path: str) -> int:
    page = editor.get(path)
    version = re.search(r'name="version" value="(\d+)"', page.text)
    data = {"csrf": csrf(page), "version": version[1] if version else "", "do": "publish"}
    return editor.post(path, data=data).status_code


def test_nothing_is_made_up_and_the_page_says_so(client: httpx.Client, real_url: str) -> None:
    assert stored(real_url, "SELECT count(*) FROM platform_progress") == [(0,)]
    section = client.get(PAGE).text.partition('id="progress"')[2].partition("</section>")[0]
    assert section.count("Not stated") == 2
    item = client.get(ITEM).json()
    assert (item["milestones"], item["evaluations"]) == (None, None)


def test_what_is_marked_becomes_public_and_nothing_else(
    steward: httpx.Client, editor: httpx.Client, site: str, url: str
) -> None:
    typed = {
        **{"milestones_0_title": "中试线 <b>{{7*7}}</b>", "milestones_0_due": "2026-13", "milestones_0_public": "yes"},
        **{"milestones_0_note": SECRET, "evaluations_0_period": "2025", "evaluations_0_public": "yes"},
    }
    for lang, words in (("en", "is no date"), ("zh", "必填，未填")):
        path = FORM if lang == "en" else FORM.removeprefix("/en")
        wrong = steward.post(path, data=filled(steward, **typed))
        assert (wrong.status_code, words in wrong.text) == (422, True), wrong.text
        # All at once: the day, source and its date of the milestone; result, source and date of the evaluation.
        assert wrong.text.count('aria-invalid="true"') == 6
        assert "中试线 &lt;b&gt;{{7*7}}&lt;/b&gt;" in wrong.text, "what was typed is kept"
    assert "turns the direction" in steward.post(FORM, data=filled(steward, milestones_0_title="a\u202eb")).text
    more = steward.post(FORM, data={**filled(steward, milestones_0_title=SECRET), "do": ["more"]})
    assert (SECRET in more.text, more.text.count("<fieldset")) == (True, 7)
    typed |= {"milestones_0_due": "2026-12", "milestones_0_source": "市科委通知", "milestones_0_source_date": "2026-03"}
    typed |= {"evaluations_0_result": "良好", "evaluations_0_source": "评估报告", "evaluations_0_date": "2026-02-01"}
    path = steward.post(FORM, data=filled(steward, **typed)).headers["location"]
    kept = form_of(steward.get(FORM), OPENED)
    hidden = {"milestones.1.title": [SECRET], "milestones.1.state": ["late"], "evaluations.1.period": [SECRET]}
    again = steward.post(FORM, data={**kept, **hidden, "evaluations.1.result": [SECRET], "do": ["submit"]})
    assert again.headers["location"] == path, "one's own open draft is written anew"
    before = httpx.get(site + ITEM, trust_env=False)
    assert (before.json()["milestones"], SECRET in before.text) == (None, False), "nothing is public before the review"
    assert published(steward, path) == 403
    page = unescape(editor.get(path).text)
    assert page.count(SECRET) == 4
    assert re.search(rf"Note \(never public\)</small>\s*<bdi>{SECRET}</bdi>", page), "also of a row that is public"
    assert "市科委通知" in page
    assert published(editor, path) == 303
    after = httpx.get(site + ITEM, trust_env=False).json()
    milestone = {"title": "中试线 <b>{{7*7}}</b>", "due": "2026-12", "state": "planned", "source": "市科委通知"}
    assert after["milestones"] == [{**milestone, "source_date": "2026-03"}]
    evaluation = {"period": "2025", "result": "良好", "source": "评估报告", "date": "2026-02-01"}
    assert after["evaluations"] == [evaluation]
    assert after["properties"] == before.json()["properties"]
    section = httpx.get(site + PAGE, trust_env=False).text.partition('id="progress"')[2].partition("</section>")[0]
    for text in (
        "中试线 &lt;b&gt;{{7*7}}&lt;/b&gt;",
        "2026-12",
        "市科委通知",
        "2026-03",
        "良好",
        "评估报告",
        "2026-02-01",
    ):
        assert text in section
    # No fact of the record changed: who read it before may still write it.
    headers = {**key(url, "editor", "draft"), "If-Match": before.headers["etag"]}
    headers["Content-Type"] = "application/merge-patch+json"
    change = {"properties": {"website": "https://after.example/"}}
    assert httpx.patch(site + ITEM, json=change, headers=headers, trust_env=False).status_code == 202
    log = editor.get(f"/en/steward/log?platform={OF_PUDONG}").text
    assert "Milestones or evaluations" in log
    assert "2 entries" in log
    with signed_in(site, "auditor") as auditor:
        assert SECRET in auditor.get("/steward/log.jsonl").text
    with psycopg.connect(libpq(url)) as connection:
        verify(connection)


def public_addresses() -> list[str]:
    """Every address that anybody may read, its parameters filled in; of two languages one, and no computed figures."""
    app = create_app(Settings(database_url="postgresql+psycopg://nobody@/none"))
    paths = [path for path, methods, each in routes_of(app) if policy_of(each) in (PUBLIC, OPEN) and "GET" in methods]
    told = [path for path in paths if not path.startswith(("/en/", "/insight", "/api/insight", *PICTURES))]
    return [re.sub(r"{(\w+)(:\w+)?}", lambda found: PARAMETERS.get(found[1], OF_PUDONG), path) for path in told]


def test_one_query_of_the_public_alone_knows_the_table() -> None:
    """Files that are compressed cannot be searched: who names the table is as good to know."""
    named = {str(path) for path in Path("app").rglob("*.py") if "PlatformProgress" in path.read_text("utf-8")}
    assert named == {
        "app/database_rights.py",
        "app/platforms/models.py",
        "app/platforms/progress.py",
        "app/stewardship/progress.py",
    }


def test_no_public_address_tells_what_is_not_public(site: str, url: str) -> None:
    assert SECRET in str(stored(url, "SELECT milestones FROM platform_progress"))
    tried = 0
    escaped = json.dumps(SECRET)[1:-1]
    with httpx.Client(base_url=site, trust_env=False, timeout=60) as stranger:
        for path in public_addresses():
            answer = stranger.get(path)
            assert SECRET not in answer.text, path
            assert escaped not in answer.text, path
            tried += answer.status_code == 200
        changes = stranger.get(f"/api/platforms/{OF_PUDONG}/changes").text
        for path in ("/api/changes", "/api/changes?f=atom", "/api/changes/digest?since=2020-01-01", "/insight/digest"):
            assert SECRET not in stranger.get(path).text, path
    assert "evaluations" not in changes
    assert tried > 40, "most addresses have an answer"


def test_each_keeps_to_their_own_and_two_at_once_lose_nothing(
    steward: httpx.Client, editor: httpx.Client, site: str, url: str
) -> None:
    with signed_in(site, "elsewhere") as other:
        assert other.get(FORM).status_code == 403
        assert other.post(FORM, data={"csrf": csrf(other.get("/en/steward"))}).status_code == 403
    mine = filled(steward, milestones_0_title="我的")
    theirs = editor.post(FORM, data=filled(editor, milestones_0_title="他的")).headers["location"]
    with ThreadPoolExecutor(PRESSED) as presses:
        answers = list(presses.map(lambda _: steward.post(FORM, data=mine), range(PRESSED)))
    [path] = [each.headers["location"] for each in answers if each.status_code == 303]
    assert [each.status_code for each in answers].count(409) == PRESSED - 1, "one open draft of an author"
    # The form of the record knows nothing of it, and the other way round.
    assert "我的" not in steward.get(f"/en/steward/record/{OF_PUDONG}").text
    api = {**key(url, "steward", "draft"), "If-Match": httpx.get(site + ITEM, trust_env=False).headers["etag"]}
    website = {"properties": {"website": "https://progress.example/"}}
    drafted = httpx.patch(site + ITEM, json=website, headers=api, trust_env=False)
    assert drafted.status_code == 202, "nor do programs take it for a draft of the record"
    assert f"/{drafted.json()['draft']}" not in path
    same = httpx.patch(site + ITEM, json={"properties": {"website": None}}, headers=api, trust_env=False)
    assert same.status_code == 204, "what one proposes no more is withdrawn, and nothing else"
    with signed_in(site, "second") as second:
        assert published(second, theirs) == 303
        assert "Others published" in second.get(path).text
        assert published(second, path) == 409
        assert second.get(f"{path}/conflict").headers["location"] == path.replace("/conflict", "")
    late = steward.post(FORM, data=mine)
    assert (late.status_code, "我的" in late.text) == (409, True), "what was typed is kept"
    anew = steward.post(FORM, data={**form_of(late, OPENED), "do": ["submit"]})
    assert anew.headers["location"] == path, "and is sent once more by somebody who saw both"
    assert published(editor, path) == 303
    assert httpx.get(site + ITEM, trust_env=False).json()["milestones"][0]["title"] == "我的"
    gone = {f"{name}.{number}.gone": ["yes"] for name in ("milestones", "evaluations") for number in range(3)}
    path = steward.post(FORM, data={**filled(steward), **gone}).headers["location"]
    assert published(editor, path) == 303
    assert httpx.get(site + ITEM, trust_env=False).json()["milestones"] is None
