"""Numbers as addresses say them."""


def decimal(text: str) -> float:
    """A number in ASCII digits, as XML Schema's `double` writes one, with NaN and infinity by name.

    Raises ValueError for anything else, also for what Python alone takes for a number (`1_000`, full-width digits).
    """
    if "_" in text or not text.isascii():
        raise ValueError(text)
    return float(text)
