"""Services of addresses that answer as their public documentation says, on this machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.support.loopback import Quiet, listening


@dataclass
class AddressHost:
    """Answers from `replies`, one after another, the last one for ever; `asked` are the parameters that came."""

    replies: list[tuple[int, Any]]
    asked: list[dict[str, str]] = field(default_factory=list)
    url: str = ""

    def answer(self, query: str) -> tuple[int, Any]:
        """The next reply."""
        self.asked.append({name: values[0] for name, values in parse_qs(query).items()})
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]


@contextmanager
def address_host(*replies: tuple[int, Any]) -> Iterator[AddressHost]:
    """A running service with these replies: status and body."""
    host = AddressHost(list(replies))

    class Handler(Quiet):
        def do_GET(self) -> None:
            self.answer_json(*host.answer(urlsplit(self.path).query))

    with listening(Handler) as address:
        host.url = f"{address}/geocoder"
        yield host
