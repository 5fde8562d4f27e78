"""The form by which a mobile number becomes public with its holder's consent, and is taken back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import htpy as h

from app.errors import FaultsError
from app.pages.context import Context
from app.pages.parts.field_faults import fault_line, wrong_at
from app.pages.steward.frame import SUMMARY
from app.stewardship.drafts import LONGEST_REASON
from frontend.icons import icon

LONGEST_NUMBER = 30
SHORT = {"mobile": "consent-mobile", "ground": "edit-basis"}
"""What a field is called where a fault of it is listed; the others say it themselves."""
Text = Callable[[str], str]
"""The text of a field that was sent."""


@dataclass(frozen=True)
class ConsentForm:
    """What stands in the form: `public` is the number that is public now, `asks` whether it asks for the ground.

    `faults` says by field what is wrong, `notice` what was done.
    """

    public: str | None
    asks: bool
    number: str = ""
    ground: str = ""
    agreed: bool = False
    faults: Mapping[str, str] = field(default_factory=dict)
    notice: str = ""

    def refused(self, text: Text, faults: Mapping[str, str]) -> "ConsentForm":
        """The form again as it was typed, with what is wrong."""
        return ConsentForm(self.public, self.asks, text("mobile"), text("ground"), bool(text("agreed")), faults)


def faults_of(error: FaultsError, lang: str) -> dict[str, str]:
    """What is wrong, by field."""
    return {pointer.removeprefix("/"): reason for pointer, reason in error.said(lang)}


def notice_of(context: Context, done: str, public: str | None) -> str:
    """That it was done, as the address says after it was; nothing where that is not so any more."""
    return context.say(f"consent-{done}") if done == ("recorded" if public else "taken-back") else ""


def consent_form(context: Context, form: ConsentForm, action: str, token: h.Node = None) -> h.Node:
    """The number that is public now with the way to take it back, and the field for one."""
    say = context.say
    return h.fragment[
        _faults(context, form),
        h.p(".confirmed", role="status")[icon("met", 16), form.notice] if form.notice else None,
        h.form(".consent", method="post", action=action)[
            token,
            h.p[h.b[say("consent-now")], " ", form.public or say("consent-none")],
            _field(
                form,
                "mobile",
                say("consent-number"),
                h.input(
                    "#f-mobile",
                    name="mobile",
                    type="tel",
                    inputmode="tel",
                    autocomplete="off",
                    value=form.number,
                    maxlength=str(LONGEST_NUMBER),
                    **_wrong(form, "mobile"),
                ),
            ),
            _field(
                form,
                "ground",
                say("consent-ground"),
                h.textarea(
                    "#f-ground", name="ground", rows="2", maxlength=str(LONGEST_REASON), **_wrong(form, "ground")
                )["\n" + form.ground],
            )
            if form.asks
            else None,
            h.p(".src-note")[say("consent-ground-said")] if form.asks else None,
            h.p[
                h.label(".check", for_="f-agreed")[
                    h.input(
                        "#f-agreed",
                        type="checkbox",
                        name="agreed",
                        value="yes",
                        checked=form.agreed,
                        **_wrong(form, "agreed"),
                    ),
                    " ",
                    say("consent-agreed"),
                ]
            ],
            fault_line("f-agreed", form.faults.get("agreed")),
            h.div(".actions")[
                h.button(".btn.primary", type="submit", name="do", value="record")[say("consent-record")],
                h.button(".btn", type="submit", name="do", value="take-back")[say("consent-take-back")]
                if form.public
                else None,
            ],
        ],
    ]


def _faults(context: Context, form: ConsentForm) -> h.Node:
    """What is wrong, each with the way to its field."""
    if not form.faults:
        return None
    say = context.say
    named = {name: f"{say(SHORT[name])}{say('brief-colon')}" if name in SHORT else "" for name in form.faults}
    lines = [h.li[h.a(href=f"#f-{name}")[named[name], why] if name else why] for name, why in form.faults.items()]
    said = say("consent-faults", n=len(lines))
    return h.div(".fault", **SUMMARY)[icon("alert", 18), h.div[h.p[said], h.ul[lines]]]


def _field(form: ConsentForm, name: str, label: str, control: h.Node) -> h.Node:
    return h.fragment[
        h.label(".field.wide", for_=f"f-{name}")[h.span[label], control], fault_line(f"f-{name}", form.faults.get(name))
    ]


def _wrong(form: ConsentForm, name: str) -> dict[str, str]:
    return wrong_at(f"f-{name}", wrong=name in form.faults)
