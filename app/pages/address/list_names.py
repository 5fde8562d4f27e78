"""The lists by name: which there are, their paths, and the collections of the API that hold them."""

from collections.abc import Mapping

from app.pages.address.page_states import LISTS

FOUR = ("fields", "services", "scenarios", "policies")
OTHERS = ("cases", "events", "glossary")
VOID = "void"
"""The register of what is missing, which is asked of the server."""
COLLECTIONS: Mapping[str, str] = {
    "fields": "domains",
    "services": "services",
    "scenarios": "scenarios",
    "policies": "policies",
    "cases": "cases",
    "events": "events",
}
"""The collection of the API that holds each list."""


def path_of(name: str) -> str:
    """The path of a list's page."""
    return f"{LISTS}/{name}"
