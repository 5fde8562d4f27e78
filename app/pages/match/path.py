"""The validation path as a chain of four stops; a gap names its date and the nearest of another field."""

import htpy as h

from app.match.path import PILOT
from app.match.read import Ranking, Stop
from app.pages.context import Context
from app.pages.match.reasons import kilometres
from frontend.icons import kind_mark, tri_mark


def path(context: Context, found: Ranking) -> h.Node:
    """The chain; nothing where no field is asked."""
    if not found.path:
        return None
    say, items, before = context.say, [], None
    for stop in found.path:
        items.append(_stop(context, found, stop, before))
        before = stop.platform or before
    return h.section(".m-path", aria_labelledby="m-path")[
        h.h2("#m-path")[say("match-path"), h.small[say("match-path-said")]], h.ol[items]
    ]


def _stop(context: Context, found: Ranking, stop: Stop, before: object) -> h.Node:
    here = stop.step in found.wanted.stages
    names = ["gap"] if stop.platform is None else []
    names += ["here"] if here else []
    mark = kind_mark(stop.platform.kind, 16) if stop.platform else tri_mark("not-stated", 18)
    return h.li(class_=" ".join(names) or None, aria_current="step" if here else None)[
        h.span(".leg")[_leg(context, stop, before)],
        h.span(".dot")[mark],
        h.b[_step(context, stop.step), h.small[" ", context.say("match-you-are-here")] if here else None],
        _where(context, stop),
    ]


def _step(context: Context, step: str) -> str:
    return context.say("kind-pilot") if step == PILOT else context.name(context.vocabulary.stages[step])


def _leg(context: Context, stop: Stop, before: object) -> str | None:
    """The straight line from the stop before, or from where one starts."""
    if stop.platform is None:
        return None
    if before is not None and stop.platform.id == getattr(before, "id", None):
        return context.say("match-same-place")
    if stop.metres is None:
        return None if before is None else context.say("match-no-position")
    words = kilometres(context, stop.metres, stop.radius_m)
    return words if before is not None else context.say("match-from-origin", way=words)


def _where(context: Context, stop: Stop) -> h.Node:
    if stop.platform:
        return h.a(href=context.location.other(f"/platform/{stop.platform.id}"))[
            h.bdi[stop.platform.name(context.lang)]
        ]
    other = None
    if stop.other and stop.metres is not None:
        link = h.a(href=context.location.other(f"/platform/{stop.other.id}"))[stop.other.name(context.lang)]
        other = h.span[context.say("match-other-nearest"), link, " ", kilometres(context, stop.metres, stop.radius_m)]
    return h.span(".gap-said")[context.say("none-listed-as-of", date=context.as_of()), other]
