"""What a document without a server lacks, said where one would look for it."""

from typing import Literal

import htpy as h

from app.pages.context import Context, joined

Function = Literal[
    "suggest",
    "correction",
    "picks",
    "list-files",
    "frames",
    "analysis",
    "request",
    "roads",
    "void",
    "measures",
    "data",
    "calendar",
    "past",
    "corrections",
    "brief",
    "changes",
    "open-data",
    "cited",
]
"""What needs a server. Each has a name in both languages: `live-` and this."""


def live_only(context: Context, *functions: Function) -> h.Node:
    """A sentence that names what the site alone has; nothing where a server answers."""
    if context.location.served or not functions:
        return None
    names = joined(context.lang, [context.say(f"live-{function}") for function in functions])
    return h.p(".src-note.live-only")[context.say("live-only", names=names)]
