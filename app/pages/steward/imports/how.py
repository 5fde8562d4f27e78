"""How a file is read, on each page of an import: its sheet, its encoding and of whom it is can be said otherwise."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import htpy as h

from app.errors import FaultsError, visible
from app.imports.files.encoding import NAMED
from app.imports.files.read import TEXTS
from app.imports.rows.problems import fault
from app.pages.steward.imports.frame import form_for
from app.pages.steward.visit import StewardVisit
from app.stewardship.uploads.kept import How, Upload
from app.stewardship.uploads.sources import LONGEST_SOURCE, source_name
from app.stewardship.uploads.verdict import Verdict

SHEET, ENCODING, SOURCE = "sheet", "encoding", "source"
RECOGNISED = ""
"""Whoever reads the file takes what it says, or what is clear."""


def aside_buttons(visit: StewardVisit, upload: Upload, verdict: Verdict) -> h.Node:
    """Read the file again, as it was read or otherwise, or delete it."""
    say = visit.visit.context.say
    return form_for(
        visit,
        upload,
        h.h2[say("upload-file-how")],
        _sheet(visit, verdict),
        _encoding(visit, upload, verdict),
        source_field(visit, upload.how.source),
        h.div(".actions")[
            h.button(".btn", type="submit", name="do", value="again")[say("upload-again")],
            h.button(".text-btn", type="submit", name="do", value="discard")[say("upload-discard")],
        ],
        shape="choices",
    )


def source_field(visit: StewardVisit, source: str, known: list[str] | None = None) -> h.Node:
    """Of whom the file is, with the names that were given before."""
    say = visit.visit.context.say
    return h.fragment[
        h.label(".field.wide", for_=SOURCE)[
            h.span[say("upload-source")],
            h.input(
                f"#{SOURCE}",
                name=SOURCE,
                value=source,
                maxlength=str(LONGEST_SOURCE),
                list="sources" if known else None,
                aria_describedby="source-said",
            ),
        ],
        h.datalist("#sources")[(h.option(value=each) for each in known)] if known else None,
        h.p("#source-said.src-note")[say("upload-source-said")],
    ]


def _sheet(visit: StewardVisit, verdict: Verdict) -> h.Node:
    if len(verdict.file.sheets) < 2 or verdict.file.sheet not in verdict.file.sheets:
        return None
    options = [(name, visible(name)) for name in verdict.file.sheets]
    return _select(visit, SHEET, options, verdict.file.sheet)


def _encoding(visit: StewardVisit, upload: Upload, verdict: Verdict) -> h.Node:
    if Path(upload.name).suffix.lower() not in TEXTS:
        return None
    say, seen = visit.visit.context.say, verdict.file.encoding
    recognised = say("upload-encoding-seen", name=encoding_name(visit, seen)) if seen else say("upload-encoding-own")
    options = [(RECOGNISED, recognised if not upload.how.encoding else say("upload-encoding-own"))]
    options += [(name, encoding_name(visit, name)) for name in NAMED]
    return _select(visit, ENCODING, options, upload.how.encoding or RECOGNISED)


def _select(visit: StewardVisit, name: str, options: list[tuple[str, str]], chosen: str) -> h.Node:
    return h.label(".field.wide", for_=name)[
        h.span[visit.visit.context.say(f"upload-{name}")],
        h.select(f"#{name}", name=name)[
            (h.option(value=value, selected=value == chosen)[text] for value, text in options)
        ],
    ]


def encoding_name(visit: StewardVisit, encoding: str) -> str:
    """What people call an encoding."""
    plain = encoding.removesuffix("-sig").replace("_", "-")
    return visit.visit.context.say(f"upload-encoding-{plain}") if encoding in NAMED else plain.upper()


def said_otherwise(visit: StewardVisit, upload: Upload, verdict: Verdict) -> How:
    """How the file is to be read after what was sent; what was not sent stays. Raises FaultsError."""
    how = upload.how
    if SHEET in visit.form:
        how = replace(how, sheet=_one_of(visit.text(SHEET), verdict.file.sheets))
    if ENCODING in visit.form:
        how = replace(how, encoding=_one_of(visit.text(ENCODING), (*NAMED, RECOGNISED)) or None)
    return replace(how, source=source_name(visit.text(SOURCE))) if SOURCE in visit.form else how


def _one_of(given: str, allowed: Sequence[str]) -> str:
    if given not in allowed:
        raise FaultsError([("", fault(0, "", "no-such-way"))])
    return given
