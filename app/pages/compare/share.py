"""The ways to pass picked platforms on: link, text for a chat, files. A page of its own; with a script a dialog."""

import htpy as h

from app.draw.share_picture import HEIGHT, WIDTH
from app.pages.address.location import address
from app.pages.address.page_states import COMPARE
from app.pages.compare.facts import LETTERS, Picked
from app.pages.compare.notices import notices
from app.pages.context import Context
from app.pages.layout.sharing import picture_path
from app.pages.parts.downloads import labelled
from app.pages.parts.shortlist import fits
from app.platforms.filter import Filter
from app.platforms.schemas import Platform
from app.web.site import origin
from frontend.icons import icon

FILES = (("xlsx", "XLSX"), ("csv", "CSV"))
TEXT = "share-text"


def share_page(context: Context, found: Picked) -> h.Node:
    """The page, whose part `#share` the script also shows as a dialog."""
    say, platforms = context.say, found.platforms
    title = say("sharing-title", n=len(platforms)) if platforms else say("sharing-nothing")
    back = context.location.other(COMPARE if fits(context.location.picks) else "/")
    return h.main("#content.page.sharing")[
        h.p(".crumb")[h.a(href=back)[icon("back", 14), say("sharing-back")]],
        h.section("#share", aria_labelledby="share-title")[
            h.h1("#share-title")[title],
            notices(context, found, compared=False),
            _ways(context, platforms) if platforms else h.p[say("comparing-none-picked")],
        ],
    ]


def link(context: Context, platforms: list[Platform]) -> str:
    """What is passed on: the comparison where all fit side by side, the page of one, else their list."""
    ids = tuple(platform.id for platform in platforms)
    if len(ids) == 1:
        return _whole(context, f"/platform/{ids[0]}", ())
    return _whole(context, COMPARE if fits(ids) else "/", ids)


def _whole(context: Context, path: str, ids: tuple[str, ...]) -> str:
    """A whole address that says nothing of this reader but the language."""
    return origin(context.site) + address(context.lang, path, [("ids", ",".join(ids))] if ids else [])


def _ways(context: Context, platforms: list[Platform]) -> h.Node:
    say, ids = context.say, tuple(platform.id for platform in platforms)
    url = link(context, platforms)
    return h.fragment[
        h.p(".share-link")[
            h.input(type="text", readonly=True, value=url, aria_label=say("sharing-link")),
            _copies(say("copy-link"), data_action="copy-link", data_url=url),
        ],
        h.p(".share-ways")[
            _copies(say("sharing-text"), data_action="copy-text", data_copies=TEXT),
            [h.a(".btn", href=labelled(context, ending, ids), download=True)[name] for ending, name in FILES],
        ],
        h.pre(f"#{TEXT}.share-text", tabindex="0", data_title=said_title(context, platforms), data_url=url)[
            text(context, platforms)
        ],
        _picture(context, ids),
        h.p(".src-note")[say("sharing-said")],
    ]


def _picture(context: Context, ids: tuple[str, ...]) -> h.Node:
    """The picture that a chat shows beside the link, to look at and to keep."""
    say, url = context.say, picture_path(context, Filter(ids=ids))
    return h.p(".share-picture")[
        h.img(src=url, width=str(WIDTH), height=str(HEIGHT), alt=say("sharing-picture"), loading="lazy"),
        h.a(".btn", href=url, download="service-map.png")[icon("download", 16), say("sharing-save-picture")],
    ]


def _copies(words: str, **data: str) -> h.Element:
    return h.button(".btn.js-only", type="button", **data)[icon("link", 16), h.span(data_label=True)[words]]


def said_title(context: Context, platforms: list[Platform]) -> str:
    """What the link is called where it is passed on."""
    return context.say("sharing-named", n=len(platforms), site=context.site_name())


def text(context: Context, platforms: list[Platform]) -> str:
    """Name, address and link of each, as lines for a chat; the last line has the link to all of them."""
    say = context.say
    blocks = []
    for sign, platform in zip(LETTERS, platforms, strict=False):
        name = platform.name(context.lang)
        first = f"{sign} {name}" if len(platforms) > 1 else name
        where = platform.address or say("sharing-no-address")
        blocks.append("\n".join((first, where, _whole(context, f"/platform/{platform.id}", ()))))
    whole = [f"{say('sharing-all')} {link(context, platforms)}"] if len(platforms) > 1 else []
    dated = say("as-of", date=context.as_of())
    return "\n\n".join((f"{said_title(context, platforms)} · {dated}", *blocks, *whole))
