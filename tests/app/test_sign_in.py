"""Nobody gets in who does not belong: mistakes wait, sessions end, codes are good once, first passwords are changed."""

import re
from datetime import UTC, datetime, timedelta

import httpx
import pyotp
from sqlalchemy import Connection, update

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
from app.stewardship.models import SignInAttempt
from app.store.writing import write_session
from frontend.messages import messages
from tests.support.forms import form_of
from tests.support.server import running
from tests.support.stewards import OF_PUDONG, PASSWORD, csrf, signed_in
from tests.support.stored import stored

DATABASE = "stewards"
CHANGED = "The password was changed"


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
    with signed_in(site, "administrator") as administrator:
        page = administrator.get("/en/steward/accounts").text
        row = page.partition("<bdi>viewer</bdi>")[2].partition("</tr>")[0]
        assert re.search(r"open; whoever typed wrong passwords can sign in from \d\d:\d\d", row), row
        assert page.count("can sign in from") == 1
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


def test_the_page_says_how_long_one_waits_after_each_mistake(site: str, url: str) -> None:
    said = []
    with httpx.Client(base_url=site, trust_env=False) as browser:
        for _ in range(OF_ACCOUNT + 2):
            page = browser.post("/en/steward/sign-in", data={"login": "hasty", "password": "wrong"}).text
            said += re.findall(r"(?:you|Wait) (?:wait )?(\d+) minutes?[.;]", page)
            blocked = stored(url, "SELECT max(blocked_until) - now() FROM sign_in_attempts")[0][0]
            # As if the time had passed.
            stored(url, "UPDATE sign_in_attempts SET blocked_until = NULL")
    assert said == ["1"] * OF_ACCOUNT + ["2", "4"]
    assert timedelta(minutes=3) < blocked <= timedelta(minutes=4), "as long as was said"
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


def test_who_lost_the_codes_gets_new_ones_or_none(site: str, url: str) -> None:
    def tried(browser: httpx.Client, code: str) -> int:
        data = {"login": "lost", "password": PASSWORD, "code": code}
        return browser.post("/en/steward/sign-in", data=data).status_code

    def new(connection: Connection) -> pyotp.TOTP:
        found = pyotp.parse_uri(accounts.new_totp(connection, "lost"))
        assert isinstance(found, pyotp.TOTP)
        return found

    with write_session(url) as connection:
        accounts.add(connection, "lost", "viewer", "x", password=PASSWORD)
        old = new(connection)
    with httpx.Client(base_url=site, trust_env=False) as browser:
        assert tried(browser, old.now()) == 303
        assert [tried(browser, "000000") for _ in range(OF_ACCOUNT + 1)] == [401] * OF_ACCOUNT + [429]
        with write_session(url) as connection:
            codes = new(connection)
        assert browser.get("/en/steward").status_code == 303, "signed out"
        assert (tried(browser, old.now()), tried(browser, codes.now())) == (401, 303), (
            "no waiting, and the old one is void"
        )
        with write_session(url) as connection:
            accounts.no_totp(connection, "lost")
        assert (browser.get("/en/steward").status_code, tried(browser, "")) == (303, 303)
    with signed_in(site, "editor") as editor:
        log = editor.get("/en/steward/log").text
    assert all(log.count(messages("en")(f"sign-ins-{outcome}")) >= 1 for outcome in ("coded", "uncoded"))


def test_what_was_typed_outlives_its_session(site: str) -> None:
    record = f"/en/steward/record/{OF_PUDONG}"
    typed = {"f.name_zh": ["甲<b>"], "reason": ["来函\n第二行"], "do": ["save"]}
    with signed_in(site, "steward") as browser:
        old = csrf(browser.get(record))
        form = {**form_of(browser.get(record)), **typed}
        browser.cookies.clear()
        out = browser.post(record, data=form)
        assert (out.status_code, "You were signed out" in out.text, 'name="csrf"' in out.text) == (401, True, False)
        kept = form_of(out)
        assert {name: kept[name] for name in typed} == typed
        assert browser.post(record, data=form, headers={"Origin": "https://evil.example"}).status_code == 303
        signed = browser.post("/en/steward/sign-in", data={"login": "steward", "password": PASSWORD})
        assert signed.status_code == 303
        again = browser.post(record, data=kept)
        assert (again.status_code, "Send what I typed" in again.text) == (403, True), "nothing was stored yet"
        last = form_of(again)
        assert {name: last[name] for name in typed} == typed
        assert last["csrf"] != [old]
        draft = browser.post(record, data=last).headers["location"]
        # Other tests begin with what is published of this record.
        withdrawn = {**form_of(browser.get(draft), "version"), "do": ["withdraw"]}
        assert browser.post(draft, data=withdrawn).status_code == 303


def test_a_first_password_is_changed_before_anything_else(site: str, url: str) -> None:
    with write_session(url) as connection:
        first = accounts.add(connection, "fresh", "viewer", "x")
    with httpx.Client(base_url=site, trust_env=False) as browser:
        browser.post("/en/steward/sign-in", data={"login": "fresh", "password": first})
        assert browser.get("/en/steward").headers["location"] == "/en/steward/account"
        page = browser.get("/en/steward/account")
        assert 'href="/en/steward"' not in page.text, "what only leads back here is not offered"
        data = {"csrf": csrf(page), "current": first}
        for weak in (first, "short", "fresh-fresh-fresh", "aaaaaaaaaaaaaaa"):
            assert browser.post("/en/steward/account", data={**data, "password": weak}).status_code == 422
        assert (
            browser.post("/en/steward/account", data={**data, "current": "x", "password": PASSWORD}).status_code == 422
        )
        changed = browser.post("/en/steward/account", data={**data, "password": PASSWORD})
        assert (changed.status_code, changed.headers["location"]) == (303, "/en/steward/account")
        said = [CHANGED in browser.get("/en/steward/account").text for _ in range(2)]
        assert said == [True, False], "it is said once"
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
