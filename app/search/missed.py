"""What counts as a search without a hit, and what is said of it: words of the vocabulary, never who asked.

Only codes of the vocabulary and rows of synonyms are named to the public. Other texts are counted once they came on
five days (`app/search/tally.py`) and are shown to the operator alone: a public page prints nothing that a stranger
typed.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from sqlalchemy import Text, bindparam, func, select

from app.errors import DatabaseAwayError
from app.platforms.facets import FACETS
from app.platforms.filter import Filter
from app.platforms.read import counts
from app.query.synonyms import WANT, thesaurus
from app.query.words import Word, read
from app.search.models import LONGEST_TEXT, SearchMiss
from app.search.reading import Reading
from app.store.reader import Reader
from app.store.statements import AnySelect, compiled_once
from app.vocabulary import Vocabulary
from frontend.language import DEFAULT

TERMS = ("domain", "stage", "service", "district", "zone")
"""The facets whose values are terms that people search by."""
ROW = "row"
"""In the place of a facet: a row of synonyms that names no code, as that of a university."""
MOST_TERMS = 2
"""More terms together say much of the one who asks and little of what is lacking: they are not counted."""
SHOWN = 10
Terms = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Miss:
    """What one search asked for in vain: terms as one text, or texts that are no terms."""

    term: str | None = None
    texts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Missed:
    """The terms that were sought in vain, the most days first: with how often and on how many days.

    `texts`: how many others there are.
    """

    terms: list[tuple[Terms, int, int]]
    texts: int


NOTHING_MISSED = Missed([], 0)


async def miss_of(db: Reader, filter: Filter, reading: Reading, vocabulary: Vocabulary) -> Miss | None:
    """What a search missed; None where some record of any kind has it, or it asks for more than words and terms.

    A place on the map, identifiers and facets that are no terms belong to one visitor's question: with those nothing is
    counted. Raises DatabaseAwayError.
    """
    terms, wanted = set(TERMS), reading.applied(filter)
    if wanted.near or wanted.in_view or wanted.ids or {name for name, _ in wanted.facets} - {*terms, "kind"}:
        return None
    every = Filter(kind=tuple(vocabulary.kinds))
    if (await counts(db, wanted.replace(kind=every["kind"])))[0]:
        return None
    words = read(wanted.q)
    if not words:
        return _of_terms([(name, value) for name, values in wanted.facets if name in terms for value in values])
    nowhere = [word for word in words if not (await counts(db, every.replace(q=word.text)))[0]]
    # What one wants besides, such as a voucher, no record is called by.
    rows = [word.row.code for word in nowhere if word.row is not None and word.row.type != WANT]
    if rows:
        return _of_terms([(ROW, code) for code in rows])
    texts = tuple(text for word in nowhere if word.row is None and (text := _countable(word)))
    return Miss(texts=texts) if texts else None


def _of_terms(terms: list[tuple[str, str]]) -> Miss | None:
    return Miss(term=urlencode(terms)) if 0 < len(terms) <= MOST_TERMS else None


def _countable(word: Word) -> str | None:
    """The text of a word that may be counted: short, and nothing but letters and blanks. No number, no address."""
    text = word.text.strip('"')
    plain = all(sign.isalpha() or sign == " " for sign in text)
    return text if plain and 1 < len(text) <= LONGEST_TEXT else None


@compiled_once
def _terms() -> AnySelect:
    columns = (SearchMiss.value, SearchMiss.times, SearchMiss.days)
    rows = select(*columns).where(SearchMiss.kind == bindparam("kind", type_=Text))
    return rows.order_by(SearchMiss.days.desc(), SearchMiss.times.desc(), SearchMiss.value)


@compiled_once
def _number_of_texts() -> AnySelect:
    return select(func.count().label("n")).where(SearchMiss.kind == "text")


async def missed_terms(db: Reader, vocabulary: Vocabulary) -> Missed:
    """What the public is told; nothing where the table cannot be read."""
    with suppress(DatabaseAwayError):
        async with db.failure_contained():
            rows = await db.rows(_terms(), {"kind": "term"})
            texts = await db.row(_number_of_texts()) or {"n": 0}
            known = [
                (terms, row["times"], row["days"]) for row in rows if (terms := read_terms(row["value"], vocabulary))
            ]
            return Missed(known[:SHOWN], texts["n"])
    return NOTHING_MISSED


def read_terms(value: str, vocabulary: Vocabulary) -> Terms:
    """The terms that a stored text names; none where the vocabulary has one of them no longer."""
    terms = tuple(parse_qsl(value))
    return terms if all(term_name(name, code, vocabulary, DEFAULT.code) for name, code in terms) else ()


def term_name(name: str, code: str, vocabulary: Vocabulary, lang: str) -> str | None:
    """What a term is called; None where it is no longer one."""
    if name == ROW:
        return next((row.terms[0] for row in thesaurus().rows if row.code == code), None)
    known = name in TERMS and code in FACETS[name].values(vocabulary)
    return FACETS[name].value_label(code, vocabulary, lang) if known else None


def query_of(terms: Iterable[tuple[str, str]]) -> Filter | None:
    """The list that terms open; None for a row of synonyms."""
    values: dict[str, tuple[str, ...]] = {}
    for name, code in terms:
        if name == ROW:
            return None
        values[name] = (*values.get(name, ()), code)
    return Filter().replace(**values)
