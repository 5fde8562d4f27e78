"""Drives a server with wrk, and the database with pgbench, and says what they saw."""

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.database_url import libpq
from bench import best
from bench.draw import Ranges

CLIENTS = 16
RESULT = re.compile(r"^RESULT (.*)$", re.MULTILINE)
FAILED = re.compile(r"number of failed transactions: (\d+)")
RATE = re.compile(r"tps = ([\d.]+) \(without initial connection time\)")
PLANS = "-c plan_cache_mode=force_custom_plan -c jit=off"
LUA = """
local urls, at = {}, 0
for line in io.lines(os.getenv("URLS")) do urls[#urls + 1] = line end
local headers = {}
if os.getenv("ENCODING") ~= "identity" then headers["Accept-Encoding"] = os.getenv("ENCODING") end
function request() at = at % #urls + 1; return wrk.format("GET", urls[at], headers) end
function done(summary, latency, requests)
  local e = summary.errors
  io.write(string.format('\\nRESULT %f %d %f %f %d %d %d\\n', summary.duration / 1e6, summary.requests,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, e.status, e.connect + e.read + e.write + e.timeout,
    summary.bytes))
end
"""


@dataclass(frozen=True)
class Seen:
    """Answers per second; milliseconds that half of them and 99 of 100 took; how many failed; bytes of one.

    `answers` is how many there were, `cpu` the milliseconds of processor that one took of server and database.
    """

    rate: float
    p50: float
    p99: float
    errors: int
    bytes: float
    answers: int
    cpu: float = 0.0


def missing() -> str:
    """What is needed of this machine and is not there; empty where all is."""
    absent = [name for name in ("wrk", "pgbench") if shutil.which(name) is None]
    return f"not found: {', '.join(absent)} (Debian: apt install wrk postgresql-contrib)" if absent else ""


def over_http(
    address: str, urls: Sequence[str], seconds: int, encoding: str, folder: Path, clients: int = CLIENTS
) -> Seen:
    """What wrk sees that asks for these addresses in turn, from the first on. Errors are no answers."""
    listed, script = folder / "urls", folder / "urls.lua"
    listed.write_text("\n".join(urls) + "\n", "utf-8")
    script.write_text(LUA)
    command = ["wrk", "-t1", f"-c{clients}", f"-d{seconds}s", "--timeout", "10s", "-s", str(script), address]
    env = {**os.environ, "URLS": str(listed), "ENCODING": encoding}
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
    [result] = RESULT.findall(done.stdout)
    duration, requests, p50, p99, status, lost, size = (float(each) for each in result.split())
    return Seen(
        (requests - status) / duration, p50, p99, int(status + lost), size / max(requests, 1), int(requests - status)
    )


def script(name: str, ranges: Ranges) -> str:
    """A statement by its name, with its variables drawn from their ranges, as pgbench reads it."""
    drawn = [f"\\set {variable} random({low}, {high})" for variable, (low, high) in ranges.items()]
    return "\n".join([*drawn, best.statement(name)]) + "\n"


def in_sql(url: str, scripts: Sequence[tuple[str, int]], seconds: int, folder: Path, clients: int = CLIENTS) -> Seen:
    """What pgbench sees of scripts, each with its weight. Plans are made for the values, as ours are."""
    files = []
    for number, (text, weight) in enumerate(scripts):
        file = folder / f"script-{number}.sql"
        file.write_text(text, "utf-8")
        files.append(f"--file={file}@{weight}")
    for old in folder.glob("pgbench_log*"):
        old.unlink()
    options = [
        "-n",
        "-M",
        "prepared",
        f"-c{clients}",
        "-j1",
        f"-T{seconds}",
        "-l",
        f"--log-prefix={folder}/pgbench_log",
    ]
    env = {**os.environ, "PGOPTIONS": PLANS}
    done = subprocess.run(
        ["pgbench", *options, *files, libpq(url)], env=env, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"pgbench: {done.stderr.strip()[-500:]}")
    times = sorted(float(line.split()[2]) / 1000 for path in folder.glob("pgbench_log*") for line in path.open())
    [rate] = RATE.findall(done.stdout)
    return Seen(
        float(rate), _part(times, 0.5), _part(times, 0.99), sum(map(int, FAILED.findall(done.stdout))), 0.0, len(times)
    )


def _part(times: Sequence[float], share: float) -> float:
    return times[min(int(len(times) * share), len(times) - 1)] if times else 0.0
