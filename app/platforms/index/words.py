"""How the index finds the records that hold a word; the texts belong to the search, which stands above."""

from pyroaring import BitMap

from app.platforms.index.record_index import RecordIndex
from app.query.words import Word
from app.store.reader import Reader


class WordFinder:
    """Finds words in the texts of records from memory. This one knows no text; the search has one that does."""

    async def begin(self, db: Reader) -> None:
        """Begin to read the texts of the data that `db` sees, before somebody asks. Raises DatabaseAwayError."""

    def reads(self) -> bool:
        """Whether texts are being read just now."""
        return False

    async def rows(self, db: Reader, index: RecordIndex, word: Word) -> BitMap | None:
        """The rows whose text holds the word; None: the database is to be asked. Raises DatabaseAwayError."""
        return None

    async def ranked(self, index: RecordIndex, words: tuple[Word, ...], rows: BitMap) -> list[BitMap] | None:
        """These rows, all of which hold the words, in sets of one rank each; None: the database is to be asked."""
        return None
