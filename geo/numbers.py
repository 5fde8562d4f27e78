"""Numbers as addresses say them."""

from decimal import Decimal


def decimal(text: str) -> float:
    """What `float` reads, as far as other languages read it alike: in ASCII, without underscores between digits.

    Raises ValueError for anything else. NaN and infinity by name are numbers here; callers check what is finite.
    """
    if "_" in text or not text.isascii():
        raise ValueError(text)
    return float(text)


def decimal_text(value: float) -> str:
    """The shortest text that `decimal` reads as exactly this finite number, without an exponent: 3000, 121.4737123."""
    # Adding zero makes -0.0, which says nothing else than 0, into 0.
    text = format(Decimal(repr(float(value) + 0.0)), "f")
    return text.removesuffix(".0")
