"""How a platform is reached: the mobile number that is public with its holder's consent."""

import htpy as h

from app.pages.context import Context


def mobile_line(context: Context, mobile: str) -> h.Node:
    """The number, to be called on a telephone, and why it may stand here."""
    grouped = f"{mobile[:3]} {mobile[3:7]} {mobile[7:]}"
    return h.fragment[h.a(href=f"tel:+86{mobile}")[grouped], h.small[context.say("consent-public")]]
