"""What facets and their values are called, in two languages."""

from app.vocabulary import Vocabulary
from frontend.messages import messages

TERMS = ("kind", "zone", "district", "domain", "stage", "service")


def facet_label(facet: str, lang: str) -> str:
    """The name of a facet."""
    return messages(lang)(f"facet-{facet}")


def value_label(facet: str, value: str, vocabulary: Vocabulary, lang: str) -> str:
    """The name of one of its values."""
    say = messages(lang)
    if facet in TERMS:
        term = getattr(vocabulary, f"{facet}s").get(value)
        return term.name(lang) if term else say(f"nothing-{facet}")
    if facet == "status":
        return say(f"lifecycle-{value.replace('_', '-')}")
    return say(f"{facet}-{value}")
