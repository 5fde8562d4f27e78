"""The contract's table in words: names of parameters and values in the reader's language, else their codes."""

from typing import Any

from app.embed.contract import Embed, Note
from app.embed.parameters import PARAMETERS
from app.embed.view import BESIDE_PATH
from app.pages.context import Context, joined
from app.platforms.facets import FACETS
from app.platforms.filter import FILTER_PARAMETERS
from app.query.kinds import Choice
from app.query.parameter import Parameter
from app.query.parse import filters
from app.tiles.sources import sources
from frontend.language import choose
from frontend.messages import MessageError


def choices(parameter: Parameter[Any]) -> tuple[str, ...]:
    """The values, where the contract names every one of them; none where it describes them."""
    return parameter.values if isinstance(parameter, Choice) else ()


def parameter_name(context: Context, name: str) -> str:
    """What a parameter is called; its code where it has no name."""
    own = {parameter.name for parameter in PARAMETERS}
    return _said(context, f"frame-{name}" if name in own else f"facet-{name}", name)


def value_name(context: Context, name: str, value: str) -> str:
    """What a value is called. Base layers have the names that the operator gave them."""
    if name == "base":
        source = sources(context.settings).get(value)
        label = choose(context.lang, source.label_zh, source.label_en) if source else ""
        return label or context.say("frame-base-own")
    return _said(context, f"frame-{name}-{value}", value)


def values_said(context: Context, parameter: Parameter[Any]) -> str:
    """What the values may be: a list, or the sentence for it."""
    listed = choices(parameter)
    if listed:
        return joined(context.lang, list(listed))
    return _said(context, f"values-{parameter.name}", parameter.contract(), **parameter.limits())


def allowed_said(context: Context, note: Note) -> str:
    """What a refused parameter may be."""
    own = {parameter.name: parameter for parameter in PARAMETERS}
    if note.parameter in ("radius", "sort") and "near=" in note.reason:
        return context.say("values-with-near")
    if note.reason == BESIDE_PATH:
        return context.say("values-beside-path")
    if note.parameter == "base":
        return joined(context.lang, list(sources(context.settings))) or context.say("frame-base-own")
    if note.parameter in own:
        return values_said(context, own[note.parameter])
    if note.parameter in FILTER_PARAMETERS:
        limits = filters(FACETS)[note.parameter].limits()
        return _said(context, f"values-{note.parameter}", note.reason.removeprefix("allowed: "), **limits)
    return note.reason.removeprefix("allowed: ")


def half_used(embed: Embed, note: Note) -> bool:
    """Whether a value is used all the same: a colour in the one theme in which it can be read."""
    return note.parameter == "accent" and bool(embed.accent)


def _said(context: Context, key: str, otherwise: str, **limits: str) -> str:
    try:
        return context.say(key, city=context.city_name(), **limits)
    except MessageError:
        return otherwise
