"""What the collector of garbage leaves alone in a process that serves."""

import gc
import sys
import weakref

import pytest

from app.cli import frugal as module
from app.cli.frugal import frugal, settled


class _Node:
    """Refers to itself: only the collector can free it."""

    def __init__(self) -> None:
        self.ring = self


def _lives_on(node: "weakref.ref[_Node]") -> bool:
    gc.collect()
    return node() is not None


def test_what_a_process_is_built_of_is_not_looked_at_and_what_comes_after_it_is() -> None:
    before = list(gc.callbacks)
    try:
        with frugal():
            assert not gc.isenabled()
            built = weakref.ref(_Node())
        later, made = weakref.ref(_Node()), ["which the collector follows"]
        assert gc.isenabled()
        assert (_lives_on(built), _lives_on(later)) == (True, False)
        lasting = weakref.ref(_Node())
        settled()
        assert _lives_on(lasting)
        assert not any(each is made for each in gc.get_objects())
    finally:
        gc.callbacks[:] = before
        gc.unfreeze()
    assert not _lives_on(built)


def _followed(made: object) -> bool:
    return any(each is made for each in gc.get_objects())


def test_libraries_that_make_a_collection_long_are_left_to_the_next_once_and_no_garbage_with_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = list(gc.callbacks)
    try:
        with frugal():
            pass
        monkeypatch.setattr(module, "LONG_S", 0.0)
        first, many = ["which the collector follows"], (f"a_library.part{number}" for number in range(module.MANY))
        gc.collect()
        assert _followed(first)
        for name in many:
            monkeypatch.setitem(sys.modules, name, sys)
        gc.collect(1)
        assert _followed(first)
        gc.collect()
        assert not _followed(first)

        # What is under way whenever a collection is long is garbage later, and must not stay for ever.
        under_way = [_Node() for _ in range(3)]
        watched = [weakref.ref(each) for each in under_way]
        gc.collect()
        gc.collect()
        del under_way
        gc.collect()
        assert [each() for each in watched] == [None, None, None]
    finally:
        gc.callbacks[:] = before
        gc.unfreeze()
