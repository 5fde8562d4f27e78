"""One request whose answer is pinned."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["api", "page", "frame", "script"]


@dataclass(frozen=True, order=True)
class Question:
    """`kind` says what of the answer is pinned.

    Of `api` and `script` it is the whole body. Of `page` and `frame` it is the words, the links and the map's
    specification. `{site}` in the address stands for the scheme, host and port of the running site.
    """

    kind: Kind
    address: str
    accept: str = ""
