"""The platforms that a reader has picked: a few identifiers, which stand in the address and nowhere else."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.errors import InvalidParameterError
from app.query.parameters import IDS

PICK = "pick"
"""The parameter that goes along from page to page while one browses; `ids` is that of the page that one shares."""
MOST_PICKS = 8
MOST_COMPARED = 4
MOST_READ = 20_000
"""Signs of an address that are looked at: the rest names nothing that one page could show."""


@dataclass(frozen=True)
class Picks:
    """Identifiers in the order of the address, each once: the first eight, those beyond, and texts that are none."""

    ids: tuple[str, ...] = ()
    beyond: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


def read_picks(texts: Iterable[str]) -> Picks:
    """What an address names, leniently: commas or repetition between the identifiers."""
    usable: dict[str, None] = {}
    refused: dict[str, None] = {}
    for part in ",".join(texts)[:MOST_READ].split(","):
        if text := part.strip():
            (usable if _is_identifier(text) else refused)[text] = None
    every = tuple(usable)
    return Picks(every[:MOST_PICKS], every[MOST_PICKS:], tuple(refused))


def _is_identifier(text: str) -> bool:
    try:
        IDS.one(text)
    except InvalidParameterError:
        return False
    return True


def toggled(picks: tuple[str, ...], id: str) -> tuple[str, ...]:
    """The same without this platform where it is picked, else with it as the last one."""
    return tuple(each for each in picks if each != id) if id in picks else (*picks, id)
