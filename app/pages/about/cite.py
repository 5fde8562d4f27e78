"""How to cite the map: its name, the version of its data, and an address that says later which version is current."""

import htpy as h

from app.pages.address.location import cited_version
from app.pages.address.page_states import ABOUT
from app.pages.context import Context
from app.web.site import origin
from frontend.icons import icon


def citation_address(context: Context) -> str:
    """The address of this page that names the version of the data; empty where no server answers."""
    if not context.site or not context.location.served:
        return ""
    location = context.at(ABOUT).location.by_itself()
    version = location.url(cited=str(context.vocabulary.version), theme=None, size=None, lock=None)
    return f"{origin(context.site)}{version}#cite"


def citation(context: Context) -> h.Node:
    """The citation to copy, and what the version means."""
    say, address = context.say, citation_address(context)
    version = context.vocabulary.version
    words = say(
        "about-citation",
        name=context.site_name(),
        city=context.city_name(),
        date=context.as_of(),
        version=version,
        licence=context.settings.data_licence,
    )
    copy = h.button(".btn.js-only", type="button", data_action="copy-text", data_copies="citation")[
        icon("link", 16), h.span(data_label=True)[say("about-copy")]
    ]
    return h.fragment[
        _cited(context, version),
        h.div(".citation")[
            h.p("#citation")[
                words,
                " ",
                address,
                " " if address else None,
                h.span(data_accessed=say("about-accessed", date="{date}"))[say("about-accessed-blank")],
            ],
            copy if context.location.served else None,
        ],
        h.p(".src-note")[say("about-version-said") if address else say("about-version-kept")],
        h.p(".src-note")[say("about-cite-platform")],
    ]


def _cited(context: Context, current: int) -> h.Node:
    """Whether the version that somebody cited is the one that stands here."""
    text = context.location.view.get("cited", "")
    if not text:
        return None
    version = cited_version(text, current)
    if version is None:
        return h.p(".notice", role="note")[context.say("about-cited-unknown", version=text[:20], current=current)]
    key = "about-cited-current" if version == current else "about-cited-older"
    return h.p(".notice", role="note")[context.say(key, version=version, current=current)]
