"""Signing in through a provider of OpenID Connect: whoever is linked comes in, everybody else is told why not."""

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.errors import SettingsError
from app.main import create_app
from app.settings import Settings
from app.stewardship.accounts import AccountError, set_active
from app.stewardship.oidc.identities import link, set_email, unlink
from app.stewardship.oidc.provider import MOST_BYTES, Oidc
from app.stewardship.oidc.refusals import OidcRefusedError
from app.store.writing import write_session
from tests.support.databases import Databases
from tests.support.loop import finished
from tests.support.oidc_provider import CLIENT, SECRET, Provider, oidc_provider
from tests.support.server import running
from tests.support.stewards import PASSWORD, accounts_of_every_role, csrf, signed_in
from tests.support.stored import stored

BEGIN, BACK = "/en/steward/oidc", "/steward/oidc/back"
LOG = "SELECT way, outcome, detail, login FROM sign_ins s LEFT JOIN accounts a ON a.id = s.account ORDER BY s.id DESC"


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with oidc_provider() as running_provider:
        yield running_provider


@pytest.fixture(scope="module")
def url(databases: Databases, provider: Provider) -> str:
    url = databases.url("oidc")
    accounts_of_every_role(url)
    with write_session(url) as connection:
        link(connection, "steward", provider.address, "u-1")
        set_email(connection, "editor", "Li@Example.cn")
    # As an administrator makes one: its password was never changed.
    stored(url, "UPDATE accounts SET temporary = true WHERE login = 'steward'")
    return url


def settings(url: str, provider: Provider, **more: Any) -> Settings:
    return Settings(
        database_url=url,
        oidc_issuer=provider.address,
        oidc_client_id=CLIENT,
        oidc_client_secret=SECRET,
        oidc_label_en="City ID",
        **more,
    )


@pytest.fixture(scope="module")
def site(url: str, provider: Provider) -> Iterator[str]:
    with running(settings(url, provider)) as address:
        yield address


@pytest.fixture
def browser(site: str, provider: Provider, url: str) -> Iterator[httpx.Client]:
    provider.honest()
    stored(url, "DELETE FROM sign_in_attempts")
    with httpx.Client(base_url=site, trust_env=False, timeout=60) as opened:
        yield opened


def gone_to_the_provider(browser: httpx.Client, begin: str = BEGIN) -> str:
    """The address with which the provider sends the browser back."""
    sent = browser.get(begin)
    assert sent.status_code == 303, sent.text
    return httpx.get(sent.headers["location"], trust_env=False).headers["location"]


def test_whoever_is_linked_comes_in_with_the_role_of_the_account(browser: httpx.Client, url: str) -> None:
    page = browser.get("/en/steward/sign-in?next=/en/steward/new")
    assert "Sign in with City ID" in page.text
    assert "统一身份认证" in browser.get("/steward/sign-in").text
    back = browser.get(gone_to_the_provider(browser, f"{BEGIN}?next=/en/steward/new"))
    assert (back.status_code, back.headers["location"]) == (303, "/en/steward/new")
    assert back.headers["cache-control"] == "private, no-store, no-transform"
    cookies = back.headers.get_list("set-cookie")
    assert any("servicemap-session=" in each and "HttpOnly" in each and "SameSite=lax" in each for each in cookies)
    # No password of this site was asked for, so that none is to be changed first; the rights are those of the role.
    assert browser.get("/en/steward/new").status_code == 200
    assert browser.get("/en/steward/log").status_code == 403
    assert stored(url, f"{LOG} LIMIT 1") == [("oidc", "in", "", "steward")]
    assert "password" not in str(back.headers)
    assert browser.get(gone_to_the_provider(browser)).headers["location"] == "/en/steward", "not to a new password"


def test_what_does_not_fit_is_refused_with_its_sentence_and_a_line_in_the_log(
    browser: httpx.Client, provider: Provider, url: str
) -> None:
    now = int(time.time())
    wrong: list[tuple[dict[str, Any], str, str, int]] = [
        ({"claims": {"nonce": "another"}}, "nonce", "belongs to another sign-in", 403),
        ({"claims": {"nonce": None}}, "nonce", "belongs to another sign-in", 403),
        ({"claims": {"aud": "another-site"}}, "audience", "made for another site", 403),
        ({"claims": {"aud": "another-site", "azp": CLIENT}}, "audience", "made for another site", 403),
        ({"claims": {"aud": [CLIENT, "other"], "azp": "other"}}, "audience", "made for another site", 403),
        ({"claims": {"iss": "https://other.example"}}, "issuer", "another sign-in service", 403),
        ({"claims": {"exp": now - 121}}, "expired", "not valid now", 403),
        ({"claims": {"iat": now + 600}}, "expired", "not valid now", 403),
        ({"claims": {"sub": "\u202e"}}, "claims", "does not say who you are", 403),
        ({"subject": "u-2"}, "unknown", "knows you as u-2", 403),
        ({"algorithm": "none"}, "signature", "not signed with a key", 403),
        ({"signs_with": "second"}, "signature", "not signed with a key", 403),
        ({"away": True}, "away", "does not answer", 502),
    ]
    for changed, reason, sentence, status in wrong:
        provider.honest()
        address = gone_to_the_provider(browser)
        for name, value in changed.items():
            setattr(provider, name, value)
        answer = browser.get(address)
        assert (answer.status_code, sentence in answer.text) == (status, True), (reason, answer.text)
        assert 'role="alert"' in answer.text
        assert not any("servicemap-session=" in each for each in answer.headers.get_list("set-cookie"))
        [(way, outcome, detail, login)] = stored(url, f"{LOG} LIMIT 1")
        assert (way, outcome, login) == ("oidc", reason, None)
        assert detail == ("u-2" if reason == "unknown" else "")
    assert browser.get("/en/steward").status_code == 303, "nobody is signed in"


def test_an_answer_is_taken_once_and_in_the_browser_that_asked(
    browser: httpx.Client, site: str, provider: Provider, url: str
) -> None:
    address = gone_to_the_provider(browser)
    cookies = dict(browser.cookies)
    with httpx.Client(trust_env=False, timeout=60) as other:
        assert other.get(address).status_code == 400
    answers = [httpx.get(address, cookies=cookies, trust_env=False).status_code for _ in range(2)]
    assert answers == [303, 400], "the state is good once"
    for number in range(3):
        assert browser.get(f"{BACK}?state=guess{number}&code=x").status_code == 400
    assert [row[1] for row in stored(url, LOG)[:2]] == ["in", "state"], "noted once a minute: nobody fills the log"
    # The code of another visit is no use either: the provider compares what each began with.
    first, second = gone_to_the_provider(browser), gone_to_the_provider(browser)
    mixed = (
        f"{second.partition('?')[0]}?code={httpx.URL(first).params['code']}&state={httpx.URL(second).params['state']}"
    )
    assert browser.get(mixed).status_code == 400
    assert stored(url, f"{LOG} LIMIT 1")[0][1] == "code"
    # Two windows are on their way at once: the later one does not take the earlier one's place.
    earlier, later = gone_to_the_provider(browser), gone_to_the_provider(browser)
    assert [browser.get(each).status_code for each in (earlier, later)] == [303, 303]
    denied = httpx.URL(gone_to_the_provider(browser)).params["state"]
    answer = browser.get(f"{BACK}?error=access_denied&state={denied}")
    assert (answer.status_code, "did not let you in" in answer.text) == (403, True)
    mixed_up = gone_to_the_provider(browser)
    assert browser.get(f"{mixed_up}&iss=https://other.example").status_code == 403
    stored(url, "UPDATE sign_in_flows SET made_at = now() - '11 minutes'::interval")
    late = gone_to_the_provider(browser)
    stored(url, "UPDATE sign_in_flows SET made_at = now() - '11 minutes'::interval")
    assert "longer than 10 minutes" in browser.get(late).text
    assert browser.get(f"{BEGIN}?next=https://evil.example/").status_code == 303
    assert stored(url, "SELECT next FROM sign_in_flows ORDER BY made_at DESC LIMIT 1") == [("",)]


def test_an_answer_that_is_no_description_and_no_token_is_said(
    browser: httpx.Client, provider: Provider, url: str
) -> None:
    nested = b"[" * 900_000
    methods = json.dumps({**provider.described(), "token_endpoint_auth_methods_supported": 7}).encode()
    for raw in (nested, methods, b"[1]", b" " * (MOST_BYTES + 1)):
        provider.raw = {"/.well-known/openid-configuration": raw}
        with pytest.raises(OidcRefusedError, match="away"):
            finished(Oidc(settings(url, provider)).metadata())
    for raw in (nested, b"5", b"[1]", b"null"):
        provider.honest()
        address = gone_to_the_provider(browser)
        provider.raw = {"/token": raw}
        assert browser.get(address).status_code == 502, raw[:9]


def test_new_keys_are_fetched_and_a_clock_may_be_a_little_off(browser: httpx.Client, provider: Provider) -> None:
    assert browser.get(gone_to_the_provider(browser)).status_code == 303
    provider.asked.clear()
    provider.claims = {"exp": int(time.time()) - 60, "iat": int(time.time()) + 60}
    assert browser.get(gone_to_the_provider(browser)).status_code == 303
    assert "/jwks" not in provider.asked, "keys that fit are kept"
    provider.honest()
    provider.published, provider.signs_with = ["first", "third"], "third"
    assert browser.get(gone_to_the_provider(browser)).status_code == 303
    assert provider.asked.count("/jwks") == 1


def test_a_closed_account_and_one_without_a_link_stay_outside(
    browser: httpx.Client, site: str, provider: Provider, url: str
) -> None:
    verified = {"email": "li@example.cn", "email_verified": True}
    provider.subject, provider.claims = "u-9", verified
    assert browser.get(gone_to_the_provider(browser)).status_code == 403, "the setting does not allow it"
    with (
        running(settings(url, provider, oidc_link_by_email=True)) as linking,
        httpx.Client(base_url=linking, trust_env=False, timeout=60) as other,
    ):
        for claims in ({**verified, "email_verified": "true"}, {**verified, "email": "x@example.cn"}, {}):
            provider.claims = claims
            assert other.get(gone_to_the_provider(other)).status_code == 403, claims
        provider.claims = verified
        assert other.get(gone_to_the_provider(other)).status_code == 303
        provider.subject = "u-10"
        assert other.get(gone_to_the_provider(other)).status_code == 403, "the account is another one's already"
    assert [row[1] for row in stored(url, LOG)[:3]] == ["unknown", "in", "linked-by-email"]
    provider.subject, provider.claims = "u-9", {}
    assert browser.get(gone_to_the_provider(browser)).status_code == 303
    assert browser.get("/en/steward/log").text.count("linked by a verified e-mail") == 1
    with write_session(url) as connection:
        set_active(connection, "editor", active=False)
    assert browser.get("/en/steward").status_code == 303, "signed out"
    assert browser.get(gone_to_the_provider(browser)).status_code == 403
    with write_session(url) as connection:
        set_active(connection, "editor", active=True)
        with pytest.raises(AccountError, match="linked already"), connection.begin_nested():
            link(connection, "viewer", provider.address, "u-9")
        assert unlink(connection, "editor") == 1
    assert browser.get(gone_to_the_provider(browser)).status_code == 403


def answered_by_the_holder(site: str, answer: str) -> None:
    """Who signs in with the password is led to the question, and says whether the identity is theirs."""
    with httpx.Client(base_url=site, trust_env=False, timeout=60) as holder:
        led = holder.post("/en/steward/sign-in", data={"login": "viewer", "password": PASSWORD, "next": "/en/steward"})
        assert led.headers["location"] == "/en/steward/account"
        asked = holder.get(led.headers["location"])
        issuer, subject = (re.findall(f'name="{name}" value="([^"]+)"', asked.text) for name in ("issuer", "subject"))
        sent = {"csrf": csrf(asked), "issuer": issuer[0], "subject": subject[0], "do": answer}
        assert holder.post("/en/steward/account", data=sent).headers["location"] == "/en/steward/account"
        page = holder.get("/en/steward/account").text
        assert ("Signs in to this account since" in page, "It is mine" in page) == (answer == "own", False)


def test_an_administrator_links_an_identity_on_the_page_and_takes_that_back(
    browser: httpx.Client, site: str, provider: Provider, url: str
) -> None:
    numbers = {login: number for number, login in stored(url, "SELECT id, login FROM accounts")}
    page = f"/en/steward/accounts/{numbers['viewer']}"
    provider.subject = "u-9"
    assert browser.get(gone_to_the_provider(browser)).status_code == 403
    with signed_in(site, "administrator") as administrator:
        shown = administrator.get(page)
        assert '<option value="u-9">' in shown.text, "who was refused lately is suggested"
        form = {"csrf": csrf(shown), "subject": "u-9", "do": "link"}
        own = f"/en/steward/accounts/{numbers['administrator']}"
        assert administrator.post(own, data=form).status_code == 403
        assert 'name="subject"' not in administrator.get(own).text
        for subject, words in (("u-1", "linked already"), ("a\u202eb", "visible characters")):
            wrong = administrator.post(page, data={**form, "subject": subject})
            assert (wrong.status_code, words in wrong.text, f'value="{subject}"' in wrong.text) == (422, True, True)
        assert administrator.post(page, data=form).status_code == 303
        refused = browser.get(gone_to_the_provider(browser))
        assert (refused.status_code, "confirm there that it is you" in refused.text) == (403, True), "not yet"
        assert "waits until the holder" in administrator.get(page).text
        not_theirs = {"csrf": form["csrf"], "issuer": provider.address, "subject": "u-9", "do": "own"}
        assert administrator.post("/en/steward/account", data=not_theirs).status_code == 303
        assert browser.get(gone_to_the_provider(browser)).status_code == 403, "nobody confirms it but the holder"
        answered_by_the_holder(site, "foreign")
        assert '<option value="u-9">' in administrator.get(page).text, "taken away"
        assert administrator.post(page, data=form).status_code == 303
        answered_by_the_holder(site, "own")
        back = browser.get(gone_to_the_provider(browser))
        assert (back.status_code, browser.get("/en/steward").status_code) == (303, 200)
        linked = administrator.get(page).text
        assert '<option value="u-9">' not in linked
        assert linked.count("<time") == 2, "since when, and when it was used last"
        assert "linked by the administrator administrator" in linked
        assert administrator.get("/en/steward/accounts").text.count("none in the log") >= 1
        assert administrator.post(page, data={**form, "do": "unlink"}).status_code == 303
        assert administrator.get("/en/steward/accounts/999999").status_code == 404
    assert browser.get("/en/steward").status_code == 303, "it is signed out at once"
    assert browser.get(gone_to_the_provider(browser)).status_code == 403
    with signed_in(site, "auditor") as auditor:
        assert "links taken away by the administrator administrator" in auditor.get("/en/steward/log").text
        assert auditor.get(page).status_code == 403


def test_who_begins_too_often_waits_and_local_sign_ins_stand_in_the_log_too(
    browser: httpx.Client, provider: Provider, url: str
) -> None:
    for password, outcome in ((PASSWORD, "in"), ("wrong", "wrong")):
        browser.post("/en/steward/sign-in", data={"login": "viewer", "password": password})
        assert stored(url, f"{LOG} LIMIT 1") == [("password", outcome, "", "viewer")]
    statuses = [browser.get(BEGIN).status_code for _ in range(32)]
    assert (statuses[0], statuses[-1]) == (303, 429)
    assert stored(url, f"{LOG} LIMIT 1") == [("oidc", "wait", "", None)]


def test_settings_that_let_others_listen_are_refused(url: str, provider: Provider) -> None:
    for wrong in ("http://sso.example.cn", "https://a@sso.example.cn", "sso.example.cn", "https://sso.example.cn?x=1"):
        with pytest.raises(ValueError, match="provider"):
            Settings(oidc_issuer=wrong)
    with pytest.raises(ValueError, match="never changes"):
        Settings(oidc_claim="email")
    with pytest.raises(SettingsError, match="OIDC_CLIENT_ID"):
        create_app(Settings(database_url=url, oidc_issuer="https://sso.example.cn"))
    with pytest.raises(SettingsError, match="cannot be read"):
        create_app(Settings(database_url=url, oidc_client_secret_file=Path("/nowhere/of-it")))


def test_a_site_without_a_provider_has_no_such_page(real_site: str) -> None:
    for path in (BEGIN, BACK):
        assert httpx.get(real_site + path, trust_env=False).status_code == 404
    assert "/steward/oidc" not in httpx.get(f"{real_site}/steward/sign-in", trust_env=False).text
