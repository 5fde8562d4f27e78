"""Values per version of the data that take long to make: made by a thread in the background, or at once."""

import asyncio
import ctypes
import logging
import time
from collections.abc import Callable, Hashable
from contextlib import suppress
from typing import Generic, Protocol, TypeVar

from psycopg import Error

from app.errors import StillReadError
from app.platforms.index.load import Readings
from app.store.kept import Kept
from app.store.version import Version

log = logging.getLogger("servicemap")
AGAIN_AFTER_S = 5.0
"""What could not be made is tried again after so long, not with each request."""
Key = TypeVar("Key", bound=Hashable)


class Versioned(Protocol):
    """A value that says of which version of the data it was made."""

    @property
    def version(self) -> Version: ...


Value = TypeVar("Value", bound=Versioned)


class ChangedError(Exception):
    """The data changed before what was to be made of them was read."""


class Background(Generic[Key, Value]):
    """Values by key, of the newest version of the data. `what` names them where they cannot be made."""

    def __init__(self, readings: Readings, what: str) -> None:
        self._readings = readings
        self._what = what
        self._kept: Kept[Key, Value] = Kept()
        self._newest: Version | None = None
        self._making: dict[Key, asyncio.Task[None]] = {}
        self._not_before = 0.0

    def ready(self, version: Version, key: Key, make: Callable[[], Value]) -> Value | None:
        """The value for this version; None while `make` makes it in a thread, which this begins.

        It is not begun twice, and never for data that are outdated.
        """
        value = self._kept.ready(version, key)
        if value is None and not self._is_outdated(version):
            self._newest = version
            task = self._making.get(key)
            if (task is None or task.done()) and time.monotonic() >= self._not_before:
                self._making[key] = asyncio.create_task(self._make(version, key, make))
        return value

    def is_making(self, key: Key) -> bool:
        """Whether the value is being made."""
        task = self._making.get(key)
        return task is not None and not task.done()

    async def soon(self, version: Version, key: Key, make: Callable[[], Value], seconds: float) -> Value | None:
        """The value for this version, where need be after so many seconds; None where it could not be made.

        Raises StillReadError where it is still being made.
        """
        value = self.ready(version, key, make)
        task = self._making.get(key)
        if value is not None or task is None or self._is_outdated(version):
            return value
        await asyncio.wait({task}, timeout=seconds)
        if not task.done():
            raise StillReadError
        return self._kept.ready(version, key)

    async def made(self, version: Version, key: Key, make: Callable[[], Value]) -> Value:
        """The value for this version, made now where it is not there. Raises ChangedError and psycopg's errors."""

        async def in_thread() -> Value:
            value = await asyncio.to_thread(_made, make)
            if value.version != version:
                raise ChangedError
            return value

        return await self._kept.get(version, key, in_thread)

    def _is_outdated(self, version: Version) -> bool:
        newest = self._newest
        return newest is not None and newest.dataset == version.dataset and newest.number > version.number

    async def _make(self, version: Version, key: Key, make: Callable[[], Value]) -> None:
        try:
            await self.made(version, key, make)
        except ChangedError:
            pass  # The next request asks for the newer data.
        except (Error, OSError) as error:
            self._not_before = time.monotonic() + AGAIN_AFTER_S
            if not self._readings.closed:
                log.warning("%s could not be read: %s", self._what, error)


def _made(make: Callable[[], Value]) -> Value:
    """Make a value, and give the memory back that making it took: glibc keeps for each thread what it freed."""
    value = make()
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
    return value
