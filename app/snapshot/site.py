"""What a snapshot is made from: the database in one version, with words and settings."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from app.districts import read as districts
from app.districts.basemap import BaseMap
from app.districts.read import BoundarySet
from app.pages.context import Context
from app.resources import locate
from app.settings import Settings
from app.snapshot.errors import KEPT, SnapshotError
from app.snapshot.location import SnapshotLocation
from app.store.database import Database
from app.vocabulary import Vocabulary
from app.vocabulary.read import VocabularyCache
from frontend.messages import messages

SLOW = 600.0
"""Seconds that a query may take: nobody waits for a page here."""


@dataclass(frozen=True)
class Site:
    """The source of every page and file of a snapshot."""

    settings: Settings
    db: Database
    vocabulary: Vocabulary
    base_map: BaseMap
    boundary: BoundarySet | None

    @property
    def boundary_source(self) -> str | None:
        return self.boundary.source if self.boundary else None

    async def still_the_same(self) -> None:
        """Raises SnapshotError where the data changed since the site was opened."""
        now = await VocabularyCache().read(self.db)
        if (now.dataset, now.version) != (self.vocabulary.dataset, self.vocabulary.version):
            raise SnapshotError(f"The data changed while they were read: run it again. {KEPT}")

    def context(self, location: SnapshotLocation) -> Context:
        """What a page at this place needs."""
        return Context(location, messages(location.lang), self.vocabulary, self.settings)


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Site]:
    """Read from this database. Base layers that need a server stay out."""
    quiet = {"base_layers": [], "tianditu_key": "", "statement_timeout": SLOW, "pool_timeout": 30.0}
    still = settings.model_copy(update=quiet)
    db = Database(still)
    await db.open()
    try:
        boundary = await districts.boundary_set(db)
        base_map = BaseMap(locate().data)
        yield Site(still, db, await VocabularyCache().read(db), base_map, boundary)
    finally:
        await db.close()
