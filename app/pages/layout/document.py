"""The document around every page: head, header, strip for synthetic data, footer."""

from urllib.parse import urlsplit

import htpy as h

from app.pages.address.embed_link import builder_link, framed_view
from app.pages.address.page_states import ABOUT, LISTS, MATCH
from app.pages.context import Context
from app.pages.layout.paper import paper
from app.pages.layout.sharing import sharing
from app.pages.parts.marks import approval
from app.pages.parts.not_used import unread_note
from app.pages.parts.shortlist import bar, styles
from app.web.bundle import asset
from app.web.prefix import prefix
from app.web.responses import with_query
from app.web.site import origin
from frontend.assets import Assets
from frontend.bundle import bundle_text
from frontend.icons import icon
from frontend.language import LANGUAGE_CODES, other_language
from frontend.page import Page

BEIAN = "https://beian.miit.gov.cn/"
NAVIGATION = {"/": "nav-map", MATCH: "nav-match", LISTS: "nav-lists", "/insight": "nav-insight", ABOUT: "nav-about"}
"""The parts of the site by their paths, with the names that lead there."""


def document(
    context: Context,
    title: str,
    body: h.Node,
    *,
    wide: bool = False,
    described: str = "",
    shared: str = "",
    head: h.Node = None,
) -> str:
    """The whole page as text. `head`: assets of its own. `shared`: its title for those who see a link alone.

    `wide`: the map with its list, which fill the window, so that there is no footer; the body has the bar of what is
    picked between the two.
    """
    view = context.location.view
    full = context.title(title)
    content = h.fragment[
        h.a(".skip", href="#content")[context.say("skip")],
        header(context),
        synthetic_strip(context),
        # The map fills the window: its list says it.
        None if wide else unread_note(context),
        body,
        None if wide else [footer(context), bar(context)],
    ]
    page = Page(
        title=full,
        lang=context.lang,
        assets=Assets.linked(asset, context.lang, first=wide),
        head=h.fragment[_head(context, full, described, shared), styles(context), head],
        body=content,
        theme=view.get("theme"),
        size=view.get("size"),
        base=prefix(),
        body_data={"view": view.get("view", "list"), "panel": view.get("panel", "")} if wide else {},
    )
    return page.render()


def _head(context: Context, title: str, described: str, shared: str) -> h.Node:
    settings, location = context.settings, context.location.by_itself()
    base = origin(settings.public_url)
    description = described or context.say("site-description", city=context.city_name())
    tags = {
        "SiteName": context.site_name(),
        "SiteDomain": urlsplit(base).hostname or "",
        "SiteIDCode": settings.site_id_code,
        "ColumnName": context.say("nav-map"),
        "ArticleTitle": title,
        "PubDate": context.vocabulary.as_of or "",
        "ContentSource": context.say("content-source"),
    }
    return h.fragment[
        h.meta(name="description", content=description),
        (h.meta(name=name, content=content) for name, content in tags.items() if content),
        sharing(context, shared or title, description),
        _discovery(context),
        h.link(rel="canonical", href=base + location.in_language(location.lang)),
        [h.link(rel="alternate", hreflang=code, href=base + location.in_language(code)) for code in LANGUAGE_CODES],
    ]


def _discovery(context: Context) -> h.Node:
    """Where content systems learn how to embed this page; nothing on a page that has no embed."""
    location, site = context.location.by_itself(), context.site
    if not site or framed_view(location) is None:
        return None
    address = origin(site) + location.in_language(location.lang)
    forms = {"json": "application/json+oembed", "xml": "text/xml+oembed"}
    return [
        h.link(rel="alternate", type=kind, href=with_query(f"{site}/oembed", [("url", address), ("format", form)]))
        for form, kind in forms.items()
    ]


def header(context: Context) -> h.Node:
    """Name, navigation, and how the page is shown."""
    say, location = context.say, context.location
    return h.header(".top")[
        brand(context),
        h.nav(aria_label=say("main-navigation"))[
            (
                h.a(href=location.other(path), aria_current="page" if within(location.path, path) else None)[say(key)]
                for path, key in NAVIGATION.items()
            )
        ],
        h.div("#view-links.tools", data_swap=True)[tools(context)],
        paper(context),
    ]


def within(path: str, part: str) -> bool:
    """Whether a page belongs to a part of the site: the map is one page, the others have pages below them."""
    return path == part or (part != "/" and path.startswith(f"{part}/"))


def brand(context: Context) -> h.Node:
    """The mark and the name of the site, which lead to the map."""
    mark = h.Element("svg")(
        {"viewBox": "0 0 26 26", "width": "26", "height": "26", "class": "brand-mark", "aria-hidden": "true"}
    )
    drawn = [h.Element("circle")(cx="13", cy="13", r="11.2"), h.Element("path")(d="M8 13.5l3.5 3.5 7-8")]
    name = h.span[h.b[context.site_name()], " ", h.i[context.city_name()]]
    return h.a(".brand", href=context.location.other("/"))[mark[drawn], name]


def tools(context: Context) -> h.Node:
    return h.fragment[share(context), view_tools(context)]


def view_tools(context: Context) -> h.Node:
    """How the page is shown: size, theme, language."""
    say, location = context.say, context.location
    large = location.view.get("size") == "large"
    other = other_language(context.lang)
    return h.fragment[
        h.a(".tool", href=location.url(size=None if large else "large"))[say("size-normal" if large else "size-large")],
        # What the page looks like now is the browser's to know: CSS shows the one that changes it.
        [_theme(context, theme) for theme in ("dark", "light")],
        h.a(".tool", href=location.in_language(other), lang=other, hreflang=other)[say("other-language")],
    ]


def share(context: Context) -> h.Element:
    """Copies the address of what is seen now."""
    return h.button(".tool.tool-share.js-only", type="button", data_action="copy-link")[
        icon("link", 16), h.span(data_label=True)[context.say("share")]
    ]


def _theme(context: Context, theme: str) -> h.Element:
    name = context.say(f"theme-{theme}")
    return h.a(
        class_=f"tool tool-icon to-{theme}", href=context.location.url(theme=theme), aria_label=name, title=name
    )[icon("sun", 18)]


def synthetic_strip(context: Context) -> h.Node:
    """That there are synthetic platforms among what is shown."""
    if not context.vocabulary.synthetic:
        return None
    return h.p(".synthetic-strip", role="note")[h.b[context.say("synthetic")], " ", context.say("synthetic-said")]


def footer(context: Context) -> h.Node:
    """What a government page must say of itself, as far as it is configured."""
    say, settings = context.say, context.settings
    # A page that could not read the database knows nothing of the data's date.
    date = h.span[say("footer-data", date=context.as_of())] if context.vocabulary.districts else None
    lines: list[h.Node] = [h.p[date, h.span[say("indicative")], h.span[approval(context)]]]
    facts: list[h.Node] = []
    if settings.survey_qualification:
        facts.append(h.span[say("survey-qualification", number=settings.survey_qualification)])
    if settings.organiser:
        facts.append(h.span[say("organiser", name=settings.organiser)])
    if settings.site_id_code:
        facts.append(h.span[say("site-id-code", code=settings.site_id_code)])
    if settings.icp_number:
        facts.append(h.a(href=BEIAN, rel="noopener")[settings.icp_number])
    if settings.police_record_number:
        address = settings.police_record_url
        number = settings.police_record_number
        facts.append(h.a(href=str(address), rel="noopener")[number] if address else h.span[number])
    if settings.party_mark_url:
        facts.append(h.a(href=str(settings.party_mark_url), rel="noopener")[say("party-mark")])
    if settings.report_error_url:
        facts.append(h.a(href=str(settings.report_error_url), rel="noopener")[say("report-error")])
    if facts:
        lines.append(h.p(".records")[facts])
    licences = h.a(href=context.location.other("/licences"))[say("licences")]
    data = h.a(href=context.location.other("/open-data"))[say("open-data")]
    embed = h.a(".embed-way", href=builder_link(context.location))[say("embed-link")]
    lines.append(h.p[licences, " ", data, " ", embed])
    return h.footer(".page-foot")[lines]


def file(context: Context, title: str, body: h.Node, *styles: str) -> str:
    """A document that needs no server: its style within it, no script, no navigation. `styles`: sheets besides."""
    return Page(
        title=context.title(title),
        lang=context.lang,
        assets=Assets.styled("\n".join(bundle_text(name) for name in ("main.css", *styles))),
        body=h.fragment[synthetic_strip(context), body],
        theme="light",
    ).render()
