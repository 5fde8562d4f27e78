"""The application behind a real nginx, in each of the ways that an operator may choose."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from app.settings import Settings
from tests.support.nginx import free_port, in_front_of, shown
from tests.support.server import running

WAYS = [(cut, told) for cut in (True, False) for told in (True, False)]
"""Whether nginx cuts the prefix off, and whether a setting tells the public address or the headers do."""


@dataclass(frozen=True)
class Proxied:
    """`public` is the address by which readers come, `reached` the one that answers here, `inner` the application's.

    `whole`: of the four ways, the one with all that differs from a map at the root of its host.
    """

    public: str
    reached: str
    inner: str
    whole: bool


@contextmanager
def proxied(database_url: str, *, cut: bool, told: bool, scheme: str) -> Iterator[Proxied]:
    """Serve behind nginx. With `scheme` https nothing is encrypted here: nginx says what a balancer would."""
    port = free_port()
    public = f"{scheme}://127.0.0.1:{port}/map"
    settings = Settings(
        database_url=database_url,
        public_url=f"{public}/" if told else "",
        trusted_proxies=[] if told else ["127.0.0.0/8"],
    )
    block = shown()[0 if cut else 1]
    with running(settings) as inner, in_front_of(inner, port, block, scheme=scheme):
        yield Proxied(public, f"http://127.0.0.1:{port}/map", inner, cut and told)
