"""Where one starts, in words and as a choice: the key zones, the place that is set, another one by its name."""

import htpy as h

from app.match.parameters import ORIGIN
from app.match.question import Question
from app.match.wanted import Origin
from app.pages.context import Context
from frontend.language import choose


def origin_name(context: Context, origin: Origin) -> str:
    """The name of where one starts; a point has none of its own: it is one in its district."""
    if not origin.point:
        return origin.name(context.lang)
    terms = [context.vocabulary.districts[code] for code in origin.districts if code in context.vocabulary.districts]
    if not terms:
        return context.say("match-point", degrees=origin.name(context.lang))
    return context.say("match-point-in", name=context.name(terms[0]))


def place_options(context: Context, question: Question) -> list[tuple[str, str, bool]]:
    """Value, words and whether it is set of each place to choose at once: what is set stands first."""
    typed, origin = context.location.view.get(ORIGIN.name, ""), question.wanted.origin
    zones = [(code, context.name(term), code == typed) for code, term in context.vocabulary.zones.items()]
    if origin is None or typed in context.vocabulary.zones:
        return zones
    return [(typed, origin_name(context, origin), True), *zones]


def place_field(context: Context, question: Question, *, placeholder: str | None = None) -> h.VoidElement:
    """A place by its name, which counts before a chosen one. What was typed and is no place stays in it."""
    typed = context.location.view.get(ORIGIN.name, "") if question.wanted.origin is None else ""
    return h.input(
        type="text", name=ORIGIN.name, value=typed, maxlength=str(ORIGIN.longest), placeholder=placeholder or None
    )


def my_position(context: Context) -> h.Element:
    """Reads the position when it is pressed; its words come with it."""
    say = context.say
    words = {f"data-{what}": say(f"position-{what}") for what in ("wait", "done", "failed")}
    return h.button(".btn.js-only", {**words, "type": "button", "data-action": "my-position"})[say("near-me")]


def similar(context: Context, question: Question) -> h.Node:
    """Places whose name holds what was typed, where no place has just that name."""
    if not question.similar:
        return None
    links = [
        h.a(href=context.location.url(**{ORIGIN.name: name}))[name]
        for name in (choose(context.lang, zh, en) for zh, en in question.similar)
    ]
    return h.p(".similar")[context.say("match-similar"), [(" ", link) for link in links]]
