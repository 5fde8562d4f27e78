"""What a program would rather have, by the header Prefer (RFC 7240); what is not known here is passed over."""

from collections.abc import Mapping

from fastapi import Request


def preferences(request: Request) -> Mapping[str, str]:
    """The preferences by name, in small letters; of one that is named twice the first counts."""
    found: dict[str, str] = {}
    for each in ",".join(request.headers.getlist("prefer")).split(","):
        name, _, value = each.partition(";")[0].partition("=")
        found.setdefault(name.strip().lower(), value.strip().strip('"').lower())
    return found
