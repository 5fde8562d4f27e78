"""What is asked for, as chips: each opens its choice in place, where several values may be chosen before it counts."""

import htpy as h

from app.match.parameters import ORIGIN
from app.match.question import Question
from app.match.weights import WANTS
from app.pages.context import Context, joined
from app.pages.match.links import CRITERIA, Asked, action, answers_again, hidden
from app.pages.match.places import my_position, origin_name, place_field, place_options
from frontend.icons import icon

Option = tuple[str, str]


def chips(context: Context, question: Question, asked: Asked) -> h.Node:
    """A chip for each criterion, then the way back to the questions."""
    vocabulary = context.vocabulary
    terms = {"domain": vocabulary.domains, "stage": vocabulary.stages, "service": vocabulary.services}
    options = {name: [(code, context.name(term)) for code, term in terms[name].items()] for name in terms}
    options["want"] = [(want, context.say(f"want-{want}")) for want in WANTS]
    kinds = [(code, context.name(term)) for code, term in vocabulary.kinds.items()]
    shown = [context.say(f"kind-{kind}") for kind in asked.kinds if kind in vocabulary.kinds]
    return h.div(".answer", role="group", aria_label=context.say("match-asked"))[
        [_several(context, asked, name, options[name], asked.codes[name]) for name in CRITERIA],
        _origin(context, question, asked),
        _several(context, asked, "kind", kinds, asked.kinds, shown),
        h.a(".text-btn", href=answers_again(context))[context.say("match-again")],
    ]


def _several(
    context: Context,
    asked: Asked,
    name: str,
    options: list[Option],
    has: tuple[str, ...],
    shown: list[str] | None = None,
) -> h.Node:
    """A chip with boxes to tick; `shown` are its words where they are shorter than those of the boxes."""
    boxes = [
        h.li[h.label[h.input(type="checkbox", name=name, value=code, checked=code in has or None), h.span[words]]]
        for code, words in options
    ]
    words = shown if shown is not None else [text for code, text in options if code in has]
    away = None if name == "kind" else asked.leaving_out(context, name)
    return _opening(context, asked, name, joined(context.lang, words), h.ul[boxes], away)


def _opening(
    context: Context, asked: Asked, name: str, words: str, choice: h.Node, away: str | None, more: h.Node = None
) -> h.Node:
    """A chip that opens its choice; one that is not set says what could be. `away` leads to nothing asked of it.

    What is chosen counts when the form is sent, and the fragment of its address puts the focus on the chip again.
    """
    say, chip = context.say, f"chip-{name}"
    shown = [h.span(".chip-k")[say(f"match-{name}")], h.bdi[words] if words else icon("plus", 12)]
    return h.details(".popover.choice")[
        h.summary(id=chip, class_="chip edit" if words else "chip edit unset")[
            shown, icon("chevron", 12) if words else None
        ],
        h.form(".popover-body", method="get", action=f"{action(context)}#{chip}")[
            hidden(asked.pairs(context, name)),
            choice,
            more,
            h.p(".choice-go")[
                h.button(".btn.primary", type="submit")[say("match-apply")],
                h.a(".text-btn", href=f"{away}#{chip}", rel="nofollow")[say("match-leave-out")]
                if away is not None and words
                else None,
            ],
        ],
    ]


def _origin(context: Context, question: Question, asked: Asked) -> h.Node:
    origin = question.wanted.origin
    boxes = [
        h.li[h.label[h.input(type="radio", name=ORIGIN.name, value=value, checked=has or None), h.span[words]]]
        for value, words, has in place_options(context, question)
    ]
    words = origin_name(context, origin) if origin else ""
    away = asked.leaving_out(context, ORIGIN.name)
    more = h.fragment[h.label[h.span[context.say("ask-place")], place_field(context, question)], my_position(context)]
    return _opening(context, asked, ORIGIN.name, words, h.ul[boxes], away, more)
