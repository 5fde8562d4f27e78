"""How text is compared in a search: folded, so that width and capitals make no difference."""

import unicodedata


def fold(text: str) -> str:
    """Full width becomes half width, capitals small (Unicode NFKC and case folding), blanks single."""
    # What is ASCII is in its normal form.
    normal = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return " ".join(normal.casefold().split())


def terms(query: str) -> list[str]:
    """The words of a query; a record matches when its text holds every one of them."""
    return fold(query).split()
