"""The card over the map, where the list is not in sight: what it leads to stands below the facts."""

import htpy as h

from app.pages.context import Context
from app.pages.record.card import card
from app.pages.record.navigation import navigation
from app.platforms.schemas import Platform
from frontend.icons import icon


def sheet_card(context: Context, platform: Platform) -> h.Node:
    """The card of the list with the way to the page, to the place, and the link to pass on."""
    say, page = context.say, context.location.other(f"/platform/{platform.id}")
    return card(
        context,
        platform,
        more=h.div(".sheet-actions")[
            h.div(".actions")[
                h.a(".btn", href=page)[icon("list", 16), say("details")],
                h.button(".btn", type="button", data_action="copy-link", data_url=page)[
                    icon("link", 16), h.span(data_label=True)[say("copy-link")]
                ],
            ],
            navigation(context, platform) if platform.lon is not None else None,
        ],
    )
