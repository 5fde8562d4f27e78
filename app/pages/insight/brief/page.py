"""The brief on a screen: the sheet as it prints, beside it what one may do with it, below it the annex."""

from collections.abc import Sequence

import htpy as h

from app.brief.content import Brief
from app.pages.context import Context
from app.pages.insight.brief.panel import panel
from app.pages.insight.brief.sheet import NUMBERS, chosen, sheet, table
from app.pages.parts.scroll import scrolling

STYLE = "brief.css"


def brief_page(context: Context, brief: Brief, picture: str, notices: Sequence[str]) -> h.Node:
    """Sheet, panel and annex; `picture` is the address of the map."""
    figure = chosen(brief, context.location.view.get("figure", ""))
    return h.main("#content.brief-page")[
        h.div(".brief-said")[(h.p(".notice", role="note")[text] for text in notices)] if notices else None,
        h.div(".brief-grid")[
            h.div(".brief-paper")[sheet(context, brief, picture, figure, picked=True), annex(context, brief)],
            panel(context, brief, figure),
        ],
    ]


def brief_file(context: Context, brief: Brief, picture: str) -> h.Node:
    """The same as one file: the sheet and the annex; `picture` holds the map itself."""
    return h.main("#content.brief-page")[
        h.div(".brief-paper")[sheet(context, brief, picture, None, picked=False), annex(context, brief)]
    ]


def annex(context: Context, brief: Brief) -> h.Node:
    """The tables behind the sheet, which begin on a page of their own."""
    return h.section(".annex", aria_label=context.say("brief-annex"))[
        h.h2[context.say("brief-annex"), h.small[brief.place]],
        (
            h.section(id=f"annex-{sheet.name}")[
                h.h3[NUMBERS[number], " ", sheet.title],
                scrolling(table(context, sheet), sheet.title),
                h.p(".brief-note")[sheet.note] if sheet.note else None,
            ]
            for number, sheet in enumerate(brief.annex)
        ),
    ]
