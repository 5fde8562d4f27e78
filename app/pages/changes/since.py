"""One part of a district's page: what changed of its figures since they are kept."""

import htpy as h

from app.pages.address.location import address
from app.pages.address.page_states import CHANGES
from app.pages.context import Context
from app.platforms.over_time.read import KIND, OverTime


def since_line(context: Context, district: str, every: OverTime) -> h.Node:
    """Each kind whose number changed, before and now, and the way to the page of changes; None before any change."""
    if len(every.days) < 2 or not context.location.served:
        return None
    say, one, began = context.say, every.of(district), every.days[0]
    changed = []
    for kind in context.vocabulary.kinds:
        before, now = one.at(began, KIND + kind), one.at(every.days[-1], KIND + kind)
        if before != now:
            changed.append(say("changes-district-some", kind=say(f"kind-{kind}"), before=before, now=now))
    day = began.isoformat()
    words = say("list-separator").join(changed) if changed else say("changes-district-none", day=day)
    href = address(context.lang, CHANGES, [("district", district), *context.location.lasting(CHANGES)])
    return h.section(".sec.since")[
        h.h2[say("changes-of-district", day=day)], h.p[words], h.p(".downloads")[h.a(href=href)[say("changes-way")]]
    ]
