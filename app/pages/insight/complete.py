"""A number of records said completely on a page: its basis and grade beside it, the rest folded below the table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import htpy as h

from app.analysis.about import filters_said
from app.draw.shared import Words
from app.figures import words
from app.figures.citation import Citing
from app.figures.complete import Complete, why
from app.figures.figure import Figure
from app.figures.scope import Kind
from app.figures.tally import Tally
from app.figures.words import site_of_city
from app.pages.context import Context
from app.pages.insight.grades import grade_mark
from app.pages.parts.scroll import scrolling
from app.web.site import origin
from frontend.icons import icon
from frontend.language import digits

NOT_CITED = ("theme", "size", "lock", "panel", "figure")
"""What an address says of this screen, which no citation needs."""


def basis_of(context: Context, told: Complete) -> h.Node:
    """For how many the source states the place, for how many it was inferred, and the grade."""
    say, tally = context.say, told.tally
    if not tally.n:
        return h.span(".glance-none")[say("brief-none")]
    numbers = h.span(title=words.basis(say, told.scope.kind, tally))[
        digits(tally.stated), " ／ ", h.span(".inferred" if tally.inferred else ".none")[digits(tally.inferred)]
    ]
    return [numbers, " ", grade_mark(told.grade, say(f"grade-{told.grade}"))]


def states_of(context: Context, tally: Tally) -> h.Node:
    """In which states the records are."""
    return h.p(".states")[words.states(context.say, tally)] if tally.n else None


@dataclass(frozen=True)
class Line:
    """A number with what it counts in words, and the sentence to cite it by, if any; `id` is its own on the page."""

    id: str
    name: str
    figure: Figure
    kind: Kind
    citation: str


def composition(context: Context, rows: Sequence[Complete]) -> h.Node:
    """Of the number of each place what it is made up of."""
    citing = citing_of(context)

    def line(told: Complete) -> Line:
        scope = told.scope
        return Line(scope.code, scope.name(context.lang), told.figure, scope.kind, citing.listed(scope, told.figure))

    return folded(context, context.say("complete-place"), map(line, rows))


def made_of(context: Context, kind: Kind, tally: Tally) -> list[str]:
    """Of which kinds, in which states, and on which basis the records are."""
    say = context.say
    return [words.kinds(say, tally), words.states(say, tally), words.basis(say, kind, tally)]


def folded(context: Context, what: str, lines: Iterable[Line]) -> h.Node:
    """Of each number the kinds, states, basis, grade with its reason, and the sentence to cite it by; folded."""
    say = context.say
    heads = [h.th(scope="col")[text] for text in (what, say("brief-col-counts"), say("brief-col-citation"))]
    table = h.table(".figures.composition")[
        h.caption(".sr-only")[say("complete-fold")],
        h.thead[h.tr[heads]],
        h.tbody[(_row(context, line) for line in lines if line.figure.tally.n)],
    ]
    return h.fragment[
        h.p(".src-note")[say("sheet-rule"), say("brief-colon"), say("sheet-rule-said")],
        h.details(".method.complete")[h.summary[say("complete-fold")], scrolling(table, say("complete-fold"))],
    ]


def _row(context: Context, line: Line) -> h.Element:
    say, figure = context.say, line.figure
    id = f"cite-{line.id}"
    copy = h.button(".text-btn.js-only.screen-only", type="button", data_action="copy-text", data_copies=id)[
        icon("link", 14), h.span(data_label=True)[say("brief-copy")]
    ]
    return h.tr[
        h.th(scope="row")[line.name, " ", h.span(".n")[digits(figure.tally.n)]],
        h.td[(h.p[text] for text in made_of(context, line.kind, figure.tally))],
        h.td[
            h.p[grade_mark(figure.grade, say(f"grade-{figure.grade}")), " ", why(say, figure.reason)],
            [h.p(id=id)[line.citation], copy] if line.citation else None,
        ],
    ]


def citing_of(context: Context) -> Citing:
    """What the citations of a page are made from: its address names the version, and the filters that count."""
    location, vocabulary = context.location.by_itself(), context.vocabulary
    own = location.url(cited=str(vocabulary.version), **dict.fromkeys(NOT_CITED))
    link = f"{origin(context.site)}{own}" if context.site else own
    site = site_of_city(context.say, context.site_name())
    named = Words(context.say, vocabulary, site, context.settings.map_approval_number)
    return Citing(context.say, site, context.as_of(), vocabulary.version, link, filters_said(named, location.filter))
