"""The words of the plan by their codes, in two languages, as the database holds them."""

from dataclasses import dataclass

from app.store.version import Version
from frontend.language import choose


@dataclass(frozen=True)
class Term:
    """One entry of a vocabulary. `group` is the tier of a domain or the usual stage of a service."""

    code: str
    name_zh: str
    name_en: str
    group: str | None = None
    description_zh: str | None = None
    description_en: str | None = None
    aliases: tuple[str, ...] = ()

    def name(self, lang: str) -> str:
        return choose(lang, self.name_zh, self.name_en)


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """All terms, each mapping in the order in which it is to be shown. One is equal to itself alone."""

    dataset: str
    version: int
    as_of: str | None
    synthetic: bool
    tiers: dict[str, Term]
    domains: dict[str, Term]
    stages: dict[str, Term]
    services: dict[str, Term]
    kinds: dict[str, Term]
    districts: dict[str, Term]
    zones: dict[str, Term]

    @property
    def data_version(self) -> Version:
        """The version of the data that these terms were read with."""
        return Version(self.dataset, self.version)
