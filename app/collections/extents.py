"""Where and when the features of each collection are, kept for as long as the data stay as they are."""

import asyncio
from collections.abc import Mapping
from typing import Annotated

from fastapi import Depends, Request

from app.collections.catalogue import COLLECTIONS
from app.collections.collection import CollectionExtent
from app.store.kept import Kept
from app.store.reader import Reader
from app.store.version import Version
from app.vocabulary.dependencies import CurrentVocabulary
from app.web.dependencies import ReadSession
from app.web.provided import Provided


class Extents:
    """The extents of all collections."""

    def __init__(self) -> None:
        self._kept: Kept[None, Mapping[str, CollectionExtent]] = Kept()

    async def read(self, db: Reader, version: Version) -> Mapping[str, CollectionExtent]:
        """The extent of each collection by its name, in the data of this version."""

        async def make() -> Mapping[str, CollectionExtent]:
            extents = {name: await collection.extent(db) for name, collection in COLLECTIONS.items()}
            # Its library is loaded by the first such question, which would hold up the others.
            return await asyncio.to_thread(lambda: {name: extent.stated() for name, extent in extents.items()})

        return await self._kept.get(version, None, make)


extents_of = Provided(Extents)


async def current_extents(
    request: Request, db: ReadSession, vocabulary: CurrentVocabulary
) -> Mapping[str, CollectionExtent]:
    """The extents in the data that this request reads."""
    return await extents_of(request).read(db, vocabulary.data_version)


CurrentExtents = Annotated[Mapping[str, CollectionExtent], Depends(current_extents)]
