"""What a file says of itself: of what list it is, from when, by whom, under which terms, and how to read it."""

from dataclasses import dataclass

from app.city import city
from app.vocabulary import Vocabulary
from frontend.messages import messages


@dataclass(frozen=True)
class About:
    """`as_of` is the date of the data (`2026`, `2026-11` or a day), `site` the address that the site's paths follow."""

    title: str
    lines: tuple[str, ...]
    as_of: str | None
    site: str = ""


def about(vocabulary: Vocabulary, lang: str, address: str, site: str) -> About:
    """The words in one language; `address` gives the same list again."""
    say = messages(lang)
    lines = [
        say("as-of-said", date=vocabulary.as_of or say("not-stated")),
        say("download-from", address=address),
        say("download-terms", address=f"{site}/licences"),
        say("download-nothing"),
        say("download-datum"),
    ]
    made_up = [say("download-synthetic")] if vocabulary.synthetic else []
    return About(say("service-title", city=city().name(lang)), (*made_up, *lines), vocabulary.as_of, site)
