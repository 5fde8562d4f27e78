"""What the search says of a query while it is typed: how it is read, what fits it, and what may have been meant."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from app.errors import DatabaseAwayError
from app.platforms.facets import FACETS
from app.platforms.filter import Filter
from app.platforms.index.indexes import ready_index
from app.platforms.read import counts
from app.query.parameters import NEAR_RADIUS
from app.query.words import Word, apart, read
from app.search.correction import corrected
from app.search.entry import AT_MOST, LAST, PER_GROUP, Entry
from app.search.explaining import holding
from app.search.reading import NOTHING_READ, Reading, opened, recognise
from app.search.suggest import MANY, Suggestions
from app.store.reader import Reader
from app.vocabulary import Vocabulary

LEAST_PLATFORMS = 3
"""So many platforms stand among the suggestions where they hold all words."""


@dataclass(frozen=True)
class Counted:
    """An entry, the filter of the list that it opens, and how many records that has; None where nobody counted."""

    entry: Entry
    opens: Filter | None = None
    n: int | None = None


@dataclass(frozen=True)
class Answer:
    """`complete`: no name is missing for now. `corrected`: the query that was answered instead, which has no fault.

    `text`: the query with its words as they were read. `n`: how many records the list has that `reading` opens; None
    where nobody counted.
    """

    text: str
    entries: list[Counted]
    complete: bool
    reading: Reading = NOTHING_READ
    opens: Filter | None = None
    n: int | None = None
    corrected: str | None = None


@dataclass(frozen=True)
class Search:
    """What is asked with every question of one reader."""

    db: Reader
    suggestions: Suggestions
    vocabulary: Vocabulary
    filter: Filter
    lang: str
    locked: tuple[str, ...] = field(default=())

    async def answer(self, query: str) -> Answer:
        """The answer for what was typed. Raises DatabaseAwayError."""
        found, words = await self._found(query), read(query)
        if not found.complete or not words or (found.entries and len(words) == 1):
            # What fits a word alone leads somewhere: nothing is left to ask the database.
            return found
        instead = None
        with suppress(DatabaseAwayError):
            async with self.db.failure_contained():
                if not found.entries or await self._leads_nowhere(found, words):
                    instead = await self.correction(query)
                    # Where blanks give the same words, nothing else is found.
                    if instead is None and (text := apart(query)) != query and read(text) != words:
                        found, instead = await self._found(text), await self.correction(text)
        return found if instead is None else replace(await self._found(instead), corrected=instead)

    async def _found(self, query: str) -> Answer:
        suggested = await self.suggestions.find(self.db, query, self.vocabulary)
        entries, words = suggested.entries, read(query)
        reading, opens, n = NOTHING_READ, None, None
        counted: list[Counted] = [Counted(entry) for entry in entries]
        with suppress(DatabaseAwayError):
            async with self.db.failure_contained():
                entries = await self._with_meeting(query, words, entries)
                counted = [Counted(entry) for entry in entries]
                counted = [each for entry in entries if _leads_on(each := await self._counted(entry))]
                if (reading := await self.reading(words)).recognised:
                    opens, n = await self._opened(reading)
        return Answer(query, counted, suggested.complete, reading, opens, n)

    async def _opened(self, reading: Reading) -> tuple[Filter, int | None]:
        """The list that what was read opens. Among very many records nobody waits until the other words are sought."""
        filter = reading.applied(self.filter)
        if reading.rest and await self._many():
            return filter, None
        return await opened(self.db, filter, self.vocabulary)

    async def _leads_nowhere(self, found: Answer, words: Sequence[Word]) -> bool:
        """Whether Enter opens an empty list, though some of several words fit something; not looked up of very many."""
        if len(words) < 2 or (found.reading.recognised and not found.reading.rest) or await self._many():
            return False
        if found.n is not None:
            return not found.n
        every = Filter(kind=tuple(self.vocabulary.kinds))
        return not (await counts(self.db, every.replace(q=_text(words))))[0]

    async def reading(self, words: Sequence[Word]) -> Reading:
        """Which words are filters."""
        names = (await self.suggestions.listed(self.db, self.vocabulary)).names
        return recognise(words, names, self.vocabulary, self.locked)

    async def correction(self, query: str) -> str | None:
        """The query with its fault put right; None where each word has hits, or nothing is near that leads somewhere.

        Raises DatabaseAwayError.
        """
        words = read(query)
        wrong = await self._wrong(words)
        if not wrong:
            return None
        instead = corrected(words, wrong, await self.suggestions.corrections(self.db, self.vocabulary))
        return instead if instead and await self._leads_somewhere(read(instead)) else None

    async def _leads_somewhere(self, words: Sequence[Word]) -> bool:
        """Whether words are filters alone, or some record, measure or term has all of them."""
        reading = await self.reading(words)
        if reading.recognised and not reading.rest:
            return True
        every = Filter(kind=tuple(self.vocabulary.kinds))
        if (await counts(self.db, reading.applied(every) if reading.recognised else every.replace(q=_text(words))))[0]:
            return True
        return bool(holding((await self.suggestions.listed(self.db, self.vocabulary)).explained, words))

    async def _wrong(self, words: Sequence[Word]) -> list[Word]:
        """The words that no record holds. Of very many records nobody looks which of several words it is."""
        if await self._many():
            return list(words) if len(words) == 1 else []
        every = Filter(kind=tuple(self.vocabulary.kinds))
        return [word for word in words if not (await counts(self.db, every.replace(q=word.text)))[0]]

    async def _many(self) -> bool:
        kept = await ready_index(self.db)
        return kept is not None and len(kept[1]) > MANY

    async def _with_meeting(self, query: str, words: Sequence[Word], entries: list[Entry]) -> list[Entry]:
        """With the platforms that hold all words, where what fits a name does not say it."""
        if len(words) < 2 and any(entry.group == "platform" for entry in entries):
            return entries
        return _merged(entries, await self.suggestions.meeting(self.db, query, self.vocabulary, self.lang))

    async def _counted(self, entry: Entry) -> Counted:
        """An entry with the list that it opens: the filters of the page and this one.

        Among very many records nobody waits until an operator's name is looked for in all of them.
        """
        if entry.group == "operator":
            if await self._many():
                return Counted(entry, self.filter.replace(q=entry.value))
            return Counted(entry, *await opened(self.db, self.filter.replace(q=entry.value), self.vocabulary))
        if entry.near:
            around = self.filter.replace(q="", near=entry.near, radius=self.filter.radius or NEAR_RADIUS)
            return Counted(entry, *await opened(self.db, around, self.vocabulary))
        if entry.group not in FACETS:
            return Counted(entry)
        chosen = self.filter.replace(q="", **{entry.group: (entry.value,)})
        return Counted(entry, *await opened(self.db, chosen, self.vocabulary))


def _text(words: Iterable[Word]) -> str:
    return " ".join(word.text for word in words)


def _leads_on(counted: Counted) -> bool:
    """Whether a suggestion leads to a record, or to the page of a domain that has none: that one says what there is."""
    return counted.n != 0 or counted.entry.group == "domain"


def _merged(entries: Sequence[Entry], platforms: Iterable[Entry]) -> list[Entry]:
    """At most 8 entries, those platforms before the others of their group, where it was or before places."""
    others = [entry for entry in entries if entry.group != "platform"]
    named = {entry.value: entry for entry in (*platforms, *entries) if entry.group == "platform"}
    first = list(named.values())[: min(PER_GROUP, max(AT_MOST - len(others), LEAST_PLATFORMS))]
    others = others[: AT_MOST - len(first)]
    groups = [entry.group for entry in entries]
    before = next((group for group in ("platform", "place", *LAST) if group in groups), None)
    at = groups.index(before) if before else len(others)
    return [*others[:at], *first, *others[at:]]
