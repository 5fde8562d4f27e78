"""From the sign-in to the public page: a steward drafts, an editor reviews, and nobody gets in who does not belong."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import httpx
import psycopg
import pyotp
import pytest
from sqlalchemy import update

from app.city import CHINA_TIME
from app.database_url import libpq
from app.history.verify import verify
from app.imports.problems import fault
from app.settings import Settings
from app.stewardship import accounts, sessions
from app.stewardship.attempts import (
    LONGEST_ANYWHERE,
    OF_ACCOUNT,
    OF_ACCOUNT_ANYWHERE,
    TooManyAttemptsError,
    count_attempt,
    counted_by,
    forget,
)
from app.stewardship.models import SignInAttempt, UploadRow
from app.stewardship.uploads.kept import MOST_BYTES
from app.stewardship.uploads.verdict import Verdict, told
from app.store.writing import write_session
from tests.support.databases import Databases
from tests.support.forms import Form, form_of
from tests.support.server import running
from tests.support.stewards import MINHANG, OF_PUDONG, PASSWORD, PUDONG, accounts_of_every_role, csrf, signed_in
from tests.support.stored import stored

ITEM = f"/api/collections/platforms/items/{OF_PUDONG}"
EDIT = f"/en/steward/record/{OF_PUDONG}"


@pytest.fixture(scope="module")
def url(databases: Databases) -> str:
    url = databases.url("stewards")
    accounts_of_every_role(url)
    return url


@pytest.fixture(scope="module")
def site(url: str) -> Iterator[str]:
    with running(Settings(database_url=url)) as address:
        yield address


@pytest.fixture(scope="module")
def steward(site: str) -> Iterator[httpx.Client]:
    with signed_in(site, "steward") as browser:
        yield browser


@pytest.fixture(scope="module")
def editor(site: str) -> Iterator[httpx.Client]:
    with signed_in(site, "editor") as browser:
        yield browser


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


def test_a_change_goes_from_draft_to_review_to_the_public(
    steward: httpx.Client, editor: httpx.Client, site: str, url: str
) -> None:
    before = steward.get(ITEM).json()["properties"]
    wrong = steward.post(EDIT, data={**changed(steward, website="ftp://x", fund="yes"), "do": "submit"})
    assert wrong.status_code == 422
    assert "ftp://x" in wrong.text, "what was typed is kept"
    assert wrong.text.count("<li>") >= 2
    form = changed(steward, website="https://new.example/")
    form |= {
        "source.website": ["园区来函 <b>{{7*7}}</b>"],
        "source_date.website": ["2026-11"],
        "basis.website": ["source"],
    }
    # Nobody makes a record synthetic or another one by sending more fields than the form has.
    form |= {"f.synthetic": ["true"], "f.id": ["other"], "state": ["published"], "author": ["1"]}
    path = sent(steward, EDIT, form)
    assert steward.get(ITEM).json()["properties"] == before
    assert "https://new.example/" not in steward.get(f"/platform/{OF_PUDONG}").text
    assert decided(steward, path, "publish").status_code == 403
    page = editor.get(path)
    assert "https://new.example/" in page.text
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
    assert after["properties"] == {**before, "website": "https://new.example/"}
    with httpx.Client(base_url=site, trust_env=False) as public:
        text = public.get(f"/en/platform/{OF_PUDONG}").text.partition('id="history"')[2]
        [change, *_] = public.get(f"/api/platforms/{OF_PUDONG}/changes").json()["changes"]
        assert "https://new.example/" in public.get("/api/changes?f=atom").text
    assert "https://new.example/" in text
    assert "steward" not in text.replace("District steward", "")
    assert (change["institution"], change["reason"]) == ("机构 editor", "园区来函 12 号")
    assert change["fields"][0]["source_date"] == "2026-11"
    assert decided(editor, path, "publish").status_code == 409, "what is published is not published again"
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
    path = editor.post(EDIT, data={"csrf": csrf(log), "do": "restore", "change": str(first - 1)}).headers["location"]
    with signed_in(site, "second") as second:
        assert decided(second, path, "publish").status_code == 303
    assert editor.get(ITEM).json()["properties"][original["name"]] == original["old"]


def test_a_steward_of_another_district_sees_and_does_nothing_here(steward: httpx.Client, site: str) -> None:
    path = sent(steward, EDIT, changed(steward, website="https://draft.example/"), "save")
    with signed_in(site, "elsewhere") as other:
        assert other.get(EDIT).status_code == 403
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
    diff = steward.get(answer.headers["location"]).text.partition("<tbody>")[2].partition("</tbody>")[0]
    rows = [row for row in diff.split("<tr>") if "新平台" in row or "<ins>" in row]
    assert not [row for row in rows if "Not stated" in row.partition("<ins>")[2].partition("</ins>")[0]], "what it says"
    assert len(rows) >= len(stated) - 1
    with signed_in(site, "operator") as operator:
        assert operator.get("/en/steward/new").status_code == 403, "nobody types what may not be sent"


def test_sign_in_says_the_same_of_every_mistake_and_blocks_after_some(site: str, url: str) -> None:
    def tried(login: str, password: str) -> httpx.Response:
        with httpx.Client(base_url=site, trust_env=False) as browser:
            return browser.post("/en/steward/sign-in", data={"login": login, "password": password})

    known, unknown = tried("viewer", "wrong"), tried("nobody-at-all", "wrong")
    plain = [answer.text.replace("nobody-at-all", "viewer") for answer in (known, unknown)]
    assert (known.status_code, unknown.status_code, plain[0]) == (401, 401, plain[1])
    for _ in range(OF_ACCOUNT - 1):
        tried("viewer", "wrong")
        tried("nobody-at-all", "wrong")
    # A right password does not get in either, and an account that is none waits just the same.
    blocked = tried("viewer", PASSWORD), tried("nobody-at-all", PASSWORD)
    assert [answer.status_code for answer in blocked] == [429, 429]
    assert all(answer.headers.get("set-cookie") is None for answer in blocked)
    assert all(1 <= int(answer.headers["retry-after"]) <= 60 for answer in blocked)
    stored(url, "DELETE FROM sign_in_attempts")
    assert tried("VIEWER", PASSWORD).status_code == 303
    for next, where in (("https://evil.example", "/en/steward"), ("//evil.example/steward", "/en/steward")):
        with httpx.Client(base_url=site, trust_env=False) as browser:
            data = {"login": "viewer", "password": PASSWORD, "next": next}
            assert browser.post("/en/steward/sign-in", data=data).headers["location"] == where


def test_each_further_mistake_doubles_the_wait(url: str) -> None:
    now, waits = datetime.now(UTC), []
    for _ in range(OF_ACCOUNT + 3):
        with write_session(url) as connection:
            count_attempt(connection, "patient", "192.0.2.1", now)
        try:
            with write_session(url) as connection:
                count_attempt(connection, "patient", "192.0.2.1", now)
        except TooManyAttemptsError as error:
            waits.append(error.seconds // 60)
            now += timedelta(seconds=error.seconds + 1)
    assert waits[:3] == [1, 2, 4], waits
    stored(url, "DELETE FROM sign_in_attempts")


def test_nobody_locks_another_one_out_from_elsewhere(url: str) -> None:
    now = datetime.now(UTC)

    def count(network: str, at: datetime = now) -> int:
        with write_session(url) as connection:
            try:
                count_attempt(connection, "victim", network, at)
            except TooManyAttemptsError as error:
                return error.seconds
        return 0

    for _ in range(OF_ACCOUNT):
        assert count("198.51.100.1") == 0
    assert count("198.51.100.1") > 0
    assert count("192.0.2.1") == 0, "who sits elsewhere does not wait"
    # From very many networks at once an account is guessed at: then all wait, a few minutes at most.
    with write_session(url) as connection:
        row = SignInAttempt.key == counted_by("victim", "")[-1].key
        connection.execute(update(SignInAttempt).where(row).values(failures=OF_ACCOUNT_ANYWHERE + 20))
    assert count("203.0.113.1") == 0
    assert 0 < count("203.0.113.2") <= LONGEST_ANYWHERE.total_seconds() + 1
    later = now + LONGEST_ANYWHERE + timedelta(seconds=1)
    assert count("192.0.2.2", later) == 0, "the wait ends"
    with write_session(url) as connection:
        forget(connection, "victim")
    assert count("192.0.2.3", later) == 0, "a new password ends every wait"
    stored(url, "DELETE FROM sign_in_attempts")


def test_a_session_is_new_with_each_sign_in_idles_out_and_ends(site: str, url: str) -> None:
    with httpx.Client(base_url=site, trust_env=False, cookies={"servicemap-session": "chosen-by-another"}) as browser:
        answer = browser.post("/en/steward/sign-in", data={"login": "editor", "password": PASSWORD})
        cookie = answer.headers["set-cookie"]
        assert "chosen-by-another" not in cookie
        assert all(word in cookie for word in ("HttpOnly", "SameSite=lax", "Path=/"))
        token = cookie.split("=")[1].split(";")[0]
        assert token not in str(stored(url, "SELECT * FROM sessions"))
    with write_session(url) as connection:
        assert sessions.find(connection, token)
        assert sessions.find(connection, token, datetime.now(UTC) + timedelta(minutes=31)) is None
    with signed_in(site, "editor") as browser:
        page = browser.get("/en/steward")
        old = browser.cookies["servicemap-session"]
        browser.post("/en/steward/sign-out", data={"csrf": csrf(page)})
        browser.cookies.set("servicemap-session", old)
        assert browser.get("/en/steward").status_code == 303


def test_the_cookie_is_bound_to_https_but_on_this_machine(url: str) -> None:
    proxy = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "map.example"}
    data = {"login": "editor", "password": PASSWORD}
    settings = Settings(
        database_url=url,
        trusted_proxies=["127.0.0.1"],
        production=True,
        map_approval_number="x",
        public_url="https://map.example",
    )
    with running(settings) as site, httpx.Client(base_url=site, trust_env=False) as browser:
        assert browser.post("/steward/sign-in", data=data).status_code == 403
        cookie = browser.post("/steward/sign-in", data=data, headers=proxy).headers["set-cookie"]
    assert cookie.startswith("__Host-servicemap=")
    assert "Secure" in cookie
    assert "Domain" not in cookie


def test_a_code_is_needed_where_there_is_one_and_good_once(site: str, url: str) -> None:
    with write_session(url) as connection:
        accounts.add(connection, "coded", "viewer", "x", password=PASSWORD)
        address = accounts.new_totp(connection, "coded")
    found = pyotp.parse_uri(address)
    assert isinstance(found, pyotp.TOTP)
    code = found.now()
    statuses = []
    with httpx.Client(base_url=site, trust_env=False) as browser:
        for given in ("", code, code):
            data = {"login": "coded", "password": PASSWORD, "code": given}
            statuses.append(browser.post("/en/steward/sign-in", data=data).status_code)
    assert statuses == [401, 303, 401]


def test_a_first_password_is_changed_before_anything_else(site: str, url: str) -> None:
    with write_session(url) as connection:
        first = accounts.add(connection, "fresh", "viewer", "x")
    with httpx.Client(base_url=site, trust_env=False) as browser:
        browser.post("/en/steward/sign-in", data={"login": "fresh", "password": first})
        assert browser.get("/en/steward").headers["location"] == "/en/steward/account"
        page = browser.get("/en/steward/account")
        data = {"csrf": csrf(page), "current": first}
        for weak in (first, "short", "fresh-fresh-fresh", "aaaaaaaaaaaaaaa"):
            assert browser.post("/en/steward/account", data={**data, "password": weak}).status_code == 422
        assert (
            browser.post("/en/steward/account", data={**data, "current": "x", "password": PASSWORD}).status_code == 422
        )
        assert browser.post("/en/steward/account", data={**data, "password": PASSWORD}).status_code == 200
        assert browser.get("/en/steward").status_code == 200
        # A new first password signs out whoever had the old one, and one need not stay to sign out.
        with write_session(url) as connection:
            again = accounts.reset_password(connection, "fresh")
        assert browser.get("/en/steward").status_code == 303
        browser.post("/en/steward/sign-in", data={"login": "fresh", "password": again})
        out = browser.post("/en/steward/sign-out", data={"csrf": csrf(browser.get("/en/steward/account"))})
        assert out.headers["location"] == "/en/steward/sign-in"


def test_an_administrator_closes_no_account_of_their_own(site: str) -> None:
    with signed_in(site, "administrator") as browser:
        token = csrf(browser.get("/en/steward/accounts"))
        for login, status in (("ADMINISTRATOR", 403), ("a\x00b", 303), ("nobody-at-all", 303)):
            data = {"csrf": token, "login": login, "do": "close"}
            assert browser.post("/en/steward/accounts", data=data).status_code == status
        assert browser.get("/en/steward/accounts").status_code == 200


def test_anybody_corrects_without_an_account_and_the_right_steward_reads_it(
    steward: httpx.Client, site: str, url: str
) -> None:
    path = f"/en/platform/{OF_PUDONG}/correct"
    said = {"said": "电话换了 <script>{{7*7}}</script>", "contact": "a@b.example", "city": " shanghai "}
    with httpx.Client(base_url=site, trust_env=False) as public:
        assert f'href="{path}"' in public.get(f"/en/platform/{OF_PUDONG}").text
        assert public.get("/en/platform/nothing/correct").status_code == 404
        refused: tuple[tuple[dict[str, str], dict[str, str], int], ...] = (
            ({**said, "city": "Paris"}, {}, 422),
            ({**said, "said": " "}, {}, 422),
            ({**said, "contact": "a\u202eb"}, {}, 422),
            ({**said, "said": "x" * 300_000}, {}, 413),
            ({**said, "page": "javascript:alert(1)"}, {}, 422),
            (said, {"Origin": "https://evil.example"}, 422),
        )
        for fields, headers, status in refused:
            answer = public.post(path, data=fields, headers=headers)
            assert (answer.status_code, "Thank you" in answer.text) == (status, False)
        # What fills the field that nobody sees is thanked as well, and not kept.
        assert "Thank you" in public.post(path, data={**said, "homepage": "x"}).text
        assert stored(url, "SELECT count(*) FROM corrections") == [(0,)]
        # Two servers count as one.
        with running(Settings(database_url=url)) as other_site:
            sites = [site, other_site, site, other_site, site, other_site]
            answers = [httpx.post(f"{each}{path}", data=said, trust_env=False) for each in sites]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 3600
    queue = steward.get("/en/steward")
    assert queue.text.count("电话换了 &lt;script&gt;{{7*7}}&lt;/script&gt;") == 5
    with signed_in(site, "elsewhere") as other:
        assert "电话换了" not in other.get("/en/steward").text
        data = {"csrf": csrf(other.get("/en/steward")), "number": "1", "do": "taken"}
        assert other.post("/en/steward/correction", data=data).status_code == 403
    for do in ("taken", "refused"):
        number = str(stored(url, "SELECT min(id) FROM corrections WHERE state = 'open'")[0][0])
        steward.post("/en/steward/correction", data={"csrf": csrf(queue), "number": number, "do": do})
    assert stored(url, "SELECT state FROM corrections ORDER BY id LIMIT 3") == [("taken",), ("refused",), ("open",)]
    stored(url, "UPDATE corrections SET made_at = made_at - '91 days'::interval")
    steward.get("/en/steward")
    assert stored(url, "SELECT count(contact) FROM corrections") == [(0,)]


def test_a_file_is_taken_from_a_form_of_this_session_alone_and_up_to_its_limit(
    steward: httpx.Client, site: str, url: str
) -> None:
    path = "/en/steward/import"
    token = csrf(steward.get(path))
    file = {"file": ("示例.csv", b"id,name_zh", "text/csv")}
    for fields, headers in (({}, {}), ({"csrf": "x"}, {}), ({"csrf": token}, {"Origin": "https://evil.example"})):
        assert steward.post(path, data=fields, files=file, headers=headers).status_code == 403
    large = steward.post(path, data={"csrf": token}, files={"file": ("a.csv", b"x" * (MOST_BYTES + 100_000))})
    assert (large.status_code, "more than 32 MiB" in large.text) == (413, True)
    for name, content in (("a.exe", b"x"), ("a.csv", b""), ("", b"x")):
        answer = steward.post(path, data={"csrf": token}, files={"file": (name, content)})
        assert answer.status_code in (403, 422), name
    torn = {"Content-Type": "multipart/form-data; boundary=x"}
    assert steward.post(path, content=b"--x\r\nContent-Disposition: nonsense", headers=torn).status_code == 403
    assert stored(url, "SELECT count(*) FROM uploads") == [(0,)]
    stored(url, "INSERT INTO uploads (account, name, size, digest, how, state) SELECT id, '<i>.csv', 1, 'd', '{}', "
                "'broken' FROM accounts WHERE login = 'steward'")  # fmt: skip
    [(number,)] = stored(url, "SELECT id FROM uploads")
    assert steward.get(f"{path}/{number}").status_code == 200
    assert steward.get(f"{path}/{number}/faults.xlsx").status_code == 404
    whole = told([fault(0, "", "no-workbook", why="x")])
    for state, verdict, said, link in (
        ("refused", Verdict(bad=1, problems=1, said=whole), "What is wrong with the file", False),
        ("refused", Verdict(bad=1, problems=1, said=told([fault(2, "id", "missing")])), "1 row with a problem", True),
        ("checked", Verdict(), "no row below its heading", False),
        ("checked", Verdict(unchanged=1, rows=1), "listed as they are", False),
    ):
        with write_session(url) as connection:
            connection.execute(update(UploadRow).values(state=state, verdict=verdict.written()))
        page = steward.get(f"{path}/{number}").text
        assert (said in page, "faults.xlsx" in page) == (True, link), state
        assert "Correct the cell" not in page, "a file as a whole has no cell"
    with signed_in(site, "elsewhere") as other:
        assert other.get(f"{path}/{number}").status_code == 404
        data = {"csrf": csrf(other.get(path)), "do": "discard", "run": "0"}
        assert other.post(f"{path}/{number}", data=data).status_code == 404
        assert other.get(f"{path}/999999999999999").status_code == 404
    with signed_in(site, "auditor") as auditor:
        assert auditor.get(path).status_code == 403
        assert "&lt;i&gt;.csv" in auditor.get("/en/steward/log").text
