"""What is asked for, as chips: each opens its choice in place and takes away what it has."""

import htpy as h

from app.match.parameters import ORIGIN
from app.match.question import Question
from app.match.weights import WANTS
from app.pages.address import MATCH
from app.pages.context import Context, joined
from app.pages.match.links import CRITERIA, Asked, answers_again
from app.pages.match.questions import my_position
from app.web.prefix import at
from frontend.icons import icon
from frontend.language import page_path

Option = tuple[str, str]


def chips(context: Context, question: Question, asked: Asked) -> h.Node:
    """A chip for each criterion, then the way back to the questions."""
    vocabulary = context.vocabulary
    terms = {"domain": vocabulary.domains, "stage": vocabulary.stages, "service": vocabulary.services}
    options = {name: [(code, context.name(term)) for code, term in terms[name].items()] for name in terms}
    options["want"] = [(want, context.say(f"want-{want}")) for want in WANTS]
    return h.div(".answer", role="group", aria_label=context.say("match-asked"))[
        [_chip(context, asked, name, options[name]) for name in CRITERIA],
        _origin(context, question, asked),
        _kinds(context, asked),
        h.a(".text-btn", href=answers_again(context))[context.say("match-again")],
    ]


def _chip(context: Context, asked: Asked, name: str, options: list[Option]) -> h.Node:
    has = asked.codes[name]
    links = [
        h.li[
            h.a(
                href=asked.toggled(name, code).url(context),
                aria_current="true" if code in has else None,
                rel="nofollow",
            )[icon("met", 14) if code in has else h.span(".no-tick"), words]
        ]
        for code, words in options
    ]
    words = joined(context.lang, [text for code, text in options if code in has])
    return _opening(context, f"match-{name}", words, h.ul[links])


def _opening(context: Context, key: str, words: str, body: h.Node) -> h.Node:
    """A chip that opens; one that is not set says what could be."""
    shown = [h.span(".chip-k")[context.say(key)], h.bdi[words] if words else icon("plus", 12)]
    return h.details(".popover.choice")[
        h.summary(class_="chip edit" if words else "chip edit unset")[shown, icon("chevron", 12) if words else None],
        h.div(".popover-body")[body],
    ]


def _origin(context: Context, question: Question, asked: Asked) -> h.Node:
    say, origin = context.say, question.wanted.origin
    location = asked.location(context)
    pairs = [*location.filter.query(), *((name, text) for name, text in location.view.items() if name != ORIGIN.name)]
    zones = [
        h.li[h.a(href=location.url(origin=code), rel="nofollow")[context.name(term)]]
        for code, term in context.vocabulary.zones.items()
    ]
    form = h.form(method="get", action=at(page_path(context.lang, MATCH)))[
        [h.input(type="hidden", name=name, value=value) for name, value in pairs],
        h.label[
            h.span[say("ask-place")],
            h.input(
                type="text",
                name=ORIGIN.name,
                value=context.location.view.get(ORIGIN.name, ""),
                maxlength=str(ORIGIN.longest),
            ),
        ],
        h.button(".btn", type="submit")[say("apply")],
        my_position(context),
    ]
    away = h.p[h.a(href=location.url(origin=None), rel="nofollow")[say("match-no-origin")]] if origin else None
    return _opening(context, "match-origin", origin.name(context.lang) if origin else "", [h.ul[zones], form, away])


def _kinds(context: Context, asked: Asked) -> h.Node:
    """Which kinds of record are ranked at all."""
    links = []
    for code, term in context.vocabulary.kinds.items():
        has = code in asked.kinds
        kinds = tuple(k for k in context.vocabulary.kinds if (k in asked.kinds) != (k == code))
        changed = Asked(asked.codes, asked.origin, kinds or asked.kinds)
        mark = icon("met", 14) if has else h.span(".no-tick")
        links.append(
            h.li[
                h.a(href=changed.url(context), aria_current="true" if has else None, rel="nofollow")[
                    mark, context.name(term)
                ]
            ]
        )
    words = joined(context.lang, [context.say(f"kind-{kind}") for kind in asked.kinds])
    return _opening(context, "match-kind", words, h.ul[links])
