"""From the sign-in to the public page: a steward drafts, an editor reviews, and nobody gets in who does not belong."""

import csv
import io
import re
import secrets
from datetime import datetime

import httpx
import openpyxl
import psycopg

from app.city import CHINA_TIME
from app.database_url import libpq
from app.history.verify import verify
from tests.support.forms import Form, form_of
from tests.support.stewards import MINHANG, OF_MINHANG, OF_PUDONG, PUDONG, csrf, signed_in
from tests.support.stored import stored

DATABASE = "stewards"
ITEM = f"/api/collections/platforms/items/{OF_PUDONG}"
EDIT = f"/en/steward/record/{OF_PUDONG}"


def sent(browser: httpx.Client, path: str, form: Form, do: str = "submit") -> str:
    """Send a form that is taken; the page that it leads to."""
    answer = browser.post(path, data={**form, "do": do})
    assert answer.status_code == 303, answer.text[:3000]
    return answer.headers["location"]


def decided(browser: httpx.Client, path: str, do: str, **more: str) -> httpx.Response:
    """Do something with a draft, as its page offers it."""
    page = browser.get(path)
    version = re.search(r'name="version" value="(\d+)"', page.text)
    data = {"csrf": csrf(page), "version": version[1] if version else "", "do": do, **more}
    return browser.post(path, data=data)


def changed(browser: httpx.Client, **fields: str) -> Form:
    """The form of the record with some fields changed."""
    form = form_of(browser.get(EDIT))
    return {**form, **{f"f.{name}": [value] for name, value in fields.items()}, "reason": ["园区来函"]}


def labelled(browser: httpx.Client, form: str) -> list[list[str]]:
    """The rows of the file of a district that people open, its heading first."""
    path = f"/api/downloads/platforms.{form}"
    content = browser.get(path, params={"columns": "labels", "lang": "en", "district": PUDONG}).content
    if form == "csv":
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    sheet = openpyxl.load_workbook(io.BytesIO(content), read_only=True).worksheets[0]
    return [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]


def test_a_change_goes_from_draft_to_review_to_the_public(
    steward: httpx.Client, editor: httpx.Client, site: str, url: str
) -> None:
    before = steward.get(ITEM).json()["properties"]
    wrong = steward.post(EDIT, data={**changed(steward, website="ftp://x", fund="yes"), "do": "submit"})
    assert wrong.status_code == 422
    assert "ftp://x" in wrong.text, "what was typed is kept"
    assert wrong.text.count("<li>") >= 2
    told = steward.post(EDIT, data={**changed(steward), "f.domains": ["nothing"], "reason": [""], "do": "submit"}).text
    for field in ("f-domains", "reason"):
        # The way to it, where the way leads, and what is read there.
        said = (f'href="#{field}"', f'id="{field}"', f'aria-describedby="{field}-fault"', f'id="{field}-fault"')
        assert [each in told for each in said] == [True] * 4, field
    # A name of its own: where the test is run again, an earlier run has published another one.
    new = f"https://{secrets.token_hex(4)}.example/"
    form = changed(steward, website=new)
    form |= {
        "source.website": ["园区来函 <b>{{7*7}}</b>"],
        "source_date.website": ["2026-11"],
        "basis.website": ["source"],
    }
    # Nobody makes a record synthetic or another one by sending more fields than the form has.
    form |= {"f.synthetic": ["true"], "f.id": ["other"], "state": ["published"], "author": ["1"]}
    path = sent(steward, EDIT, form)
    assert steward.get(ITEM).json()["properties"] == before
    assert new not in steward.get(f"/platform/{OF_PUDONG}").text
    assert decided(steward, path, "publish").status_code == 403
    page = editor.get(path)
    assert new in page.text
    assert "&lt;b&gt;{{7*7}}&lt;/b&gt;" in page.text
    of_field = {"comment.website": "哪一份来函？", "comment.address": "没有改"}
    assert decided(editor, path, "return", comment="请写明文号", **of_field).status_code == 303
    assert decided(editor, path, "publish").status_code == 409
    back = steward.get(EDIT)
    assert "请写明文号" in back.text
    row = back.text.partition('id="f-website"')[2].partition('class="edit-row')[0]
    assert ("哪一份来函？" in row, "没有改" in back.text) == (True, False), "a comment stands below its field"
    assert sent(steward, EDIT, {**form_of(back), "reason": ["园区来函 12 号"]}) == path
    assert decided(editor, path, "publish", version="1").status_code == 409, "another version was looked at"
    assert decided(editor, path, "publish").status_code == 303
    after = steward.get(ITEM).json()
    assert after["properties"] == {**before, "website": new}
    with httpx.Client(base_url=site, trust_env=False) as public:
        text = public.get(f"/en/platform/{OF_PUDONG}").text.partition('id="history"')[2]
        [change, *_] = public.get(f"/api/platforms/{OF_PUDONG}/changes").json()["changes"]
        assert new in public.get("/api/changes?f=atom").text
    assert new in text
    assert "steward" not in text.replace("District steward", "")
    assert (change["institution"], change["reason"]) == ("机构 editor", "园区来函 12 号")
    assert change["fields"][0]["source_date"] == "2026-11"
    late = decided(editor, path, "return", comment="请写明<页>", **{"comment.website": "第几页？"})
    assert late.status_code == 409, "what is published is not decided again"
    assert all(text in late.text for text in ("请写明&lt;页&gt;", "第几页？")), "what a reviewer typed is kept"
    with psycopg.connect(libpq(url)) as connection:
        verify(connection)


def test_what_cannot_be_stored_is_said_in_the_readers_language_and_reaches_no_history(steward: httpx.Client) -> None:
    for lang in ("", "/en"):
        path = f"{lang}/steward/record/{OF_PUDONG}"
        form = form_of(steward.get(path)) | {"f.lifecycle": ["gone"], "reason": ["x"], "do": ["save"]}
        wrong = steward.post(path, data=form)
        assert wrong.status_code == 422
        reasons = re.findall(r'<a href="#f-lifecycle">[^<]*</a> ([^<]+)<', wrong.text)
        assert reasons, wrong.text[:3000]
        assert (lang == "") == bool(re.search("[\u4e00-\u9fff]", reasons[0])), reasons
        assert re.search(r'<select id="f-lifecycle"[^>]* aria-invalid="true" aria-describedby="f-lifecycle-fault"',
                         wrong.text)  # fmt: skip
        assert 'id="f-lifecycle-fault"' in wrong.text
    assert re.search(r'<input id="f-name_zh"[^>]* maxlength="200"', wrong.text), "too large a form is lost as a whole"
    good = changed(steward, website="https://ground.example/")
    for fields in (
        {"source.website": ["a\x00b"]},
        {"source.website": ["园区\u202e来函"]},
        {"source_date.website": ["yesterday"]},
        {"basis.website": ["hearsay"]},
        {"reason": ["来函\u202e"]},
    ):
        refused = steward.post(EDIT, data={**good, **fields, "do": "save"})
        assert refused.status_code == 422, fields
        assert "https://ground.example/" in refused.text, "what was typed is kept"
    for do in ("submit", "save"):
        nothing = steward.post(EDIT, data={**changed(steward), "do": do})
        assert (nothing.status_code, "nothing was changed" in nothing.text) == (422, True), "nobody reviews nothing"
    data = {"csrf": csrf(steward.get("/en/steward")), "id": "a\x00b", "do": "confirm"}
    assert steward.post("/en/steward/confirm", data=data).status_code == 303, "there is no such record"


def test_nobody_publishes_their_own_change_where_two_persons_are_needed(editor: httpx.Client, site: str) -> None:
    form = changed(editor, website="https://own.example/")
    path = sent(editor, EDIT, form)
    assert 'value="publish"' not in editor.get(path).text
    assert decided(editor, path, "publish").status_code == 403
    with signed_in(site, "second") as second:
        assert 'value="publish"' in second.get(path).text
    assert decided(editor, path, "withdraw").status_code == 303


def test_two_who_change_the_same_choose_field_by_field_and_nothing_is_lost(
    steward: httpx.Client, editor: httpx.Client, site: str
) -> None:
    mine = changed(steward, website="https://mine.example/", address="我的地址")
    path = sent(steward, EDIT, mine)
    theirs = sent(editor, EDIT, changed(editor, website="https://theirs.example/", status_text="他的说法"))
    with signed_in(site, "second") as second:
        assert decided(second, theirs, "publish").status_code == 303
    # The form that was open meanwhile, the draft and the reviewer: none overwrites what was published.
    late = steward.post(EDIT, data={**mine, "do": "submit"})
    assert (late.status_code, "https://mine.example/" in late.text) == (409, True)
    assert decided(editor, path, "publish").status_code == 409
    # Nor does the form of the draft, which was filled from the revision before: one chooses there, too.
    assert sent(steward, EDIT, {**form_of(steward.get(EDIT)), "reason": ["园区来函"]}) == f"{path}/conflict"
    page = steward.get(f"{path}/conflict")
    for text in ("https://mine.example/", "https://theirs.example/"):
        assert text in page.text
    version, revision = (re.search(rf'name="{name}" value="(\d+)"', page.text)[1] for name in ("version", "revision"))  # type: ignore[index]
    data = {"csrf": csrf(page), "version": version, "revision": revision}
    assert steward.post(f"{path}/conflict", data=data).headers["location"].endswith("/conflict"), "nothing was chosen"
    steward.post(f"{path}/conflict", data={**data, "c.website": "mine"})
    assert sent(steward, EDIT, {**form_of(steward.get(EDIT)), "reason": ["合并"]}) == path
    assert decided(editor, path, "publish").status_code == 303
    properties = steward.get(ITEM).json()["properties"]
    found = (properties["website"], properties["address"], properties["status_text"])
    assert found == ("https://mine.example/", "我的地址", "他的说法")


def test_still_true_moves_a_date_that_the_public_sees_and_can_be_taken_back(steward: httpx.Client) -> None:
    page, month = f"/en/platform/{OF_PUDONG}", datetime.now(CHINA_TIME).strftime("%Y-%m")
    before, line = steward.get(ITEM).json()["properties"], "Confirmed by Pudong"
    assert "Not confirmed" in steward.get(page).text
    data = {"csrf": csrf(steward.get("/en/steward")), "id": OF_PUDONG}
    assert steward.post("/en/steward/confirm", data={**data, "do": "confirm"}).status_code == 303
    assert line in steward.get(page).text
    assert month[:4] in steward.get(page).text
    item = steward.get(ITEM).json()
    assert item["properties"] == before
    said = {"on": f"{datetime.now(CHINA_TIME).date()}", "role": "steward", "institution": "机构 steward"}
    assert item["confirmed"] == said
    for listed in ("/en/", "/en/panel", f"/en/card/{OF_PUDONG}", f"/en/district/{PUDONG}"):
        card = steward.get(listed).text.partition(f'data-id="{OF_PUDONG}"')[2].partition("</article>")[0]
        assert line in card, listed
    collection = steward.get(ITEM.rpartition("/")[0], params={"district": PUDONG, "limit": "100"}).json()
    assert {each["id"]: each["confirmed"] for each in collection["features"] if "confirmed" in each} == {
        OF_PUDONG: said
    }
    for form in ("csv", "xlsx"):
        cells = labelled(steward, form)
        [column] = [index for index, name in enumerate(cells[0]) if name == "Checked"]
        assert [row[column] for row in cells[1:] if row[column]] == [f"Confirmed by Pudong, {month}"], form
    assert "Undo" in steward.get("/en/steward").text
    steward.post("/en/steward/confirm", data={**data, "do": "undo"})
    undone = steward.get(page).text
    assert (line in undone, "Confirmation taken back" in undone) == (False, True)
    assert steward.get(ITEM).json()["confirmed"] is None
    assert "confirmed" not in steward.get(f"{ITEM}?as_of={datetime.now(CHINA_TIME).date()}").json()


def test_a_draft_that_cannot_be_merged_says_so_and_leads_nowhere(
    steward: httpx.Client, editor: httpx.Client, url: str
) -> None:
    path = sent(steward, EDIT, changed(steward, website="https://once.example/"))
    long = decided(editor, path, "return", comment="长" * 1001)
    assert (long.status_code, "长" * 1001 in long.text) == (422, True), "what was typed is kept"
    stored(url, "UPDATE drafts SET record = '{}', base = 0 WHERE id = (SELECT max(id) FROM drafts)")
    assert steward.get(f"{path}/conflict").headers["location"] == path
    page = steward.get(path)
    assert (f"{path}/conflict" in page.text, "withdraws it, or writes it anew" in page.text) == (False, True)
    assert decided(steward, path, "withdraw").status_code == 303


def test_what_a_record_said_before_is_proposed_as_a_new_revision(editor: httpx.Client, site: str) -> None:
    changes = editor.get(f"/api/platforms/{OF_PUDONG}/changes").json()["changes"]
    first = min(each["change"] for each in changes if each["fields"])
    original = next(each for each in changes if each["change"] == first)["fields"][0]
    log = editor.get("/en/steward/log", params={"platform": OF_PUDONG})
    assert "steward" in log.text
    back = {"csrf": csrf(log), "do": "restore", "change": str(first - 1)}
    mine = sent(editor, EDIT, changed(editor, address="写了一半的地址"), "save")
    asked = editor.post(EDIT, data=back)
    assert (asked.status_code, f'href="{mine}"' in asked.text) == (409, True), "one's own draft stays as it is"
    assert "写了一半的地址" in editor.get(mine).text
    assert editor.post(EDIT, data={**back, "instead": "1.1"}).status_code == 409, "no other draft than that one"
    path = sent(editor, EDIT, form_of(asked, "instead"), "restore")
    assert editor.post(EDIT, data=back).headers["location"] == path, "pressed twice"
    assert all(text in editor.get(mine).text for text in ("写了一半的地址", "Withdrawn")), "and can be read on"
    with signed_in(site, "second") as second:
        assert decided(second, path, "publish").status_code == 303
    assert editor.get(ITEM).json()["properties"][original["name"]] == original["old"]


def test_a_confirmation_is_no_fact_that_was_set_back(site: str) -> None:
    with signed_in(site, "second") as other:
        data = {"csrf": csrf(other.get("/en/steward")), "id": OF_MINHANG, "do": "confirm"}
        assert other.post("/en/steward/confirm", data=data).status_code == 303
        [note] = other.get(f"/api/platforms/{OF_MINHANG}/diff").json()["notes"]
    assert ("没有不同" in note, "改回" in note) == (True, False)


def test_a_steward_of_another_district_sees_and_does_nothing_here(steward: httpx.Client, site: str) -> None:
    path = sent(steward, EDIT, changed(steward, website="https://draft.example/"), "save")
    with signed_in(site, "elsewhere") as other:
        refused = other.get(EDIT.removeprefix("/en"))
        assert (refused.status_code, "不归您管" in refused.text) == (403, True), "a reason in the reader's language"
        assert other.get(path).status_code == 404, "numbers of drafts tell nothing"
        token = csrf(other.get("/en/steward"))
        data = {"csrf": token, "id": OF_PUDONG, "do": "confirm"}
        assert other.post("/en/steward/confirm", data=data).status_code == 403
    given_away = changed(steward, district_code=MINHANG, status_text="移交闵行")
    refused = steward.post(EDIT, data={**given_away, "do": "submit"})
    assert (refused.status_code, "移交闵行" in refused.text) == (422, True), "what was typed is kept"
    assert 'href="#f-district_code"' in refused.text
    assert decided(steward, path, "withdraw").status_code == 303
    page = steward.get("/en/steward/new")
    new = form_of(page)
    assert new["f.district_code"] == ["310115"]
    assert '<option value="园区">park</option>' in page.text, "an English page names kinds of operators in English"
    stated = {"id": "a-new-one", "name_zh": "新平台", "name_en": "New", "kind": "poc", "lifecycle": "planned"}
    stated |= {"status_text": "规划中", "summary_zh": "概述", "source_title": "来函", "source_kind": "media"}
    stated |= {"confidence": "low", "district_basis": "source"}
    new = {**new, **{f"f.{name}": [value] for name, value in stated.items()}, "reason": ["新建"], "do": ["submit"]}
    for code, status in ((MINHANG, 422), (PUDONG, 303)):
        answer = steward.post("/en/steward/new", data={**new, "f.district_code": [code]})
        assert answer.status_code == status, code
    pressed_twice = steward.post("/en/steward/new", data={**new, "f.district_code": [PUDONG]})
    assert pressed_twice.headers["location"] == answer.headers["location"], "one open draft of an author"
    another = steward.post("/en/steward/new", data={**new, "f.district_code": [PUDONG], "f.name_zh": ["另一个"]})
    assert (another.status_code, "a draft with this identifier already" in another.text) == (422, True)
    assert 'aria-describedby="f-id-fault"' in another.text
    diff = steward.get(answer.headers["location"]).text.partition("<tbody>")[2].partition("</tbody>")[0]
    rows = [row for row in diff.split("<tr>") if "新平台" in row or "<ins>" in row]
    assert not [row for row in rows if "Not stated" in row.partition("<ins>")[2].partition("</ins>")[0]], "what it says"
    assert len(rows) >= len(stated) - 1
    with signed_in(site, "operator") as operator:
        assert operator.get("/en/steward/new").status_code == 403, "nobody types what may not be sent"
