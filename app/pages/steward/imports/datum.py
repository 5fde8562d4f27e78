"""Say in which datum the positions of a file are: four choices, none preset, and where a row would fall in each."""

import htpy as h

from app.errors import visible
from app.imports.positions.datum_choices import DatumQuestion, choice_said
from app.pages.steward.imports.datum_map import datum_map
from app.pages.steward.imports.frame import form_for, framed
from app.pages.steward.imports.how import aside_buttons
from app.pages.steward.visit import StewardVisit
from app.stewardship.uploads.kept import Upload
from app.stewardship.uploads.verdict import Verdict


async def datum_page(
    visit: StewardVisit, upload: Upload, verdict: Verdict, question: DatumQuestion, fault: str = ""
) -> h.Node:
    """The four choices; nothing is guessed."""
    context = visit.visit.context
    say, example = context.say, question.example
    where = say("upload-datum-where", row=example.row) if example else say("upload-datum-first")
    named = (
        say("upload-datum-place", name=visible(example.place.name), metres=round(example.place.accuracy_m))
        if example
        else None
    )
    return framed(
        visit,
        upload,
        say("upload-datum-title"),
        say("upload-datum-said", n=question.rows),
        1,
        h.div(".datum-grid")[
            h.figure[
                await datum_map(visit, question), h.figcaption(".src-note")[where, h.br if named else None, named]
            ],
            form_for(visit, upload, _choices(visit, question), shape="choices"),
        ],
        aside_buttons(visit, upload, verdict),
        fault=fault,
    )


def _choices(visit: StewardVisit, question: DatumQuestion) -> h.Node:
    context = visit.visit.context
    say = context.say
    return h.fragment[
        h.fieldset[
            h.legend[say("upload-datum-title")],
            (
                h.label[
                    h.input(type="radio", name="datum", value=choice.crs, required=True),
                    h.span[
                        h.b[say(f"import-datum-{choice.crs}")],
                        h.span(".src-note")["; ".join(choice_said(choice, question.example, context.lang))],
                    ],
                ]
                for choice in question.choices
            ),
        ],
        h.div(".actions")[h.button(".btn.primary", type="submit", name="do", value="read")[say("upload-datum-use")]],
        h.p(".src-note")[say("upload-datum-not-guessed")],
    ]
