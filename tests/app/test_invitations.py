"""An operator without an account confirms or corrects one record by a link that is good once."""

import re
from collections.abc import Iterator
from datetime import datetime

import httpx
import psycopg
import pytest

from app.city import CHINA_TIME
from app.database_url import libpq
from app.history.verify import verify
from app.settings import Settings
from app.stewardship.attempts import OF_LINKS
from app.stewardship.invitations import USUAL_DAYS
from tests.support.forms import Form, form_of
from tests.support.server import running
from tests.support.stewards import OF_PUDONG, csrf, key, signed_in
from tests.support.stored import stored

DATABASE = "invitations"
INVITE = f"/en/steward/record/{OF_PUDONG}/invite"
NUMBER, MASKED = "13912345678", "139****5678"
LINK = re.compile(r'<input[^>]* value="https?://[^/"]+(/en/confirm/[^"]+)"')


@pytest.fixture(scope="module")
def operator(site: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=site, trust_env=False, timeout=60) as browser:
        yield browser


def link_of(steward: httpx.Client, **fields: str) -> str:
    """A new link, as the steward's page shows it once."""
    token = csrf(steward.get(INVITE))
    made = steward.post(INVITE, data={"csrf": token, "do": "invite", "days": "7", **fields}, follow_redirects=True)
    found = LINK.search(made.text)
    assert found, made.text[:3000]
    assert found[1] not in steward.get(INVITE).text, "it is shown once"
    return found[1]


def filled(page: httpx.Response, **fields: str) -> Form:
    return {**form_of(page, "f.website"), **{f"f.{name}": [value] for name, value in fields.items()}}


def test_the_operator_confirms_once_and_the_public_reads_by_whom(
    steward: httpx.Client, operator: httpx.Client, site: str, url: str
) -> None:
    link = link_of(steward)
    for _ in range(3):
        page = operator.get(link)
        assert page.status_code == 200, "looking uses nothing up"
    [(name,)] = stored(url, f"SELECT name_en FROM platforms WHERE id = '{OF_PUDONG}'")  # noqa: S608
    assert f"<h1><bdi>{name}</bdi></h1>" in page.text, "an English page names it in English"
    assert f"{name}</bdi></a>" in steward.get(INVITE).text, "and so does the one that makes the link"
    assert page.headers["cache-control"] == "private, no-store, no-transform"
    assert (page.headers["referrer-policy"], page.headers["x-robots-tag"]) == ("strict-origin", "noindex, nofollow")
    assert link.rpartition("/")[2] not in str(stored(url, "SELECT token FROM invitations")), "a digest is kept"
    thanks = operator.post(link, data={**filled(page), "do": "confirm"}, follow_redirects=True)
    month = f"{datetime.now(CHINA_TIME):%Y-%m}"
    assert (thanks.status_code, f"Confirmed by the operator, {month}" in thanks.text) == (200, True), thanks.text[:2000]
    assert f"Confirmed by the operator, {month}" in operator.get(f"/en/platform/{OF_PUDONG}").text
    again = operator.post(link, data={**filled(page), "do": "confirm"})
    assert (again.status_code, "was used" in again.text) == (410, True)
    assert operator.get(link).status_code == 410
    assert "Confirmed by the operator" in steward.get(INVITE).text
    with signed_in(site, "auditor") as auditor:
        assert "承办方确认链接 1 号" in auditor.get("/steward/log").text
    [(who, role, institution)] = stored(url, "SELECT who, role, institution FROM changes WHERE action = 'confirm'")
    assert (who.startswith("invitation "), role, institution) == (True, "operator", "")
    with psycopg.connect(libpq(url)) as connection:
        verify(connection)


def test_a_remark_alone_reaches_whoever_keeps_the_record(
    steward: httpx.Client, operator: httpx.Client, url: str
) -> None:
    link = link_of(steward)
    form = filled(operator.get(link)) | {"remark": ["电话已停用"]}
    confirmed = operator.post(link, data={**form, "do": "confirm"})
    assert (confirmed.status_code, "电话已停用" in confirmed.text) == (422, True), "what was written is not lost"
    number = operator.post(
        link, data={**form, "do": "propose", "revision": ["9" * 5000], "f.website": ["https://x.example/"]}
    )
    assert number.status_code == 409, "a number of any length is a number"
    turned = operator.post(link, data={**form, "remark": "a\u202eb", "do": "propose"}).text
    told = ('<a href="#remark">', 'aria-describedby="remark-fault"', 'id="remark-fault"')
    assert [each in turned for each in told] == [True] * 3, "the way to the field, and why at it"
    sent = operator.post(link, data={**form, "do": "propose"}, follow_redirects=True)
    assert (sent.status_code, "reads it now" in sent.text) == (200, True), sent.text[:2000]
    assert "电话已停用" in steward.get("/en/steward").text
    assert stored(url, "SELECT count(*) FROM corrections WHERE said LIKE '%电话已停用'") == [(1,)]
    assert operator.post(link, data={**form, "do": "propose"}).status_code == 410


def test_what_the_operator_changes_is_reviewed_and_never_public_at_once(
    steward: httpx.Client, operator: httpx.Client, site: str
) -> None:
    link = link_of(steward)
    page = operator.get(link)
    nothing = operator.post(link, data={**filled(page), "do": "propose"})
    assert (nothing.status_code, "Nothing was changed" in nothing.text) == (422, True)
    facts = {"website": "https://operator.example/", "lifecycle": "operating", "lifecycle_date": "2026-03"}
    form = filled(page, **facts) | {
        "f.id": ["x"],
        "f.name_zh": ["别的"],
        "remark": ["新站"],
    }
    both = operator.post(link, data={**form, "do": "confirm"})
    assert (both.status_code, "https://operator.example/" in both.text) == (422, True), "what was typed is kept"
    wrong = operator.post(link, data={**form, "f.website": ["ftp://x"], "do": "propose"})
    assert (wrong.status_code, "ftp://x" in wrong.text) == (422, True)
    stale = operator.post(link, data={**form, "revision": ["0"], "do": "propose"})
    assert (stale.status_code, "https://operator.example/" in stale.text) == (409, True)
    elsewhere = operator.post(link, data={**form, "do": "propose"}, headers={"Origin": "https://evil.example"})
    assert elsewhere.status_code == 403
    sent = operator.post(link, data={**form, "do": "propose"}, follow_redirects=True)
    assert (sent.status_code, "reviewed now" in sent.text) == (200, True), sent.text[:2000]
    assert "operator.example" not in operator.get(f"/en/platform/{OF_PUDONG}").text
    form_of_steward = steward.get(f"/en/steward/record/{OF_PUDONG}").text
    for words in ("The operator, by a link of", "proposed 3 changes", "新站", "The operator proposes:"):
        assert words in form_of_steward, words
    assert 'name="draft" value="0"' in form_of_steward, "the steward has no draft of their own"
    assert 'value="https://operator.example/"' not in form_of_steward, "the operator's words stay apart"
    with signed_in(site, "editor") as editor:
        queue = editor.get("/en/steward").text
        assert "The operator, by a link of" in queue
        path = re.findall(r'href="(/en/steward/draft/\d+)"', queue)[-1]
        draft = editor.get(path)
        assert "3 facts changed" in draft.text, "an operator changes what is offered, and nothing else"
        published = editor.post(path, data={"csrf": csrf(draft), "version": "1", "do": "publish"})
        assert published.status_code == 303
    text = operator.get(f"/en/platform/{OF_PUDONG}").text
    life = text.partition('id="life-cycle"')[2].partition("</section>")[0]
    assert re.findall(r"<time[^>]*>([^<]*)</time> <b>([^<]*)</b>", life) == [
        ("2025", "Under construction"),
        ("2026-03", "Operating"),
    ]
    assert "Told by the operator" in life.rpartition("<li>")[2], "each step has its own source"
    history = text.partition('id="history"')[2]
    assert "operator.example" in history
    assert "Told by the operator by a link 新站" in history


def test_a_program_makes_links_as_the_page_does_and_with_no_other_rights(
    operator: httpx.Client, url: str, steward: httpx.Client
) -> None:
    path, own = f"/api/platforms/{OF_PUDONG}/invitations", key(url, "steward", "invite")
    made = operator.post(path, json={"days": 7}, headers=own)
    assert (made.status_code, made.headers["cache-control"]) == (201, "private, no-store, no-transform")
    link = made.json()["links"]["en"]
    assert operator.get(link).status_code == 200
    listed = operator.get(path, headers=own).json()["invitations"]
    assert (listed[0]["state"], listed[0]["number"]) == ("open", made.json()["number"])
    assert link.rpartition("/")[2] not in str(listed), "it is shown once"
    assert operator.delete(path, headers=own).status_code == 204
    assert operator.get(link).status_code == 410
    for document, pointer in (({"days": 8}, "/days"), ({"days": True}, "/days"), ({"day": 7}, "/day"), ([], "")):
        refused = operator.post(path, json=document, headers=own)
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, pointer)
    assert operator.post(path, content=b"{}", headers=own).status_code == 400
    for login, scope, status in (("elsewhere", "invite", 403), ("steward", "draft", 403), ("editor", "invite", 201)):
        answer = operator.post(path, json={}, headers=key(url, login, scope))
        assert answer.status_code == status, login
    assert operator.post("/api/platforms/nothing/invitations", json={}, headers=own).status_code == 404
    assert operator.post(path, json={}).status_code == 401


def test_a_mobile_number_is_public_while_its_holder_agrees_and_nowhere_else(
    steward: httpx.Client, operator: httpx.Client, site: str, url: str
) -> None:
    contact, page = f"{link_of(steward)}/contact", f"/en/platform/{OF_PUDONG}"
    item = f"/api/collections/platforms/items/{OF_PUDONG}"
    form = {"mobile": "+86 139-1234-5678", "do": "record"}
    refused = operator.post(contact, data={**form, "mobile": "1234"})
    assert refused.status_code == 422
    assert all(said in refused.text for said in ("autofocus", 'href="#f-mobile"', 'href="#f-agreed"', 'value="1234"'))
    ticked = operator.post(contact, data={**form, "mobile": "1234", "agreed": "yes"}).text
    assert ('value="yes" checked' in ticked, "Mobile number: this is no mobile" in ticked) == (True, True)
    assert NUMBER not in operator.get(page).text
    done = operator.post(contact, data={**form, "agreed": "yes"})
    assert "is public now" in operator.get(done.headers["location"]).text, "going back to it sends nothing twice"
    assert operator.get(contact).status_code == 200, "it does not use the link up"
    assert f'href="tel:+86{NUMBER}"' in operator.get(page).text
    assert operator.get(item).json()["public_mobile"] == NUMBER
    # What is asked for as a file for people has it, and a file for import has not.
    files = ("/api/downloads/platforms.csv?columns=labels&lang=en", "/api/collections/platforms/items?f=csv")
    assert [NUMBER in operator.get(each).text for each in files] == [True, False]
    history = operator.get(f"{page}/history").text
    assert (MASKED in history, NUMBER in history) == (True, False)
    with signed_in(site, "elsewhere") as other:
        token = csrf(other.get("/en/steward"))
        answer = other.post(
            f"/en/steward/record/{OF_PUDONG}/contact", data={"csrf": token, "do": "take-back", "ground": "x"}
        )
        assert answer.status_code == 403
    own = f"/en/steward/record/{OF_PUDONG}/contact"
    shown = steward.get(own)
    assert MASKED in shown.text
    taken = {"csrf": csrf(shown), "do": "take-back"}
    assert steward.post(own, data=taken).status_code == 422, "a ground is needed"
    done = steward.post(own, data={**taken, "ground": "来电 13700001111"})
    assert "is not public any more" in steward.get(done.headers["location"]).text
    again = steward.post(own, data={**taken, "ground": "第二个窗口"})
    assert again.headers["location"] == done.headers["location"], "another window finds it as it was wanted"
    assert "is public now" not in steward.get(f"{own}?done=recorded").text, "what an address says is looked at"
    assert NUMBER not in operator.get(page).text
    assert operator.get(item).json()["public_mobile"] is None
    with signed_in(site, "auditor") as auditor:
        log = auditor.get(f"/en/steward/log?platform={OF_PUDONG}").text
        assert "Consent to a public mobile number taken back" in log, "not that it became public"
    rows = stored(url, "SELECT old, new, c.reason FROM revisions JOIN changes c ON number = change ORDER BY number")
    assert rows[-1] == (MASKED, None, "来电 137****1111")
    whole = stored(url, "SELECT to_jsonb(r)::text || to_jsonb(c)::text FROM revisions r, changes c")
    assert not any(NUMBER in text for (text,) in whole), "nothing of it stays"
    with psycopg.connect(libpq(url)) as connection:
        verify(connection)


def test_a_link_that_is_not_good_says_why_and_guessing_is_slow(
    steward: httpx.Client, operator: httpx.Client, site: str, url: str
) -> None:
    first = link_of(steward)
    second = link_of(steward)
    assert (operator.get(first).status_code, operator.get(second).status_code) == (410, 200), "one is open"
    steward.post(INVITE, data={"csrf": csrf(steward.get(INVITE)), "do": "revoke"})
    gone = operator.get(second.replace("/en/", "/"))
    assert (gone.status_code, "已收回" in gone.text) == (410, True)
    third = link_of(steward, days="9999")
    [(days,)] = stored(url, "SELECT max(extract(day FROM expires_at - made_at))::int FROM invitations")
    assert days == USUAL_DAYS, "only the offered spans are taken"
    with psycopg.connect(libpq(url)) as connection:
        connection.execute("UPDATE invitations SET expires_at = now() WHERE used_at IS NULL")
    assert "has expired" in operator.post(third, data={"do": "confirm"}).text
    with signed_in(site, "elsewhere") as other:
        assert other.get(INVITE).status_code == 403
    # Two servers count as one, and the page says for how long.
    with running(Settings(database_url=url)) as other_site:
        sites = [site, other_site] * (OF_LINKS // 2)
        answers = [httpx.get(f"{each}/en/confirm/guess{n}", trust_env=False) for n, each in enumerate(sites)]
    assert (answers[0].status_code, answers[-1].status_code) == (404, 429)
    assert 0 < int(answers[-1].headers["retry-after"]) <= 60
    assert "Try again in 1 minute." in answers[-1].text
