"""A form that was sent after its session had ended: nothing is stored, and what was typed is kept to be sent again."""

import htpy as h

from app.pages.context import Context
from app.pages.serving.kept_form import kept_form
from app.pages.steward.addresses import SIGN_IN
from app.pages.steward.frame import SUMMARY, csrf_field
from app.stewardship.sessions import Session
from app.web.bodies import Fields
from frontend.icons import icon

OF_SESSION = "csrf"


def typed(form: Fields) -> Fields:
    """What somebody typed or chose: all but what a page of the session that ended put in."""
    return {name: values for name, values in form.items() if name != OF_SESSION}


def again_body(context: Context, session: Session | None, action: str, form: Fields) -> h.Node:
    """Whoever is signed out signs in beside this page, which stays; whoever is signed in again sends it anew."""
    say = context.say
    sign_in = h.a(".btn.primary", href=context.location.other(SIGN_IN), target="_blank", rel="noopener")
    button = h.button(".btn.primary" if session else ".btn", type="submit")[
        say("again-send" if session else "signed-out-send")
    ]
    return h.main("#content.page.steward.sign-in")[
        h.h1[say("again-title" if session else "signed-out-title")],
        h.p(".fault", **SUMMARY)[icon("alert", 18), say("again-said" if session else "signed-out-said")],
        None if session else h.p[sign_in[say("signed-out-sign-in")]],
        kept_form(action, form, csrf_field(session) if session else None, button),
    ]
