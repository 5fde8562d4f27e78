"""One has an open draft of a record, and proposes something else of it: the draft stays until its author decides."""

import htpy as h

from app.city import CHINA_TIME
from app.pages.steward import addresses
from app.pages.steward.drafts.page import title_of
from app.pages.steward.frame import csrf_field
from app.pages.steward.names import plain_name, record_name
from app.pages.steward.visit import StewardVisit
from app.stewardship.continued import token
from app.stewardship.drafts import Proposal
from app.web.private import PrivateAnswer
from frontend.icons import icon

CONFLICT = 409


def instead_page(visit: StewardVisit, draft: Proposal, path: str, asked: str) -> PrivateAnswer:
    """Go on with the draft, or withdraw it for what was sent to this `path`: it can be read on under its number.

    `asked` is what was sent, in words.
    """
    context = visit.visit.context
    say, way = context.say, context.location.other(addresses.draft(draft.id))
    sent = [(name, value) for name, values in visit.form.items() if name not in ("csrf", "instead") for value in values]
    body = h.main("#content.page.steward.draft")[
        h.p(".src-note")[h.code[draft.platform], " ", say(f"draft-state-{draft.state.replace('_', '-')}")],
        h.h1[record_name(context, draft)],
        h.p(".fault", role="alert")[icon("alert", 18), say("instead-said")],
        h.section(".sec")[
            h.h2[say("instead-yours")],
            h.p[title_of(context, draft), " · ", f"{draft.changed_at.astimezone(CHINA_TIME):%Y-%m-%d %H:%M}"],
            h.p(".prose")[h.b[say("history-why")], " ", context.chinese(draft.reason)],
        ],
        h.form(".review", method="post", action=context.location.other(path))[
            csrf_field(visit.session),
            (h.input(type="hidden", name=name, value=value) for name, value in sent),
            h.input(type="hidden", name="instead", value=token(draft)),
            h.p[h.b[say("instead-asked")], say("brief-colon"), asked],
            h.p(".src-note")[say("instead-kept", number=draft.id)],
            h.div(".actions")[
                h.a(".btn.primary", href=way)[say("instead-open")], h.button(".btn", type="submit")[say("instead-do")]
            ],
        ],
    ]
    return visit.answer(plain_name(context, draft), body, CONFLICT)
