"""Which tests of a run go to the same process of pytest-xdist, and in which order they are handed out."""

from collections.abc import Iterator
from typing import Any, Protocol

import pytest

ONCE = {"places": "places", "synthetic_url": "synthetic"}
"""Fixtures that take many seconds to make, and the group of the tests that take them: each is made in one process."""
FIRST = ("places", "synthetic", "tests/browser", "tests/app", "tests")
"""Long ones first, so that the processes end together."""


class Worker(Protocol):
    """What pytest-xdist knows of a process before it starts it."""

    workerinput: dict[str, Any]
    config: pytest.Config


def group(items: list[pytest.Item]) -> None:
    """Mark the tests that stay together, and put the items into the order in which they are handed out.

    The tests of a file stay together where they share a fixture of the file; others go one by one.
    """
    for item in items:
        name = _group_of(item)
        if name:
            item.add_marker(pytest.mark.xdist_group(name))
    items.sort(key=_rank)


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


def _rank(item: pytest.Item) -> int:
    marker = item.get_closest_marker("xdist_group")
    place = marker.args[0] if marker and marker.args[0] in FIRST else item.nodeid
    return next(number for number, start in enumerate(FIRST) if place.startswith(start))
