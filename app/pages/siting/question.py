"""The fields of the question, the file of one's own, and the method: a form that works without a script."""

import htpy as h

from app.analysis.parameters import SITES
from app.analysis.places import shown_sites
from app.analysis.siting.compute import SECONDS
from app.analysis.siting.names import NEAR_M, TOWN_M
from app.analysis.siting.own import MOST_BYTES, MOST_ROWS
from app.analysis.siting.parameters import BEFORE, CITY, KINDS, KM, NEEDS, OFFERED, OWN, REACHES, WEIGHTS, WITHIN
from app.analysis.siting.table import SitingWords, kilometres
from app.pages.address.location import address, filter_pairs
from app.pages.address.page_states import SITING, state_of
from app.pages.context import Context
from app.pages.siting.facts import SitingFacts
from app.pages.siting.sent import OWN_FILE, OWN_NAME, OWN_TEXT
from app.pages.siting.ways import FORM
from frontend.language import digits
from geo.numbers import decimal_text

CARRIED = ("theme", "size", "lock", "pick")
"""What the form carries along unseen, besides the filters."""


def form(context: Context, facts: SitingFacts) -> h.Element:
    """The question; sent as a body where a file goes along, else by the address."""
    say = context.say
    pairs = [(name, text) for name, text in context.location.view.items() if name in CARRIED]
    return h.form(
        id=FORM,
        method="post" if facts.sent else "get",
        enctype="multipart/form-data" if facts.sent else None,
        # A body that is too large to be read leaves the question of its address.
        action=context.location.url() if facts.sent else address(context.lang, SITING, []),
        accept_charset="utf-8",
    )[
        _carried(context, pairs),
        # A file that was refused may be mended: it is a need again then.
        h.input(type="hidden", name=NEEDS.name, value=OWN) if facts.sent and not facts.own.points else None,
        h.details(".siting-q", open=True)[
            h.summary[
                h.span("#siting-line", data_swap=True)[_line(context, facts)], h.b(".phone-only")[say("siting-change")]
            ],
            h.div("#siting-fields.siting-fields", data_swap=True)[
                _within(context, facts), _need(context, facts), _reach(context, facts), _wanted(context, facts)
            ],
            h.p(".actions.no-js-only")[h.button(".btn", type="submit")[say("siting-ask")]],
        ],
    ]


def _carried(context: Context, more: list[tuple[str, str]]) -> h.Node:
    """The filters, which say what platforms count, and how the page is shown."""
    pairs = [*filter_pairs(context.location.filter, state_of(SITING)), *more]
    return [h.input(type="hidden", name=name, value=value) for name, value in pairs]


def _line(context: Context, facts: SitingFacts) -> str:
    """The question in one line, for a narrow screen."""
    say, words = context.say, SitingWords(context.say, context.vocabulary)
    need = say("list-separator").join(say(f"siting-need-{kind}") for kind in facts.question.need)
    km = kilometres(facts.question.reach)
    return say("siting-question", area=words.area(facts.question.within), need=need, km=km)


def _within(context: Context, facts: SitingFacts) -> h.Element:
    say, vocabulary, now = context.say, context.vocabulary, facts.question.within
    words = SitingWords(say, vocabulary)

    def options(codes: list[str]) -> list[h.Element]:
        return [h.option(value=code, selected=code == now)[words.area(code)] for code in codes]

    return h.div(".siting-row")[
        h.label(for_="i-within")[say("siting-within")],
        h.div[
            h.select("#i-within", name=WITHIN.name)[
                options([CITY]),
                h.optgroup(label=say("siting-districts"))[options(list(vocabulary.districts))],
                h.optgroup(label=say("siting-zones"))[options(list(vocabulary.zones))],
            ],
            h.p(".src-note")[say("siting-within-note")],
        ],
    ]


def _typed(context: Context, name: str, value: float) -> str:
    """What was typed stays, also where it could not be used."""
    return next((p.value for p in context.problems if p.parameter == name), decimal_text(value))


def _need(context: Context, facts: SitingFacts) -> h.Element:
    say, question = context.say, facts.question
    counts = facts.sited.counts if facts.sited else {}
    rows = []
    for kind, weight in zip(KINDS, WEIGHTS, strict=True):
        name = say(f"siting-need-{kind}")
        rows.append(
            h.li[
                h.label[
                    h.input(type="checkbox", name=NEEDS.name, value=kind, checked=kind in question.need),
                    h.span[name, " ", digits(counts.get(kind, 0))],
                ],
                h.span(".times")[
                    "×",
                    h.input(
                        type="number",
                        name=weight.name,
                        value=_typed(context, weight.name, question.weight(kind)),
                        min=f"{weight.low:g}",
                        max=f"{weight.high:g}",
                        step="any",
                        inputmode="decimal",
                        aria_label=say("siting-need-weight", need=name),
                    ),
                ],
            ]
        )
    if facts.own.points:
        own = h.input(type="checkbox", name=NEEDS.name, value=OWN, checked=OWN in question.need)
        rows.append(h.li[h.label[own, h.span[say("siting-need-own"), " ", str(len(facts.own.points))]]])
    return h.fieldset(".siting-row")[
        h.legend[say("siting-need")], h.div[h.ul(".needs")[rows], h.p(".src-note")[say("siting-need-note")]]
    ]


def _reach(context: Context, facts: SitingFacts) -> h.Element:
    say, now = context.say, facts.question.reach
    offered = sorted({*REACHES, now})
    choices = [(decimal_text(reach / 1000), kilometres(reach), reach == now) for reach in offered]
    bad = next((p.value for p in context.problems if p.parameter == KM.name), None)
    typed = (
        h.input(type="text", name=KM.name, value=bad, inputmode="decimal", aria_label=say("siting-reach"))
        if bad
        else None
    )
    return _segments(say("siting-reach"), KM.name, choices, h.fragment[h.span(".unit")[say("siting-km")], typed])


def _wanted(context: Context, facts: SitingFacts) -> h.Element:
    say, now = context.say, facts.question.wanted
    offered = sorted({*range(1, OFFERED + 1), now})
    return _segments(say("siting-wanted"), "wanted", [(str(n), str(n), n == now) for n in offered], None)


def _segments(name: str, field: str, choices: list[tuple[str, str, bool]], after: h.Node) -> h.Element:
    return h.fieldset(".siting-row")[
        h.legend[name],
        h.div(".segments")[
            h.span(".segs")[
                (
                    h.label[h.input(type="radio", name=field, value=value, checked=on), h.span[text]]
                    for value, text, on in choices
                )
            ],
            after,
        ],
    ]


def own_file(context: Context, facts: SitingFacts) -> h.Element:
    """A file of one's own: chosen or pasted, sent as a body and with every question after it."""
    say = context.say
    fields = _own_fields(context, facts)
    # A body that is too large to be read leaves the question of its address.
    form = h.form("#own-form", method="post", enctype="multipart/form-data", action=context.location.url())
    return h.details("#own.own.screen-only", open=facts.sent)[
        h.summary[say("siting-own-title")],
        h.p(".src-note")[_counted(context, facts)] if facts.own.points else None,
        fields if facts.sent else form[_asked(context, facts), fields],
    ]


def _own_fields(context: Context, facts: SitingFacts) -> h.Node:
    """They belong to the question's own form once that is sent as a body."""
    say, of = context.say, FORM if facts.sent else None
    note = say("siting-own-note", mb=f"{MOST_BYTES / 1e6:g}", rows=MOST_ROWS)
    limit = say("siting-file-too-large", bytes="{bytes}", most=MOST_BYTES)
    chosen = {"type": "file", "name": OWN_FILE, "accept": ".csv,.txt,text/csv,text/plain", "form": of}
    text = {"name": OWN_TEXT, "rows": "5", "spellcheck": "false", "autocomplete": "off", "form": of}
    return h.fragment[
        h.p(".src-note")[note, " ", say("siting-own-private"), " ", say("siting-own-kept") if facts.sent else None],
        h.label(".field", for_="i-file")[
            h.span[say("siting-own-file")], h.input({**chosen, "id": "i-file", "data-most": str(MOST_BYTES)})
        ],
        h.p("#own-limit.own-limit", role="alert", data_words=limit),
        h.label(".field.wide", for_="i-own")[
            h.span[say("siting-own-text")],
            # The first line break after the tag is not part of the text.
            h.textarea({**text, "id": "i-own", "placeholder": "lon,lat,weight"})["\n" + facts.text],
        ],
        h.input({"type": "hidden", "id": "i-own-name", "name": OWN_NAME, "value": _name_of_text(facts), "form": of}),
        h.p(".actions")[
            h.button({"class": "btn", "type": "submit", "form": of})[say("siting-own-ask")],
            h.a(".text-btn", href=_without_own(context))[say("siting-own-leave")] if facts.sent else None,
        ],
    ]


def _name_of_text(facts: SitingFacts) -> str:
    """The name of the file whose text stands in the box."""
    return facts.name if facts.text else ""


def _without_own(context: Context) -> str:
    """The same question without a file: by its address."""
    kinds = [kind for kind in context.location.view.get(NEEDS.name, "").split(",") if kind not in ("", OWN)]
    return context.location.url(needs=",".join(kinds) or None)


def _counted(context: Context, facts: SitingFacts) -> str:
    sited = facts.sited
    return context.say("siting-own-counted", n=sited.own, outside=sited.outside) if sited else ""


def _asked(context: Context, facts: SitingFacts) -> h.Node:
    """The question as it stands, which goes along with the file, and the file as a need."""
    question, pairs = facts.question, list(filter_pairs(context.location.filter, state_of(SITING)))
    pairs += [(name, text) for name, text in context.location.view.items() if name in CARRIED]
    pairs += [(WITHIN.name, question.within), (KM.name, decimal_text(question.reach / 1000))]
    pairs += [("wanted", str(question.wanted)), *((NEEDS.name, kind) for kind in question.need if kind != OWN)]
    pairs += [(weight.name, decimal_text(question.weight(kind))) for kind, weight in zip(KINDS, WEIGHTS, strict=True)]
    pairs.append((NEEDS.name, OWN))
    # Sites that were moved stay where they are: the file says what they would serve.
    if question.sites:
        pairs.append((SITES.name, shown_sites(question.sites)))
        pairs += [(BEFORE, before)] if (before := context.location.view.get(BEFORE)) else []
    return [h.input(type="hidden", name=name, value=value) for name, value in pairs]


def method(context: Context, facts: SitingFacts) -> h.Element:
    """How it is computed and what the weights are, folded; with the field for sites of one's own."""
    say = context.say
    sentences = [
        say("siting-method-problem", seconds=f"{SECONDS:g}"),
        say("siting-method-weights"),
        say("siting-method-places"),
        say("siting-method-names", near=f"{NEAR_M:g}", town=f"{TOWN_M:g}"),
        say("siting-method-second"),
        say("siting-method-own"),
        say("siting-method-move"),
    ]
    typed = next((p.value for p in context.problems if p.parameter == SITES.name), shown_sites(facts.question.sites))
    return h.details(".method")[
        h.summary[say("siting-method")],
        (h.p[sentence] for sentence in sentences),
        h.div(".by-hand.screen-only")[
            h.label(".field.wide", for_="i-sites")[
                h.span[say("siting-sites")],
                h.input("#i-sites", name=SITES.name, form=FORM, value=typed, placeholder="121.40000,31.10000"),
            ],
            h.p(".src-note")[say("siting-sites-note", most=SITES.most)],
            h.button(".btn", type="submit", form=FORM)[say("siting-ask")],
        ],
    ]
