"""What a filter's value was meant to be: a name in the place of its code, another case, other signs between several."""

import difflib
import re
from collections.abc import Iterable

from app.embed.doctor.cause import Cause, cause
from app.errors import InvalidParameterError
from app.pages.context import Context
from app.platforms.facets import FACETS
from app.query.facet import Facet
from app.query.parameters import NEAR
from app.vocabulary import Vocabulary
from frontend.language import LANGUAGE_CODES

BETWEEN = re.compile(r"[,，、;；|\s]+")
CLOSE = 0.8
Pairs = list[tuple[str, str]]


def meant_values(context: Context, pairs: Pairs) -> tuple[Pairs, list[Cause]]:
    """The pairs with each value of a facet, and a point, as it was meant; a value that nobody can tell stays."""
    causes: list[Cause] = []
    after: Pairs = []
    for name, value in pairs:
        meant = _values(FACETS[name], value, context.vocabulary) if name in FACETS else _point(name, value)
        if meant != value:
            key = "swapped-near" if name == NEAR.name else "value-meant"
            causes.append(cause(key, parameter=name, value=value, meant=meant))
        after.append((name, meant))
    return after, causes


def _values(facet: Facet, text: str, vocabulary: Vocabulary) -> str:
    accepted = facet.accepted(vocabulary)
    if all(value in accepted for value in text.split(",")):
        return text
    # A name may have blanks in it. Several values that are nearly one of them are still several.
    if whole := named(text, facet, vocabulary, nearly=not BETWEEN.search(text)):
        return whole
    parts = [part for part in BETWEEN.split(text) if part]
    return ",".join(dict.fromkeys(named(part, facet, vocabulary) or part for part in parts))


def named(text: str, facet: Facet, vocabulary: Vocabulary, *, nearly: bool = True) -> str | None:
    """The one value that a text names: its code in another case, its name or alias, or `nearly` its code in letters."""
    wanted = _plain(text)
    if not wanted:
        return None
    codes = facet.values(vocabulary)
    by_name: dict[str, set[str]] = {}
    for code in codes:
        for each in _names(code, facet, vocabulary):
            by_name.setdefault(_plain(each), set()).add(code)
    matching = by_name.get(wanted, set())
    if nearly and len(matching) != 1 and not wanted.isdigit():
        close = difflib.get_close_matches(wanted, [code for code in codes if not code.isdigit()], 2, CLOSE)
        matching = set(close) if len(close) == 1 else set()
    return next(iter(matching)) if len(matching) == 1 else None


def _names(code: str, facet: Facet, vocabulary: Vocabulary) -> Iterable[str]:
    yield code
    for lang in LANGUAGE_CODES:
        yield facet.value_label(code, vocabulary, lang)
    if term := facet.terms(vocabulary).get(code):
        yield from (term.name_zh, term.name_en, *term.aliases)


def _plain(text: str) -> str:
    """Without what people add or leave out: case, blanks, hyphens, and what kind of area it is."""
    short = re.sub(r"[\s_\-·]+", "", text).lower()
    return re.sub(r"(?<=..)(新区|区|district|newarea)$", "", short)


def _point(name: str, value: str) -> str:
    """Latitude before longitude is seen by what it would be the right way round."""
    if name != NEAR.name or not _refused(value):
        return value
    turned = ",".join(reversed([part for part in BETWEEN.split(value) if part]))
    straight = ",".join(part for part in BETWEEN.split(value) if part)
    return next((each for each in (straight, turned) if not _refused(each)), value)


def _refused(value: str) -> bool:
    try:
        NEAR.parse(value)
    except InvalidParameterError:
        return True
    return False
