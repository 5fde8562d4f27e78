"""The text of a record that a search looks into: its own words, their pinyin, and the names of its codes.

It has four sections: the names; the other words of its own; the pinyin of the names; names, pinyin and tag of each of
its codes. Where a word is found in the first, the record is shown before those that hold it in the second, and so on.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol, get_args

from sqlalchemy import Connection, select

from app.platforms.values import Lifecycle
from app.query.sounds import LINE
from app.query.text import SECTION, fold, marked
from app.query.words import tag
from app.search.pinyin import sounds_of
from app.vocabulary.models import District, Domain, Kind, Service, Stage, Zone
from frontend.language import LANGUAGE_CODES
from frontend.messages import messages

SHORT = 80
"""Texts of so many characters at most are kept once they are folded."""
VERSION = 3
"""How documents are written; another number has those of all records written anew (`app/imports/storing/texts.py`)."""
VOCABULARIES: dict[str, Any] = {
    "domain": Domain,
    "stage": Stage,
    "service": Service,
    "district": District,
    "zone": Zone,
    "kind": Kind,
}


class Searchable(Protocol):
    """What a record must have to be found."""

    name_zh: str
    name_en: str
    operator: str | None
    address: str | None
    domains: list[str]
    domains_other: list[str]
    stages: list[str]
    services: list[str]
    service_phrases: list[str]
    kind: Any
    lifecycle: Any
    status_text: str
    summary_zh: str
    district_code: str | None
    zone: str | None


@dataclass(frozen=True)
class Words:
    """For each code of a facet all that it may be called, as it stands in the texts of records."""

    of_facet: dict[str, dict[str, str]]

    def codes(self) -> dict[str, list[str]]:
        """The known codes, by vocabulary."""
        names = ("domain", "stage", "service", "district", "zone")
        return {f"{name}s": list(self.of_facet[name]) for name in names}

    def document(self, record: Searchable) -> str:
        """The text of a record."""
        names = section([record.name_zh, record.name_en])
        own = [record.operator, record.address, record.summary_zh, record.status_text]
        codes = {"domain": record.domains, "stage": record.stages, "service": record.services}
        single = {"district": record.district_code, "zone": record.zone, "kind": record.kind}
        codes |= {facet: [code] for facet, code in single.items() if code}
        codes["status"] = [record.lifecycle]
        coded = "".join(self.of_facet[facet].get(code, "") for facet, those in codes.items() for code in those)
        sounds = sounds_of(record.name_zh, record.operator)
        return SECTION.join((names, section([*own, *record.domains_other, *record.service_phrases]), sounds, coded))


def section(parts: Iterable[str | None]) -> str:
    """Parts as lines, so that no match runs over two."""
    lines = (_line(part) if len(part) <= SHORT else marked(fold(part)) for part in parts if part)
    return "".join(dict.fromkeys(LINE + line for line in lines if line))


@lru_cache(maxsize=4096)
def _line(part: str) -> str:
    """A short text as a line: operators, states and addresses stand in many records."""
    return marked(fold(part))


def named(facet: str, code: str, names: Iterable[str]) -> str:
    """What stands in the text of each record that has a code: its names, their pinyin, its tag."""
    every = list(names)
    return f"{section(every)}{sounds_of(*every)}{LINE}{tag(facet, code)}"


def load_words(connection: Connection) -> Words:
    """The words of the vocabularies in the database."""
    return Words(
        {facet: _of_vocabulary(connection, facet, model) for facet, model in VOCABULARIES.items()}
        | {"status": of_status()}
    )


def _of_vocabulary(connection: Connection, facet: str, model: Any) -> dict[str, str]:
    order = model.code if model is District else model.position
    rows = connection.execute(select(model.__table__).order_by(order)).mappings()
    return {row["code"]: named(facet, row["code"], names_of(facet, row["code"], row)) for row in rows}


def names_of(facet: str, code: str, row: Any) -> list[str]:
    """The names of a row of a vocabulary; kinds also have the short ones of the pages."""
    short = [messages(lang)(f"kind-{code}") for lang in LANGUAGE_CODES] if facet == "kind" else []
    return [row["name_zh"], row["name_en"], *(row.get("aliases") or ()), *short]


def of_status() -> dict[str, str]:
    """What each life cycle may be called."""
    return {
        code: named("status", code, [messages(lang)(f"lifecycle-{code.replace('_', '-')}") for lang in LANGUAGE_CODES])
        for code in get_args(Lifecycle)
    }
