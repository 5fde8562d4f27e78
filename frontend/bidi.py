"""Text that others wrote, kept from turning what stands beside it: Unicode isolates where there is no markup."""

import re

FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
OPENING = "\u2066\u2067\u2068"
TURNING = re.compile(
    "[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]"
)
"""Letters written from right to left, and the controls that set a direction."""


def isolated(text: str) -> str:
    """The text between isolates, balanced so that nothing in it closes or outlasts them; most text stays as it is."""
    if not TURNING.search(text):
        return text
    kept, open_ = [], 0
    for character in text:
        if character == POP_ISOLATE and not open_:
            continue
        open_ += (character in OPENING) - (character == POP_ISOLATE)
        kept.append(character)
    return FIRST_STRONG_ISOLATE + "".join(kept) + POP_ISOLATE * (open_ + 1)
