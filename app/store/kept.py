"""Values that are made from one version of the data and kept until there is another."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable, MutableMapping
from contextlib import asynccontextmanager, suppress
from typing import Generic, TypeVar
from weakref import WeakValueDictionary

from app.errors import CrowdedError, DatabaseAwayError, StillReadError
from app.store.version import Version

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Making:
    """One after another of those who want one value."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()
        self._failed = 0
        self._why: type[DatabaseAwayError] | None = None

    @asynccontextmanager
    async def after_others(self) -> AsyncIterator[None]:
        """A block of one at a time. Raises DatabaseAwayError where another block did, while this one waited for it."""
        failed = self._failed
        async with self._turn:
            if failed != self._failed:
                raise self._why() if self._why else DatabaseAwayError("The database did not answer in time.")
            try:
                yield
            except DatabaseAwayError as error:
                self._failed += 1
                self._why = type(error) if isinstance(error, CrowdedError | StillReadError) else None
                raise


class Kept(Generic[Key, Value]):
    """Values by key, of the newest version of the data that was asked for.

    Single flight: of many callers that want the same value at the same time, one makes it and the others wait. Where
    making it fails, the failure is that caller's alone, and the next one tries again; but where the database is away,
    it is so for all who waited: one after another would wait for it as long again. `values` holds what is kept; a cache
    of cachetools bounds it.
    """

    def __init__(self, values: MutableMapping[Key, Value] | None = None) -> None:
        self._values: MutableMapping[Key, Value] = {} if values is None else values
        self._version: Version | None = None
        # A lock lives as long as somebody makes or waits.
        self._making: WeakValueDictionary[Key, Making] = WeakValueDictionary()

    async def get(self, version: Version, key: Key, make: Callable[[], Awaitable[Value]]) -> Value:
        """The value of `key` for `version`, made by `make` where it is not kept.

        Raises DatabaseAwayError where it was away while somebody else made the value.
        """
        if self._is_outdated(version):
            return await make()
        if (value := self._values.get(key)) is not None:
            return value
        making = self._making.setdefault(key, Making())
        async with making.after_others():
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
