"""The life cycle of a platform as dated steps, each with its source."""

import htpy as h

from app.history.life_cycle import Step
from app.pages.context import Context


def life_cycle_section(context: Context, steps: list[Step]) -> h.Node:
    """The steps, the first one first; a single one stands among the facts already."""
    if len(steps) < 2:
        return None
    return h.section("#life-cycle.sec")[h.h2[context.say("life-cycle")], life_cycle_list(context, steps)]


def life_cycle_list(context: Context, steps: list[Step]) -> h.Node:
    """Each step with its date and who states it."""
    say = context.say
    return h.ol(".changes")[
        (
            h.li[
                h.p(".change-head")[
                    h.time(datetime=step.date)[step.date] if step.date else say("date-not-stated"),
                    " ",
                    h.b[say(f"lifecycle-{step.state.replace('_', '-')}")],
                ],
                h.p(".src-note")[say("source"), " ", context.chinese(step.source or ""), _dated(step)]
                if step.source
                else None,
            ]
            for step in steps
        )
    ]


def _dated(step: Step) -> str | None:
    return f" · {step.source_date}" if step.source_date else None
