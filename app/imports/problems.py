"""What is wrong with a file: every problem at once, each with row, column and reason."""

from dataclasses import dataclass

from app.errors import ServiceMapError


@dataclass(frozen=True, order=True)
class Problem:
    """`row` counts as a spreadsheet does (the heading is row 1); 0 speaks of the file as a whole."""

    row: int
    column: str
    reason: str

    def __str__(self) -> str:
        place = f"row {self.row}" if self.row else "the file"
        return f"{place}, {self.column}: {self.reason}" if self.column else f"{place}: {self.reason}"


class ImportRefusedError(ServiceMapError):
    """The file was refused as a whole; nothing was stored."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__(f"The file was refused: {len(problems)} problems, nothing was stored.")
