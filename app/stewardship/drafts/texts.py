"""What a person writes beside a draft: a reason, a comment."""

from app.errors import FaultsError
from app.imports.rows.problems import fault
from app.imports.rows.signs import foreign_sign
from app.platforms.mobile_numbers import masked

LONGEST_REASON, LONGEST_COMMENT = 1000, 300


def plain_text(text: str, most: int, place: str) -> str:
    """A text of a person on one line or several. Raises FaultsError where it is empty, too long or no text."""
    words = "\n".join(" ".join(line.split()) for line in text.strip().splitlines())
    if sign := foreign_sign(words):
        raise FaultsError([(place, fault(0, "", sign))])
    if not words or len(words) > most:
        raise FaultsError([(place, fault(0, "", "text-needed", most=most))])
    return words


def public_text(text: str, most: int, place: str) -> str:
    """A text of a person that the public reads, as a reason: `plain_text` with mobile numbers masked."""
    return masked(plain_text(text, most, place))
