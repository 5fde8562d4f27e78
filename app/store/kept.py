"""Values that are made from one version of the data and kept until there is another."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable, MutableMapping
from contextlib import suppress
from typing import Generic, TypeVar
from weakref import WeakValueDictionary

from app.store.version import Version

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Kept(Generic[Key, Value]):
    """Values by key, of the newest version of the data that was asked for.

    Single flight: of many callers that want the same value at the same time, one makes it and the others wait. Where
    making it fails, the failure is that caller's alone, and the next one tries again. `values` holds what is kept; a
    cache of cachetools bounds it.
    """

    def __init__(self, values: MutableMapping[Key, Value] | None = None) -> None:
        self._values: MutableMapping[Key, Value] = {} if values is None else values
        self._version: Version | None = None
        # A lock lives as long as somebody makes or waits.
        self._making: WeakValueDictionary[Key, asyncio.Lock] = WeakValueDictionary()

    async def get(self, version: Version, key: Key, make: Callable[[], Awaitable[Value]]) -> Value:
        """The value of `key` for `version`, made by `make` where it is not kept."""
        if self._is_outdated(version):
            return await make()
        if (value := self._values.get(key)) is not None:
            return value
        lock = self._making.setdefault(key, asyncio.Lock())
        async with lock:
            if version == self._version and (value := self._values.get(key)) is not None:
                return value
            value = await make()
            if version == self._version:
                self._keep(key, value)
            return value

    def ready(self, version: Version, key: Key) -> Value | None:
        """The value of `key` where it is kept for `version`; nothing is made."""
        return self._values.get(key) if version == self._version else None

    def _is_outdated(self, version: Version) -> bool:
        """Whether newer data are kept than this version's; values of older data are forgotten."""
        kept = self._version
        if kept is not None and kept.dataset == version.dataset and kept.number > version.number:
            return True
        if kept != version:
            self._version = version
            self._values.clear()
            self._making = WeakValueDictionary()
        return False

    def _keep(self, key: Key, value: Value) -> None:
        # cachetools refuses what is larger than the whole cache: it is then made each time.
        with suppress(ValueError):
            self._values[key] = value
