"""Runs a coroutine to its end from a test that is no coroutine."""

from asyncio import run
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

Result = TypeVar("Result")


def finished(work: Coroutine[Any, Any, Result]) -> Result:
    """What the coroutine returns or raises.

    In a thread of its own: once a browser test ran, the thread of the tests has a loop already.
    """
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(run, work).result()
