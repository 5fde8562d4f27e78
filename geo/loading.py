"""One thread at a time loads a library of the statistics for the first time."""

from threading import RLock

LOADING = RLock()
"""Held around an import within a function: of two threads that load scipy at once, one may meet a half of it."""
