"""Names in JSON: each stands once in its object. Readers of JSON take the last of several without a word."""

from typing import Any


def once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The object that these pairs make, for `object_pairs_hook`. Raises ValueError where a name stands there twice."""
    document = dict(pairs)
    # Half of a surrogate pair in a name: no answer could repeat it.
    "".join(document).encode()
    if len(document) != len(pairs):
        raise ValueError("a name stands twice in one object")
    return document
