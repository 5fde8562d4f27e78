"""Which tests of a run go to the same process of pytest-xdist, and in which order they are handed out.

The marks of xdist's own `loadgroup` do nothing under pytest 9.2 (pytest-xdist issue 1386), so the groups go through a
file of the run's folder: each process that collects writes the same one, and the one that hands out reads it.
"""

import json
import os
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

ONCE = {
    "places": "places",
    "synthetic_url": "synthetic",
    "counted_site": "synthetic",
    "whole": "snapshot",
    "whole_file": "snapshot",
    "few_url": "snapshot of few",
}
"""Fixtures that take many seconds to make, and the group of the tests that take them: each is made in one process.

`counted_site` asks for the synthetic data by name, so that pytest does not know it."""
FIRST = ("places", "synthetic", "tests/browser", "tests/app", "tests")
"""Long ones first, so that the processes end together."""
FILE = "groups.json"


class Worker(Protocol):
    """What pytest-xdist knows of a process before it starts it."""

    workerinput: dict[str, Any]
    config: pytest.Config


class Groups(LoadScopeScheduling):  # type: ignore[misc]  # it ships no types
    """Hands out group by group; a test without a group is one."""

    def __init__(self, config: pytest.Config, log: Producer, run: Path) -> None:
        super().__init__(config, log)
        self._file = run / FILE

    @cached_property
    def _groups(self) -> dict[str, str]:
        groups: dict[str, str] = json.loads(self._file.read_text("utf-8"))
        return groups

    def _split_scope(self, nodeid: str) -> str:
        return self._groups.get(nodeid, nodeid)


def arrange(items: list[pytest.Item], run: Path) -> None:
    """Write which tests stay together, and put the items into the order in which they are handed out.

    The tests of a file stay together where they share a fixture of the file; others go one by one.
    """
    groups = {item.nodeid: name for item in items if (name := _group_of(item))}
    items.sort(key=lambda item: _rank(groups.get(item.nodeid, item.nodeid), item.nodeid))
    written = run / f"{FILE}.{os.getpid()}"
    written.write_text(json.dumps(groups), "utf-8")
    written.replace(run / FILE)


def _group_of(item: pytest.Item) -> str | None:
    scopes = dict(_fixtures(item))
    for name, together in ONCE.items():
        if name in scopes:
            return together
    file = item.nodeid.split("::")[0]
    return file if {"module", "package"} & set(scopes.values()) else None


def _fixtures(item: pytest.Item) -> Iterator[tuple[str, str]]:
    """The fixtures that the test needs, directly or not, with their scopes."""
    info = getattr(item, "_fixtureinfo", None)
    for name, definitions in (info.name2fixturedefs if info else {}).items():
        yield name, definitions[-1].scope


def _rank(group: str, nodeid: str) -> int:
    place = group if group in FIRST else nodeid
    return next(number for number, start in enumerate(FIRST) if place.startswith(start))
