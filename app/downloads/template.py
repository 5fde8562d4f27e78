"""A workbook to fill in: a heading with drop-down lists, a filled example, and what each column is for.

An import reads it back: headings and values are those of the files for people (`labels.py`).
"""

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from app.downloads.xlsx import created
from app.platforms.columns import COLUMNS, EXAMPLE_ID
from app.platforms.facets import FACETS
from app.platforms.values import OPERATOR_TYPES, Basis, Confidence, Precision, SourceKind
from app.vocabulary import Vocabulary
from frontend.language import ENGLISH, language_of
from frontend.messages import messages

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
ROWS = 2000
"""So many rows below the heading have drop-down lists."""
CRS = "crs"
DATUMS = ("WGS-84", "CGCS2000", "GCJ-02", "BD-09")
FACETS_OF = {
    "kind": "kind",
    "domains": "domain",
    "stages": "stage",
    "services": "service",
    "lifecycle": "status",
    "fund": "fund",
    "voucher": "voucher",
    "district_code": "district",
    "zone": "zone",
}
"""The facet that names the values of a column."""
MESSAGES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "district_basis": ("import-basis", get_args(Basis)),
    "zone_basis": ("import-basis", get_args(Basis)),
    "precision": ("precision", get_args(Precision)),
    "source_kind": ("source-kind", get_args(SourceKind)),
    "confidence": ("confidence", get_args(Confidence)),
}
EXAMPLE: Mapping[str, str | float | tuple[str, ...]] = {
    "id": EXAMPLE_ID,
    "kind": "poc",
    "name_zh": "示例概念验证平台",
    "name_en": "Example proof-of-concept platform",
    "operator": "示例大学",
    "operator_type": "高校",
    "stages": ("initial", "lab"),
    "services": ("prototype", "small-batch"),
    "service_phrases": ("原理样机试制", "小批量试制"),
    "lifecycle": "unveiled",
    "lifecycle_date": "2025-03-15",
    "status_text": "2025年3月15日揭牌",
    "fund": "yes",
    "fund_evidence": "设立首期一亿元概念验证基金",
    "district_code": "310112",
    "district_basis": "source",
    "address": "东川路800号",
    "lon": 121.4368,
    "lat": 31.0256,
    "precision": "address",
    "summary_zh": "这是一条示例，说明每一列怎样填。",
    "source_title": "示例平台揭牌",
    "source_date": "2025-03",
    "source_kind": "official",
    "source_url": "https://example.org/news/1",
    "confidence": "high",
    CRS: "WGS-84",
}
"""Made up, and said to be so: what a filled row looks like. It belongs to no platform."""
_BRACKETED = re.compile(r"\s*[(（][^()（）]*[)）]$")


@dataclass(frozen=True)
class TemplateColumn:
    """A column of the template: its name for programs, and whether a row must state it."""

    name: str
    required: bool
    listed: bool
    dated: bool


TEMPLATE_COLUMNS = (
    *(
        TemplateColumn(each.name, each.required, each.listed, each.dated)
        for each in COLUMNS
        if each.name != "synthetic"
    ),
    TemplateColumn(CRS, required=False, listed=False, dated=False),
)


@dataclass(frozen=True)
class Template:
    """The template in one language, with the choices of a vocabulary."""

    vocabulary: Vocabulary
    lang: str

    def say(self, key: str) -> str:
        return messages(self.lang)(key)

    def heading(self, column: TemplateColumn) -> str:
        """What people call a column; without a datum, which is stated in a column of its own."""
        key = "import-crs" if column.name == CRS else f"property-{column.name}".replace("_", "-")
        if column.name == "district_code":
            key = "property-district"
        return _BRACKETED.sub("", self.say(key)) + ("*" if column.required else "")

    def choices(self, name: str) -> list[str]:
        """The labels of the values that a column may have; none where it is free."""
        return [self.label(name, value) for value in self._values(name)]

    def _values(self, name: str) -> Sequence[str]:
        if name in FACETS_OF:
            facet = FACETS[FACETS_OF[name]]
            none = {facet.nothing, facet.empty}
            return [value for value in facet.values(self.vocabulary) if value not in none]
        if name in MESSAGES:
            return MESSAGES[name][1]
        return {CRS: DATUMS, "operator_type": tuple(OPERATOR_TYPES)}.get(name, ())

    def label(self, name: str, value: str) -> str:
        """What a value is called."""
        if name in FACETS_OF:
            return FACETS[FACETS_OF[name]].value_label(value, self.vocabulary, self.lang)
        if name in MESSAGES:
            return self.say(f"{MESSAGES[name][0]}-{value}")
        return self.say(OPERATOR_TYPES[value]) if name == "operator_type" else value

    def example(self, name: str) -> str | float | None:
        """What stands in the example."""
        stated = EXAMPLE.get(name)
        if isinstance(stated, tuple):
            labels = [self.label(name, each) if name in FACETS_OF else each for each in stated]
            return language_of(self.lang).comma.join(labels)
        return self.label(name, stated) if isinstance(stated, str) else stated

    def about(self, column: TemplateColumn) -> str:
        """What to fill in."""
        parts = [self.say(f"template-about-{column.name}".replace("_", "-"))]
        if column.listed:
            parts.append(self.say("template-several"))
        if column.dated:
            parts.append(self.say("template-date-said"))
        return "".join(parts) if self.lang != ENGLISH.code else " ".join(parts)


def template_of(template: Template) -> bytes:
    """The workbook: the table to fill in, the example, the columns, the choices."""
    import xlsxwriter

    say, out = template.say, io.BytesIO()
    book = xlsxwriter.Workbook(out, OPTIONS)
    book.set_properties({"title": say("template-open-data"), "created": created(template.vocabulary.as_of)})
    formats = {
        "needed": book.add_format(
            {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "bg_color": "#DCE9EE"}
        ),
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        # Texts stay texts: a spreadsheet would make days of dates, and numbers of codes.
        "text": book.add_format({"num_format": "@", "valign": "top"}),
        "wrapped": book.add_format({"text_wrap": True, "valign": "top"}),
    }
    table = book.add_worksheet(say("template-sheet"))
    example = book.add_worksheet(say("template-example"))
    dictionary = book.add_worksheet(say("template-dictionary"))
    lists = book.add_worksheet(say("template-choices"))
    for sheet in (table, example):
        _write_heading(sheet, template, formats)
    _write_example(example, template, formats)
    _write_dictionary(dictionary, template, formats)
    _write_choices(lists, table, template, formats)
    book.close()
    return out.getvalue()


def _write_heading(sheet: Any, template: Template, formats: Mapping[str, Any]) -> None:
    for index, column in enumerate(TEMPLATE_COLUMNS):
        number = column.name in ("lon", "lat")
        sheet.set_column(index, index, 18, None if number else formats["text"])
        sheet.write(0, index, template.heading(column), formats["needed" if column.required else "head"])
        sheet.write_comment(0, index, template.about(column), {"x_scale": 2})
    sheet.freeze_panes(1, 3)


def _write_example(sheet: Any, template: Template, formats: Mapping[str, Any]) -> None:
    for index, column in enumerate(TEMPLATE_COLUMNS):
        value = template.example(column.name)
        if value is not None:
            sheet.write(1, index, value, formats["text"] if isinstance(value, str) else None)
    sheet.write(3, 0, template.say("template-example-said"))


def _write_dictionary(sheet: Any, template: Template, formats: Mapping[str, Any]) -> None:
    say = template.say
    sheet.write(0, 0, say("template-not-stated-said"))
    heads = ("column", "code", "needed", "about", "values")
    sheet.write_row(1, 0, [say(f"template-head-{head}") for head in heads], formats["head"])
    for index, width in enumerate((22, 20, 18, 60, 60)):
        sheet.set_column(index, index, width)
    for row, column in enumerate(TEMPLATE_COLUMNS, start=2):
        needed = say("template-needed" if column.required else "template-may")
        choices = language_of(template.lang).comma.join(template.choices(column.name))
        cells = (template.heading(column), column.name, needed, template.about(column), choices)
        sheet.write_row(row, 0, cells, formats["wrapped"])
    sheet.freeze_panes(2, 1)


def _write_choices(lists: Any, table: Any, template: Template, formats: Mapping[str, Any]) -> None:
    """The choices, a column each, and the drop-down lists that refer to them."""
    name = template.say("template-choices")
    at = 0
    for index, column in enumerate(TEMPLATE_COLUMNS):
        choices = template.choices(column.name)
        if not choices:
            continue
        lists.write(0, at, template.heading(column), formats["head"])
        lists.write_column(1, at, choices)
        lists.set_column(at, at, 24)
        letter = _letters(at)
        rule = {
            "validate": "list",
            "source": f"='{name}'!${letter}$2:${letter}${len(choices) + 1}",
            "input_title": template.heading(column)[:32],
            "input_message": template.say("template-several" if column.listed else "template-from-list"),
            # Several entries are none of the list: the list helps and forbids nothing.
            "error_type": "information" if column.listed else "stop",
        }
        table.data_validation(1, index, ROWS, index, rule)
        at += 1


def _letters(index: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(index))
