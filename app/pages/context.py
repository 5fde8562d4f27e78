"""What every page needs to be written."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import htpy as h

from app.city import city
from app.pages.address.location import Location
from app.pages.address.unread import Unread
from app.platforms.confirmed import Confirmed
from app.platforms.schemas import Platform
from app.query.parameter import Problem
from app.settings import Settings
from app.vocabulary import Term, Vocabulary
from frontend.bidi import isolated
from frontend.language import CHINESE, choose, language_of, language_written
from frontend.messages import Messages


@dataclass(frozen=True)
class Context:
    """The reader's place, the words of the page's language, the vocabularies and the settings.

    `site` is the address of this site, as the reader called it where no setting says it; empty where nothing stands.
    """

    location: Location
    say: Messages
    vocabulary: Vocabulary
    settings: Settings
    problems: list[Problem] = field(default_factory=list)
    site: str = ""
    picked: list[Platform] = field(default_factory=list)
    """The picked platforms, as far as they are listed."""
    beyond: int = 0
    """So many more the address names than can be picked."""
    unread: tuple[Unread, ...] = ()
    """What the address says and this page cannot read."""
    confirmed: Mapping[str, Confirmed] = field(default_factory=dict)
    """Who last found the records of this page still true, by id."""

    @property
    def lang(self) -> str:
        return self.location.lang

    def at(self, path: str) -> "Context":
        """The same reader on another page."""
        return replace(self, location=replace(self.location, path=path))

    def name(self, term: Term) -> str:
        """A term in the page's language."""
        return term.name(self.lang)

    def as_of(self) -> str:
        """The date of the data, never the clock's."""
        return self.vocabulary.as_of or self.say("date-not-stated")

    def site_name(self) -> str:
        return choose(self.lang, self.settings.site_name_zh, self.settings.site_name_en)

    def city_name(self) -> str:
        return city().name(self.lang)

    def chinese(self, text: str) -> h.Node:
        """A text that exists in Chinese only, marked as such on an English page, and turning nothing around it."""
        return h.bdi(lang=None if self.lang == CHINESE.code else CHINESE.code)[text]

    def as_written(self, text: str) -> h.Node:
        """A text that a record or a source has in a language of its own, marked where that is not the page's."""
        written = language_written(text)
        return text if written in (None, self.lang) else h.bdi(lang=written)[text]

    def title(self, title: str) -> str:
        """The document's title: what the page is about, then the site."""
        return f"{isolated(title)} · {self.site_name()}" if title else self.site_name()


def joined(lang: str, parts: list[str]) -> str:
    """A list of names as the language writes it."""
    return language_of(lang).comma.join(parts)
