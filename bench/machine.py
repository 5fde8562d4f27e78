"""The machine and the programs that a run is made on and with, and what a process takes of it."""

import os
import platform
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

PACKAGES = ("uvicorn", "fastapi", "starlette", "psycopg", "numpy", "pyroaring")


def say(line: str) -> None:
    """Print what is done just now, with the time."""
    print(f"{datetime.now(UTC):%H:%M:%S} {line}", flush=True)


def now() -> str:
    """The time in UTC, to the minute."""
    return f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"


def load() -> str:
    """The load averages of the last 1, 5 and 15 minutes, which count the benchmark's own processes, too."""
    return " / ".join(f"{each:.1f}" for each in os.getloadavg())


def wanted() -> int:
    """How many threads of this machine run or want to, this one left out."""
    return int(Path("/proc/loadavg").read_text().split()[3].partition("/")[0]) - 1


def memory() -> int:
    """The megabytes of memory of this machine."""
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2**20


def described() -> str:
    """Cores, memory, system."""
    return f"{os.cpu_count()} cores, {memory() / 1024:.0f} GB of memory, {platform.platform()}"


def versions() -> str:
    """Python, the packages that answer, and the commit that is measured."""
    commit = _output("git", "-C", str(Path(__file__).parent), "describe", "--always", "--dirty")
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return f"commit {commit or 'unknown'}, Python {platform.python_version()}, {packages}"


def _output(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.strip()


def processes(process: int) -> Iterator[int]:
    """A process and all below it."""
    yield process
    for thread in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            children = thread.read_text().split()
        except OSError:  # the thread has just ended
            continue
        for child in children:
            yield from processes(int(child))


def processor(root: int) -> float:
    """The seconds of processor that a program has taken, in all its processes, those that have ended, too."""
    ticks = sum(sum(_times(each)[:2]) for each in processes(root)) + sum(_times(root)[2:])
    return ticks / os.sysconf("SC_CLK_TCK")


def _times(process: int) -> list[int]:
    """Ticks in user mode and in the kernel, the process's own and those of its children that have ended."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:  # it has just ended: its parent counts it from now on
        return [0, 0, 0, 0]
    return [int(each) for each in fields[11:15]]


def parent(process: int) -> int:
    """The process that started this one."""
    return int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])


def resident(process: int) -> float:
    """The megabytes of memory of the largest process of a program."""
    return max(_status(each, "VmRSS") for each in processes(process))


def peak_memory(process: int) -> float:
    """The most megabytes of memory that a process has had at once; 0 once it has ended."""
    try:
        return _status(process, "VmHWM")
    except OSError:
        return 0.0


def _status(process: int, name: str) -> float:
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(name)), 0.0)
