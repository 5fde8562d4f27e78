"""A number of records with all that has to be said of it, as columns of a table."""

from dataclasses import dataclass

from app.figures.citation import Citing
from app.figures.figure import Figure, Grade, Reason
from app.figures.scope import CITY, Scope, scope_of
from app.figures.tally import Tallies, Tally
from app.platforms.facets import LIFECYCLES
from app.platforms.values import KINDS
from app.vocabulary import Vocabulary
from frontend.messages import Messages

STATES = tuple(f"status_{code}" for code in LIFECYCLES)
BASES = ("stated", "inferred", "unstated", "old")
JUDGED = ("grade", "why", "citation")
COUNTS = (*KINDS, *STATES, *BASES)
COLUMNS = (*COUNTS, *JUDGED)
"""The columns that complete the number of a row. Kinds add up to it, and so do states, and the first three bases."""
Cell = str | int | None


@dataclass(frozen=True)
class Complete:
    """All records of one place under one filter."""

    scope: Scope
    figure: Figure

    @property
    def tally(self) -> Tally:
        return self.figure.tally

    @property
    def grade(self) -> Grade:
        """Whether the number may be quoted."""
        return self.figure.grade

    def why(self, say: Messages) -> str:
        """From what the grade follows."""
        return why(say, self.figure.reason)


def why(say: Messages, reason: Reason) -> str:
    """From what a grade follows, as a sentence."""
    return say(f"brief-why-{reason}")


def complete(tallies: Tallies, vocabulary: Vocabulary, code: str) -> Complete:
    """All records of a district, a key zone, or with `CITY` of the whole city."""
    scope, city = scope_of(vocabulary, code), scope_of(vocabulary, CITY)
    tally = tallies.of(scope)
    figure = Figure(
        "listed",
        tally.n,
        tally,
        tallies.of(city).n,
        everywhere=scope.kind == "city",
        synthetic=vocabulary.synthetic,
    )
    return Complete(scope, figure)


def headings(say: Messages) -> dict[str, str]:
    """What each of the columns is called."""
    kinds = {kind: say("brief-col-records", what=say(f"kind-{kind}")) for kind in KINDS}
    lifecycles = [say(f"lifecycle-{code.replace('_', '-')}") for code in LIFECYCLES]
    states = {name: say("complete-state", what=what) for name, what in zip(STATES, lifecycles, strict=True)}
    return kinds | states | {name: say(f"brief-col-{name}") for name in (*BASES, *JUDGED)}


def cells(told: Complete, citing: Citing) -> list[Cell]:
    """The cells of the columns."""
    citation = citing.listed(told.scope, told.figure)
    return [*counts(told.tally), told.grade, told.why(citing.say), citation or None]


def uncited(tally: Tally) -> list[Cell]:
    """The same of records that no source places: they are counted, and nobody quotes them of a place."""
    return [*counts(tally), *(None for _ in JUDGED)]


def counts(tally: Tally) -> list[Cell]:
    """Of what a number is made up."""
    states = [tally.lifecycles.get(code, 0) for code in LIFECYCLES]
    return [*(tally.kinds[kind] for kind in KINDS), *states, tally.stated, tally.inferred, tally.unplaced, tally.old]


def grade_labels(say: Messages) -> dict[str, str]:
    """What the grades are called where they are read."""
    return {grade: say(f"grade-{grade}") for grade in ("quote", "note", "never")}
