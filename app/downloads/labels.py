"""The columns of a file that a person opens: words of one language in the place of codes, and an address a record.

Names of columns and values are those of the pages. What no source states is said as such, in words.
"""

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.downloads.rows import Row, Table
from app.platforms.confirmed import Confirmed
from app.platforms.facets import FACETS
from app.platforms.values import OPERATOR_TYPES
from app.vocabulary import Vocabulary
from app.web.cells import entries, join_words, neutralise
from frontend.language import choose, language_of, other_language
from frontend.messages import Messages, messages

Cell = str | float | None


@dataclass(frozen=True)
class Labels:
    """Writes records in the words of a language; `page` is the address of a platform's page with `{id}` in it."""

    vocabulary: Vocabulary
    lang: str
    page: str

    @property
    def say(self) -> Messages:
        return messages(self.lang)

    def heads(self) -> list[str]:
        """The names of the columns."""
        own, other = (self.say(f"property-{_name_of(lang)}".replace("_", "-")) for lang in self._languages())
        return [own, other, *(self.say(key) for key, _ in CELLS)]

    def row(self, record: Mapping[str, Any]) -> list[Cell]:
        """A record, whose lists are texts with `|` between the entries, as the cells of its row."""
        names = [record[_name_of(lang)] for lang in self._languages()]
        return [*names, *(cell(self, record) for _, cell in CELLS)]

    def _languages(self) -> tuple[str, str]:
        return self.lang, other_language(self.lang)

    def stated(self, value: Any) -> Cell:
        return self.say("not-stated") if value in (None, "") else str(value)

    def joined(self, texts: list[str]) -> str:
        return join_words(texts, language_of(self.lang).comma)

    def label(self, facet: str, value: str | None) -> str:
        """The label of a value, or that none is stated."""
        if value is None:
            return self.say("not-stated")
        return FACETS[facet].value_label(value, self.vocabulary, self.lang)

    def labels(self, facet: str, codes: str | None) -> str:
        """The labels of codes that stand in one text."""
        return self.joined([self.label(facet, code) for code in _entries(codes)]) or self.say("not-stated")


def _name_of(lang: str) -> str:
    return choose(lang, "name_zh", "name_en")


def _entries(text: str | None) -> list[str]:
    return entries(text or "")


def _facet(facet: str, column: str) -> Callable[[Labels, Mapping[str, Any]], Cell]:
    return lambda labels, record: labels.label(facet, record[column])


def _codes(facet: str, column: str) -> Callable[[Labels, Mapping[str, Any]], Cell]:
    return lambda labels, record: labels.labels(facet, record[column])


def _text(column: str) -> Callable[[Labels, Mapping[str, Any]], Cell]:
    return lambda labels, record: labels.stated(record[column])


def _texts(column: str) -> Callable[[Labels, Mapping[str, Any]], Cell]:
    return lambda labels, record: labels.stated(labels.joined(_entries(record[column])))


def _said(column: str, prefix: str) -> Callable[[Labels, Mapping[str, Any]], Cell]:
    """A value that a message of this prefix names."""
    return lambda labels, record: (
        labels.say("not-stated") if record[column] is None else labels.say(f"{prefix}-{record[column]}")
    )


def _operator_type(labels: Labels, record: Mapping[str, Any]) -> Cell:
    key = OPERATOR_TYPES.get(record["operator_type"])
    return labels.say(key) if key else labels.stated(record["operator_type"])


def _confirmed(labels: Labels, record: Mapping[str, Any]) -> Cell:
    """Who found the record still true, and in which month; nothing where nobody did."""
    day = record["confirmed_on"]
    if day is None:
        return None
    confirmed = Confirmed(day, record["confirmed_institution"], record["confirmed_role"])
    return confirmed.said(labels.say, labels.vocabulary, record["district_code"])


def _page(labels: Labels, record: Mapping[str, Any]) -> Cell:
    return labels.page.replace("{id}", record["id"])


CELLS: tuple[tuple[str, Callable[[Labels, Mapping[str, Any]], Cell]], ...] = (
    ("property-kind", _facet("kind", "kind")),
    ("property-operator", _text("operator")),
    ("property-operator-type", _operator_type),
    ("property-domains", _codes("domain", "domains")),
    ("property-domains-other", _texts("domains_other")),
    ("property-stages", _codes("stage", "stages")),
    ("property-services", _codes("service", "services")),
    ("property-service-phrases", _texts("service_phrases")),
    ("property-lifecycle", _facet("status", "lifecycle")),
    ("property-lifecycle-date", _text("lifecycle_date")),
    ("property-status-text", _text("status_text")),
    ("property-voucher", _facet("voucher", "voucher")),
    ("property-voucher-evidence", _text("voucher_evidence")),
    ("property-fund", _facet("fund", "fund")),
    ("property-fund-evidence", _text("fund_evidence")),
    ("property-district", _facet("district", "district_code")),
    ("property-district-basis", _said("district_basis", "import-basis")),
    ("property-zone", _facet("zone", "zone")),
    ("property-zone-basis", _said("zone_basis", "import-basis")),
    ("property-address", _text("address")),
    ("property-precision", _said("precision", "precision")),
    ("property-lon", lambda _, record: record["lon"]),
    ("property-lat", lambda _, record: record["lat"]),
    ("property-website", _text("website")),
    ("property-public-mobile", lambda _, record: record["public_mobile"]),
    ("property-summary-zh", _text("summary_zh")),
    ("property-source-title", _text("source_title")),
    ("property-source-date", _text("source_date")),
    ("property-source-kind", _said("source_kind", "source-kind")),
    ("property-source-url", _text("source_url")),
    ("property-confidence", _said("confidence", "confidence")),
    ("property-confirmed", _confirmed),
    ("property-synthetic", lambda _, record: record["synthetic"] if record["synthetic"] == "true" else None),
    ("property-page", _page),
    ("property-id", _text("id")),
)
"""After the two names: the message that names each column, and what stands in it."""


@dataclass(frozen=True)
class LabelledRows:
    """The rows of a file of codes in words."""

    rows: Table
    labels: Labels

    @property
    def columns(self) -> list[str]:
        return self.labels.heads()

    def parts(self) -> Iterator[list[Row]]:
        names = self.rows.columns
        for part in self.rows.parts():
            yield [tuple(self.labels.row(dict(zip(names, row, strict=True)))) for row in part]


def csv_line(cells: list[Cell]) -> bytes:
    """A line of a CSV file; a text that looks like a formula is neutralised."""
    line = io.StringIO()
    csv.writer(line).writerow([neutralise(cell) if isinstance(cell, str) else cell for cell in cells])
    return line.getvalue().encode()
