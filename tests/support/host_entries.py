"""What an entry of the list of hosts means, case by case: the doctor, the frame's script and browsers agree on it."""

import csv
from pathlib import Path

GOLDEN = Path(__file__).parents[1] / "app" / "golden" / "host_entries.csv"


def host_entries() -> list[tuple[str, str, str, bool]]:
    """An entry, the scheme of the site that lists it, a page's origin, and whether the page may frame."""
    with GOLDEN.open(encoding="utf-8", newline="") as file:
        return [(row["entry"], row["site"], row["page"], row["allowed"] == "yes") for row in csv.DictReader(file)]
