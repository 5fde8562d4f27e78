"""The doctor's page: what to paste, what was found, and what cannot be seen from here."""

import htpy as h

from app.embed.builder.filled import NORMAL_WIDTH, Filled
from app.embed.builder.page import copied
from app.embed.doctor.diagnosis import Diagnosis
from app.embed.doctor.pasted import MOST
from app.pages.address.location import address
from app.pages.address.page_states import BUILDER, DOCTOR
from app.pages.context import Context
from app.pages.parts.crumb import crumb
from app.web.prefix import prefix
from frontend.icons import icon

UNSEEN = ("policy", "network", "script", "overlay")
MOST_PAGE = 400


def page(context: Context, text: str, host: str, diagnosis: Diagnosis | None, notice: h.Node = None) -> h.Node:
    """`found` is None before anything was pasted; `notice` says why a text was not looked at."""
    say = context.say
    return h.main("#content.page.builder.doctor")[
        h.p("#status.sr-only", role="status", aria_live="polite"),
        crumb(context),
        h.h1[say("doctor-title")],
        h.p(".prose")[say("doctor-lede"), " ", h.a(href=context.location.other(BUILDER))[say("doctor-builder")]],
        _form(context, text, host),
        notice,
        _result(context, diagnosis) if diagnosis else None,
        _unseen(context),
    ]


def too_long(context: Context, count: int) -> h.Node:
    """That a text was not read, since it has this many characters."""
    return h.p(".notice", role="alert")[icon("alert", 18), context.say("doctor-too-long", n=count, most=MOST)]


def _form(context: Context, text: str, host: str) -> h.Node:
    """Sent as a body: what is pasted stands in no address and in no log."""
    say = context.say
    action = address(context.lang, DOCTOR, context.location.lasting(DOCTOR))
    return h.form(method="post", action=f"{action}#found")[
        h.label(".field", for_="snippet")[
            h.span[say("doctor-snippet")],
            h.textarea("#snippet", name="snippet", rows="7", spellcheck="false", autocomplete="off", required=True)[
                # The first line break after the tag is not part of the text.
                "\n" + text
            ],
        ],
        h.label(".field", for_="page")[
            h.span[say("doctor-page")],
            h.input(
                "#page",
                type="text",
                name="page",
                value=host,
                inputmode="url",
                autocomplete="off",
                maxlength=str(MOST_PAGE),
                placeholder="https://www.example.gov.cn/…",
            ),
        ],
        h.button(".btn", type="submit")[say("doctor-check")],
    ]


def _result(context: Context, diagnosis: Diagnosis) -> h.Node:
    say = context.say
    wrong = [cause for cause in diagnosis.causes if not cause.advice]
    advice = [cause for cause in diagnosis.causes if cause.advice]
    listed = [
        h.li(class_="advice" if cause.advice else None, data_cause=cause.key)[
            h.span(".cause-kind")[say("doctor-advice" if cause.advice else "doctor-cause")], cause.text(context)
        ]
        for cause in (*wrong, *advice)
    ]
    heading = say("doctor-found", n=len(wrong)) if wrong else say("doctor-none")
    return h.section("#found", aria_labelledby="found-name")[
        h.h2("#found-name")[heading],
        h.p(".src-note")[say("doctor-only-advice", n=len(advice))] if advice and not wrong else None,
        h.ol(".causes")[listed] if listed else None,
        _corrected(context, diagnosis),
    ]


def _corrected(context: Context, diagnosis: Diagnosis) -> h.Node:
    if diagnosis.corrected is None or diagnosis.shown is None:
        return None
    say, shown = context.say, diagnosis.shown
    own = Filled(shown, NORMAL_WIDTH, {}).pairs()
    links = h.p(".doctor-links")[
        h.a(href=shown.address(prefix()), target="_blank", rel="noopener")[say("doctor-preview")],
        " ",
        h.a(href=address(context.lang, BUILDER, own))[say("doctor-change")],
    ]
    if not diagnosis.causes:
        return links
    return h.fragment[
        copied(
            context,
            "corrected",
            say("doctor-corrected"),
            diagnosis.corrected,
            say(f"doctor-corrected-{diagnosis.form}"),
        ),
        links,
    ]


def _unseen(context: Context) -> h.Node:
    """What only the web master's own browser can tell."""
    say = context.say
    return h.section(".sec", aria_labelledby="unseen-name")[
        h.h2("#unseen-name")[say("doctor-unseen")],
        h.ul(".unseen")[(h.li[say(f"unseen-{name}")] for name in UNSEEN)],
        h.p(".src-note")[say("doctor-private")],
    ]
