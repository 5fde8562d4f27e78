"""The request sheet: one page made in the browser from the match, to print or to copy; nothing is sent or kept."""

import htpy as h

from app.match.question import Question
from app.pages.context import Context, joined
from app.pages.match.page import similar
from app.pages.results import problems
from frontend.icons import icon

FIELDS = ("have", "show", "sample", "deadline", "secrecy", "budget")
"""What a platform needs to know before it can answer."""


def request_page(context: Context, question: Question, back: str) -> h.Node:
    """Fields at the left, the sheet as it prints at the right. `back`: the address of the match."""
    say = context.say
    filled = _filled(context, question)
    label = h.span(data_label=True)[say("request-copy")]
    return h.main("#content.page.match-page.request")[
        h.p(".crumb")[h.a(href=back)[icon("back", 14), say("match-title")]],
        h.h1[say("request-title")],
        h.p(".sub")[say("request-said")],
        problems(context),
        similar(context, question),
        h.div(".request-grid")[
            h.div(".request-form")[[_field(context, name, filled.get(name, "")) for name in FIELDS]],
            h.section(".sheet-paper", aria_label=say("request-title"))[
                h.h2[say("request-title")],
                h.dl("#request-text")[[_row(context, name, filled.get(name, "")) for name in FIELDS]],
                h.p(".actions.js-only")[
                    h.button(".btn", type="button", data_action="copy-text", data_copies="request-text")[
                        icon("link", 16), label
                    ],
                    h.button(".btn", type="button", data_action="print")[icon("print", 16), say("request-print")],
                ],
            ],
        ],
    ]


def _filled(context: Context, question: Question) -> dict[str, str]:
    """What the match says already."""
    vocabulary, wanted, say = context.vocabulary, question.wanted, context.say
    have, show = context.location.view.get("have", ""), context.location.view.get("show", "")
    has = [say(f"have-{have}")] if have in ("idea", "data", "prototype", "product") else []
    has += [context.name(vocabulary.domains[code]) for code in wanted.domains]
    has += [context.name(vocabulary.stages[code]) for code in wanted.stages]
    shown = [say(f"show-{show}")] if show in ("works", "makes", "buys", "sells") else []
    shown += [context.name(vocabulary.services[code]) for code in wanted.services]
    shown += [say(f"want-{want}") for want in wanted.wants]
    return {"have": joined(context.lang, has), "show": joined(context.lang, shown)}


def _field(context: Context, name: str, value: str) -> h.Node:
    return h.label[
        h.span[context.say(f"request-{name}")],
        h.textarea(rows="2", maxlength="600", data_mirrors=f"sheet-{name}", autocomplete="off")[value],
    ]


def _row(context: Context, name: str, value: str) -> h.Node:
    """The line breaks are those of the copied text."""
    open_ = context.say("request-open")
    return h.fragment[
        h.dt[context.say(f"request-{name}"), ": "], h.dd(id=f"sheet-{name}", data_open=open_)[value or open_], "\n"
    ]
