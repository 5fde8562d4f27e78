"""A library that seems not to be installed seems so to one thread alone."""

import importlib
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.absent import absent

LIBRARY = "colorsys"


def test_a_library_is_absent_for_the_thread_of_the_block_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, LIBRARY, raising=False)
    with ThreadPoolExecutor(1) as other, absent(LIBRARY):
        with pytest.raises(ModuleNotFoundError):
            importlib.import_module(LIBRARY)
        assert other.submit(importlib.import_module, LIBRARY).result().__name__ == LIBRARY
    monkeypatch.delitem(sys.modules, LIBRARY)
    importlib.import_module(LIBRARY)
