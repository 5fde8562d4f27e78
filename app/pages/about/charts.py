"""The sources by kind and grade, and by year: a table and a row of columns, each with its numbers."""

from collections.abc import Iterable

import htpy as h

from app.pages.context import Context
from app.platforms.provenance import GRADES, Provenance
from frontend.language import digits

OLD = 2022
"""Sources from before this year are drawn lighter."""
HIGH = 100
"""The height of the highest column in pixels."""


def sources_table(context: Context, provenance: Provenance) -> h.Node:
    """Kinds of source × grade, with the number that have an address."""
    say = context.say
    most = max((provenance.number(kind=kind) for kind in provenance.kinds), default=1)
    heads = (say("about-source"), say("about-number"), *(say(f"confidence-{grade}") for grade in GRADES))
    foot = [provenance.number(), *(provenance.number(grade=grade) for grade in GRADES), provenance.number(linked=True)]
    return h.div(".table-scroll", tabindex="0", role="region", aria_label=say("about-sources"))[
        h.table(".sources")[
            h.caption[say("about-sources-caption", n=provenance.records)],
            h.thead[h.tr[(h.th(scope="col")[each] for each in heads), h.th(scope="col")[say("about-linked")]]],
            h.tbody[(_kind(context, provenance, kind, most) for kind in provenance.kinds)],
            h.tfoot[h.tr[h.th(scope="row")[say("lists-total")], (h.td[digits(n)] for n in foot)]],
        ]
    ]


def _kind(context: Context, provenance: Provenance, kind: str, most: int) -> h.Node:
    grades = [provenance.number(kind=kind, grade=grade) for grade in GRADES]
    return h.tr[
        h.th(scope="row")[context.say(f"about-kind-{kind}"), _bar(grades, most)],
        h.td[digits(sum(grades))],
        (h.td[digits(n)] for n in grades),
        h.td[digits(provenance.number(kind=kind, linked=True))],
    ]


def _bar(numbers: Iterable[int], most: int) -> h.Node:
    """The grades of a kind as parts of a bar; the numbers stand beside it."""
    parts, x = [], 0.0
    for grade, n in zip(GRADES, numbers, strict=True):
        width = 100 * n / most
        if n:
            parts.append(h.Element("rect")(class_=f"grade-{grade}", x=f"{x:.2f}", width=f"{width:.2f}", height="8"))
        x += width
    box = {"viewBox": "0 0 100 8", "preserveAspectRatio": "none", "class": "grade-bar", "aria-hidden": "true"}
    return h.Element("svg")(box)[parts]


def ages(context: Context, provenance: Provenance) -> h.Node:
    """A column a year and one for the sources without a date."""
    years = {str(year): n for year, n in provenance.years.items()}
    most = max((*years.values(), provenance.undated, 1))
    columns = [_column(year, n, most, "is-old" if int(year) < OLD else "is-new") for year, n in years.items()]
    if provenance.undated:
        columns.append(_column(context.say("about-undated"), provenance.undated, most, "is-undated"))
    return h.ol(".ages")[columns]


def _column(label: str, n: int, most: int, look: str) -> h.Node:
    height = f"{HIGH * n / most:.1f}"
    box = {"viewBox": f"0 0 10 {height}", "preserveAspectRatio": "none", "height": height, "aria-hidden": "true"}
    return h.li(class_=look)[
        h.span(".year")[label, h.span(".sr-only")[": "]],
        h.b[digits(n)],
        h.Element("svg")(box)[h.Element("rect")(width="10", height=height)],
    ]
