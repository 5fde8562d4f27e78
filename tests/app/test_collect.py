"""`servicemap collect`: a file on the operator's own site confirms or proposes, and reaches nothing that it may not."""

import json
import re
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from openapi_schema_validator import OAS31Validator

from app.city import CHINA_TIME
from app.database_url import libpq
from app.errors import FaultsError
from app.history.verify import verify
from app.stewardship.collecting.document import entries_of, entry_of, schema
from app.stewardship.collecting.fetching import MOST_BYTES, fetched, may_be_asked
from frontend.language import CHINESE, ENGLISH
from tests.support.certificate import certified
from tests.support.command import ROOT, called
from tests.support.loop import finished
from tests.support.loopback import Quiet, listening
from tests.support.stewards import OF_MINHANG, OF_PUDONG, signed_in
from tests.support.stored import stored

DATABASE = "collect"
STRANGER, THIRD = "sh-poc-001", "sh-poc-003"
TODAY = datetime.now(CHINA_TIME).date()
CONFIRMED = {"as_of": TODAY.isoformat(), "confirm": True}
PROPOSED = "SELECT platform, state, record->>'website' FROM drafts WHERE invitation IS NOT NULL ORDER BY id"
COUNTS = """SELECT (SELECT count(*) FROM drafts), (SELECT count(*) FROM changes), (SELECT count(*) FROM invitations),
  (SELECT count(*) FROM corrections), (SELECT count(*) FROM confirmations), (SELECT version FROM data_version)"""


@dataclass
class Site:
    """An operator's site: what it answers at `/file`; the other paths misbehave."""

    address: str
    certificate: Path
    said: dict[str, Any] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    @property
    def trusted(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self.certificate)


@pytest.fixture(scope="module")
def operators_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    certificate, shown = certified(tmp_path_factory.mktemp("certificate"))
    site = Site("", certificate)

    class Handler(Quiet):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            body = json.dumps({"records": site.said}).encode()
            if self.path == "/file":
                self.answer_json(200, body)
                return
            self.send_response(302 if self.path == "/redirect" else 404 if self.path == "/missing" else 200)
            self.send_header("Location", "/file")
            self.send_header("Content-Type", "text/html" if self.path == "/html" else "application/json")
            if self.path == "/gzip":
                self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            with suppress(OSError):  # whoever asked had enough
                self._say(body)

        def _say(self, body: bytes) -> None:
            if self.path == "/slow":
                for _ in range(40):
                    self.wfile.write(b" ")
                    self.wfile.flush()
                    time.sleep(0.05)
            self.wfile.write(b" " * (MOST_BYTES + 1) if self.path == "/large" else body)

    with listening(Handler, shown) as site.address:
        yield site


@dataclass
class Collector:
    """The command, with a list of its own."""

    home: Path
    url: str
    site: Site

    def run(self, *options: str, lines: str, **more: str) -> subprocess.CompletedProcess[str]:
        listed = self.home / "list.csv"
        listed.write_text(f"platform,address,account\n{lines}", "utf-8")
        settings = {
            "SERVICEMAP_COLLECT_FILE": str(listed),
            "SERVICEMAP_COLLECT_LOOPBACK": "true",
            "SSL_CERT_FILE": str(self.site.certificate),
        }
        return called(self.home, "collect", *options, DATABASE_URL=self.url, **{**settings, **more})


@pytest.fixture
def collector(url: str, operators_site: Site, tmp_path: Path) -> Collector:
    return Collector(tmp_path, url, operators_site)


def test_a_file_confirms_and_proposes_and_the_same_again_changes_nothing(
    collector: Collector, url: str, site: str, steward: httpx.Client
) -> None:
    address = f"{collector.site.address}/file"
    lines = f"{OF_PUDONG},{address},steward\n{OF_MINHANG},{address},second\n{THIRD},{address},editor\n"
    values = {"website": "https://operator.example/", "lifecycle": "operating"}
    collector.site.said = {
        OF_PUDONG: CONFIRMED,
        OF_MINHANG: {"as_of": TODAY.isoformat(), "values": values, "remark": "新站 13912345678"},
        STRANGER: CONFIRMED,
    }
    before = stored(url, COUNTS)
    tried = collector.run("--dry-run", lines=lines)
    assert (stored(url, COUNTS), tried.stdout.splitlines()[-1]) == (before, "Nothing was kept: this was a dry run.")
    collector.site.asked.clear()
    done = collector.run(lines=lines)
    assert collector.site.asked == ["/file"], "each address is asked once"
    assert done.stdout.splitlines() == [
        f"{OF_PUDONG}  {address}  confirmed",
        f"{OF_MINHANG}  {address}  changes proposed, to be reviewed",
        f"{THIRD}  {address}  its file says nothing of it",
    ]
    assert tried.stdout.splitlines()[:-1] == done.stdout.splitlines(), "a dry run says what would be"
    refused = f"{STRANGER}  {address}  /records/{STRANGER}  the list does not let this address speak for it\n"
    assert (done.returncode, done.stderr) == (1, refused)
    assert stored(url, f"SELECT confirmed_on, role FROM confirmations WHERE platform = '{OF_PUDONG}'") == [  # noqa: S608
        (TODAY, "operator")
    ]
    assert stored(url, PROPOSED) == [(OF_MINHANG, "in_review", "https://operator.example/")]
    with signed_in(site, "editor") as other, signed_in(site, "auditor") as auditor:
        queue = other.get("/en/steward").text
        form = other.get(f"/en/steward/record/{OF_MINHANG}").text
        assert "The operator, by a file that 机构 second answers for" in queue
        assert "The operator proposes:" in form
        assert form.count("The operator, by a file that 机构 second answers for") == 1, "not by a link"
        assert "新站 139****5678" in form, "whoever reviews it reads the remark, without the number of a person"
        assert address in other.get(f"/en/steward/record/{OF_MINHANG}/invite").text
        assert "承办方文件" in auditor.get("/steward/log").text
    assert address in steward.get(f"/en/steward/record/{OF_PUDONG}/invite").text
    after = stored(url, COUNTS)
    del collector.site.said[STRANGER]
    again = collector.run(lines=lines)
    assert (again.returncode, again.stdout.count("nothing new"), stored(url, COUNTS)) == (0, 2, after)
    # What it says instead stands in the same draft: of two nobody would know which one holds.
    collector.site.said[OF_MINHANG] = {"as_of": TODAY.isoformat(), "values": {"website": "https://newer.example/"}}
    assert collector.run(lines=lines).returncode == 0
    assert stored(url, PROPOSED) == [(OF_MINHANG, "in_review", "https://newer.example/")]
    # What is listed is right by now: nobody is to review what the operator does not propose any more.
    collector.site.said[OF_MINHANG] = CONFIRMED
    assert f"{OF_MINHANG}  {address}  confirmed" in collector.run(lines=lines).stdout
    assert stored(url, PROPOSED) == [(OF_MINHANG, "withdrawn", "https://newer.example/")]
    with psycopg.connect(libpq(url)) as connection:
        verify(connection)


def test_each_record_has_its_own_faults_in_the_language_that_is_asked_for(collector: Collector, url: str) -> None:
    address = f"{collector.site.address}/file"
    before = stored(url, "SELECT count(*) FROM drafts")
    collector.site.said = {
        OF_PUDONG: {"as_of": TODAY.isoformat(), "values": {"website": "ftp://x", "domains": ["nothing"]}},
        OF_MINHANG: {"as_of": TODAY.isoformat(), "values": {"name_zh": "别的", "id": "x"}, "more": 1},
        THIRD: {"as_of": (TODAY - timedelta(days=1)).isoformat(), "confirm": True},
        "sh-poc-004": {"as_of": TODAY.isoformat(), "remark": "电话已停用"},
        "sh-poc-005": CONFIRMED,
        "nothing": CONFIRMED,
    }
    whose = {OF_PUDONG: "steward", OF_MINHANG: "second", "sh-poc-005": "viewer"}
    lines = "".join(f"{id},{address},{whose.get(id, 'editor')}\n" for id in collector.site.said)
    done = collector.run("--lang", "zh-CN", lines=lines)
    told = [line.split("  ", 3) for line in done.stderr.splitlines()]
    assert [(id, pointer) for id, _, pointer, _ in told] == [
        (OF_PUDONG, f"/records/{OF_PUDONG}/values/domains"),
        (OF_PUDONG, f"/records/{OF_PUDONG}/values/website"),
        (OF_MINHANG, f"/records/{OF_MINHANG}/more"),
        (OF_MINHANG, f"/records/{OF_MINHANG}/values/name_zh"),
        (OF_MINHANG, f"/records/{OF_MINHANG}/values/id"),
        (THIRD, f"/records/{THIRD}/as_of"),
        ("sh-poc-005", "/records/sh-poc-005"),
        ("nothing", "/records/nothing"),
    ]
    assert told[-1][3] == "没有列出这个平台"
    assert (done.returncode, "sh-poc-004" in done.stdout) == (1, True), "the fault of one stops no other"
    assert stored(url, "SELECT page FROM corrections WHERE said LIKE '%电话已停用'") == [(address,)]
    assert stored(url, "SELECT count(*) FROM drafts") == before
    assert collector.run(lines=lines).stdout == f"sh-poc-004  {address}  nothing new\n"


def test_what_is_no_entry_and_no_file_is_named() -> None:
    day = TODAY.isoformat()
    wrong: list[tuple[Any, list[str]]] = [
        ([], [""]),
        ({}, ["/as_of"]),
        ({"as_of": day}, [""]),
        ({**CONFIRMED, "values": {"website": None}}, [""]),
        ({"as_of": "2026-1", "confirm": 1, "values": [], "remark": 7}, ["/as_of", "/values", "/remark", "/confirm"]),
        ({"as_of": (TODAY + timedelta(days=1)).isoformat(), "confirm": True}, ["/as_of"]),
        ({"as_of": day, "values": {"website": {"a": 1}, "domains": [1]}}, ["/values/website", "/values/domains"]),
        ({"as_of": day, "remark": "\ud800"}, ["/remark"]),
    ]
    for said, pointers in wrong:
        with pytest.raises(FaultsError) as refused:
            entry_of(said)
        assert [pointer for pointer, _ in refused.value.faults] == pointers, said
    deep = b'{"records":' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    twice = b'{"records": {"a": {}, "a": {}}}'
    for body in (
        deep,
        twice,
        b'{"records": {"a": NaN}}',
        b"\xff",
        b"[]",
        b'{"records": []}',
        b'{"records": {}, "x": 1}',
    ):
        with pytest.raises(FaultsError) as refused:
            entries_of(body)
        assert all(reason for lang in (CHINESE, ENGLISH) for _, reason in refused.value.said(lang.code)), body[:20]
    assert entry_of({"as_of": day, "values": {"website": None}}).values == {"website": None}


def test_only_public_addresses_are_asked() -> None:
    inside = (
        *(
            "127.0.0.1",
            "10.1.2.3",
            "192.168.0.1",
            "172.16.0.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",  # noqa: S104
            "224.0.0.1",
        ),
        *("240.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::", "2001:0:a00:1::", "2001:db8::1"),
    )
    assert [each for each in inside if may_be_asked(each)] == []
    assert all(map(may_be_asked, ("223.5.5.5", "2400:3200::1", "::ffff:223.5.5.5", "64:ff9b::df05:505")))
    on_trial = [each for each in inside if may_be_asked(each, loopback=True)]
    assert on_trial == ["127.0.0.1", "::1", "::ffff:127.0.0.1"]


def test_what_a_site_may_not_do_is_said(collector: Collector) -> None:
    site = collector.site
    inside = {"SERVICEMAP_COLLECT_LOOPBACK": "false"}
    by_name = site.address.replace("127.0.0.1", "localhost")
    site.said = {}
    assert collector.run(lines=f"{OF_PUDONG},{by_name}/file,steward\n").returncode == 0, "its name is certified, too"
    site.asked.clear()
    for address in (site.address, by_name, "https://10.1.2.3", "https://[::1]", "https://0x7f.1", "https://2130706433"):
        told = collector.run(lines=f"{OF_PUDONG},{address}/file,steward\n", **inside)
        assert (told.returncode, "not public" in told.stderr, site.asked) == (1, True, []), (address, told.stderr)
    public = {"SERVICEMAP_PRODUCTION": "true"}
    for lines, more in (
        (f"{OF_PUDONG},http://127.0.0.1/file,steward\n", {}),
        (f"{OF_PUDONG},https://u:p@127.0.0.1/file,steward\n", {}),
        (f"{OF_PUDONG},{site.address}/a,steward\n{OF_PUDONG},{site.address}/b,steward\n", {}),
        (f"{OF_PUDONG},{site.address}/file,steward\n", public),
    ):
        refused = collector.run(lines=lines, **more)
        assert (refused.returncode, "SERVICEMAP_COLLECT_" in refused.stderr, site.asked) == (1, True, []), lines
    untold = {"redirect": "elsewhere", "large": "larger than 256 KB", "html": "application/json", "gzip": "compressed"}
    for path, words in {**untold, "missing": "404"}.items():
        with pytest.raises(FaultsError, match=words):
            finished(fetched(f"{site.address}/{path}", site.trusted, loopback=True))
    assert "/file" not in site.asked, "nobody follows"
    began = time.monotonic()
    with pytest.raises(FaultsError, match="did not come"):
        finished(fetched(f"{site.address}/slow", site.trusted, loopback=True, seconds=0.3))
    assert time.monotonic() - began < 1.5, "each part came in time, and the whole did not"
    with pytest.raises(FaultsError, match="CERTIFICATE_VERIFY_FAILED"):
        finished(fetched(f"{site.address}/file", ssl.create_default_context(), loopback=True))


def test_the_schema_and_the_program_take_what_the_guides_show() -> None:
    checked = OAS31Validator(schema())
    for guide in ("stewards.md", "stewards.zh-CN.md"):
        [shown] = re.findall(r"^    \{\n(?:    .*\n)+", (ROOT / "docs" / guide).read_text("utf-8"), re.MULTILINE)
        entries = entries_of(shown.encode())
        assert list(checked.iter_errors({"records": entries})) == [], guide
        assert {entry_of(each).confirm for each in entries.values()} == {True, False}, guide
    day = TODAY.isoformat()
    for wrong in ({}, {"as_of": day}, {**CONFIRMED, "remark": "x"}, {"as_of": day, "values": {"name_zh": "x"}}):
        assert list(checked.iter_errors({"records": {OF_PUDONG: wrong}})), wrong
        with pytest.raises(FaultsError):
            entry_of(wrong)
