"""The five questions: plain words, one answer is enough, and beside them what an answer becomes."""

from collections.abc import Mapping

import htpy as h

from app.match.answers import HAVE as HAVE_MEANS
from app.match.answers import NEED as NEED_MEANS
from app.match.answers import SHOW as SHOW_MEANS
from app.match.answers import Meaning
from app.match.parameters import HAVE, NEED, ORIGIN, SHOW
from app.pages.address import MATCH
from app.pages.context import Context, joined
from app.pages.match.links import Asked, hidden
from app.pages.results import problems
from app.web.prefix import at
from frontend.language import page_path

Option = tuple[str, str]


def questions(context: Context, asked: Asked, similar: h.Node) -> h.Node:
    """A form that works without a script; what was answered before is set."""
    say, view, answers = context.say, context.location.view, _answers(context)
    domains = [(code, context.name(term)) for code, term in context.vocabulary.domains.items()]
    zones = [(code, context.name(term)) for code, term in context.vocabulary.zones.items()]
    return h.main("#content.page.match-page.asking")[
        h.h1[say("match-title")],
        h.p(".sub")[say("match-ask-said")],
        problems(context),
        similar,
        h.form(method="get", action=at(page_path(context.lang, MATCH)))[
            [h.input(type="hidden", name=name, value=value) for name, value in hidden(context)],
            h.ol(".asks")[
                _one(context, "have", answers["have"], {view.get("have", "")}),
                _one(context, "domain", domains, set(asked.codes["domain"])),
                _one(context, "show", answers["show"], {view.get("show", "")}),
                _one(context, "need", answers["need"], set(view.get("need", "").split(",")), True),
                _one(context, "origin", zones, {view.get("origin", "")}, more=_place(context, zones)),
            ],
            h.p(".ask-go")[
                h.button(".btn.primary", type="submit")[say("match-show")],
                h.button(".text-btn", type="reset")[say("match-reset")],
                h.span[say("match-open-said")],
            ],
        ],
        _becomes(context),
    ]


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


def _place(context: Context, zones: list[Option]) -> h.Node:
    """A place by its name, and my own position by a script."""
    say, typed = context.say, context.location.view.get("origin", "")
    value = "" if typed in dict(zones) else typed
    return h.fragment[
        h.label(".ask-text")[
            h.span(".sr-only")[say("ask-place")],
            h.input(
                type="text", name=ORIGIN.name, value=value, placeholder=say("ask-place"), maxlength=str(ORIGIN.longest)
            ),
        ],
        my_position(context),
    ]


def my_position(context: Context) -> h.Element:
    """Reads the position when it is pressed; its words come with it."""
    say = context.say
    words = {f"data-{what}": say(f"position-{what}") for what in ("wait", "done", "failed")}
    return h.button(".btn.js-only", {**words, "type": "button", "data-action": "my-position"})[say("near-me")]


def _becomes(context: Context) -> h.Node:
    """Which stages, services and wants each answer asks for."""
    tables: tuple[tuple[str, Mapping[str, Meaning]], ...] = (
        ("have", HAVE_MEANS),
        ("show", SHOW_MEANS),
        ("need", NEED_MEANS),
    )
    words = {name: dict(options) for name, options in _answers(context).items()}
    rows = [
        h.fragment[h.dt[words[name][answer]], h.dd[_meaning(context, meaning)]]
        for name, table in tables
        for answer, meaning in table.items()
    ]
    return h.aside(".becomes")[h.h2[context.say("match-becomes")], h.dl[rows], h.p[context.say("match-becomes-said")]]


def _meaning(context: Context, meaning: Meaning) -> str:
    vocabulary = context.vocabulary
    parts = [context.name(vocabulary.stages[code]) for code in meaning.stages if code in vocabulary.stages]
    parts += [context.name(vocabulary.services[code]) for code in meaning.services if code in vocabulary.services]
    parts += [context.say(f"want-{want}") for want in meaning.wants]
    return joined(context.lang, parts)
