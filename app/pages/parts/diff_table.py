"""A table of facts before and after; on a narrow screen each fact is a block, its values below each other."""

from collections.abc import Sequence

import htpy as h

DIFF_STYLE = "diff.css"
"""The style of the table, for pages that have no other one of their own."""


def diff_table(name: str, heads: Sequence[str], rows: Sequence[tuple[h.Node, Sequence[h.Node]]]) -> h.Element:
    """Facts by their names with a cell for each further heading; `name` says what the table holds.

    Each cell carries its heading: the row of headings is not shown where the cells stand below each other.
    """
    return h.table(".diff")[
        h.caption(".sr-only")[name],
        h.thead[h.tr[(h.th(scope="col")[head] for head in heads)]],
        h.tbody[(_row(heads, fact, cells) for fact, cells in rows)],
    ]


def _row(heads: Sequence[str], fact: h.Node, cells: Sequence[h.Node]) -> h.Element:
    values = zip(heads[1:], cells, strict=True)
    return h.tr[h.th(scope="row")[fact], (h.td(data_head=head)[cell] for head, cell in values)]
