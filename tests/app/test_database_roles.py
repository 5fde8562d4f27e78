"""What the database itself refuses: the web's role publishes nothing, and nobody's role rewrites the history."""

import io
import json
import re
import time

import httpx
import pytest
from sqlalchemy import create_engine, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ProgrammingError

from app.settings import Settings
from app.setup.cluster.server import SUPERUSER
from app.stewardship.models import OF_ACCOUNT, AccountRow, UploadRow
from app.stewardship.rights import Account
from app.stewardship.uploads import kept
from app.store.writing import write_session
from tests.support.command import called
from tests.support.databases import Databases
from tests.support.forms import form_of
from tests.support.import_files import PLACED, rows_as_text
from tests.support.server import running
from tests.support.stewards import OF_PUDONG, accounts_of_every_role, csrf, key, signed_in
from tests.support.stored import stored
from tests.support.tasks import worked

WEB, PUBLISHER = "servicemap_drafts", "servicemap_publishes"
REWRITING = ("UPDATE changes SET who = ''", "DELETE FROM revisions", "TRUNCATE changes", "TRUNCATE revisions")
PUBLISHED = ("UPDATE platforms SET name_zh = ''", "DELETE FROM platforms", "INSERT INTO sources VALUES ('a', 'b')")
UNREAD = (
    *("SELECT password FROM accounts", "SELECT totp_secret FROM accounts", "SELECT * FROM accounts"),
    *("SELECT token FROM sessions", "SELECT token FROM api_keys", "SELECT contact FROM corrections"),
    *("SELECT detail FROM sign_ins", "SELECT subject FROM identities", "SELECT verifier FROM sign_in_flows"),
    "SELECT * FROM of_a_later_version",
)
FORBIDDEN = {
    WEB: (
        *REWRITING,
        *PUBLISHED,
        "UPDATE data_version SET version = 0",
        "UPDATE accounts SET role = 'editor'",
        "UPDATE invitations SET expires_at = now()",
        *("UPDATE identities SET account = 1", "UPDATE sign_ins SET detail = ''"),
        *("DELETE FROM sign_ins", "UPDATE platform_progress SET milestones = '[]'"),
        *("DELETE FROM handovers", "UPDATE handovers SET former = taker"),
    ),
    PUBLISHER: (*REWRITING, *UNREAD, "UPDATE accounts SET password = ''", "INSERT INTO api_keys (label) VALUES ('')"),
}


@pytest.fixture(scope="module")
def url(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database with accounts, and the two roles."""
    url = databases.url("database-roles")
    accounts_of_every_role(url)
    admin = create_engine(make_url(url).set(username=SUPERUSER), isolation_level="AUTOCOMMIT")
    with admin.connect() as superuser:
        for role in (WEB, PUBLISHER):
            superuser.execute(text(f"CREATE ROLE {role} LOGIN"))
    admin.dispose()
    for role, more in ((WEB, ()), (PUBLISHER, ("--publishing",))):
        done = called(tmp_path_factory.mktemp(role), "grants", role, *more, DATABASE_URL=url)
        assert done.returncode == 0, done.stderr
    # The next migration may make one that only the web is to read, before anybody grants anew.
    stored(url, "CREATE TABLE of_a_later_version ()")
    return url


def of_role(url: str, role: str) -> str:
    return make_url(url).set(username=role).render_as_string(hide_password=False)


@pytest.mark.parametrize("role", FORBIDDEN)
def test_a_role_does_not_do_what_is_not_its_own(url: str, role: str) -> None:
    for statement in FORBIDDEN[role]:
        engine = create_engine(of_role(url, role))
        with engine.connect() as connection, pytest.raises(ProgrammingError, match=r"permission denied|appended"):
            connection.execute(text(statement))
        engine.dispose()


def test_a_server_with_both_roles_drafts_and_publishes(url: str, caplog: pytest.LogCaptureFixture) -> None:
    settings = Settings(database_url=of_role(url, WEB), publishing_url=of_role(url, PUBLISHER), two_persons=False)
    path = f"/en/steward/record/{OF_PUDONG}"
    with running(settings) as site, signed_in(site, "editor") as editor:
        token = csrf(editor.get("/en/steward"))
        confirmed = editor.post("/en/steward/confirm", data={"csrf": token, "id": OF_PUDONG, "do": "confirm"})
        assert confirmed.status_code == 303
        form = {**form_of(editor.get(path)), "f.website": ["https://role.example/"], "reason": ["x"], "do": "submit"}
        draft = editor.post(path, data=form).headers["location"]
        answer = editor.post(draft, data={"csrf": token, "do": "publish", "version": "1"})
        assert answer.status_code == 303, answer.text
        assert httpx.get(f"{site}/en/platform/{OF_PUDONG}", trust_env=False).text.count("Confirmed by 机构 editor") == 1
        item = f"{site}/api/collections/platforms/items/{OF_PUDONG}"
        feature = httpx.get(item, trust_env=False).json()
        feature["properties"]["website"] = "https://job.example/"
        headers = {**key(url, "editor", "draft", "publish"), "Content-Type": "application/x-ndjson"}
        sent = httpx.post(f"{site}/api/jobs?reason=x", content=json.dumps(feature), headers=headers, trust_env=False)
        end, job = time.monotonic() + 60, {"state": "waiting"}
        while job["state"] in ("waiting", "running") and time.monotonic() < end:
            time.sleep(0.1)
            job = httpx.get(site + sent.headers["location"], headers=headers, trust_env=False).json()
        assert job["state"] == "stored", job
        invite = "/en/steward/record/sh-poc-001/invite"
        made = editor.get(editor.post(invite, data={"csrf": token, "do": "invite", "days": "7"}).headers["location"])
        link = re.search(r"/en/confirm/[^\"]+", made.text)
        assert link, made.text[:2000]
        page = httpx.get(site + link[0], trust_env=False)
        answers = {**form_of(page, "f.website"), "do": "confirm"}
        thanked = httpx.post(site + link[0], data=answers, trust_env=False, follow_redirects=True)
        assert "Confirmed by the operator" in thanked.text
        pair = {"csrf": token, "one": "sh-poc-001", "other": OF_PUDONG, "do": "different"}
        assert editor.post("/en/steward/duplicates", data=pair).status_code == 303
        for role, right, table in ((WEB, "INSERT", "sign_ins"), (PUBLISHER, "UPDATE (used_at)", "invitations")):
            assert httpx.get(f"{site}/ready", trust_env=False).status_code == 200
            stored(url, f"REVOKE {right} ON {table} FROM {role}")
            away = httpx.get(f"{site}/ready", trust_env=False)
            assert (away.status_code, f"on {table}" in away.json()["detail"]) == (503, True), away.text
            assert away.json()["detail"] in caplog.text
            stored(url, f"GRANT {right} ON {table} TO {role}")
        assert httpx.get(f"{site}/ready", trust_env=False).status_code == 200
    actions = [action for (action,) in stored(url, "SELECT action FROM changes ORDER BY number")]
    assert actions == ["load", "confirm", "publish", "publish", "confirm"]


def test_the_role_of_the_web_reads_and_loads_a_table(url: str) -> None:
    web = of_role(url, WEB)
    content = rows_as_text({**PLACED, "id": "sample-of-role", "name_zh": "示例"}).encode()
    with write_session(web) as connection:
        editor = Account(*connection.execute(select(*OF_ACCOUNT).where(AccountRow.login == "editor")).one())
        number = kept.add(connection, editor, "示例.csv", io.BytesIO(content))
    worked(web, number, 1)
    with write_session(web) as connection:
        run = kept.begin(connection, kept.read(connection, editor, number), "loading", kept.How(reason="示例"))
    worked(web, number, run)
    assert stored(url, "SELECT platform, state FROM drafts WHERE upload IS NOT NULL") == [("sample-of-role", "draft")]
    with write_session(web) as connection:
        kept.discarded(connection, UploadRow.id == number)
    assert stored(url, "SELECT count(*) FROM upload_parts") == [(0,)]
