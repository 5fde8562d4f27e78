"""What a link to a page becomes in a chat or a post: its tags, and the picture that the server draws."""

import htpy as h

from app.draw.routes import PATH
from app.draw.share_picture import HEIGHT, WIDTH
from app.pages.address.page_states import COMPARE, SHARE
from app.pages.context import Context
from app.platforms.filter import Filter
from app.web.prefix import at
from app.web.responses import with_query
from app.web.site import origin
from frontend.language import LANGUAGE_CODES, language_of

OF_ONE = {"platform": "ids", "district": "district", "zone": "zone"}
"""The parameter of a filter that shows what a page with a code in its path is about."""


def shared_filter(context: Context) -> Filter:
    """Which records the picture of a page shows."""
    location = context.location.by_itself()
    # A page below one, as the history of a platform, is about the same.
    kind, code, *_ = (*location.path.strip("/").split("/"), "")
    if kind in OF_ONE and code:
        return Filter().replace(**{OF_ONE[kind]: (code,)})
    if location.path in (COMPARE, SHARE) and location.picks:
        return Filter(ids=location.picks)
    area = location.view.get("area", "") if location.path.startswith("/insight") else ""
    for name, terms in (("district", context.vocabulary.districts), ("zone", context.vocabulary.zones)):
        if area in terms and not location.filter[name]:
            # An area that the page is about is drawn with its outline, and its records are those that count.
            return location.filter.replace(sort="default", **{name: (area,)})
    return location.filter.replace(sort="default")


def picture_path(context: Context, filter: Filter) -> str:
    """The picture of what a filter shows, below the site's address."""
    return at(with_query(PATH, [*filter.query(), ("lang", context.lang)]))


def picture_address(context: Context) -> str:
    """The whole address of the picture; empty where no server has one."""
    site = origin(context.site)
    if not site or not context.location.served:
        return ""
    return site + picture_path(context, shared_filter(context))


def sharing(context: Context, title: str, description: str) -> h.Node:
    """The tags of Open Graph, which the cards of other programs read, too."""
    location, site = context.location.by_itself(), origin(context.site)
    tags = {
        "og:title": title,
        "og:description": description,
        "og:type": "website",
        "og:site_name": context.site_name(),
        "og:locale": language_of(context.lang).code.replace("-", "_"),
        "og:url": site + location.in_language(location.lang) if site else "",
    }
    named: dict[str, str] = {}
    if image := picture_address(context):
        tags |= {"og:image": image, "og:image:type": "image/png", "og:image:alt": title}
        tags |= {"og:image:width": str(WIDTH), "og:image:height": str(HEIGHT)}
        named = {"twitter:card": "summary_large_image"}
    others = [code.replace("-", "_") for code in LANGUAGE_CODES if code != context.lang]
    return h.fragment[
        [h.meta(property=name, content=content) for name, content in tags.items() if content],
        [h.meta(property="og:locale:alternate", content=code) for code in others],
        [h.meta(name=name, content=content) for name, content in named.items()],
    ]
