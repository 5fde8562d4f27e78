"""The five questions: plain words, one answer is enough, and beside them what an answer becomes."""

from collections.abc import Mapping, Set
from dataclasses import dataclass

import htpy as h

from app.match.answers import HAVE as HAVE_MEANS
from app.match.answers import NEED as NEED_MEANS
from app.match.answers import SHOW as SHOW_MEANS
from app.match.answers import Meaning, meaning
from app.match.parameters import HAVE, NEED, SHOW
from app.match.question import Question
from app.pages.address.page_states import MATCH
from app.pages.context import Context, joined
from app.pages.match.links import action, hidden, lasting
from app.pages.match.places import my_position, place_field, place_options
from app.pages.parts.not_used import problems

Option = tuple[str, str]


def questions(context: Context, question: Question, similar: h.Node) -> h.Node:
    """A form that works without a script; what was answered before is set."""
    say, answers, given = context.say, _answers(context), _given(context, question)
    domains = [(code, context.name(term)) for code, term in context.vocabulary.domains.items()]
    places = place_options(context, question)
    near, here = [(value, words) for value, words, _ in places], {value for value, _, has in places if has}
    return h.main("#content.page.match-page.asking")[
        h.h1[say("match-title")],
        h.p(".sub")[say("match-ask-said")],
        problems(context),
        similar,
        h.form(method="get", action=action(context))[
            hidden([*lasting(context), *_beside(question, given)]),
            h.ol(".asks")[
                _one(context, "have", answers["have"], {given.have}),
                _one(context, "domain", domains, set(question.wanted.domains), True),
                _one(context, "show", answers["show"], {given.show}),
                _one(context, "need", answers["need"], set(given.need), True),
                _one(context, "origin", near, here, more=_place(context, question)),
            ],
            h.p(".ask-go")[
                h.button(".btn.primary", type="submit")[say("match-show")],
                h.a(".text-btn", href=context.location.other(MATCH))[say("match-reset")],
                h.span[say("match-open-said")],
            ],
        ],
        _becomes(context),
    ]


@dataclass(frozen=True)
class Given:
    """The answers that are set when the form opens."""

    have: str
    show: str
    need: tuple[str, ...]


def _given(context: Context, question: Question) -> Given:
    """What was answered, or, where criteria were edited since, the answers that ask for a part of them."""
    view, wanted = context.location.view, question.wanted
    have = [view[HAVE.name]] if view.get(HAVE.name) in HAVE_MEANS else []
    have += [answer for answer, means in HAVE_MEANS.items() if means.stages == wanted.stages]
    show = [view[SHOW.name]] if view.get(SHOW.name) in SHOW_MEANS else []
    show += [answer for answer, means in SHOW_MEANS.items() if set(means.services) <= set(wanted.services)]
    need = [answer for answer, means in NEED_MEANS.items() if set(means.wants) <= set(wanted.wants)]
    return Given("".join(have[:1]), "".join(show[:1]), tuple(need))


def _beside(question: Question, given: Given) -> list[tuple[str, str]]:
    """The criteria that none of the answers asks for: the form keeps them, and a chip takes them away."""
    wanted, known = question.wanted, meaning(given.have, given.show, given.need)
    rest: dict[str, Set[str]] = {
        "stage": set(wanted.stages) - set(known.stages),
        "service": set(wanted.services) - set(known.services),
        "want": {*wanted.wants} - {*known.wants},
    }
    return [(name, code) for name, codes in rest.items() for code in sorted(codes)]


def _answers(context: Context) -> dict[str, list[Option]]:
    """The answers to the questions that are neither field nor place, in words."""
    say = context.say
    return {
        "have": [(value, say(f"have-{value}")) for value in HAVE.values],
        "show": [(value, say(f"show-{value}")) for value in SHOW.values],
        "need": [(value, say(f"need-{value}")) for value in NEED.values],
    }


def _one(
    context: Context, name: str, options: list[Option], chosen: set[str], several: bool = False, more: h.Node = None
) -> h.Node:
    """A question with its answers as large labels; of `several` any number may be given."""
    boxes = [
        h.label(".ask")[
            h.input(type="checkbox" if several else "radio", name=name, value=value, checked=value in chosen or None),
            h.span[words],
        ]
        for value, words in options
    ]
    return h.li[h.fieldset[h.legend[context.say(f"ask-{name}")], h.div(".ask-o")[boxes, more]]]


def _place(context: Context, question: Question) -> h.Node:
    """A place by its name, and my own position by a script."""
    say = context.say
    field = place_field(context, question, placeholder=say("ask-place"))
    return h.fragment[h.label(".ask-text")[h.span(".sr-only")[say("ask-place")], field], my_position(context)]


def _becomes(context: Context) -> h.Node:
    """Which stages, services and wants each answer asks for."""
    tables: tuple[tuple[str, Mapping[str, Meaning]], ...] = (
        ("have", HAVE_MEANS),
        ("show", SHOW_MEANS),
        ("need", NEED_MEANS),
    )
    words = {name: dict(options) for name, options in _answers(context).items()}
    rows = [
        h.fragment[h.dt[words[name][answer]], h.dd[_words(context, means)]]
        for name, table in tables
        for answer, means in table.items()
    ]
    return h.aside(".becomes")[h.h2[context.say("match-becomes")], h.dl[rows], h.p[context.say("match-becomes-said")]]


def _words(context: Context, meaning: Meaning) -> str:
    vocabulary = context.vocabulary
    parts = [context.name(vocabulary.stages[code]) for code in meaning.stages if code in vocabulary.stages]
    parts += [context.name(vocabulary.services[code]) for code in meaning.services if code in vocabulary.services]
    parts += [context.say(f"want-{want}") for want in meaning.wants]
    return joined(context.lang, parts)
