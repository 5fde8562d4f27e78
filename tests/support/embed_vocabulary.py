"""A small vocabulary for addresses of frames that are read without a database."""

from app.vocabulary import Term, Vocabulary


def _terms(*codes: str) -> dict[str, Term]:
    return {code: Term(code, code, code) for code in codes}


VOCABULARY = Vocabulary(
    *("d", 1, "2026-11", False),
    *(_terms("reform"), _terms("biomedicine", "ai"), _terms("initial", "lab", "market"), _terms("prototype")),
    *(_terms("poc", "pilot", "related"), _terms("310112", "310115"), _terms("zhangjiang", "lingang")),
)
