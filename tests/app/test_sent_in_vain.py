"""A form whose database is away: what was sent is kept on the page, or the page says that it is not."""

from collections.abc import Iterator

import httpx
import pytest

from app.settings import Settings
from frontend.messages import messages
from tests.support.forms import form_of
from tests.support.server import running

COOKIE = {"servicemap-session": "of-a-session-that-nobody-can-look-up"}
SENT = {"csrf": ["x"], "f.name_zh": ["甲<b>"], "reason": ["来函\n第二行"], "do": ["submit"]}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    nobody = f"postgresql+psycopg://nobody@/none?host={tmp_path_factory.mktemp('none')}"
    with running(Settings(database_url=nobody, pool_timeout=0.5)) as address:
        yield address


@pytest.mark.parametrize(
    "path",
    [
        *("/en/steward/record/sh-poc-002", "/en/steward/record/sh-poc-002/progress?theme=dark", "/steward/new"),
        *(
            "/en/steward/draft/1",
            "/en/steward/review?page=2",
            "/en/steward/import/1",
            "/en/platform/sh-poc-002/correct",
        ),
        "/en/confirm/secret",
    ],
)
def test_what_was_sent_stands_behind_a_button(site: str, path: str) -> None:
    say = messages("en" if path.startswith("/en") else "zh-CN")
    with httpx.Client(base_url=site, trust_env=False, cookies=COOKIE) as browser:
        answer = browser.post(path, data=SENT)
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "30")
        assert say("sent-kept") in answer.text
        assert f'action="{path}"' in answer.text
        assert form_of(answer, "reason") == SENT, "all of it, as often as it was sent"
        assert browser.post(path, data=form_of(answer, "reason")).status_code == 503


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("/en/steward/sign-in", {"data": {"login": "wang", "password": "of wang alone"}}),
        ("/en/steward/account", {"data": {"current": "of wang alone", "password": "another one"}}),
        ("/en/steward/import", {"files": {"file": ("a.csv", b"of wang alone")}}),
        ("/en/steward/new", {"data": SENT, "headers": {"Origin": "https://evil.example"}}),
        ("/en/steward/new", {"data": {"reason": "x" * 300_000}}),
    ],
)
def test_what_no_page_keeps_is_not_said_to_be_kept(site: str, path: str, sent: dict[str, object]) -> None:
    say = messages("en")
    with httpx.Client(base_url=site, trust_env=False, cookies=COOKIE) as browser:
        answer = browser.post(path, **sent)  # type: ignore[arg-type]
    assert answer.status_code == 503
    assert say("sent-lost") in answer.text
    assert f'href="{path}"' in answer.text, "the way back to the form"
    assert not any(said in answer.text for said in (say("sent-kept"), "Your entries are kept", "of wang alone", "甲"))
