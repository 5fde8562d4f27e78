"""The name of a frame: what it shows, in the frame's own language."""

from dataclasses import replace

from app.embed.view import FrameRequest
from app.pages.context import Context
from app.platforms.filter import Filter
from frontend.messages import messages


def in_language(context: Context, lang: str) -> Context:
    """The same place, written in another language."""
    return replace(context, location=replace(context.location, lang=lang), say=messages(lang))


def map_title(context: Context, filter: Filter) -> str:
    """The one district or zone that is chosen, else the site."""
    for name, terms in (("zone", context.vocabulary.zones), ("district", context.vocabulary.districts)):
        codes = filter[name]
        if len(codes) == 1 and codes[0] in terms:
            return context.say("platforms-of", name=context.name(terms[codes[0]]))
    return context.site_name()


def frame_title(context: Context, shown: FrameRequest, platform: str | None = None) -> str:
    """What the attribute `title` says. `platform` is the name of the one platform, where it is listed."""
    spoken = in_language(context, shown.embed.lang)
    filter = shown.embed.filter
    if shown.view == "platform":
        return platform or shown.code or spoken.site_name()
    if shown.view in ("district", "zone"):
        return map_title(spoken, filter.replace(**{shown.view: (shown.code,)}))
    if shown.view == "insight":
        return f"{spoken.say('nav-insight')} · {spoken.site_name()}"
    if shown.view == "counter":
        return spoken.say("frame-title-counter", name=map_title(spoken, filter))
    return map_title(spoken, filter)
