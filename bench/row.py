"""What is seen of one request: of each that answers, round by round."""

import statistics
from collections.abc import Callable
from dataclasses import dataclass, field

from bench.asks import Target
from bench.drive import Seen

Contender = Callable[[int], Seen]
"""Drives one of those that answer, in the round of that number."""


@dataclass
class Row:
    """What was seen of one request: a `Seen` a round of each contender, by its name; why one is lacking in `notes`.

    `others`: how many threads of other programs wanted the processor before each round, while nothing of ours ran.
    """

    name: str
    target: Target
    seen: dict[str, list[Seen]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    others: list[int] = field(default_factory=list)

    def ratio(self, other: str) -> float | None:
        """Our answers per second ÷ another's: the median of the rounds."""
        both = zip(self.seen.get("ours", []), self.seen.get(other, []), strict=False)
        ratios = [mine.rate / its.rate for mine, its in both if its.rate]
        return statistics.median(ratios) if ratios else None

    def cpu_ratio(self, other: str) -> float | None:
        """The processor's time of another's answer ÷ that of ours: the median of the rounds."""
        both = zip(self.seen.get("ours", []), self.seen.get(other, []), strict=False)
        ratios = [its.cpu / mine.cpu for mine, its in both if mine.cpu]
        return statistics.median(ratios) if ratios else None

    def median(self, who: str, what: Callable[[Seen], float]) -> float | None:
        """The median of the rounds of one figure."""
        return statistics.median(map(what, self.seen[who])) if self.seen.get(who) else None
