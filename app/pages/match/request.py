"""The request sheet: one page made in the browser from the match, to print or to copy; nothing is sent or kept."""

from dataclasses import replace

import htpy as h

from app.match.parameters import HAVE, SHOW
from app.match.question import Question
from app.pages.address.page_states import MATCH
from app.pages.context import Context, joined
from app.pages.match.places import similar
from app.pages.parts.not_used import problems
from app.pages.record.contact import QUESTIONS
from app.platforms.schemas import Platform
from frontend.icons import icon

FIELDS = ("have", "show", "sample", "deadline", "secrecy", "budget", "ask", "contact")
"""What a platform needs to know before it can answer, what one would ask first, and who asks."""


def request_page(context: Context, question: Question, to: list[Platform]) -> h.Node:
    """Fields at the left, the sheet as it prints at the right; `to`: the platforms that it is written to."""
    say, filled = context.say, _filled(context, question, to)
    label = h.span(data_label=True)[say("request-copy")]
    return h.main("#content.page.match-page.request")[
        _crumb(context, question, to),
        h.h1[say("request-title")],
        h.p(".sub")[say("request-said")],
        problems(context),
        similar(context, question),
        h.div(".request-grid")[
            h.div(".request-form")[[_field(context, name, filled.get(name, "")) for name in FIELDS]],
            h.section(".sheet-paper", aria_label=say("request-title"))[
                h.h2[say("request-title")],
                h.dl("#request-text")[
                    [_addressee(context, platform) for platform in to],
                    [_row(context, name, filled.get(name, "")) for name in FIELDS],
                ],
                h.p(".src-note")[say("request-made", site=context.site_name(), date=context.as_of())],
                h.p(".actions.js-only")[
                    h.button(".btn", type="button", data_action="copy-text", data_copies="request-text")[
                        icon("link", 16), label
                    ],
                    h.button(".btn", type="button", data_action="print")[icon("print", 16), say("request-print")],
                ],
            ],
        ],
    ]


def _crumb(context: Context, question: Question, to: list[Platform]) -> h.Node:
    """Back to the match where one was asked, else to the platform that the sheet is written to."""
    asks, match = bool(question.wanted.criteria), replace(context.location, path=MATCH)
    words, href = context.say("match-title"), match.url()
    if to and not asks:
        words, href = to[0].name(context.lang), context.location.other(f"/platform/{to[0].id}")
    return h.p(".crumb")[h.a(href=href)[icon("back", 14), h.bdi[words]]]


def _addressee(context: Context, platform: Platform) -> h.Node:
    """A platform with what is stated of how to reach it; nothing is said of what is not."""
    operator = context.chinese(platform.operator) if platform.operator else None
    stated = [part for part in (platform.address, platform.website) if part]
    return h.fragment[
        h.dt[context.say("request-to"), ": "],
        h.dd[
            h.a(href=context.location.other(f"/platform/{platform.id}"))[h.bdi[platform.name(context.lang)]],
            h.small["\n", operator] if operator else None,
            [h.small["\n", context.chinese(part)] for part in stated],
            None if stated else h.small["\n", context.say("request-unreached")],
        ],
        "\n",
    ]


def _filled(context: Context, question: Question, to: list[Platform]) -> dict[str, str]:
    """What the match says already, and what one would ask of anyone."""
    vocabulary, wanted, say = context.vocabulary, question.wanted, context.say
    have, show = context.location.view.get(HAVE.name, ""), context.location.view.get(SHOW.name, "")
    has = [say(f"have-{have}")] if have in HAVE.values else []
    has += [context.name(vocabulary.domains[code]) for code in wanted.domains]
    has += [context.name(vocabulary.stages[code]) for code in wanted.stages]
    shown = [say(f"show-{show}")] if show in SHOW.values else []
    shown += [context.name(vocabulary.services[code]) for code in wanted.services]
    shown += [say(f"want-{want}") for want in wanted.wants]
    asked = "\n".join(say(f"ask-{question}") for question in QUESTIONS) if to else ""
    return {"have": joined(context.lang, has), "show": joined(context.lang, shown), "ask": asked}


def _field(context: Context, name: str, value: str) -> h.Node:
    rows = str(max(2, value.count("\n") + 1))
    return h.label[
        h.span[context.say(f"request-{name}")],
        h.textarea(rows=rows, maxlength="600", data_mirrors=f"sheet-{name}", autocomplete="off")[value],
    ]


def _row(context: Context, name: str, value: str) -> h.Node:
    """The line breaks are those of the copied text."""
    open_ = context.say("request-by-hand" if name == "contact" else "request-open")
    return h.fragment[
        h.dt[context.say(f"request-{name}"), ": "], h.dd(id=f"sheet-{name}", data_open=open_)[value or open_], "\n"
    ]
