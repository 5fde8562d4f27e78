"""A figure said completely, and whether it may be quoted.

The rule, as it is printed under every page that shows a grade:

- *quote*: a count; the source states the place of every record in it.
- *note*: the place of some is inferred, or the figure speaks of states that a source of more than two years ago, or
  of no date, gives; or it is a share that the test does tell from the city's. The citation contains the note.
- *never*: a share that the test cannot tell from the city's, or of too few; none listed, which is not "none"; and all
  figures of records that a generator made up.

What is reckoned from positions is graded by what it is (`reckoned`): a number of a cell, of a cluster or of a surface
is never quoted, since records known by their district alone are left out; a cell that the test tells from chance may be
called a hot spot with that note; and what lies within reach is quoted with its assumption.
"""

from dataclasses import dataclass
from typing import Literal

from app.figures.tally import Tally
from app.platforms.values import Kind
from geo.quotient import Specialisation

Grade = Literal["quote", "note", "never"]
Name = Literal["listed", "stated", "poc", "pilot", "related", "domain", "services"]
"""`listed`: all records; `stated`: those whose source states the place; a kind; `domain`: those that name one;
`services`: kinds of services that nothing is listed for."""
Reckoned = Literal["cell", "hot", "reach"]
Reason = Literal["counted", "inferred", "old", "both", "apart", "few", "alike", "none", "synthetic", Reckoned]
CLEAR = ("agrees", "differs", "undeclared", "fewer")
"""Verdicts of the test that tell a share from the city's."""


@dataclass(frozen=True)
class Figure:
    """`value` of what `name` says. `tally` are the records behind it.

    `domain` and `share` are those of the figure `domain`; `of` is the whole of a share, `of_city` the same kind of
    record in the city. `states`: the citation says in which state the records are. `everywhere`: it is about the whole
    city, so that no district plays a part.
    """

    name: Name
    value: int
    tally: Tally
    of_city: int
    of: int | None = None
    domain: str = ""
    share: Specialisation | None = None
    states: bool = False
    everywhere: bool = False
    synthetic: bool = False

    @property
    def kind(self) -> Kind | None:
        """The one kind of record that it counts."""
        return self.name if self.name in ("poc", "pilot", "related") else None

    @property
    def reason(self) -> Reason:
        """What its grade follows from."""
        if self.synthetic:
            return "synthetic"
        if not self.value or self.name == "services":
            return "none"
        if self.of is not None:
            return self._of_share()
        inferred = not self.everywhere and self.tally.inferred + self.tally.unplaced > 0
        old = self.states and self.tally.old > 0
        if inferred and old:
            return "both"
        if inferred:
            return "inferred"
        return "old" if old else "counted"

    def _of_share(self) -> Reason:
        if self.share is None or self.share.verdict == "few":
            return "few"
        return "apart" if self.share.verdict in CLEAR else "alike"

    @property
    def grade(self) -> Grade:
        """Whether it may be quoted."""
        return GRADES[self.reason]


GRADES: dict[Reason, Grade] = {
    "counted": "quote",
    "inferred": "note",
    "old": "note",
    "both": "note",
    "apart": "note",
    "few": "never",
    "alike": "never",
    "none": "never",
    "synthetic": "never",
    "cell": "never",
    "hot": "note",
    "reach": "note",
}


def reckoned(what: Reckoned, *, synthetic: bool, listed: bool = True) -> Reason:
    """From what the grade of a number that is no count follows; `listed`: whether anything is listed to reckon from."""
    if synthetic:
        return "synthetic"
    return what if listed else "none"
