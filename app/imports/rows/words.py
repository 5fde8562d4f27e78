"""Values as people write them: labels in the place of codes, dates of spreadsheets, and “not stated” in words."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, get_args

from sqlalchemy import Connection, select

from app.imports.rows.aliases import plain
from app.imports.rows.raw_row import RawRow
from app.platforms.columns import BY_NAME
from app.platforms.values import OPERATOR_TYPES, VALUE_NAMES, Basis, Confidence, Lifecycle, Precision, SourceKind
from app.search.documents import VOCABULARIES, names_of
from app.web.cells import split_words as split
from frontend.language import ENGLISH, LANGUAGE_CODES
from frontend.messages import messages

__all__ = ["ValueWords", "load_value_words", "split"]

COLUMNS_OF = {
    "domain": "domains",
    "stage": "stages",
    "service": "services",
    "district": "district_code",
    "zone": "zone",
    "kind": "kind",
}
"""The column that holds the codes of a vocabulary."""
VALUES: Mapping[str, tuple[str, ...]] = {
    "lifecycle": get_args(Lifecycle),
    "fund": ("yes", "no"),
    "voucher": ("yes", "no"),
    "precision": get_args(Precision),
    "source_kind": get_args(SourceKind),
    "confidence": get_args(Confidence),
    "district_basis": get_args(Basis),
    "zone_basis": get_args(Basis),
}
"""The values of the columns that have names in the messages."""
MORE = {
    "fund": {"有": "yes", "是": "yes", "无": "no", "否": "no"},
    "voucher": {"有": "yes", "是": "yes", "接受": "yes", "无": "no", "否": "no"},
    "precision": {"地址级": "address", "校区级": "campus", "园区级": "park", "街道级": "street", "区级": "district"},
}
"""What else people write, and tables offer."""
NOTHING = {"不详", "未知", "—", "/", "n/a"}
"""What people write where nothing is known, besides the words of the pages."""
MOST_KEPT = 4096
SHORT = 80
"""Values of so many characters at most are kept once they are squeezed; names of codes are shorter."""
_BETWEEN = re.compile(r"[、；;,，|\s]")
_DATE = re.compile(r"(\d{4})\s*[年./-]\s*(\d{1,2})(?:\s*[月./-]\s*(?:(\d{1,2})\s*日?)?)?|(\d{4})\s*年", re.ASCII)


@dataclass(frozen=True)
class ValueWords:
    """By column the code of each squeezed text, and the texts that say that nothing is stated."""

    codes: Mapping[str, Mapping[str, str]]
    nothing: frozenset[str]
    _kept: dict[tuple[str, bool, str | tuple[str, ...]], Any] = field(default_factory=dict)
    """What values came to: the rows of a file say the same few again and again."""

    def coded(self, row: RawRow) -> RawRow:
        """The row with codes in the place of labels."""
        return RawRow(row.number, self.read(row), row.crs, row.unsaid, row.in_words, row.faults)

    def read(self, row: RawRow) -> dict[str, Any]:
        """The values of a row with codes in the place of labels; None where nothing is stated."""
        values = dict(row.values)
        in_words = row.in_words
        for name in self.codes.keys() | in_words if in_words else self.codes:
            if (value := values.get(name)) is not None:
                key = (name, name in in_words, tuple(value) if isinstance(value, list) else value)
                try:
                    values[name] = self._kept[key]
                except (KeyError, TypeError):
                    values[name] = self._new(key, value)
        return values

    def _new(self, key: tuple[str, bool, Any], value: Any) -> Any:
        """Read a value that is not kept, and keep it where it may come again."""
        name, in_words, said = key
        result = self._read(name, value, in_words)
        texts = (said,) if isinstance(said, str) else said if isinstance(said, tuple) else ()
        short = all(isinstance(text, str) for text in texts) and sum(map(len, texts)) <= SHORT
        if texts and short and name in self.codes and len(self._kept) < MOST_KEPT:
            self._kept[key] = result
        return result

    def _read(self, name: str, value: Any, in_words: bool) -> Any:
        codes = self.codes.get(name)
        if codes and isinstance(value, str):
            value = codes.get(squeezed(value), value)
        elif isinstance(value, list) and (codes or in_words):
            value = self._entries(value, codes or {}, in_words)
        if in_words and isinstance(value, str):
            if plain(value) in self.nothing:
                return None
            return iso_date(value) if name in BY_NAME and BY_NAME[name].dated else value
        return value

    def _entries(self, values: list[Any], codes: Mapping[str, str], in_words: bool) -> list[Any]:
        if in_words and len(values) == 1 and isinstance(values[0], str) and plain(values[0]) in self.nothing:
            return []
        if not codes or not all(isinstance(each, str) for each in values):
            return values
        if len(values) == 1:
            return [codes.get(squeezed(values[0]), values[0])]
        return list(_joined(values, codes))


def _joined(parts: list[str], codes: Mapping[str, str]) -> Iterator[str]:
    """The code of each entry of a list; an entry may be several parts, where its name holds what separates entries."""
    at = 0
    while at < len(parts):
        ends = (end for end in range(len(parts), at, -1) if squeezed("".join(parts[at:end])) in codes)
        end = next(ends, at + 1)
        text = "".join(parts[at:end])
        yield codes.get(squeezed(text), text)
        at = end


def squeezed(text: str) -> str:
    """A plain name without blanks and what stands between the entries of a list: some names hold that themselves."""
    return _squeezed_short(text) if len(text) <= SHORT else _squeezed(text)


def _squeezed(text: str) -> str:
    return _BETWEEN.sub("", plain(text))


# The rows of a file say the same few values again and again.
_squeezed_short = lru_cache(maxsize=4096)(_squeezed)


def iso_date(text: str) -> str:
    """A date with year, month and day in this order, as 2025年3月 or 2025/3/1, in the form of the record."""
    match = _DATE.fullmatch(text.strip())
    if not match:
        return text
    year, month, day, alone = match.groups()
    return alone or "-".join([year, month.zfill(2), *([day.zfill(2)] if day else [])])


def load_value_words(connection: Connection) -> ValueWords:
    """The names of all values, in both languages, of the vocabularies in the database."""
    codes = {COLUMNS_OF[facet]: _of_table(connection, facet, model) for facet, model in VOCABULARIES.items()}
    codes |= {
        column: _of_messages(VALUE_NAMES[column], values) | MORE.get(column, {}) for column, values in VALUES.items()
    }
    codes["operator_type"] = _operator_types()
    nothing = {plain(messages(lang)("not-stated")) for lang in LANGUAGE_CODES}
    return ValueWords(codes, frozenset(nothing | NOTHING))


def _of_table(connection: Connection, facet: str, model: Any) -> dict[str, str]:
    rows = connection.execute(select(model.__table__)).mappings()
    return _unambiguous(
        (name, row["code"]) for row in rows for name in (row["code"], *names_of(facet, row["code"], row))
    )


def _of_messages(beginnings: Iterable[str], values: Iterable[str]) -> dict[str, str]:
    named = [
        (messages(lang)(f"{beginning}{value.replace('_', '-')}").rstrip(".。"), value)
        for lang in LANGUAGE_CODES
        for beginning in beginnings
        for value in values
    ]
    return _unambiguous([*named, *((f"{name}.", value) for name, value in named), *((f"{n}。", v) for n, v in named)])


def _operator_types() -> dict[str, str]:
    """The English words of kinds of operators, whose codes are the Chinese ones."""
    return {squeezed(messages(ENGLISH.code)(key)): code for code, key in OPERATOR_TYPES.items()}


def _unambiguous(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The code of each plain name; a name that two codes have says nothing."""
    codes: dict[str, set[str]] = {}
    for name, code in pairs:
        codes.setdefault(squeezed(name), set()).add(code)
    return {name: next(iter(those)) for name, those in codes.items() if len(those) == 1}
