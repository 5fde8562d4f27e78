"""How the service answers 16 at once: requests per second, times and errors of each kind of request, and memory.

    .venv/bin/python -m bench.many [--rows 10000] [--url postgresql+psycopg://…] [--seconds 5] [KIND …]

Makes a database of synthetic platforms, or takes that of `--url`, which holds those of seed 1 already. It starts the
service in a process of its own and drives it with wrk, one kind of request after another. A seed draws the addresses of
each kind. Times are those of this machine.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
import psycopg

from app.database_url import libpq
from app.imports.synthetic import CITY, STATES, load_synthetic
from app.platforms.values import KINDS
from app.setup.cluster import open_database, remove
from app.store.migrations import upgrade
from app.web.responses import with_query
from geo.tile_order import DEPTH, places

CLIENTS, DRAWN, SEED = 16, 200, 5
ITEMS = "/api/collections/platforms/items"
TILES = "/api/tiles/WebMercatorQuad"
TYPED = ("合", "合成", "平台", "号平", "Synth", "0001", "hecheng", "hcsj", "浦东", "生物", "zz", "没有的", "数据单位12")
WORDS = ("浦东", "生物", "平台", "合成", "人工智能", "123", "单位77", "ai")
LUA = """
local urls, at = {}, 0
for line in io.lines(os.getenv("URLS")) do urls[#urls + 1] = line end
function request() at = at % #urls + 1; return wrk.format("GET", urls[at]) end
function done(summary, latency, requests)
  local e = summary.errors
  io.write(string.format('\\nRESULT {"seconds": %f, "requests": %d, "p50": %f, "p99": %f, "errors": %d, "lost": %d}\\n',
    summary.duration / 1e6, summary.requests, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    e.status, e.connect + e.read + e.write + e.timeout))
end
"""


class Draw:
    """Draws addresses: the same for the same seed and number of platforms."""

    def __init__(self, rows: int, codes: dict[str, list[str]]) -> None:
        self._rng = random.Random(SEED)  # noqa: S311
        self._rows, self._codes = rows, codes

    def kinds(self) -> dict[str, Callable[[], str]]:
        """What draws an address, by the name of the kind."""
        return {
            "no filter": lambda: f"{ITEMS}?limit=100",
            "deep page": lambda: f"{ITEMS}?limit=100&offset={self._rng.randrange(0, self._rows, 100)}",
            "domain": lambda: self._items(domain=self._code("domains")),
            "domain and district": lambda: self._items(domain=self._code("domains"), district=self._code("districts")),
            "box of 100": lambda: self._items(bbox=self._box()),
            "20 nearest": lambda: self._items(limit="20", near=self._point()),
            "20 nearest of a domain": lambda: self._items(limit="20", near=self._point(), domain=self._code("domains")),
            "item": lambda: f"{ITEMS}/{self._id()}",
            "facets": lambda: with_query("/api/facets", self._filter()),
            "facets of a word": lambda: with_query("/api/facets", [("q", self._rng.choice(WORDS))]),
            "bubbles": lambda: with_query("/api/bubbles", self._filter()),
            "tile of clusters": lambda: self._tile(12),
            "tile of clusters filtered": lambda: with_query(self._tile(12), self._filter()),
            "tile of points": lambda: self._tile(14),
            "suggest": lambda: with_query("/api/suggest", [("q", self._typed())]),
            "home": lambda: "/",
            "home filtered": lambda: with_query("/", self._filter()),
            "platform": lambda: f"/platform/{self._id()}",
            "frame": lambda: "/embed/v1",
            "frame filtered": lambda: with_query("/embed/v1", self._filter()),
            "insight districts": lambda: with_query("/api/insight/districts", self._filter()),
            "insight page": lambda: "/insight",
            "hot spots": lambda: "/api/insight/hotspots",
        }

    def _items(self, limit: str = "100", **filter: str) -> str:
        return with_query(ITEMS, [("limit", limit), *filter.items()])

    def _code(self, vocabulary: str) -> str:
        return self._rng.choice(self._codes[vocabulary])

    def _id(self) -> str:
        return f"synthetic-{self._rng.randint(1, self._rows):07d}"

    def _tile(self, zoom: int) -> str:
        lon, lat = map(float, self._point().split(","))
        column, row = (int(place[0]) >> (DEPTH - zoom) for place in places([lon], [lat]))
        return f"{TILES}/{zoom}/{row}/{column}"

    def _point(self, edge: float = 0.1) -> str:
        lon = self._rng.uniform(CITY.minx + edge, CITY.maxx - edge)
        return f"{lon:.4f},{self._rng.uniform(CITY.miny + edge, CITY.maxy - edge):.4f}"

    def _box(self) -> str:
        west, south = map(float, self._point().split(","))
        return f"{west:.4f},{south:.4f},{west + 0.03:.4f},{south + 0.03:.4f}"

    def _typed(self) -> str:
        number = f"{self._rng.randint(1, self._rows):07d}"
        text = self._rng.choice(TYPED) + self._rng.choice(("", number[-2:]))
        return self._rng.choice((text, text, number[self._rng.randint(0, 4) :]))

    def _filter(self) -> list[tuple[str, str]]:
        values = {
            "domain": self._codes["domains"],
            "district": self._codes["districts"],
            "stage": self._codes["stages"],
            "status": STATES,
            "kind": KINDS,
            "voucher": ("yes", "no", "not-stated"),
        }
        names = self._rng.sample(list(values), self._rng.choice((1, 2, 3)))
        return [(name, ",".join(self._rng.sample(list(values[name]), self._rng.choice((1, 1, 2))))) for name in names]


def measured(address: str, folder: Path, draw: Callable[[], str], seconds: int) -> dict[str, Any]:
    """What wrk saw of one kind of request."""
    urls, script = folder / "urls", folder / "urls.lua"
    urls.write_text("\n".join(dict.fromkeys(draw() for _ in range(DRAWN))) + "\n")
    script.write_text(LUA)
    command = ["wrk", "-t1", f"-c{CLIENTS}", f"-d{seconds}s", "--timeout", "10s", "-s", str(script), address]
    env = {**os.environ, "URLS": str(urls)}
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=True)  # noqa: S603 - fixed
    result: dict[str, Any] = json.loads(done.stdout.split("RESULT ")[1].splitlines()[0])
    return result


@contextmanager
def served(url: str) -> Iterator[tuple[str, int]]:
    """The service on a database in a process of its own: its address and the process."""
    command = [sys.executable, "-m", "app.cli", "serve", "--port", "0"]
    server = subprocess.Popen(  # noqa: S603 - our own program
        command, env={**os.environ, "DATABASE_URL": url}, stdout=subprocess.PIPE, text=True
    )
    assert server.stdout  # noqa: S101 - a pipe was asked for
    try:
        yield next(line.strip().rstrip("/") for line in server.stdout if line.startswith("http")), server.pid
    finally:
        server.terminate()
        server.wait(30)


def warmed(address: str) -> float:
    """The seconds until the suggestions know all names, which are read last."""
    began = time.monotonic()
    with httpx.Client(base_url=address, trust_env=False, timeout=30) as client:
        while client.get("/api/suggest?q=a").headers.get("cache-control") == "no-store":
            time.sleep(0.5)
        client.get(f"{ITEMS}?q=zzzz")
    return time.monotonic() - began


def memory(process: int) -> float:
    """The megabytes that a process holds in memory."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


def run(url: str, rows: int, seconds: int, chosen: list[str]) -> None:
    """Measure each kind on one database and print it."""
    names = {"domains": "domains", "districts": "districts", "stages": "stages"}
    with psycopg.connect(libpq(url)) as connection:
        tables = {name: connection.execute(f"SELECT code FROM {table}".encode()) for name, table in names.items()}  # noqa: S608
        codes = {name: [code for (code,) in found] for name, found in tables.items()}
    kinds = Draw(rows, codes).kinds()
    with TemporaryDirectory(prefix="smb-") as folder, served(url) as (address, process):
        print(f"names read after {warmed(address):.1f} s, {memory(process):.0f} MB", flush=True)
        print(f"{'request':24} {'per second':>10} {'p50 ms':>8} {'p99 ms':>8} {'errors':>7}", flush=True)
        for name in chosen or kinds:
            seen = measured(address, Path(folder), kinds[name], seconds)
            rate, failed = seen["requests"] / seen["seconds"], seen["errors"] + seen["lost"]
            print(f"{name:24} {rate:10.1f} {seen['p50']:8.1f} {seen['p99']:8.1f} {failed:7}", flush=True)
        print(f"{memory(process):.0f} MB", flush=True)


def main() -> None:
    """The command."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("kinds", nargs="*", metavar="KIND")
    arguments.add_argument("--rows", type=int, default=10_000)
    arguments.add_argument("--seconds", type=int, default=5)
    arguments.add_argument("--url", default="")
    given = arguments.parse_args()
    if shutil.which("wrk") is None:
        sys.exit("wrk was not found: apt install wrk")
    if given.url:
        run(given.url, given.rows, given.seconds, given.kinds)
        return
    with TemporaryDirectory(prefix="smb-") as folder:
        home = Path(folder)
        home.chmod(0o755)
        with open_database(home, name="bench", durable=False, log=lambda line: None) as url:
            upgrade(url)
            load_synthetic(url, given.rows, 1, lambda made: None)
            run(url, given.rows, given.seconds, given.kinds)
        remove(home)


if __name__ == "__main__":
    main()
