"""Which loads of frames are counted for which host, and what bounds the counts."""

import asyncio
import threading
from collections import Counter

import httpx
from sqlalchemy import Connection, text

from app.embed import register
from app.embed.hosts import LONGEST_REFERER, MOST_HOSTS, MOST_WAITING, OTHER, UNNAMED, HostCounts
from app.settings import Settings
from tests.support.loop import finished
from tests.support.server import running

FRAME = {"Sec-Fetch-Dest": "iframe", "Sec-Fetch-Site": "cross-site"}
LONG = "https://" + ".".join(["a" * 60] * 5) + ".example/"

CASES: list[tuple[dict[str, str], str | None]] = [
    ({**FRAME, "Referer": "https://www.example.gov.cn/map.html?who=me"}, "www.example.gov.cn"),
    ({**FRAME, "Referer": "http://WWW.Example.gov.cn:8080/"}, "www.example.gov.cn"),
    ({**FRAME, "Sec-Fetch-Dest": "frame", "Referer": "https://old.example/"}, "old.example"),
    ({**FRAME, "Sec-Fetch-Site": "same-site", "Referer": "https://other.example.cn/"}, "other.example.cn"),
    ({"Referer": "http://no-fetch-headers.example/"}, "no-fetch-headers.example"),
    ({**FRAME, "Referer": "http://10.1.2.3/"}, "10.1.2.3"),
    (FRAME, UNNAMED),
    ({**FRAME, "Sec-Fetch-User": "?1"}, None),
    ({**FRAME, "Sec-Purpose": "prefetch", "Referer": "https://ahead.example/"}, None),
    ({**FRAME, "Sec-Fetch-User": "?1", "Referer": "https://button.example/"}, "button.example"),
    ({}, None),
    ({**FRAME, "Sec-Fetch-Dest": "document", "Referer": "https://link.example/"}, None),
    ({**FRAME, "Sec-Fetch-Dest": "empty", "Referer": "https://fetch.example/"}, None),
    ({**FRAME, "Sec-Fetch-Site": "none"}, None),
    ({**FRAME, "Sec-Fetch-Site": "same-origin", "Referer": "https://map.example.cn/embed/v1"}, None),
    ({**FRAME, "Referer": "https://map.example.cn/"}, None),
    ({"Referer": "http://127.0.0.1:1/embed/v1"}, None),
    ({**FRAME, "Referer": LONG}, None),
    ({**FRAME, "Referer": "https://long.example/" + "a" * LONGEST_REFERER}, None),
    ({**FRAME, "Referer": "https://under_score.example/"}, None),
    ({**FRAME, "Referer": "https://<script>.example/"}, None),
    ({**FRAME, "Referer": "https://-dash.example/"}, None),
    ({**FRAME, "Referer": "https://(other)/"}, None),
    ({**FRAME, "Referer": "https://["}, None),
    ({**FRAME, "Referer": "file:///home/me/page.html"}, None),
    ({**FRAME, "Referer": "no address"}, None),
]
"""Headers of a request for a frame, and the host it is counted for."""


def _rows(connection: Connection, month: str | None = None) -> dict[str, int]:
    return {host: frames for _, host, frames in register.counts(connection, month)}


def test_what_is_counted_for_whom(hosts_url: str, hosts: Connection) -> None:
    with (
        running(Settings(database_url=hosts_url, public_url="https://map.example.cn")) as site,
        httpx.Client(base_url=site, trust_env=False, timeout=30) as client,
    ):
        for headers, _ in CASES:
            assert client.get("/embed/v1/counter", headers=headers).status_code == 200
    assert _rows(hosts) == Counter(host for _, host in CASES if host)


def test_frames_that_were_drawn_are_counted_and_nothing_else(hosts_url: str, hosts: Connection) -> None:
    headers = {**FRAME, "Referer": "https://www.example.gov.cn/"}
    with (
        running(Settings(database_url=hosts_url)) as site,
        httpx.Client(base_url=site, headers=headers, trust_env=False, timeout=30) as client,
    ):
        first = client.get("/embed/v1/zone/lingang")
        again = client.get("/embed/v1/zone/lingang", headers={"If-None-Match": first.headers["etag"]})
        assert (first.status_code, again.status_code) == (200, 304)
        assert client.get("/embed/v1/platform/nothing").status_code == 404
        assert client.head("/embed/v1/zone/lingang").status_code == 200
        for path in ("/", "/embed/v1/embed.js", "/api/facets", "/oembed"):
            client.get(path)
    assert _rows(hosts) == {"www.example.gov.cn": 2}


def test_a_row_holds_host_month_and_number_alone(hosts: Connection) -> None:
    names = hosts.scalars(text("SELECT column_name FROM information_schema.columns WHERE table_name = 'host_counts'"))
    assert set(names) == {"month", "host", "frames"}


def test_made_up_hosts_share_one_row(hosts_url: str, hosts: Connection) -> None:
    made_up = 10_000
    counts = HostCounts(hosts_url)
    for n in range(made_up):
        counts.see({"sec-fetch-dest": "iframe", "referer": f"https://made-up-{n}.example/"}, None)
    finished(counts.flush())
    found = _rows(hosts)
    assert len(found) == MOST_HOSTS + 1
    assert found[OTHER] == made_up - MOST_HOSTS
    # A second worker's made-up hosts find no room either, and a host that has its row keeps it.
    another = HostCounts(hosts_url)
    for n in range(made_up):
        another.see({"sec-fetch-dest": "iframe", "referer": f"https://again-{n}.example/"}, None)
    finished(another.flush())
    late = HostCounts(hosts_url)
    late.see({"referer": "https://late.example/"}, None)
    finished(late.flush())
    found = _rows(hosts)
    assert len(found) == MOST_HOSTS + 1
    assert sum(found.values()) == 2 * made_up + 1
    assert "late.example" not in found
    assert "again-7.example" not in found
    kept = next(host for host in found if host.startswith("made-up-"))
    late.see({"referer": f"https://{kept}/"}, None)
    finished(late.flush())
    assert _rows(hosts)[kept] == found[kept] + 1


def test_what_waits_in_memory_has_an_end(hosts_url: str, hosts: Connection) -> None:
    counts = HostCounts(hosts_url)
    counts.add("2026-11", "known.example", 1)
    for n in range(MOST_WAITING):
        counts.add("2026-11", f"made-up-{n}.example", 1)
    counts.add("2026-11", "late.example", 5)
    counts.add("2026-11", "known.example", 1)
    finished(counts.flush())
    found = _rows(hosts)
    # The busiest of all is not named: it came when there was no room to hold it apart.
    assert "late.example" not in found
    assert found["known.example"] == 2
    assert sum(found.values()) == MOST_WAITING + 7


def test_the_busiest_hosts_get_the_last_rows(hosts_url: str, hosts: Connection) -> None:
    full = HostCounts(hosts_url)
    for n in range(MOST_HOSTS - 2):
        full.add("2026-10", f"known-{n}.example", 1)
    finished(full.flush())
    late = HostCounts(hosts_url)
    for host, frames in (("a.example", 1), ("b.example", 9), ("c.example", 5), ("known-1.example", 1)):
        late.add("2026-10", host, frames)
    late.add("2026-11", "a.example", 1)
    finished(late.flush())
    october = _rows(hosts, "2026-10")
    assert (october["b.example"], october["c.example"], october[OTHER], october["known-1.example"]) == (9, 5, 1, 2)
    assert _rows(hosts, "2026-11") == {"a.example": 1}


def test_workers_that_flush_at_once_add_up(hosts_url: str, hosts: Connection) -> None:
    workers, rounds, each = 4, 25, 50
    start = threading.Barrier(workers)

    async def work(number: int) -> None:
        counts = HostCounts(hosts_url)
        for _ in range(rounds):
            for n in range(each):
                counts.add("2026-11", f"shared-{n}.example", 1)
            counts.add("2026-11", f"own-{number}.example", 2)
            await counts.flush()

    def run(number: int) -> None:
        start.wait()
        asyncio.run(work(number))

    threads = [threading.Thread(target=run, args=(number,)) for number in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    shared = {f"shared-{n}.example": workers * rounds for n in range(each)}
    assert _rows(hosts) == shared | {f"own-{number}.example": 2 * rounds for number in range(workers)}


def test_workers_that_flush_at_once_keep_the_limit(hosts_url: str, hosts: Connection) -> None:
    workers, each = 4, 700
    start = threading.Barrier(workers)

    def run(number: int) -> None:
        counts = HostCounts(hosts_url)
        for n in range(each):
            counts.add("2026-11", f"w{number}-{n}.example", 1)
        start.wait()
        asyncio.run(counts.flush())

    threads = [threading.Thread(target=run, args=(number,)) for number in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = _rows(hosts)
    assert len(found) == MOST_HOSTS + 1
    assert sum(found.values()) == workers * each


def test_counts_wait_for_a_database_that_does_not_take_them(hosts_url: str, hosts: Connection) -> None:
    counts = HostCounts(hosts_url)
    counts.add("2026-11", "patient.example", 3)
    hosts.execute(text("ALTER TABLE host_counts RENAME TO away"))
    try:
        finished(counts.flush())
        counts.add("2026-11", "patient.example", 1)
        for n in range(3 * MOST_HOSTS):
            counts.add("2026-11", f"while-away-{n}.example", 1)
        finished(counts.flush())
    finally:
        hosts.execute(text("ALTER TABLE away RENAME TO host_counts"))
    finished(counts.flush())
    found = _rows(hosts)
    assert found["patient.example"] == 4
    assert len(found) == MOST_HOSTS + 1
    assert sum(found.values()) == 4 + 3 * MOST_HOSTS
    finished(counts.flush())
    assert _rows(hosts) == found


def test_a_frame_stands_while_counts_cannot_be_stored(hosts_url: str, hosts: Connection) -> None:
    hosts.execute(text("ALTER TABLE host_counts RENAME TO away"))
    try:
        with running(Settings(database_url=hosts_url)) as site:
            headers = {**FRAME, "Referer": "https://www.example.gov.cn/"}
            assert httpx.get(f"{site}/embed/v1", headers=headers, trust_env=False, timeout=30).status_code == 200
    finally:
        hosts.execute(text("ALTER TABLE away RENAME TO host_counts"))
    assert _rows(hosts) == {}
