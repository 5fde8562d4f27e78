"""What a file for a person may be asked for besides the list that it holds."""

from typing import Literal

from app.query.kinds import Choice

Columns = Literal["codes", "labels"]
COLUMNS: Choice[Columns] = Choice(
    name="columns",
    description=(
        "Columns of the file: `codes` as a file for import has them; `labels` in the words of `lang`, "
        "with the address of each record's page."
    ),
    values=("codes", "labels"),
    default="codes",
)
