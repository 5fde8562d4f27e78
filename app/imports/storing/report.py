"""What an import may do, and what it did."""

from dataclasses import dataclass, field

from app.imports.rows.problems import Problem, Problems
from app.imports.storing.clearing import Cleared
from app.imports.storing.staging import Outcome


@dataclass(frozen=True)
class Report:
    """What an import did, or would do; `data_version` is the one after it, `cleared` what is no longer stated.

    `lowered`: how many records had a grade that only those with an address of their source may have. `problems`: what
    is wrong with the `bad` rows that were left out. `notes`: what was recognised in the file.
    """

    added: int
    changed: int
    unchanged: int
    data_version: int
    cleared: tuple[Cleared, ...] = ()
    lowered: int = 0
    bad: int = 0
    problems: Problems = field(default_factory=Problems)
    notes: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    warned: int = 0
    """How many warnings there are; `warnings` are the first of each kind."""
    stale: int = 0
    """How many records of the same source were newly marked, since the file no longer holds them."""
    outcomes: tuple[Outcome, ...] = ()
    """What becomes of the first rows."""

    @property
    def good(self) -> int:
        """How many rows can be loaded, or were."""
        return self.added + self.changed + self.unchanged


@dataclass(frozen=True)
class Allowed:
    """What an import may do besides adding and changing: clear facts that the file does not name, restore records.

    `skip_bad`: load the rows that have no problem, and leave out the others. `source`: of whom the file is; `stale`:
    mark the records of the same source that it no longer holds. `locate`: find positions by addresses.
    """

    replace: bool = False
    restore: bool = False
    skip_bad: bool = False
    source: str = ""
    stale: bool = False
    locate: bool = False
