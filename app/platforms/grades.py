"""How sure a record is: the highest grade is for what a reader can check at the address of its source.

docs/decisions/0030-grades-and-addresses.md has the reasons.
"""

from app.platforms.values import Confidence


def grounded(confidence: Confidence, source_url: str | None) -> Confidence:
    """The grade that a record may have: without an address that one can open it is medium at most."""
    return "medium" if confidence == "high" and not source_url else confidence
