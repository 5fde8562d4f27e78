"""A form that was sent and not taken: what was typed is kept on a page, to be sent again."""

from contextlib import suppress

import htpy as h
from fastapi import Request

from app.errors import BodyTooLargeError, FaultsError, ForbiddenError
from app.stewardship.access import check_origin
from app.web.bodies import MULTIPART, Fields, read_form

SECRET = frozenset({"current", "password"})
"""Fields that no page repeats."""


def brings_file(request: Request) -> bool:
    """Whether the form that was sent brings a file, which no page can keep."""
    return request.headers.get("content-type", "").startswith(MULTIPART)


async def kept_of(request: Request) -> Fields:
    """The fields of the form that was sent.

    Nothing where it has a secret, without which the rest is of no use; nor of a page of another site, of what is no
    form of ours, nor where it brings a file.
    """
    if request.method == "POST" and not brings_file(request):
        with suppress(ForbiddenError, BodyTooLargeError, FaultsError):
            check_origin(request)
            form = await read_form(request)
            return {} if SECRET & form.keys() else form
    return {}


def kept_form(action: str, form: Fields, *shown: h.Node) -> h.Node:
    """The form with all that was typed, out of sight, and its button."""
    hidden = (h.input(type="hidden", name=name, value=value) for name, values in form.items() for value in values)
    return h.form(method="post", action=action)[hidden, shown]
