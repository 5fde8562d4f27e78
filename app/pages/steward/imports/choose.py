"""Choose a file: the form, what helps to prepare one, and one's own files."""

import htpy as h

from app.city import CHINA_TIME
from app.downloads.routes import download_path
from app.downloads.template_routes import PATH as TEMPLATE
from app.imports.files.read import BINARY, TEXTS
from app.pages.steward import addresses
from app.pages.steward.frame import csrf_field
from app.pages.steward.imports.frame import framed
from app.pages.steward.imports.how import SOURCE, source_field
from app.pages.steward.visit import StewardVisit
from app.stewardship.uploads.kept import MOST_BYTES, Upload
from app.web.prefix import at
from app.web.responses import with_query

MIB, KIB = 1 << 20, 1 << 10


def choose_page(visit: StewardVisit, uploads: list[Upload], sources: list[str], fault: str = "") -> h.Node:
    """The first page of an import; `sources` are those that files were said to be of."""
    context = visit.visit.context
    say = context.say
    accept = ",".join((*TEXTS, *BINARY))
    form = h.form(
        ".send", method="post", action=context.location.other(addresses.IMPORT), enctype="multipart/form-data"
    )[
        csrf_field(visit.session),
        h.label(".field.wide", for_="file")[
            h.span[say("upload-file", mib=MOST_BYTES // MIB)],
            h.input("#file", type="file", name="file", accept=accept, required=True),
        ],
        source_field(visit, visit.text(SOURCE), sources),
        h.div(".actions")[h.button(".btn.primary", type="submit")[say("upload-read")]],
        h.p(".src-note")[say("upload-nothing-yet")],
    ]
    return framed(visit, None, say("upload-title"), say("upload-said"), 0, form, _help(visit), _mine(visit, uploads),
                  fault=fault)  # fmt: skip


def _help(visit: StewardVisit) -> h.Node:
    context = visit.visit.context
    say, district = context.say, visit.account.district
    lang = [("lang", context.lang)]
    own = with_query(at(download_path("xlsx")), [("district", district), *lang]) if district else None
    return h.section(".sec")[
        h.h2[say("upload-help")],
        h.ul(".links")[
            h.li[h.a(href=with_query(at(TEMPLATE), lang))[say("upload-template")]],
            h.li[h.a(href=own)[say("upload-own")]] if own else None,
            h.li[h.a(href=context.location.other("/open-data"))[say("upload-dictionary")]],
        ],
    ]


def _mine(visit: StewardVisit, uploads: list[Upload]) -> h.Node:
    if not uploads:
        return None
    context = visit.visit.context
    say = context.say
    return h.section(".sec")[
        h.h2[say("upload-mine"), h.small[say("upload-mine-said")]],
        h.ul(".todo", role="list")[
            (
                h.li[
                    h.div[h.a(href=context.location.other(addresses.upload(each.id)))[h.b[h.bdi[each.name]]]],
                    h.div(".when")[
                        h.span[say("upload-size", kib=max(1, round(each.size / KIB)))],
                        h.span[each.made_at.astimezone(CHINA_TIME).date().isoformat()],
                    ],
                    h.div(".what-to-do")[h.span(".state")[say(f"upload-state-{each.state_now}")]],
                ]
                for each in uploads
            )
        ],
    ]
