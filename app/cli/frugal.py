"""What a serving process does without, before it imports the application."""

import ctypes
import gc
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

from app.absent import absent

ARENA_MAX, MMAP_THRESHOLD, TRIM_THRESHOLD = -8, -3, -1
"""The numbers of what is set, from glibc's malloc.h."""
MB = 2**20
LIMITS = {ARENA_MAX: 2, MMAP_THRESHOLD: MB, TRIM_THRESHOLD: 4 * MB}
"""glibc gives each thread an arena of its own, and from the first large block that is freed on keeps blocks of up to
32 MB in them: arrays that lived for one answer stay with the process. So large ones go back at once."""


FULL, LONG_S, MANY = 2, 0.05, 100
"""The generation that a full collection ends with, how long one may stop all requests, and how many modules a large
library has."""


@contextmanager
def frugal() -> Iterator[None]:
    """Take less memory, and be there sooner: the block imports and builds what the process is made of.

    Nothing of that is garbage, so the collector does not look for any meanwhile, nor at these objects ever after: at
    some 300,000 of them it would stop all requests for a sixth of a second now and then.
    """
    with suppress(OSError, AttributeError):
        for option, value in LIMITS.items():
            ctypes.CDLL(None).mallopt(option, value)
    gc.disable()
    try:
        _import_folium()
        yield
    finally:
        settled()
        gc.callbacks.append(LongCollections())
        gc.enable()


class LongCollections:
    """A full collection that took long because libraries came, as with the first picture or statistic, leaves them to
    those after it.

    What is under way at that moment is left as well, and where its objects refer to one another they stay for ever: a
    picture that is being drawn has thousands of them. So it happens as often as libraries come, and no oftener.
    """

    def __init__(self) -> None:
        self._began = 0.0
        self._modules = len(sys.modules)

    def __call__(self, phase: str, about: Mapping[str, Any]) -> None:
        """What the collector calls at the beginning ("start") and the end of each collection."""
        if about["generation"] != FULL:
            return
        if phase == "start":
            self._began = time.perf_counter()
        elif time.perf_counter() - self._began > LONG_S and len(sys.modules) - self._modules >= MANY:
            self._modules = len(sys.modules)
            settled()


def settled() -> None:
    """Take what lives now for what lives as long as the process: the collector does not look at it any more.

    It is still freed once nobody refers to it. Only rings of objects that refer to one another would stay: call it
    once, after something large and lasting was made, not with each version of the data.
    """
    gc.freeze()


def _import_folium() -> None:
    """Import folium while pandas seems not to be installed: it looks for it, and our maps give it no data frames.

    pandas takes 42 MB and a quarter of a second. In a notebook, which does not come this way, folium knows it; the
    analysis imports it by itself once somebody asks for a statistic.
    """
    with absent("pandas"):
        import folium  # noqa: F401
