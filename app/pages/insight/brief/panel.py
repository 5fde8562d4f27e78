"""Beside the sheet: how to cite a figure, which places to compare, what to take away, and the tables below."""

import htpy as h

from app.analysis.parameters import COMPARE
from app.brief.content import Brief, FigureWords
from app.figures.scope import CITY
from app.history.parameters import SINCE
from app.pages.address.location import address
from app.pages.address.page_states import CHANGES, DIGEST
from app.pages.context import Context
from app.pages.insight.grades import grade_mark
from app.pages.parts.days import day_field
from app.web.prefix import at
from app.web.responses import with_query
from frontend.icons import icon

FILES = ("docx", "pptx", "xlsx", "json")


def map_address(context: Context, brief_code: str) -> str:
    """The address of the map."""
    return with_query(at(f"/api/insight/brief/{brief_code}/map"), [("f", "svg"), ("lang", context.lang)])


def api_address(context: Context, brief_code: str, *pairs: tuple[str, str]) -> str:
    """The address of the brief, with the compared places, as data or as a file."""
    kept = [*_asked(context), *pairs, ("lang", context.lang)]
    return with_query(at(f"/api/insight/brief/{brief_code}"), kept)


def _asked(context: Context) -> list[tuple[str, str]]:
    """The places to compare and the day of the address, as far as they can be used."""
    refused = {problem.parameter for problem in context.problems}
    view = context.location.view
    return [(name, view[name]) for name in (COMPARE.name, SINCE.name) if name in view and name not in refused]


def panel(context: Context, brief: Brief, figure: FigureWords) -> h.Element:
    """All of it; it is not printed."""
    say = context.say
    return h.aside(".brief-panel", aria_label=say("brief-take"))[
        h.p[h.a(".brief-back", href=context.location.other("/insight"))[icon("back", 14), say("brief-back")]],
        _cite(context, figure),
        _compare(context, brief),
        _take(context, brief),
        h.section[
            h.h2[say("brief-annex")],
            h.ol(".brief-annexes")[(h.li[h.a(href=f"#annex-{each.name}")[each.title]] for each in brief.annex),],
        ],
        _since(context, brief),
        _onward(context, brief),
        _elsewhere(context, brief),
    ]


def _cite(context: Context, words: FigureWords) -> h.Element:
    """The words to cite the chosen figure by; of one that is not to be quoted the reason alone."""
    say = context.say
    head = h.p(".brief-cited")[grade_mark(words.figure.grade, words.grade), " ", words.title]
    if not words.citation:
        body: h.Node = h.p(".brief-citation.refused")[words.why]
    else:
        body = h.fragment[
            h.p("#citation.brief-citation")[words.citation],
            h.button(".btn.js-only", type="button", data_action="copy-text", data_copies="citation")[
                icon("link", 16), h.span(data_label=True)[say("brief-copy")]
            ],
            h.p(".brief-note")[words.why],
        ]
    return h.section("#cite")[h.h2[say("brief-cite-this")], head, body, h.p(".brief-note")[say("brief-cite-how")]]


def _compare(context: Context, brief: Brief) -> h.Element:
    """Two lists of places and a button, which work without a script."""
    say = context.say
    zone = brief.code in context.vocabulary.zones
    places = context.vocabulary.zones if zone else context.vocabulary.districts
    kind = "zone" if zone else "district"
    table = brief.compared.table
    now = [column.code for column in table.columns[2:]] if table else []
    kept = [(name, text) for name, text in context.location.view.items() if name not in (COMPARE.name, "panel")]
    selects = [
        h.label[
            h.span(".sr-only")[say(f"brief-compare-{order}")],
            h.select(name=COMPARE.name)[
                # A list: a generator would be read after the loop, with its last value.
                [
                    h.option(value=code, selected=code == chosen)[term.name(context.lang)]
                    for code, term in places.items()
                    if code != brief.code
                ]
            ],
        ]
        for order, chosen in zip(("first", "second"), now, strict=False)
    ]
    return h.section[
        h.h2[say("brief-compare-areas", kind=kind)],
        h.form(".brief-compare", method="get", action=context.location.other(context.location.path).split("?")[0])[
            (h.input(type="hidden", name=name, value=text) for name, text in kept),
            selects,
            h.button(".btn", type="submit")[say("brief-compare-apply")],
        ],
    ]


def _take(context: Context, brief: Brief) -> h.Element:
    """Every form of the brief; a PDF is what the browser prints."""
    say = context.say
    rows = [
        h.li[
            h.button(".link-btn.js-only", type="button", data_action="print")["PDF"],
            h.span(".no-js-only")["PDF"],
            h.span[say("brief-take-pdf")],
        ]
    ]
    for form in FILES:
        rows.append(
            h.li[
                h.a(href=api_address(context, brief.code, ("f", form)))[form.upper()], h.span[say(f"brief-take-{form}")]
            ]
        )
    pictures = [
        h.a(href=api_address(context, brief.code, ("size", size), ("f", form)))[
            say(f"picture-{size}", form=form.upper())
        ]
        for size in ("slide", "print")
        for form in ("png", "svg")
    ]
    file = address(context.lang, f"{context.location.path}/file", _asked(context))
    rows.append(h.li[h.a(href=file)["HTML"], h.span[say("brief-take-html")]])
    rows.append(h.li(".brief-pictures")[h.span[say("brief-take-picture")], h.span[([each, " "] for each in pictures)]])
    return h.section[h.h2[say("brief-take")], h.ul(".brief-files")[rows]]


def _since(context: Context, brief: Brief) -> h.Element:
    """What changed since which day, and the way to it line by line; of a first version that it is the first."""
    say, vocabulary, text = context.say, context.vocabulary, context.location.view.get(SINCE.name, "")
    kept = [(name, value) for name, value in context.location.view.items() if name not in (SINCE.name, "panel")]
    by = "district" if brief.code in vocabulary.districts else "zone"
    where = [(by, brief.code)] if brief.code in vocabulary.districts | vocabulary.zones else []
    days = [pair for pair in _asked(context) if pair[0] == SINCE.name]
    lines = address(context.lang, DIGEST, [*where, *days, *context.location.lasting(DIGEST)])
    form = h.form(".brief-compare", method="get", action=context.location.other(context.location.path).split("?")[0])[
        (h.input(type="hidden", name=name, value=value) for name, value in kept),
        day_field(context, SINCE.name, text),
        h.button(".btn", type="submit")[say("changes-show")],
    ]
    return h.section[
        h.h2[brief.since.title],
        h.p[brief.since.said or brief.since.note],
        form if brief.since.said else None,
        h.p[h.a(href=lines)[say("digest-way")]],
    ]


def _onward(context: Context, brief: Brief) -> h.Element:
    """What the sheet names as the next step, and how its figures changed."""
    say, vocabulary = context.say, context.vocabulary
    since = [("district", brief.code)] if brief.code in vocabulary.districts else []
    since += context.location.lasting(CHANGES)
    return h.section[
        h.h2[say("brief-next")],
        h.ul(".brief-annexes.brief-ways")[
            h.li[h.a(href=context.location.siting(brief.code))[say("siting-where-next")]],
            h.li[h.a(href=address(context.lang, CHANGES, since))[say("changes-way")]],
        ],
    ]


def _elsewhere(context: Context, brief: Brief) -> h.Element:
    """Briefs of other places."""
    say, vocabulary = context.say, context.vocabulary
    names = {CITY: context.city_name()}
    names |= {code: term.name(context.lang) for code, term in (vocabulary.zones | vocabulary.districts).items()}
    links = [
        h.li[h.a(href=context.location.other(f"/insight/brief/{code}"))[name]]
        for code, name in names.items()
        if code != brief.code
    ]
    return h.section[h.details[h.summary[say("brief-elsewhere")], h.ul(".brief-others")[links]]]
