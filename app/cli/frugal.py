"""What a serving process does without, before it imports the application."""

import ctypes
import sys
from contextlib import suppress

ARENA_MAX, MMAP_THRESHOLD, TRIM_THRESHOLD = -8, -3, -1
"""The numbers of what is set, from glibc's malloc.h."""
MB = 2**20
LIMITS = {ARENA_MAX: 2, MMAP_THRESHOLD: MB, TRIM_THRESHOLD: 4 * MB}
"""glibc gives each thread an arena of its own, and from the first large block that is freed on keeps blocks of up to
32 MB in them: arrays that lived for one answer stay with the process. So large ones go back at once."""


def frugal() -> None:
    """Take less memory, and be there sooner."""
    with suppress(OSError, AttributeError):
        for option, value in LIMITS.items():
            ctypes.CDLL(None).mallopt(option, value)
    _import_folium()


def _import_folium() -> None:
    """Import folium while pandas seems not to be installed: it looks for it, and our maps give it no data frames.

    pandas takes 42 MB and a quarter of a second. In a notebook, which does not come this way, folium knows it; the
    analysis imports it by itself once somebody asks for a statistic.
    """
    if "pandas" in sys.modules or "folium" in sys.modules:
        return
    sys.modules["pandas"] = None  # type: ignore[assignment]
    try:
        import folium  # noqa: F401
    finally:
        del sys.modules["pandas"]
