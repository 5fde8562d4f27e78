"""Numbers as addresses say them."""


def decimal(text: str) -> float:
    """What `float` reads, as far as other languages read it alike: in ASCII, without underscores between digits.

    Raises ValueError for anything else. NaN and infinity by name are numbers here; callers check what is finite.
    """
    if "_" in text or not text.isascii():
        raise ValueError(text)
    return float(text)
