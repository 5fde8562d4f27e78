"""The builder: the form, the frame as it will stand, and what to copy. Everything works by sending the form."""

import htpy as h

from app.embed import snippet
from app.embed.builder import fields
from app.embed.builder.filled import WIDTHS, Filled
from app.embed.contract import FILTER_NAMES, Note
from app.embed.title import frame_title
from app.embed.unframed import NO_FRAME
from app.embed.words import allowed_said, half_used, parameter_name
from app.pages.address.location import address
from app.pages.address.page_states import BUILDER, DOCTOR, LASTING, OWN
from app.pages.context import Context
from app.pages.parts.crumb import crumb
from app.web.bundle import asset
from app.web.prefix import at, prefix
from frontend.icons import icon
from frontend.language import page_path

VARIANTS = ("iframe", "element", "oembed", "src")


def assets() -> h.Node:
    """What this page and the doctor load beside the bundle of all pages."""
    return h.fragment[
        h.link(rel="stylesheet", href=asset("builder.css")),
        h.script(src=at("/embed/v1/embed.js"), defer=True),
        h.script(src=asset("builder.js"), defer=True),
    ]


def page(context: Context, filled: Filled, site: str) -> h.Node:
    """`site` is the absolute address of this service, which snippets name."""
    say = context.say
    title = frame_title(context, filled.shown, filled.platform)
    return h.main("#content.page.builder")[
        h.p("#status.sr-only", role="status", aria_live="polite"),
        crumb(context),
        h.h1[say("build-title")],
        h.p(".prose")[say("build-lede"), " ", h.a(href=context.location.other(DOCTOR))[say("doctor-link")]],
        h.div(".build-grid")[
            h.form(
                "#build.build-form",
                method="get",
                action=at(page_path(context.lang, BUILDER)),
                data_failed=say("build-failed"),
                aria_label=say("build-form"),
            )[
                _kept(context),
                fields.what(context, filled),
                fields.filters(context, filled),
                fields.look(context, filled),
                h.div(".build-end")[
                    h.button(".btn.no-js-only", type="submit")[say("build-update")],
                    h.a(".text-btn", href=context.location.other(BUILDER))[say("build-again")],
                ],
            ],
            h.div(".build-result")[_preview(context, filled, title, site), _snippets(context, filled, title, site)],
        ],
    ]


def _kept(context: Context) -> h.Node:
    """Theme, size and locks of this page stay while the form is sent."""
    return [
        h.input(type="hidden", name=name, value=value)
        for name, value in context.location.view.items()
        if name in LASTING
    ]


def notes(context: Context, filled: Filled) -> h.Node:
    """What was filled in and cannot be used, with what may stand there."""
    lines = [h.li[_note(context, filled, note)] for note in filled.shown.notes]
    return h.div(".notice", role="alert")[icon("alert", 18), h.ul[lines]] if lines else None


def _note(context: Context, filled: Filled, note: Note) -> str:
    say = context.say
    if note.reason == NO_FRAME:
        return say("build-no-frame", name=say(f"topic-{note.value}"))
    if half_used(filled.shown.embed, note):
        return say("build-accent-half", value=note.value)
    wrong = say("build-note", name=parameter_name(context, note.parameter), value=note.value)
    if note.parameter == "lock" and note.value in FILTER_NAMES:
        return f"{wrong} {say('build-lock-empty')}"
    return f"{wrong} {say('build-allowed', allowed=allowed_said(context, note))}"


def _preview(context: Context, filled: Filled, title: str, site: str) -> h.Node:
    say = context.say
    widths = [
        h.label(".width", for_=f"width-{width}")[
            h.input(
                f"#width-{width}",
                type="radio",
                name="width",
                value=str(width),
                checked=width == filled.width,
                form="build",
            ),
            h.span[say(f"build-width-{width}"), " ", h.small[say("build-pixels", n=width)]],
        ]
        for width in WIDTHS
    ]
    remarks, standing = notes(context, filled), _standing(context, filled, title, site)
    shows = f"{snippet.tag(filled.written, title, site)}{remarks or ''}" if filled.complete else None
    return h.section(aria_labelledby="preview-name")[
        h.h2("#preview-name")[say("build-preview")],
        h.fieldset(".widths")[h.legend(".sr-only")[say("build-width")], widths],
        h.div("#preview", data_swap=True, data_shows=shows)[remarks, standing],
    ]


def _standing(context: Context, filled: Filled, title: str, site: str) -> h.Node:
    """The frame at its true width, made by the host's own script; without scripts a plain frame of the same address."""
    say, shown = context.say, filled.written
    if not filled.complete:
        unknown = say("build-platform-unknown", id=shown.code) if shown.code else say("build-platform-none")
        view, kept = [(f"{OWN}view", "platform")], context.location.lasting(BUILDER)
        similar = [
            h.li[h.a(href=address(context.lang, BUILDER, [*view, (f"{OWN}platform", value), *kept]))[name]]
            for value, name in filled.similar
        ]
        return h.div(".build-empty")[h.p[unknown], h.ul(".plain")[similar]]
    height = str(snippet.pixels(shown, filled.width))
    plain = snippet.frame(shown.address(prefix()), title, str(filled.width), height, style=None)
    return h.fragment[
        h.div(".preview-scroll", role="region", tabindex="0", aria_label=say("build-preview-said", title=title))[
            h.div(".preview-frame", data_width=str(filled.width))[snippet.tag(shown, title, site), h.noscript[plain]]
        ],
        h.p(".src-note")[
            say("build-true-width"),
            " ",
            h.a(href=shown.address(prefix()), target="_blank", rel="noopener")[say("build-open")],
        ],
    ]


def _snippets(context: Context, filled: Filled, title: str, site: str) -> h.Node:
    say = context.say
    if not filled.complete:
        return h.div("#snippets", data_swap=True)
    variants = snippet.variants(filled.written, title, site)
    return h.section("#snippets", aria_labelledby="snippets-name", data_swap=True)[
        h.h2("#snippets-name")[say("build-snippets")],
        [
            copied(
                context, f"snippet-{name}", say(f"snippet-{name}"), getattr(variants, name), say(f"snippet-{name}-said")
            )
            for name in VARIANTS
        ],
    ]


def copied(context: Context, id: str, name: str, text: str, words: str) -> h.Node:
    """A text to take home, with the button that takes it."""
    say = context.say
    done = {"data_copied": say("copy-done"), "data_failed": say("copy-refused")}
    button = h.button(".btn.js-only", type="button", data_action="copy-text", data_copies=id, **done)[
        icon("link", 16), h.span(data_label=True)[say("copy")], h.span(".sr-only")[" ", name]
    ]
    return h.div(".snippet")[
        h.div(".snippet-head")[h.h3[name], button], h.p(".src-note")[words], h.pre[h.code(id=id)[text]]
    ]
