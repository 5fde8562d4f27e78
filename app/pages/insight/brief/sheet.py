"""The one page of a brief: map beside five figures, declared beside compared, missing beside next, caveat, sources."""

import htpy as h

from app.brief.cells import texts
from app.brief.content import Brief, Column, FigureWords, Section, Sheet
from app.pages.context import Context
from app.pages.insight.grades import grade_mark
from app.pages.layout.paper import LONGEST, qr_code
from app.platforms.values import KINDS
from app.web.site import written
from frontend.icons import kind_mark, tier_mark

NUMBERS = ("1.", "2.", "3.", "4.", "5.", "6.")


def numbered(brief: Brief, text: str) -> FigureWords | None:
    """The figure that a text names by its number from 1; None where there is none of that number."""
    return next((words for number, words in enumerate(brief.figures, start=1) if text == str(number)), None)


def chosen(brief: Brief, text: str) -> FigureWords:
    """The figure that an address names; the first one else."""
    return numbered(brief, text) or brief.figures[0]


def sheet(context: Context, brief: Brief, picture: str, figure: FigureWords | None, *, picked: bool) -> h.Element:
    """The sheet; with `picked` each figure is a link that shows how to cite it."""
    return h.article(".sheet-a4")[
        h.p(".brief-origin")[h.span[brief.origin], h.span[brief.dated]],
        h.h1[brief.title],
        h.p(".brief-lead")[brief.lead],
        h.p(".brief-since")[brief.since.said] if brief.since.said else None,
        (h.p(".brief-warning")[text] for text in brief.notices),
        h.div(".brief-two.brief-top")[_map(brief, picture), _figures(context, brief, figure, picked=picked)],
        h.div(".brief-two")[
            _section(context, brief.declared) if brief.declared else h.div,
            _section(context, brief.compared),
        ],
        h.div(".brief-two")[_section(context, brief.gaps), _section(context, brief.next, ordered=True)],
        h.p(".brief-caveat")[h.b[brief.caveat.title, context.say("brief-colon")], brief.caveat.said],
        _foot(context, brief),
    ]


def _map(brief: Brief, picture: str) -> h.Element:
    return h.figure(".brief-map")[h.img(src=picture, alt=brief.map_label, width="304", height="376")]


def _figures(context: Context, brief: Brief, chosen: FigureWords | None, *, picked: bool) -> h.Element:
    rows = []
    for number, words in enumerate(brief.figures, start=1):
        on = picked and words is chosen
        long = ".long" if len(words.value) > 2 else ""
        if words.value.replace(",", "").isdigit() and len(words.value) > 5:
            long = ".longer"
        name: h.Node = words.title
        if picked:
            address = context.location.url(figure=str(number)) + "#cite"
            name = h.a(href=address, aria_current="true" if on else None)[words.title]
        rows.append(
            h.li(class_="on" if on else None)[
                h.b(f".brief-value{long}")[words.value],
                h.div[h.p(".brief-what")[name], h.p[words.detail], h.p[words.note]],
                grade_mark(words.figure.grade, words.grade),
            ]
        )
    return h.section(".brief-figures")[h.h2[context.say("brief-five")], h.ol[rows]]


def _section(context: Context, section: Section, *, ordered: bool = False) -> h.Element:
    points = [h.li[text] for text in section.points]
    return h.section[
        h.h2[section.title, h.small[section.beside] if section.beside else None],
        h.p(".brief-text")[context.chinese(section.said) if section is None else section.said]
        if section.said
        else None,
        table(context, section.table.narrow("／")) if section.table else None,
        (h.ol[points] if ordered else h.ul[points]) if points else None,
        h.p(".brief-note")[section.note] if section.note else None,
    ]


def table(context: Context, sheet: Sheet) -> h.Element:
    """A table of the brief; a count of nothing says so, and what does not apply is a dash."""
    # A heading without words is none.
    heads = [
        h.th(scope="col", class_=_side(column))[column.title] if column.title else h.td for column in sheet.columns
    ]
    rows = []
    for name, *others in texts(context.say, sheet):
        cells = [
            h.td(class_=_side(column), data_head=column.title or None)[context.as_written(text)]
            for column, text in zip(sheet.columns[1:], others, strict=True)
        ]
        rows.append(h.tr[h.th(scope="row")[_mark(context, sheet, name), name], cells])
    return h.table(".brief-table")[h.thead[h.tr[heads]], h.tbody[rows]]


def _mark(context: Context, sheet: Sheet, name: str) -> h.Node:
    """The shape of a kind, or of the tier of a domain, in front of its name."""
    if sheet.name == "compared":
        kind = next((k for k in KINDS if context.say(f"kind-{k}") == name), None)
        return kind_mark(kind, 12) if kind else None
    domains = context.vocabulary.domains.values() if sheet.name in ("declared", "domains") else ()
    named = name.removesuffix(" *")
    term = next((each for each in domains if each.name(context.lang) == named), None)
    return tier_mark(term.group) if term else None


def _side(column: Column) -> str | None:
    return None if column.form == "text" else "number"


def _foot(context: Context, brief: Brief) -> h.Element:
    """Sources, what the map has to say, and where to check it, as text and as a code."""
    lines = [*brief.sources, *brief.foot]
    # A file that was made without an address of the site has a path alone, which no telephone can follow.
    code = (
        qr_code(brief.link, context.say("paper-scan")) if "://" in brief.link and len(brief.link) <= LONGEST else None
    )
    return h.div(".brief-foot")[
        h.p[
            h.b[context.say("brief-sources")],
            " ",
            context.say("brief-dot").join(lines),
            context.say("brief-dot"),
            context.say("brief-check"),
            h.a(href=brief.link)[written(brief.link)],
        ],
        code,
    ]
