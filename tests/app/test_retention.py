"""What is kept long enough is removed and that is noted; the log comes as a file, and only grows."""

import csv
import io
import json
from pathlib import Path

import httpx
import pytest

from app.pages.steward import log_file
from app.settings import Settings
from frontend.language import LANGUAGES
from frontend.messages import messages
from tests.support.command import called
from tests.support.databases import Databases
from tests.support.server import running
from tests.support.stewards import OF_PUDONG, accounts_of_every_role, csrf, signed_in
from tests.support.stored import stored


@pytest.fixture(scope="module")
def url(databases: Databases) -> str:
    url = databases.url("retention")
    accounts_of_every_role(url)
    return url


def test_what_was_kept_long_enough_goes_and_the_log_of_removals_says_so(url: str, tmp_path: Path) -> None:
    stored(
        url,
        """INSERT INTO corrections (platform, said, contact, state, made_at)
          SELECT 'a', 'x', 'a@b.example', 'taken', now() - days * '1 day'::interval
          FROM unnest(ARRAY[89, 91, 179, 400]) AS days""",
    )
    stored(url, "INSERT INTO corrections (platform, said, made_at) VALUES ('a', 'x', '2020-01-01')")
    history = stored(url, "SELECT count(*) FROM changes")
    short = called(tmp_path, "retention", DATABASE_URL=url, SERVICEMAP_LOG_DAYS="179")
    assert (short.returncode, "SERVICEMAP_LOG_DAYS" in short.stderr) == (1, True)
    done = called(tmp_path, "retention", DATABASE_URL=url, SERVICEMAP_LOG_DAYS="180")
    assert done.stdout == "Removed: 3 contacts, 1 corrections.\n", done.stderr
    # One that nobody settled stays, however old.
    assert stored(url, "SELECT count(contact), count(*) FROM corrections") == [(1, 4)]
    assert called(tmp_path, "retention", DATABASE_URL=url).stdout == "Removed: nothing.\n"
    noted = called(tmp_path, "audit", "removals", DATABASE_URL=url).stdout.splitlines()
    assert [line.split("  ")[1].split(" from")[0] for line in noted] == ["3 contacts", "1 corrections"]
    assert stored(url, "SELECT count(*) FROM changes") == history


def test_the_log_comes_as_a_file_for_those_who_may_read_it(url: str, tmp_path: Path) -> None:
    stored(
        url,
        """INSERT INTO uploads (account, name, size, digest, how, state)
          SELECT id, '示例.csv', 1, 'abc', '{}', 'broken' FROM accounts WHERE login = 'editor'""",
    )
    with running(Settings(database_url=url)) as site:
        with signed_in(site, "editor") as editor:
            sent = {"csrf": csrf(editor.get("/en/steward")), "id": OF_PUDONG, "do": "confirm"}
            assert editor.post("/en/steward/confirm", data=sent).status_code == 303
        with signed_in(site, "auditor") as auditor:
            page = auditor.get("/en/steward/log").text
            assert ('href="/en/steward/log.csv"' in page, "Settled corrections:</b> 1" in page) == (True, True)
            lines = auditor.get("/steward/log.jsonl")
            table = auditor.get("/steward/log.csv")
            assert auditor.get("/steward/log.csv?since=2000-01-01").text == table.text
            assert auditor.get("/steward/log.csv?since=2100-01-01").status_code == 400
        assert "attachment" in lines.headers["content-disposition"]
        assert "no-store" in lines.headers["cache-control"]
        assert httpx.get(f"{site}/steward/log.csv", trust_env=False).status_code == 303
    entries = [json.loads(line) for line in lines.text.splitlines()]
    changes = [entry for entry in entries if entry["number"]]
    assert len(changes) == stored(url, "SELECT count(*) FROM revisions")[0][0]
    assert (changes[-1]["who"], changes[-1]["field"], changes[-1]["platform"]) == ("editor", "confirmed_on", OF_PUDONG)
    others = [
        (each["action"], each["who"], each["field"], each["old"], each["new"]) for each in entries[len(changes) :]
    ]
    signed = [("sign-in", login, "password", None, "in") for login in ("editor", "auditor")]
    gone = [("removal", "", what, number, None) for what, number in (("contacts", 3), ("corrections", 1))]
    assert others == [*signed, ("file", "editor", "示例.csv", None, "broken"), *gone]
    rows = list(csv.DictReader(io.StringIO(table.text)))
    assert [row["digest"] for row in rows] == [entry["digest"] for entry in entries]
    file = tmp_path / "log.jsonl"
    done = called(tmp_path, "audit", "export", str(file), DATABASE_URL=url)
    assert (done.returncode, file.read_text("utf-8")) == (0, lines.text), done.stderr
    assert file.stat().st_mode & 0o777 == 0o600
    assert called(tmp_path, "audit", "export", str(file), DATABASE_URL=url).returncode == 1, "no file is written over"


def test_a_log_that_is_too_long_for_a_page_is_not_said_to_be_something_that_cannot_be_stored(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_file, "MOST", 1)
    with running(Settings(database_url=url)) as site, signed_in(site, "auditor") as auditor:
        for lang in LANGUAGES:
            say, long = messages(lang.code), auditor.get(f"{lang.prefix}/steward/log.csv")
            said = [say(key) in long.text for key in ("steward-not-given", "steward-not-valid")]
            assert (long.status_code, said) == (422, [True, False])
            assert say("import-log-too-long", most=1) in long.text
