"""The digest as CSV: a line for each field that is different; a record that was listed or taken out has one line."""

from codecs import BOM_UTF8
from collections.abc import Iterator

from app.history.digest.read import Digest, Line
from app.history.export import cell_of, line_of

OF_LINE = ("section", "platform", "name_zh", "name_en", "day", "change")
OF_FIELD = ("field", "old", "new")
OF_RECORD = ("kind", "lifecycle", "lifecycle_date", "district_code", "source_title", "source_date", "reason")
COLUMNS = (*OF_LINE, *OF_FIELD, *OF_RECORD)


def table(found: Digest) -> bytes:
    """The file, with a heading; no cell is taken for a formula."""
    lines = [line_of(map(cell_of, cells)) for line in found.lines for cells in _cells(line)]
    return BOM_UTF8 + "".join([line_of(COLUMNS), *lines]).encode()


def _cells(line: Line) -> Iterator[list[object]]:
    first = [line.section, line.platform, *line.names, line.day, line.number]
    last = [line.kind, line.lifecycle, line.lifecycle_date, line.district, line.source_title, line.source_date]
    for each in line.fields or (None,):
        field = [each.name, each.old, each.new] if each else [None, None, None]
        yield [*first, *field, *last, line.reason]
