"""Where the next platforms of a place would reach most, for its brief: sought once per version of the data."""

import asyncio
import logging
from dataclasses import dataclass

from psycopg import Error

from app.analysis.siting.answer import Sited
from app.analysis.siting.question import SitingQuestion
from app.analysis.siting.read import Asked, Sitings
from app.errors import NoAnswerError, NoBoundariesError, ServiceMapError, TooLargeError
from app.platforms.filter import Filter
from app.platforms.values import DEFAULT_KINDS
from app.store.database import Database
from app.store.reader import Reader
from app.store.version import Version
from app.vocabulary import Vocabulary
from app.vocabulary.read import VocabularyCache
from app.web.provided import Provided
from geo.siting import Cancel

log = logging.getLogger("servicemap")


@dataclass(frozen=True)
class Sites:
    """`sited` is None where they are still sought, and where nobody can say: without boundaries, or of too many."""

    sited: Sited | None = None
    seeking: bool = False


def question_of(code: str) -> Asked:
    """What "where next" asks of a place where nothing else is chosen: its page has the same answer."""
    return Asked(Filter().replace(kind=DEFAULT_KINDS), SitingQuestion(within=code))


class SoughtSites:
    """The sites of the newest version of the data.

    A page does not wait for the solver: it says that they are being sought. What is asked for is sought in the
    background, one place at a time, and is kept where "where next" keeps its own answers.
    """

    def __init__(self, database: Database, vocabularies: VocabularyCache, sitings: Sitings) -> None:
        self._database = database
        self._vocabularies = vocabularies
        self._sitings = sitings
        self._one = asyncio.Semaphore(1)
        self._seeking: dict[str, asyncio.Task[None]] = {}
        self._never: set[tuple[Version, str]] = set()

    def now(self, version: Version, code: str) -> Sites:
        """What is known by now; what is not is sought from here on."""
        sited = self._sitings.ready(version, question_of(code))
        if sited is not None or (version, code) in self._never:
            return Sites(sited)
        task = self._seeking.get(code)
        if task is None or task.done():
            self._seeking[code] = asyncio.create_task(self._seek(code))
        return Sites(seeking=True)

    async def of(self, db: Reader, vocabulary: Vocabulary, code: str) -> Sites:
        """The same for a file, which cannot be looked at again: it waits."""
        return await sites_of(self._sitings, db, vocabulary, code)

    async def close(self) -> None:
        """Stop seeking: the database is about to be closed."""
        for task in self._seeking.values():
            task.cancel()
        await asyncio.gather(*self._seeking.values(), return_exceptions=True)

    async def _seek(self, code: str) -> None:
        try:
            async with self._one, self._database.snapshot() as db:
                vocabulary = await self._vocabularies.read(db)
                found = await self.of(db, vocabulary, code)
                if found.sited is None:
                    self._never = {(v, c) for v, c in self._never if v == vocabulary.data_version}
                    self._never.add((vocabulary.data_version, code))
        except (ServiceMapError, Error, OSError) as error:
            log.warning("The sites of %s could not be sought: %s", code, error)


async def sites_of(sitings: Sitings, db: Reader, vocabulary: Vocabulary, code: str) -> Sites:
    """Seek them now."""
    try:
        return Sites(await sitings.answer(db, vocabulary, question_of(code), Cancel()))
    except (NoBoundariesError, NoAnswerError, TooLargeError):
        return Sites()


sought_sites_of = Provided(SoughtSites)
