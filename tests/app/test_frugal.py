"""What the collector of garbage leaves alone in a process that serves."""

import gc
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


def test_what_a_long_collection_looked_at_in_vain_is_not_looked_at_again(monkeypatch: pytest.MonkeyPatch) -> None:
    before = list(gc.callbacks)
    try:
        with frugal():
            pass
        made = ["which the collector follows"]
        gc.collect(1)
        assert any(each is made for each in gc.get_objects())
        monkeypatch.setattr(module, "LONG_S", 0.0)
        gc.collect(1)
        assert any(each is made for each in gc.get_objects())
        gc.collect()
        assert not any(each is made for each in gc.get_objects())
    finally:
        gc.callbacks[:] = before
        gc.unfreeze()
