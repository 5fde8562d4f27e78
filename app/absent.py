"""Imports a library while another one seems not to be installed, which it would import for what we never ask of it."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def absent(name: str) -> Iterator[None]:
    """Let imports of this library fail within the block; one that is imported already stays there.

    It is for the beginning of a process: no other thread imports meanwhile.
    """
    if name in sys.modules:
        yield
        return
    sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[name]
