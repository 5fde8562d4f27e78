"""How a platform is reached: the mobile number that is public with its holder's consent, and what to ask."""

import htpy as h

from app.pages.context import Context

QUESTIONS = ("outside", "voucher", "sample", "fee")
"""What to ask an operator of whom no source says it."""


def mobile_line(context: Context, mobile: str) -> h.Node:
    """The number, to be called on a telephone, and why it may stand here."""
    grouped = f"{mobile[:3]} {mobile[3:7]} {mobile[7:]}"
    return h.fragment[h.a(href=f"tel:+86{mobile}")[grouped], h.small[context.say("consent-public")]]
