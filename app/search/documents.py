"""The text of a record that a search looks into: its own words and the names of its codes."""

from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Connection, select

from app.search.pinyin import document, with_pinyin
from app.vocabulary.models import District, Domain, Service, Stage, Zone


class Searchable(Protocol):
    """What a record must have to be found."""

    name_zh: str
    name_en: str
    operator: str | None
    address: str | None
    domains: list[str]
    domains_other: list[str]
    services: list[str]
    service_phrases: list[str]
    district_code: str | None
    zone: str | None


@dataclass(frozen=True)
class Words:
    """For each code of a vocabulary all that it may be called, pinyin and initials included."""

    domains: dict[str, list[str]]
    stages: dict[str, list[str]]
    services: dict[str, list[str]]
    districts: dict[str, list[str]]
    zones: dict[str, list[str]]

    def codes(self) -> dict[str, list[str]]:
        """The known codes, by vocabulary."""
        names = ("domains", "stages", "services", "districts", "zones")
        return {name: list(getattr(self, name)) for name in names}

    def document(self, record: Searchable) -> str:
        """The folded text of a record."""
        parts = [record.name_zh, record.name_en, record.operator, record.address]
        parts += [*record.domains_other, *record.service_phrases]
        parts += [name for code in record.domains for name in self.domains[code]]
        parts += [name for code in record.services for name in self.services[code]]
        parts += self.districts.get(record.district_code or "", [])
        parts += self.zones.get(record.zone or "", [])
        return document(parts)


def load_words(connection: Connection) -> Words:
    """The words of the vocabularies in the database."""

    def named(model: type[Domain | Stage | Service | District | Zone]) -> dict[str, list[str]]:
        order = model.code if model is District else model.position  # type: ignore[union-attr]
        rows = connection.execute(select(model.__table__).order_by(order)).mappings()
        return {r["code"]: with_pinyin([r["name_zh"], r["name_en"], *r.get("aliases", [])]) for r in rows}

    return Words(named(Domain), named(Stage), named(Service), named(District), named(Zone))
