"""The digest of changes: what was listed, came into a later state, was taken out, and was corrected, each apart."""

import asyncio
import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import httpx
import psycopg
import pytest
from docx import Document

from app.city import CHINA_TIME
from app.database_url import libpq
from app.history.digest import queries
from app.history.digest.read import Digests, Span, digest, every_line
from app.imports.export import export_file
from app.imports.ingest import import_file
from app.imports.removal import remove_platform
from app.platforms.filter import Filter
from app.settings import Settings
from app.store.database import Database
from app.store.statements import Compiled
from tests.support import import_files
from tests.support.command import called
from tests.support.databases import Databases
from tests.support.loop import finished
from tests.support.server import running

DIGEST = "/api/changes/digest"
TODAY = datetime.now(CHINA_TIME).date()
BEGAN, EARLIER = TODAY - timedelta(days=60), TODAY - timedelta(days=30)
CLOSED, STEPPED_BACK, MOVED, BOTH, SET_BACK, GONE, TWICE = (f"sh-poc-{n:03}" for n in (1, 5, 12, 14, 2, 9, 3))
NEW, PASSED = "own-1", "own-2"
PERSON = "certain-person"
RENAMED = "Called otherwise since"
Row = dict[str, str]


def edit(url: str, path: Path, change: Callable[[dict[str, Row]], None]) -> None:
    """Change records by a file."""
    export_file(url, path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    change(rows)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[CLOSED]))
        writer.writeheader()
        writer.writerows(rows.values())
    import_file(url, path, crs=None, dry_run=False)


def dated(url: str, days: int, *, first: int) -> None:
    """Let the changes from a number on have been made so many days ago, by somebody with a name."""
    with psycopg.connect(libpq(url)) as connection:
        connection.execute("ALTER TABLE changes DISABLE TRIGGER USER")
        made = "UPDATE changes SET made_at = made_at - make_interval(days => %s), who = %s WHERE number >= %s"
        connection.execute(made, [days, PERSON, first])
        connection.execute("ALTER TABLE changes ENABLE TRIGGER USER")


def first_edit(rows: dict[str, Row]) -> None:
    rows[CLOSED] |= {"lifecycle": "closed", "lifecycle_date": "2026-01"}
    rows[SET_BACK]["website"] = "https://for-a-while.example/"
    rows[TWICE]["website"] = "https://since-then.example/"


def second_edit(rows: dict[str, Row]) -> None:
    rows[STEPPED_BACK] |= {"lifecycle": "unknown", "lon": "121.9001", "lat": "30.9001"}
    rows[MOVED] |= {"district_code": "310115", "website": "https://moved.example/", "summary_zh": "搬迁后的新址"}
    rows[BOTH] |= {"lifecycle": "operating", "lifecycle_date": "2026-10", "website": "https://both.example/"}
    rows[SET_BACK]["website"] = ""
    rows[TWICE] |= {"name_en": RENAMED, "lifecycle": "unknown", "lifecycle_date": ""}


@pytest.fixture(scope="module")
def url(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Three days of changes: the beginning, a first edit a month ago, and all others today."""
    url, folder = databases.url("digest"), tmp_path_factory.mktemp("digest")
    dated(url, (TODAY - BEGAN).days, first=1)
    edit(url, folder / "all.csv", first_edit)
    dated(url, (TODAY - EARLIER).days, first=2)
    edit(url, folder / "all.csv", second_edit)
    base = {**import_files.BASE, "district_code": "310112", "district_basis": "source", "lifecycle": "unveiled"}
    added = [{**base, "id": NEW, "name_zh": "新收录的平台"}, {**base, "id": PASSED, "name_zh": "来了又去的平台"}]
    import_file(url, import_files.write(folder / "more.csv", *added), crs=None, dry_run=False)
    remove_platform(url, GONE, "已注销")
    remove_platform(url, PASSED, "x")
    dated(url, 0, first=3)
    return url


@pytest.fixture(scope="module")
def client(url: str) -> Iterator[httpx.Client]:
    with (
        running(Settings(database_url=url)) as site,
        httpx.Client(base_url=site, trust_env=False, timeout=60) as opened,
    ):
        yield opened


def lines(client: httpx.Client, **params: str) -> dict[str, set[str]]:
    """The records of each sort; their number is that of the counts."""
    body = client.get(DIGEST, params=params).json()
    found: dict[str, set[str]] = {name: set() for name in ("listed", "status", "left", "corrected")}
    for line in body["lines"]:
        found[line["section"]].add(line["platform"])
    assert {name: len(ids) for name, ids in found.items()} == body["counts"]
    assert body["numberMatched"] == sum(body["counts"].values())
    return found


def test_what_happened_stands_apart_from_what_was_put_right(client: httpx.Client) -> None:
    everything = lines(client)
    assert everything == {
        "listed": {NEW},
        "status": {CLOSED, BOTH},
        "left": {GONE},
        "corrected": {STEPPED_BACK, MOVED, BOTH, TWICE},
    }, "a first load lists nothing newly, what was set back or passed through leaves nothing"
    body = client.get(DIGEST).json()
    by_place = {(line["platform"], line["section"]): line for line in body["lines"]}
    assert {f["name"] for f in by_place[BOTH, "status"]["fields"]} == {"lifecycle", "lifecycle_date"}
    assert {f["name"] for f in by_place[BOTH, "corrected"]["fields"]} == {"website"}
    assert by_place[GONE, "left"]["reason"] == "已注销"
    assert by_place[GONE, "left"]["name_zh"] == "上海合成生物学创新中心", "a record that is gone keeps its name"
    assert (body["began"], body["firstVersion"]) == (BEGAN.isoformat(), False)


def test_days_filters_and_pages_cut_the_same_lines(client: httpx.Client) -> None:
    month_ago = lines(client, since=str(EARLIER), until=str(EARLIER + timedelta(days=1)))
    assert month_ago == {"listed": set(), "status": {CLOSED}, "left": set(), "corrected": {SET_BACK, TWICE}}
    then = client.get(DIGEST, params={"until": str(EARLIER + timedelta(days=1))}).json()["lines"]
    [line] = [line for line in then if line["platform"] == TWICE]
    assert (line["name_en"] == RENAMED, line["lifecycle"] == "unknown") == (False, False), "as it was at the last day"
    [now] = [line for line in client.get(DIGEST).json()["lines"] if line["platform"] == TWICE]
    assert (now["name_en"], now["lifecycle"]) == (RENAMED, "unknown")
    later = lines(client, since=str(EARLIER + timedelta(days=1)))
    assert later["status"] == {BOTH}
    assert later["corrected"] == {STEPPED_BACK, MOVED, BOTH, SET_BACK, TWICE}
    for district in ("310112", "310115"):
        assert MOVED in lines(client, district=district)["corrected"], "both districts changed"
    minhang = lines(client, district="310112")
    assert (minhang["listed"], minhang["left"]) == ({NEW}, set())
    assert lines(client, zone="zhangjiang")["left"] == {GONE}
    assert lines(client, domain="other")["listed"] == {NEW}
    both = lines(client, district="310112", domain="bci")
    assert {name: ids for name, ids in both.items() if ids} == {"status": {CLOSED}}
    for part in client.get(DIGEST).json()["by"]["district"]:
        if part["code"]:
            alone = client.get(DIGEST, params={"district": part["code"]}).json()["counts"]
            assert alone == {name: part[name] for name in alone}, part["name"]
    whole = client.get(DIGEST).json()["lines"]
    pages = [client.get(DIGEST, params={"most": "3", "offset": str(n)}).json() for n in (0, 3, 6)]
    assert [line for page in pages for line in page["lines"]] == whole
    assert {page["numberMatched"] for page in pages} == {len(whole)}


def test_days_without_a_version_are_said_or_refused(client: httpx.Client, real_site: str) -> None:
    early = client.get(DIGEST, params={"since": "2001-01-01"}).json()
    assert early["since"] == str(BEGAN)
    assert any(str(BEGAN) in note for note in early["notes"])
    tomorrow = str(TODAY + timedelta(days=2))
    wrong = ({"since": tomorrow}, {"until": tomorrow}, {"since": "soon"}, {"since": str(TODAY), "until": str(BEGAN)})
    for params in (*wrong, {"most": "0"}, {"sort": "name"}, {"bbox": "1,2,3"}):
        assert client.get(DIGEST, params=params).status_code == 400, params
    for path in ("/insight/changes", "/insight/digest"):
        page = client.get(path, params={"since": "2999-01-01"}).text
        assert "请输入" in page, path
        assert 'value="2999-01-01"' in page or path == "/insight/changes", "what was typed stays"
    assert client.get("/api/changes", params={"since": "2999-01-01"}).status_code == 400
    alone = httpx.get(f"{real_site}/en/insight/digest", trust_env=False).text
    assert "There is one version alone" in alone.partition("digest-counts")[0], "at its head"


def test_page_feed_and_command_say_the_same_and_name_nobody(client: httpx.Client, url: str, tmp_path: Path) -> None:
    page = client.get("/en/insight/digest", params={"district": "310112"}).text
    for id in (NEW, CLOSED, MOVED):
        assert f"/en/platform/{id}" in page
    assert GONE not in page
    assert "Minhang → Pudong" in page.replace("<bdi>", "").replace("</bdi>", "")
    feed = client.get(DIGEST, params={"f": "atom", "lang": "en", "district": "310112"})
    entries = ET.fromstring(feed.content).findall("{http://www.w3.org/2005/Atom}entry")  # noqa: S314
    assert len(entries) == 3
    done = called(tmp_path, "digest", "--district", "310112", "--lang", "en", DATABASE_URL=url)
    assert done.returncode == 0, done.stderr
    assert "Newly listed 1, Changed status 1, Taken out 0, Corrected 1" in done.stdout
    assert f"/en/platform/{MOVED}" in done.stdout
    refused = called(tmp_path, "digest", "--since", "2999-01-01", DATABASE_URL=url)
    assert (refused.returncode, "up to today" in refused.stderr) == (2, True)
    everything = page + feed.text + done.stdout + client.get(DIGEST).text
    assert PERSON not in everything


def test_brief_and_glance_tell_what_changed_from_the_second_version_on(client: httpx.Client, real_site: str) -> None:
    brief = client.get("/api/insight/brief/310112").json()
    assert brief["since"]["said"] == f"{BEGAN} 以来：新收录 1、状态变化 1、撤下 0、更正 1。"
    assert brief["since"]["said"] in client.get("/insight/brief/310112").text
    changes = next(sheet for sheet in brief["annex"] if sheet["name"] == "changes")
    assert [row["what"] for row in changes["rows"]] == ["新收录", "状态变化", "更正"]
    later = client.get("/api/insight/brief/310112", params={"since": str(TODAY)}).json()["since"]["said"]
    assert later == f"{TODAY} 以来：新收录 1、状态变化 0、撤下 0、更正 1。"
    document: Any = Document(io.BytesIO(client.get("/api/insight/brief/310112", params={"f": "docx"}).content))
    assert brief["since"]["said"] in [paragraph.text for paragraph in document.paragraphs]
    city = client.get("/api/insight/brief/city").json()
    [target] = next(sheet for sheet in city["annex"] if sheet["name"] == "targets")["rows"]
    assert "技术转移机构100家以上" in target["wording"]
    assert "口径不同，不能相比" in target["why"]
    assert target["wording"] in city["declared"]["note"], "the sheet has it in its own words as well"

    rows = {row["code"]: row for row in client.get("/api/insight/glance").json()["rows"]}
    by_district = {part["code"]: part for part in client.get(DIGEST).json()["by"]["district"]}
    names = ("listed", "status", "left", "corrected")
    for code, row in rows.items():
        if code not in (None, "total"):
            assert [row[n] for n in names] == [by_district.get(code, {}).get(n, 0) for n in names], code
    assert "listed" not in client.get("/api/insight/glance", params={"q": "脑"}).json()["rows"][0]
    assert "/insight/digest?district=310112" in client.get("/insight").text

    first = httpx.get(f"{real_site}/api/insight/brief/310112", trust_env=False, timeout=60).json()
    assert first["since"]["said"] == ""
    assert "只有一个版本" in first["since"]["note"]
    alone = httpx.get(f"{real_site}/insight/brief/310112", trust_env=False, timeout=60).text
    assert str(TODAY) not in alone, "the day of the first load says nothing about a place, and would change the page"
    for path in ("/api/insight/brief/310112", "/api/insight/glance"):
        assert client.get(path, params={"since": "2999-01-01"}).status_code == 400
    page = client.get("/insight/brief/310112", params={"since": "2999-01-01", "figure": "99"}).text
    assert "没有第 99 个数字" in page
    assert "“2999-01-01”不是可用的日期" in page
    assert "since=2999" not in page.partition("brief-files")[2], "files are asked for without what was refused"


def test_other_filters_and_a_table_of_the_same_lines(client: httpx.Client) -> None:
    assert lines(client, status="closed")["status"] == {CLOSED}
    assert MOVED not in lines(client, status="closed")["corrected"]
    was = lines(client, status="unveiled")
    assert CLOSED in was["status"], "what it was before counts as well"
    answer = client.get(DIGEST, params={"f": "csv", "most": "10000"})
    assert answer.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert {row["platform"] for row in rows if row["section"] == "listed"} == {NEW}
    assert [(row["field"], row["new"]) for row in rows if row["platform"] == BOTH] == [
        ("lifecycle", "operating"),
        ("lifecycle_date", "2026-10"),
        ("website", "https://both.example/"),
    ]
    page = client.get("/en/insight/digest", params={"status": "closed", "since": str(EARLIER)}).text
    assert f"/en/platform/{CLOSED}/history?from={EARLIER - timedelta(days=1)}" in page
    assert "f=csv" in page
    assert MOVED not in page


def test_words_a_place_and_a_box_find_what_is_and_what_was(client: httpx.Client, url: str, tmp_path: Path) -> None:
    def where(id: str) -> tuple[float, float]:
        """Where a record stood a month ago."""
        item = client.get(f"/api/collections/platforms/items/{id}", params={"as_of": str(EARLIER)}).json()
        lon, lat = item["geometry"]["coordinates"]
        return lon, lat

    def found(**params: str) -> set[str]:
        return set().union(*lines(client, **params).values())

    assert found(q="新收录的") == {NEW}
    assert found(q="合成生物学创新中心") == {GONE}, "what it said when it was taken out"
    then = client.get(f"/api/collections/platforms/items/{MOVED}", params={"as_of": str(EARLIER)}).json()
    for words in ("搬迁后的新址", f'"{then["properties"]["summary_zh"][:12]}"'):
        assert MOVED in found(q=words) & found(q=words, district="310112"), "what it says, and said"
        assert found(q=words, district="310104") == set()
    assert found(q="搬迁后的新址 新收录的") == set(), "each word"
    before, after = where(STEPPED_BACK), (121.9001, 30.9001)
    for lon, lat in (before, after):
        around = f"{lon - 0.001},{lat - 0.001},{lon + 0.001},{lat + 0.001}"
        near = found(near=f"{lon},{lat}", radius="100")
        assert STEPPED_BACK in found(bbox=around) & near, "where it stood and where it stands"
    assert found(bbox="121.9,30.9,121.9002,30.9002") == {STEPPED_BACK}
    assert found(bbox="121.9,30.9,121.9002,30.9002", until=str(EARLIER)) == set()
    lon, lat = where(GONE)
    assert GONE in found(near=f"{lon},{lat}", radius="50")
    assert found(near="121.2,31.7", radius="50") == set()
    box = {"bbox": "121.9,30.9,121.9002,30.9002"}
    page = client.get("/en/insight/digest", params=box).text
    assert (f"/en/platform/{STEPPED_BACK}" in page, MOVED in page) == (True, False)
    assert "Map area: 121.9, 30.9" in page
    table = client.get(DIGEST, params={**box, "f": "csv"}).content.decode("utf-8-sig")
    assert {row["platform"] for row in csv.DictReader(io.StringIO(table))} == {STEPPED_BACK}
    done = called(tmp_path, "digest", "--q", "新收录的", "--lang", "en", DATABASE_URL=url)
    assert "Newly listed 1, Changed status 0, Taken out 0, Corrected 0" in done.stdout, done.stderr


def test_two_days_of_one_record_are_compared_field_by_field(client: httpx.Client) -> None:
    path, days = f"/api/platforms/{BOTH}/diff", {"from": str(EARLIER), "to": str(TODAY)}
    body = client.get(path, params=days).json()
    now = client.get(f"/api/collections/platforms/items/{BOTH}").json()["properties"]
    then = client.get(f"/api/collections/platforms/items/{BOTH}?as_of={EARLIER}").json()["properties"]
    different = {name for name in now if now[name] != then[name]}
    assert {each["name"]: (each["old"], each["new"]) for each in body["fields"]} == {
        name: (then[name], now[name]) for name in different
    }
    assert body["listed"] == {"from": True, "to": True}
    [step] = body["fields"][0]["changes"]
    assert (step["role"], step["action"]) == ("system", "import")
    assert client.get(f"/api/platforms/{SET_BACK}/diff", params={"to": str(EARLIER)}).json()["fields"]
    back = client.get(f"/api/platforms/{SET_BACK}/diff").json()
    assert back["from"] is None, "compared with its first version"
    assert (back["fields"], "改回" in back["notes"][0]) == ([], True)
    table = client.get(path, params={**days, "f": "csv"}).content.decode("utf-8-sig")
    assert {row["field"] for row in csv.DictReader(io.StringIO(table))} == different
    for lang, words in (("", f"（{EARLIER} 结束时）相比，有 {len(different)} 项不同"), ("/en", "facts are different")):
        page = client.get(f"{lang}/platform/{BOTH}/history", params=days).text
        assert words in page
        assert "https://both.example/" in page
        assert PERSON not in page
    assert f'href="/platform/{BOTH}/history"' in client.get(f"/platform/{BOTH}").text
    assert PERSON not in str(body) + table


def test_what_two_days_cannot_say_is_said_in_a_sentence(client: httpx.Client) -> None:
    def said(id: str, **days: str) -> str:
        answer = client.get(f"/en/platform/{id}/history", params=days)
        assert answer.status_code == 200, (id, days)
        return answer.text

    assert f"Nothing is known of days before {BEGAN}" in said(BOTH, **{"from": "2001-01-01"})
    assert "nothing to compare" in said(BOTH, **{"from": "2001-01-01", "to": "2002-01-01"})
    assert f"It was listed on {TODAY}" in said(NEW, **{"from": str(EARLIER)})
    assert "已注销" in said(GONE), "a record that is gone keeps its history"
    late = str(TODAY + timedelta(days=3))
    for days in ({"from": "soon"}, {"to": late}, {"from": str(TODAY), "to": str(EARLIER)}):
        page = said(BOTH, **days)
        assert "Enter a day" in page, days
        assert all(f'value="{text}"' in page for text in days.values()), "what was typed stays"
        answer = client.get(f"/api/platforms/{BOTH}/diff", params=days)
        assert (answer.status_code, answer.json()["parameter"] in days) == (400, True)
    for path in ("/api/platforms/nothing/diff", "/platform/nothing/history", "/api/platforms/a%00b/diff"):
        assert client.get(path).status_code == 404, path


class Counting(Database):
    """Counts how often each statement is asked."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.asked: Counter[str] = Counter()

    async def rows(self, query: Compiled, values: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        self.asked[query.sql] += 1
        return await super().rows(query, values)


def test_a_digest_is_sorted_once_for_all_who_ask(url: str) -> None:
    """Of many who ask at once one asks the database; the command, which has every line, sorts them once as well."""

    async def asked() -> None:
        database = Counting(Settings(database_url=url))
        database.memory.put(Digests())
        await database.open()
        try:
            whole, *others = await asyncio.gather(*(digest(database, Filter(), Span(), 100) for _ in range(4)))
            assert all(other == whole for other in others)
            assert len(whole.lines) == whole.matched > 3
            counted, listed = queries.counted((), queries.PARTED).sql, queries.listed(()).sql
            assert (database.asked[counted], database.asked[listed]) == (1, 0), "counts and the first page in one"
            batches = [lines async for lines in every_line(database, Filter(), Span(), 3)]
            assert tuple(line for lines in batches for line in lines) == whole.lines
            assert database.asked[listed] == 1
        finally:
            await database.close()

    finished(asked())
