"""A table that a steward sends: what is read in it, whose rows are taken, and the drafts that come of it."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from app.errors import FaultsError, NotFoundError
from app.imports.rows.problems import fault
from app.imports.storing.stale import stale_records
from app.pages.steward.imports.words import to_do
from app.stewardship import confirm, drafts, progress, progress_drafts, records
from app.stewardship.models import OF_ACCOUNT, AccountRow, UploadRow
from app.stewardship.queue import queue_of
from app.stewardship.rights import Account
from app.stewardship.uploads import kept
from app.stewardship.uploads.kept import How, Upload
from app.stewardship.uploads.verdict import Verdict, read
from app.stewardship.uploads.worker import UploadTask
from app.store.writing import write_session
from tests.support.databases import Databases
from tests.support.import_files import PLACED, rows_as_text
from tests.support.stewards import MINHANG, OF_PUDONG, PUDONG, accounts_of_every_role
from tests.support.stored import stored
from tests.support.tasks import worked
from tests.support.workbooks import workbook

OWN = {**PLACED, "district_code": PUDONG, "district_basis": "source", "lon": "121.55", "lat": "31.22"}
LISTED_IN_MINHANG = "sh-poc-012"
DRAFTED = "SELECT platform, state, upload FROM drafts ORDER BY id"


@pytest.fixture(scope="module")
def url(databases: Databases) -> str:
    url = databases.url("uploads")
    accounts_of_every_role(url)
    return url


@pytest.fixture(autouse=True)
def nothing_drafted(url: str) -> Iterator[None]:
    yield
    with write_session(url) as connection:
        connection.execute(text("DELETE FROM drafts"))
        connection.execute(text("DELETE FROM uploads"))
        connection.execute(text("DELETE FROM source_records"))
        connection.execute(text("DELETE FROM confirmations"))


def account(url: str, login: str) -> Account:
    with write_session(url) as connection:
        return Account(*connection.execute(select(*OF_ACCOUNT).where(AccountRow.login == login)).one())


def of(url: str, login: str, number: int) -> tuple[Upload, Verdict]:
    who = account(url, login)
    with write_session(url) as connection:
        upload = kept.read(connection, who, number)
    return upload, read(upload.verdict)


def sent(
    url: str, content: bytes | str, login: str = "steward", name: str = "名录.csv", source: str = ""
) -> tuple[Upload, Verdict]:
    """Send a file and read it, as the process does."""
    who, data = account(url, login), content.encode() if isinstance(content, str) else content
    with write_session(url) as connection:
        number = kept.add(connection, who, name, io.BytesIO(data), source)
    worked(url, number, 1)
    return of(url, login, number)


def begun(url: str, upload: Upload, state: str, how: How, login: str = "steward") -> tuple[Upload, Verdict]:
    """Read it so, or load it."""
    with write_session(url) as connection:
        run = kept.begin(connection, upload, state, how)
    worked(url, upload.id, run)
    return of(url, login, upload.id)


def rows(number: int, **more: str) -> list[dict[str, str]]:
    return [{**OWN, "id": f"sample-{n}", "name_zh": f"示例平台{n}", **more} for n in range(number)]


def test_good_rows_become_drafts_and_a_second_load_adds_nothing(url: str) -> None:
    table = rows(3)
    table[1] |= {"lon": "121.43O"}
    upload, verdict = sent(url, rows_as_text(*table))
    assert (upload.state, verdict.good, verdict.bad, verdict.proposing) == ("checked", 2, 1, 2)
    assert [(each.row, each.column) for each in verdict.said] == [(3, "lon")]
    assert verdict.bad_rows[3].values["lon"] == "121.43O"
    assert stored(url, DRAFTED) == [], "to read a file changes nothing"
    whole, _ = begun(url, upload, "loading", How(whole=True, reason="x"))
    assert (whole.state, stored(url, DRAFTED)) == ("broken", []), "all or nothing"
    upload, verdict = begun(url, whole, "reading", How())
    upload, verdict = begun(url, upload, "loading", How(reason="据示例名录"))
    assert (upload.state, verdict.proposing) == ("loaded", 2)
    assert stored(url, DRAFTED) == [(f"sample-{n}", "draft", upload.id) for n in (0, 2)]
    again, verdict = sent(url, rows_as_text(*table))
    assert (again.state, verdict.drafted, verdict.proposing) == ("checked", 2, 0)
    begun(url, again, "loading", How(reason="x"))
    assert [row[2] for row in stored(url, DRAFTED)] == [upload.id] * 2
    table[1]["lon"] = "121.54"
    table[0]["address"] = "示例路 1 号"
    mended, verdict = sent(url, rows_as_text(*({"address": "", **row} for row in table)))
    assert (verdict.bad, verdict.proposing) == (0, 2)
    begun(url, mended, "loading", How(whole=True, reason="x"))
    assert [(row[0], row[2]) for row in stored(url, DRAFTED)] == [
        ("sample-0", mended.id),
        ("sample-2", upload.id),
        ("sample-1", mended.id),
    ]
    with write_session(url) as connection:
        assert kept.submit(connection, account(url, "elsewhere"), mended.id) == 0
        assert kept.submit(connection, account(url, "steward"), mended.id) == 2
    assert [row[1] for row in stored(url, DRAFTED)] == ["in_review", "draft", "in_review"]


def test_a_draft_is_the_record_of_its_row_and_what_the_file_does_not_name_stays(url: str) -> None:
    who = account(url, "steward")
    with write_session(url) as connection:
        now = records.published(connection, OF_PUDONG)
    assert now is not None
    named = ("id", "kind", "name_zh", "name_en", "lifecycle", "summary_zh", "source_title", "source_kind")
    row = {name: str(now.values[name]) for name in named} | {"website": "https://sample.example/"}
    milestones = {"milestones": [{"title": "示例", "state": "planned"}], "evaluations": []}
    with write_session(url) as connection:
        seen = progress_drafts.fingerprint(progress.stored(connection, OF_PUDONG), None)
        of_progress = progress_drafts.propose(connection, who, OF_PUDONG, milestones, "x", seen=seen, submit=True)
    upload, verdict = sent(url, rows_as_text(row))
    assert [(each.what, each.fields) for each in verdict.seen] == [("changed", ["website"])]
    begun(url, upload, "loading", How(reason="据示例名录"))
    with write_session(url) as connection:
        [proposal], _ = drafts.of_upload(connection, who, upload.id)
    assert proposal.id != of_progress, "a draft of milestones is none of the record"
    assert proposal.before == now.values
    assert proposal.record == {**now.values, "website": "https://sample.example/"}
    assert (proposal.base, proposal.changed(), proposal.reason) == (now.revision, ["website"], "据示例名录")
    editor = account(url, "second")
    with write_session(url) as connection:
        kept.submit(connection, who, upload.id)
        drafts.accept(connection, editor, drafts.read(connection, proposal.id, editor), two_persons=True)
        published = records.published(connection, OF_PUDONG)
        connection.rollback()
    assert published is not None
    assert published.values["website"] == "https://sample.example/"


SOURCE = "示例区科委"
MARKED = "SELECT platform FROM source_records WHERE stale_since IS NOT NULL ORDER BY platform"


def listed_in_pudong(url: str, number: int) -> list[dict[str, str]]:
    """Rows that say of published records of the steward's what they say already."""
    wanted = text("SELECT id FROM platforms WHERE district = :district ORDER BY id LIMIT :n")
    with write_session(url) as connection:
        ids = list(connection.execute(wanted, {"district": PUDONG, "n": number}).scalars())
        now = records.published_among(connection, ids)
    names = ("id", "kind", "name_zh", "name_en", "lifecycle", "summary_zh", "source_title", "source_kind")
    return [{name: str(now[id].values[name]) for name in names} for id in ids]


def loaded_of(url: str, *table: dict[str, str], stale: bool = False, login: str = "steward") -> tuple[Verdict, Verdict]:
    """What is read in a table of the source, and what loading it came to."""
    upload, seen = sent(url, rows_as_text(*table), login, source=SOURCE)
    assert (upload.state, upload.how.source) == ("checked", SOURCE)
    before = stored(url, MARKED)
    _, done = begun(url, upload, "loading", How(source=SOURCE, stale=stale, reason="x"), login)
    if not stale:
        assert {*stored(url, MARKED)} <= {*before}, "nothing is marked where nobody chose so"
    return seen, done


def test_what_a_newer_file_of_a_source_no_longer_holds_is_marked_and_never_deleted(url: str) -> None:
    who = account(url, "steward")
    first, second, third = listed_in_pudong(url, 3)
    assert [each.missing for each in loaded_of(url, first, second, third)] == [0, 0]
    # Another steward's file of a source of that name touches no record of this one's.
    foreign = {**rows(1)[0], "district_code": MINHANG, "id": "sample-m"}
    seen, done = loaded_of(url, foreign, stale=True, login="elsewhere")
    assert (seen.missing, done.marked, stored(url, MARKED)) == (0, 0, [])
    # A bad row holds its record all the same, and an id that no database takes stands in no one's way.
    bad = [{**second, "lifecycle": "x"}, {**second, "id": "a\0b"}]
    seen, done = loaded_of(url, first, *bad)
    assert (seen.missing, [each.id for each in seen.absent], done.marked) == (1, [third["id"]], 0)
    seen, done = loaded_of(url, first, stale=True)
    assert (seen.missing, done.marked) == (2, 2)
    assert stored(url, MARKED) == [(second["id"],), (third["id"],)]
    assert stored(url, f"SELECT count(*) FROM platforms WHERE id = '{second['id']}'") == [(1,)]  # noqa: S608
    with write_session(url) as connection:
        unheld = queue_of(connection, who, 180).unheld
        assert {(row.id, row.unheld_by) for row in unheld.rows} == {(second["id"], SOURCE), (third["id"], SOURCE)}
        assert queue_of(connection, account(url, "elsewhere"), 180).unheld.number == 0
        confirm.confirm(connection, who, second["id"])
        assert [row.id for row in queue_of(connection, who, 180).unheld.rows] == [third["id"]]
    assert [row[1] for row in stale_records(url)] == [third["id"]], "the command lists what the queue has"
    assert loaded_of(url, first, third)[0].missing == 0, "what is marked is not missed again"
    assert stored(url, MARKED) == [(second["id"],)], "a file that holds it again takes the mark away"


def test_a_record_that_was_new_in_a_file_is_missed_once_it_is_published(url: str) -> None:
    new, listed = rows(1)[0], listed_in_pudong(url, 1)[0]
    loaded_of(url, new, listed)
    editor = account(url, "second")
    with write_session(url) as connection:
        [(number,)] = connection.execute(text("UPDATE drafts SET state = 'in_review' RETURNING id")).all()
        drafts.accept(connection, editor, drafts.read(connection, number, editor), two_persons=True)
    seen, done = loaded_of(url, listed, stale=True)
    assert ([each.id for each in seen.absent], done.marked, stored(url, MARKED)) == ([new["id"]], 1, [(new["id"],)])
    assert loaded_of(url, listed, stale=True)[0].missing == 0
    stored(url, f"DELETE FROM platforms WHERE id = '{new['id']}'")  # noqa: S608


def test_an_encoding_and_a_sheet_are_chosen_where_they_are_not_clear(url: str, tmp_path: Path) -> None:
    western = {**rows(1)[0], "name_zh": "x", "summary_zh": "y", "source_title": "z", "name_en": "Café"}
    upload, verdict = sent(url, rows_as_text(western).encode("cp1252"))
    assert upload.state == "columns"
    assert verdict.way is not None
    read_so = {each.name: each.rows[0] for each in verdict.way.ways}
    assert (verdict.way.what, "Café" in read_so["cp1252"]) == ("encoding", True)
    assert not {"utf-8", "big5"} & read_so.keys(), "an encoding in which it cannot be read is none to choose"
    upload, verdict = begun(url, upload, "reading", How(encoding="big5"))
    assert (upload.state, verdict.way is not None) == ("columns", True), "the wrong one leads to the same question"
    upload, verdict = begun(url, upload, "reading", How(encoding="cp1252"))
    assert (upload.state, verdict.good, verdict.file.encoding) == ("checked", 1, "cp1252")
    begun(url, upload, "loading", How(encoding="cp1252", reason="x"))
    assert stored(url, "SELECT record->>'name_en' FROM drafts") == [("Café",)]
    columns, more = list(OWN), rows(3)

    def second_sheet(_: object, book: Any) -> None:
        for name, number in (("说明", 0), ("second", 2)):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["先读我"] if not number else columns)
            for at in range(number):
                sheet.write_row(at + 1, 0, [more[at + 1][each] for each in columns])

    path = workbook(tmp_path / "a.xlsx", columns, [more[0][each] for each in columns], change=second_sheet)
    upload, verdict = sent(url, path.read_bytes(), name="a.xlsx")
    assert upload.state == "columns"
    assert verdict.way is not None
    assert (verdict.way.what, [each.name for each in verdict.way.ways]) == ("sheet", ["名录", "second"])
    upload, verdict = begun(url, upload, "reading", How(sheet="second"))
    assert (upload.state, [row.id for row in verdict.seen]) == ("checked", ["sample-1", "sample-2"])
    assert (verdict.file.sheet, verdict.file.sheets) == ("second", ["名录", "说明", "second"])


def test_a_row_that_is_not_ones_own_or_no_text_is_a_fault_of_the_row(url: str) -> None:
    wrong: dict[tuple[str, str], dict[str, str]] = {
        ("district_code", "import-foreign"): {"district_code": MINHANG},
        ("id", "import-foreign-now"): {"id": LISTED_IN_MINHANG},
        ("synthetic", "import-real-only"): {"synthetic": "true"},
        ("name_zh", "import-turning"): {"name_zh": "示例\u202e平台"},
    }
    table = [{"synthetic": "", **OWN, "id": f"sample-{n}", **change} for n, change in enumerate(wrong.values())]
    upload, verdict = sent(url, rows_as_text({"synthetic": "", **OWN, "id": "sample"}, *table))
    assert (upload.state, verdict.good, verdict.bad) == ("checked", 1, len(wrong))
    assert [(each.column, each.key) for each in verdict.said] == list(wrong)
    # All at once: what else is wrong with a row hides not that it is another's.
    both = [{**OWN, "id": f"sample-{n}", "website": "x"} for n in range(3)]
    both[0] |= {"district_code": MINHANG}
    both[1] |= {"id": LISTED_IN_MINHANG}
    both[2] |= {"district_code": "310999"}
    upload, verdict = sent(url, rows_as_text(*both))
    said = [(each.row, each.column, each.key) for each in verdict.said]
    assert [each for each in said if each[1] != "website"] == [
        (2, "district_code", "import-foreign"),
        (3, "id", "import-foreign-now"),
        (4, "district_code", "import-unknown-code"),
    ]
    assert [row for row, column, _ in said if column == "website"] == [2, 3, 4]
    upload, verdict = sent(url, rows_as_text({**OWN, "id": "other"}), "operator")
    assert (upload.state, [each.key for each in verdict.said]) == ("refused", ["import-foreign"])


def test_columns_are_named_and_a_datum_is_chosen(url: str) -> None:
    row = {name: value for name, value in rows(1)[0].items() if name != "crs"}
    row["开放情况"] = row.pop("lifecycle")
    upload, verdict = sent(url, rows_as_text(row))
    assert upload.state == "columns"
    assert [each.heading for each in verdict.columns if not each.column] == ["开放情况"]
    assert next(each.values for each in verdict.columns if each.heading == "name_zh") == ["示例平台0"]
    upload, verdict = begun(url, upload, "reading", How(columns={"开放情况": "lifecycle"}))
    assert upload.state == "datum"
    assert verdict.datum is not None
    assert {choice.crs for choice in verdict.datum.choices} == {"wgs84", "gcj02", "bd09", "cgcs2000"}
    assert verdict.datum.first["wgs84"] == (121.55, 31.22)
    upload, verdict = begun(url, upload, "reading", How(columns={"开放情况": "lifecycle"}, crs="gcj02"))
    assert (upload.state, verdict.good) == ("checked", 1)
    begun(url, upload, "loading", How(columns={"开放情况": "lifecycle"}, crs="gcj02", reason="x"))
    [(lon,)] = stored(url, "SELECT record->'lon' FROM drafts")
    assert lon == pytest.approx(121.5455, abs=0.001)


def test_a_datum_is_chosen_where_its_column_is_empty_from_top_to_bottom(url: str) -> None:
    """As a template is sent that was filled in without it; where one row says it, the others are told to."""
    empty = [{**row, "crs": ""} for row in rows(2)]
    upload, verdict = sent(url, rows_as_text(*empty))
    assert (upload.state, verdict.problems) == ("datum", 1)
    assert verdict.datum is not None
    assert verdict.datum.rows == 2
    upload, verdict = begun(url, upload, "reading", How(crs="gcj02"))
    assert (upload.state, verdict.good) == ("checked", 2)
    upload, verdict = sent(url, rows_as_text(empty[0], rows(2)[1]))
    assert (upload.state, verdict.good, [each.key for each in verdict.said]) == ("checked", 1, ["import-no-row-datum"])


def test_a_file_that_is_none_is_refused_with_its_reason(url: str) -> None:
    for name, content in (
        ("a.csv", "\x00\x01"),
        ("a.xlsx", "no workbook"),
        ("a.geojson", '{"type": "\ud83d'),
        ("a.gpkg", "x"),
    ):
        upload, verdict = sent(url, content.encode("utf-8", "surrogatepass"), name=name)
        assert upload.state in ("refused", "columns"), name
        assert verdict.problems, name


@pytest.mark.parametrize(("name", "content"), [("a.exe", b"x"), ("a.csv", b""), ("a\u202e.csv", b"x")])
def test_a_file_that_nothing_reads_is_not_kept(url: str, name: str, content: bytes) -> None:
    who = account(url, "steward")
    with pytest.raises(FaultsError), write_session(url) as connection:
        kept.add(connection, who, name, io.BytesIO(content))
    assert stored(url, "SELECT count(*) FROM upload_parts") == [(0,)]


def test_an_upload_is_ones_own_and_only_so_many_are_kept(url: str) -> None:
    upload, _ = sent(url, rows_as_text(*rows(1)), name="/folder/../名录.csv")
    assert upload.name == "名录.csv"
    with write_session(url) as connection, pytest.raises(NotFoundError):
        kept.read(connection, account(url, "elsewhere"), upload.id)
    who = account(url, "steward")
    with write_session(url) as connection:
        for _ in range(kept.MOST_KEPT - 1):
            kept.add(connection, who, "a.csv", io.BytesIO(b"x"))
        with pytest.raises(FaultsError):
            kept.add(connection, who, "a.csv", io.BytesIO(b"x"))
        connection.execute(text("UPDATE uploads SET made_at = now() - interval '8 days'"))
        kept.add(connection, who, "a.csv", io.BytesIO(b"x"))
    assert stored(url, "SELECT count(*) FROM upload_parts") == [(1,)], "a file is kept for some days"


def test_what_is_killed_or_overtaken_stores_nothing(url: str) -> None:
    upload, _ = sent(url, rows_as_text(*rows(2)))
    with write_session(url) as connection:
        run = kept.begin(connection, upload, "loading", How(reason="x"))
    # Somebody begins anew while this run is about to end: the drafts and the end of the run are one transaction.
    with write_session(url) as connection:
        connection.execute(text("UPDATE uploads SET run = run + 1"))
    worked(url, upload.id, run)
    assert stored(url, DRAFTED) == []
    with write_session(url) as connection:
        connection.execute(text("UPDATE uploads SET seen_at = now() - interval '2 minutes'"))
    upload, _ = of(url, "steward", upload.id)
    assert upload.silent
    with write_session(url) as connection:
        listed = kept.listed(connection, account(url, "steward"))
        logged = kept.logged(connection)
    assert [each.state_now for each in listed if each.id == upload.id] == ["broken"], "the list says what its page says"
    assert logged[0].state == "broken", "and so does the log"
    upload, _ = begun(url, upload, "reading", How())
    assert upload.state == "checked"
    # Somebody deletes the file while it is loaded: what works on it hears it and ends, and nothing comes back.
    with write_session(url) as connection:
        run = kept.begin(connection, upload, "loading", How(reason="x"))
        assert kept.live(connection, upload.id, run)
        kept.discarded(connection, UploadRow.id == upload.id)
        assert not kept.live(connection, upload.id, run)
    worked(url, upload.id, run)
    assert (of(url, "steward", upload.id)[0].state, stored(url, DRAFTED)) == ("discarded", [])


def test_no_room_for_the_file_is_said(url: str, tmp_path: Path) -> None:
    who = account(url, "steward")
    with write_session(url) as connection:
        number = kept.add(connection, who, "a.csv", io.BytesIO(rows_as_text(*rows(1)).encode()))
    (tmp_path / "upload.csv").symlink_to("/dev/full")
    UploadTask(number, 1, url).run(tmp_path)
    upload, verdict = of(url, "steward", number)
    assert (upload.state, verdict.why) == ("broken", "upload-disk-full")


@pytest.mark.parametrize(("lang", "do"), [("en", "Say the datum: WGS-84,"), ("zh-CN", "请说明坐标基准：WGS-84")])
def test_an_empty_cell_of_the_datum_is_told_what_to_say(lang: str, do: str) -> None:
    assert to_do(fault(2, "crs", "no-row-datum"), lang).startswith(do)
