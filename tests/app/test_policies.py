"""Whom each address is for: every route says it, and every role is let in or not as it says; walked, not listed."""

from collections.abc import Iterator
from contextlib import ExitStack

import httpx
import pytest
from fastapi import FastAPI

from app.main import create_app
from app.settings import Settings
from app.stewardship.rights import RIGHTS, Right
from app.web.policy import OPEN, PUBLIC, check, policy_of, routes_of
from tests.support.databases import Databases
from tests.support.server import running
from tests.support.stewards import OF_PUDONG, accounts_of_every_role, csrf, key, signed_in

ROLES = tuple(RIGHTS)
UNPROTECTED = (PUBLIC, OPEN)


@pytest.fixture(scope="module")
def site(databases: Databases) -> Iterator[str]:
    url = databases.url("policies")
    accounts_of_every_role(url)
    with running(Settings(database_url=url, two_persons=False)) as address:
        yield address


@pytest.fixture(scope="module")
def url(databases: Databases) -> str:
    return databases.url("policies")


@pytest.fixture(scope="module")
def browsers(site: str) -> Iterator[dict[str, httpx.Client]]:
    with ExitStack() as stack:
        yield {role: stack.enter_context(signed_in(site, role)) for role in ROLES}


def routes() -> list[tuple[str, str, str]]:
    """Path, method and policy of every private route, its parameters filled in."""
    app = create_app(Settings(database_url="postgresql+psycopg://nobody@/none"))
    found = []
    for path, methods, endpoint in routes_of(app):
        policy = policy_of(endpoint)
        assert policy is not None, f"{path} does not say whom it is for"
        filled = path.replace("{id}", OF_PUDONG).replace("{number}", "1")
        found += [(filled, method, policy) for method in sorted(methods - {"HEAD"}) if policy not in UNPROTECTED]
    return found


def test_an_application_with_a_route_for_nobody_in_particular_never_starts() -> None:
    app = FastAPI(openapi_url=None)
    app.add_api_route("/undeclared", lambda: None)
    with pytest.raises(RuntimeError, match="/undeclared"):
        check(app)
    assert {policy for _, _, policy in routes()} <= set().union(*RIGHTS.values())


def test_nobody_without_a_sign_in_or_a_key_gets_in(site: str) -> None:
    with httpx.Client(base_url=site, trust_env=False) as stranger:
        for path, method, _ in routes():
            answer = stranger.request(method, path)
            if path.startswith("/api"):
                assert answer.status_code == 401, (method, path)
            else:
                assert (answer.status_code, "/steward/sign-in" in answer.headers["location"]) == (303, True), path
            assert answer.headers["cache-control"] == "private, no-store, no-transform", (method, path)


def test_each_role_gets_in_where_its_rights_say_so(browsers: dict[str, httpx.Client], site: str, url: str) -> None:
    for role, browser in browsers.items():
        scopes = [right for right in ("read", "draft", "invite", "publish") if right in RIGHTS[role]]  # type: ignore[index]
        headers = key(url, role, *scopes) if scopes else {}
        for path, method, policy in routes():
            right: Right = policy  # type: ignore[assignment]
            allowed = right in RIGHTS[role]  # type: ignore[index]
            if path.startswith("/api"):
                status = browser.request(method, path, headers=headers).status_code
                # Its cookie opens nothing here; a key does as far as the role goes, and then the body is looked at.
                answered = (200, 204, 400, 404, 415, 422, 428) if allowed else (401, 403)
                assert status in answered, (role, method, path, status)
                continue
            if path.endswith("/sign-out"):
                continue
            answer = browser.request(method, path, data={"csrf": "x"} if method == "POST" else None)
            # Without the token of the session no form is taken of anybody.
            expected = (200, 303, 404, 409) if allowed and method == "GET" else (403,)
            if path.endswith(f"record/{OF_PUDONG}") and role in ("operator", "steward", "editor"):
                expected = (200,) if method == "GET" else (403,)
            assert answer.status_code in expected, (role, method, path, answer.status_code)
            assert answer.headers["cache-control"] == "private, no-store, no-transform", (method, path)


def test_public_pages_are_the_same_for_everybody(browsers: dict[str, httpx.Client], site: str) -> None:
    with httpx.Client(base_url=site, trust_env=False) as stranger:
        for path in ("/", "/en/platform/sh-poc-001", "/api/collections/platforms/items/sh-poc-001", "/lists"):
            usual = stranger.get(path)
            known = browsers["editor"].get(path)
            assert (known.content, known.headers["etag"]) == (usual.content, usual.headers["etag"])
            assert "cookie" not in usual.headers.get("vary", "").lower()
            assert usual.headers["cache-control"].startswith("public")
            assert "set-cookie" not in usual.headers


def test_a_form_of_another_site_is_refused_though_it_had_the_token(browsers: dict[str, httpx.Client]) -> None:
    browser = browsers["steward"]
    sent = {"csrf": csrf(browser.get("/en/steward")), "id": OF_PUDONG, "do": "confirm"}
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}):
        assert browser.post("/en/steward/confirm", data=sent, headers=headers).status_code == 403
    other = csrf(browsers["editor"].get("/en/steward"))
    assert browser.post("/en/steward/confirm", data={**sent, "csrf": other}).status_code == 403
    assert browser.post("/en/steward/confirm", data=sent).status_code == 303
