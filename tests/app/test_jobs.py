"""Many rows at once through the API: one verdict on all of them, drafts or published, and nothing half stored."""

import csv
import io
import json
import multiprocessing
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from sqlalchemy import select, text

from app.platforms.record import Record
from app.settings import Settings
from app.stewardship import drafts
from app.stewardship.jobs.job import BROKE
from app.stewardship.models import OF_ACCOUNT, AccountRow
from app.stewardship.rights import Account
from app.store.writing import write_session
from tests.support.as_described import as_described
from tests.support.databases import Databases
from tests.support.import_files import BASE
from tests.support.server import running
from tests.support.stewards import MINHANG, PUDONG, accounts_of_every_role, key
from tests.support.stored import stored

JOBS, ITEMS = "/api/jobs", "/api/collections/platforms/items"
LINES, TABLE = {"Content-Type": "application/geo+json-seq"}, {"Content-Type": "text/csv"}
MANY = 20_000
WITHIN_S = 60
LACKING = "SELECT id FROM platforms p WHERE NOT EXISTS (SELECT FROM platform_features f WHERE f.platform = p.id)"


@pytest.fixture(scope="module")
def url(databases: Databases) -> str:
    url = databases.url("jobs")
    accounts_of_every_role(url)
    return url


@pytest.fixture(scope="module")
def site(url: str) -> Iterator[httpx.Client]:
    """A server where one person is enough: a key without the scope to publish drafts there."""
    with running(Settings(database_url=url, two_persons=False)) as address, as_described(address) as client:
        yield client


def features(site: httpx.Client, district: str) -> list[dict[str, Any]]:
    found = site.get(ITEMS, params={"district": district, "limit": 3, "sort": "name"}).json()["features"]
    return [site.get(f"{ITEMS}/{each['id']}").json() for each in found]


def lines(*rows: dict[str, Any] | str) -> str:
    return "".join(f"\x1e{row if isinstance(row, str) else json.dumps(row)}\n" for row in rows)


def named(row: dict[str, Any], **properties: Any) -> dict[str, Any]:
    return {**row, "properties": {**row["properties"], **properties}}


def send(site: httpx.Client, content: str, headers: dict[str, str], **query: str) -> str:
    """The address of the job."""
    answer = site.post(JOBS, params={"reason": "批量", **query}, content=content.encode(), headers=headers)
    assert (answer.status_code, "no-store" in answer.headers["cache-control"]) == (202, True), answer.text
    return answer.headers["location"]


def ended(site: httpx.Client, address: str, headers: dict[str, str]) -> dict[str, Any]:
    end = time.monotonic() + WITHIN_S
    while time.monotonic() < end:
        job: dict[str, Any] = site.get(address, headers=headers).json()
        if job["state"] not in ("waiting", "running"):
            return job
        time.sleep(0.1)
    raise AssertionError(f"{address} did not end: {job}")


def state_of(url: str) -> list[Any]:
    return stored(url, "SELECT (SELECT count(*) FROM drafts), (SELECT version FROM data_version)")


def test_a_steward_drafts_many_rows_and_the_same_request_again_does_nothing(site: httpx.Client, url: str) -> None:
    headers = {**key(url, "steward", "draft"), **LINES, "Idempotency-Key": "one"}
    one, two, same = features(site, PUDONG)
    sent = lines(named(one, website="https://a.example/"), named(two, website=None), same)
    drafts = stored(url, "SELECT count(*) FROM drafts")[0][0]
    address = send(site, sent, headers)
    job = ended(site, address, headers)
    assert (job["state"], job["publishes"], job["reason"]) == ("stored", False, "批量")
    changes = 2 if two["properties"]["website"] else 1
    assert job["verdict"] == {"rows": 3, "drafts": changes, "unchanged": 3 - changes}
    assert job["rowsRead"] == 3
    assert send(site, sent, headers) == address
    again = ended(site, send(site, sent, headers | {"Idempotency-Key": "another"}), headers)
    assert again["verdict"] == {"rows": 3, "drafts": 0, "unchanged": 3}, "a second upload changes nothing"
    by_link = f"""WITH made AS (INSERT INTO invitations (token, platform, author, expires_at)
      SELECT 'x', platform, author, now() FROM drafts WHERE platform = '{one["id"]}' LIMIT 1 RETURNING id)
      UPDATE drafts SET invitation = made.id FROM made WHERE platform = '{one["id"]}' RETURNING drafts.id"""  # noqa: S608
    [(operators,)] = stored(url, by_link)
    mine = lines(named(one, website="https://c.example/"))
    assert ended(site, send(site, mine, headers | {"Idempotency-Key": "mine"}), headers)["verdict"]["drafts"] == 1
    kept = stored(url, f"SELECT record ->> 'website' FROM drafts WHERE id = {operators}")  # noqa: S608
    assert kept == [("https://a.example/",)], "an operator's proposal is not written over"
    drafts += 1
    newer = lines(named(one, website="https://b.example/"))
    assert ended(site, send(site, newer, headers | {"Idempotency-Key": "newer"}), headers)["verdict"]["drafts"] == 1
    other = site.post(JOBS, params={"reason": "批量"}, content=lines(one).encode(), headers=headers)
    assert other.status_code == 422
    assert stored(url, "SELECT count(*) FROM drafts")[0][0] == drafts + changes
    assert site.get(address, headers=key(url, "editor", "draft")).status_code == 404
    assert site.delete(address, headers=headers).status_code == 409


def test_every_fault_is_named_with_row_and_pointer_and_nothing_is_stored(site: httpx.Client, url: str) -> None:
    headers, before = {**key(url, "steward", "draft"), **LINES}, state_of(url)
    own, again, away = features(site, PUDONG)
    new = {**own, "id": "job-new"}
    rows = (
        named(own, website="https://good.example/"),
        *(named(again, website="ftp://x"), "{"),
        *(named(away, district_code=MINHANG), features(site, MINHANG)[0]),
        *(named(new, synthetic=True), {**own, "id": "job-area", "geometry": {"type": "Polygon", "coordinates": []}}),
    )
    job = ended(site, send(site, lines(*rows), headers), headers)
    assert (job["state"], job["verdict"]["faultCount"]) == ("refused", 6)
    district, whole = "/properties/district_code", ""
    faults = [(each["row"], each["pointer"]) for each in job["verdict"]["faults"]]
    assert faults[0] == (2, "/properties/website")
    assert faults[2:5] == [(4, district), (5, district), (6, "/properties/synthetic")]
    assert [row for row, _ in faults] == [2, 3, 4, 5, 6, 7]
    assert faults[1][1] == whole
    assert all(each["detail"] for each in job["verdict"]["faults"])
    assert state_of(url) == before


def test_what_no_text_holds_is_a_fault_of_its_row_and_pointers_lead_to_their_place(
    site: httpx.Client, url: str
) -> None:
    headers = {**key(url, "steward", "draft"), **LINES}
    own = features(site, PUDONG)[0]
    twice = json.dumps(own).replace('"id"', '"id": "x", "id"', 1)
    sent = lines(
        *(
            named(own, name_zh="a\0b"),
            named(own, service_phrases=["\ud800"]),
            named(own, name_zh="\u202ea", website="x"),
        ),
        *({**own, "geometry": {"type": "Point", "coordinates": [900, 0]}}, named(own, **{"a/b~c": 1}), twice),
    )
    job = ended(site, send(site, sent, headers), headers)
    assert job["state"] == "refused", job
    faults = {(each["row"], each["pointer"]) for each in job["verdict"]["faults"] if each["pointer"] != "/id"}
    assert faults == {
        *((1, "/properties/name_zh"), (2, "/properties/service_phrases"), (3, "/properties/name_zh")),
        *((3, "/properties/website"), (4, "/geometry"), (5, "/properties/a~1b~0c"), (6, "")),
    }


def test_a_row_with_another_fault_is_told_too_that_it_is_anothers(site: httpx.Client, url: str) -> None:
    headers = {**key(url, "steward", "draft"), **LINES}
    own, moved = features(site, PUDONG)[:2]
    rows = (
        named(features(site, MINHANG)[0], website="x"),
        named(moved, district_code=MINHANG, website="x"),
        named(own, website="x"),
    )
    job = ended(site, send(site, lines(*rows), headers), headers)
    faults = {(each["row"], each["pointer"]) for each in job["verdict"]["faults"]}
    district = "/properties/district_code"
    assert faults == {(1, district), (2, district), *((row, "/properties/website") for row in (1, 2, 3))}


def test_an_editor_publishes_a_table_and_clears_no_facts_unasked(site: httpx.Client, url: str) -> None:
    headers = {**key(url, "editor", "draft", "publish"), **TABLE}
    table = site.get(ITEMS, params={"f": "csv", "district": PUDONG}).text
    head, first, *rest = table.splitlines()
    columns = head.removeprefix("\ufeff").split(",")
    needed = [name for name, field in Record.model_fields.items() if field.is_required()]
    short = [columns.index(name) for name in needed]
    job = ended(site, send(site, "\n".join((head, first, *rest)) + "\n", headers), headers)
    assert (job["state"], job["publishes"]) == ("stored", True)
    assert (job["verdict"]["rows"], job["verdict"]["changed"]) == (len(rest) + 1, 0)
    before = state_of(url)
    some = [next(csv.reader([line])) for line in (head.removeprefix("\ufeff"), first)]
    for columns_sent, said in ((short[:-1], "Nothing was stored"), (short, "would clear")):
        few = io.StringIO()
        csv.writer(few).writerows([cells[at] for at in columns_sent] for cells in some)
        refused = ended(site, send(site, few.getvalue(), headers), headers)
        assert refused["state"] == "refused", refused
        assert said in refused["verdict"]["detail"]
    assert state_of(url) == before
    one = features(site, PUDONG)[0]
    changed = lines(named(one, website="https://job.example/"))
    done = ended(site, send(site, changed, {**headers, **LINES}, replace="true"), headers)
    assert (done["state"], done["verdict"]["changed"]) == ("stored", 1)
    assert site.get(f"{ITEMS}/{one['id']}").json()["properties"]["website"] == "https://job.example/"
    [change] = site.get(f"/api/platforms/{one['id']}/changes").json()["changes"][:1]
    assert (change["action"], change["reason"]) == ("publish", "批量")
    end = time.monotonic() + WITHIN_S
    while time.monotonic() < end and stored(url, LACKING):
        time.sleep(0.1)
    assert not stored(url, LACKING), "the text of what was published is kept, as after an import"


def many(site: httpx.Client) -> str:
    one = features(site, PUDONG)[0]
    return "".join(lines({**one, "id": f"job-{number}"}) for number in range(MANY))


def test_a_job_is_cancelled_and_one_that_is_killed_says_so(site: httpx.Client, url: str) -> None:
    headers, before = {**key(url, "editor", "draft"), **LINES}, state_of(url)
    sent = many(site)
    killed, cancelled = (send(site, sent, headers) for _ in range(2))
    too_many = site.post(JOBS, params={"reason": "x"}, content=sent.encode(), headers=headers)
    assert too_many.status_code == 409
    assert site.delete(cancelled, headers=headers).status_code == 202
    while site.get(killed, headers=headers).json()["state"] == "waiting":
        time.sleep(0.05)
    [process] = [each for each in multiprocessing.active_children() if each.name == f"job {killed.split('/')[-1]}"]
    process.kill()
    job = ended(site, killed, headers)
    assert (job["state"], job["verdict"]["detail"]) == ("failed", BROKE["ended"])
    assert ended(site, cancelled, headers)["state"] == "cancelled"
    assert state_of(url) == before


def test_limits_come_before_anything_is_parsed(site: httpx.Client, url: str) -> None:
    headers, query = {**key(url, "editor", "draft"), **LINES}, {"reason": "x"}
    number = stored(url, "SELECT count(*) FROM jobs")
    for content, more, status in (
        ("\n" * 100_001, query, 413),
        ("{}", {}, 422),
        ("{}", {**query, "replace": "yes"}, 400),
        ("{}", {**query, "colour": "1"}, 400),
    ):
        answer = site.post(JOBS, params=more, content=content.encode(), headers=headers)
        assert answer.status_code == status, answer.text
    assert site.post(JOBS, params=query, content=b"{}", headers={**headers, "Content-Type": "a/b"}).status_code == 415
    assert stored(url, "SELECT count(*) FROM jobs") == number
    for name in ("0", "x", "9" * 30):
        assert site.get(f"{JOBS}/{name}", headers=headers).status_code == 404


READ = "SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_xact_user_tables WHERE relname = 'drafts'"
MANY_DRAFTS = """INSERT INTO drafts (platform, base, record, reason, state, author)
  SELECT 'sample-' || n, 0, '{}', 'x', 'in_review', :author FROM generate_series(1, 20000) AS n"""


def test_ones_own_drafts_are_looked_up_however_many_the_job_wrote_before(url: str) -> None:
    with write_session(url) as connection:
        account = Account(*connection.execute(select(*OF_ACCOUNT).where(AccountRow.login == "steward")).one())
        connection.execute(text(MANY_DRAFTS), {"author": account.id})
        values = {**BASE, "district_code": PUDONG, "district_basis": "source"}
        record = Record.model_validate(values, context={"districts": [PUDONG]})
        rows = [
            drafts.of_proposal(account, id, record.model_copy(update={"id": id}), None, "x")
            for id in (f"sample-{n}" for n in range(19_900, 20_300))
        ]
        before = connection.execute(text(READ)).scalar_one()
        assert drafts.keep_open(connection, account, rows) == len(rows)
        read = connection.execute(text(READ)).scalar_one() - before
        assert read <= 2 * len(rows), "not all open drafts are read for each batch"
        written = connection.execute(text("SELECT count(*) FROM drafts WHERE platform LIKE 'sample-%'")).scalar_one()
        assert written == 20_299, "what there was is written anew"
        connection.rollback()
