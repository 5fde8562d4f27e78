"""The list of the files that are read: which record, at which address, and whose account answers for it.

Whoever runs the server keeps it (SERVICEMAP_COLLECT_FILE), as CSV. An address speaks for the records that stand beside
it there, and for no others.
"""

import csv
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from app.errors import SettingsError, quoted

COLUMNS = ("platform", "address", "account")
MOST_LINES, LONGEST = 500, 256 * 1024
NAME = "SERVICEMAP_COLLECT_FILE"


@dataclass(frozen=True)
class Line:
    """A record, the address of the file that speaks for it, and the login of the account that answers for it."""

    platform: str
    address: str
    account: str


def read_list(path: Path | None) -> list[Line]:
    """The lines of the list. Raises SettingsError with all that is wrong with it."""
    if path is None:
        raise SettingsError(f"No list says which files are read: set {NAME}; docs/operators.md shows one.")
    try:
        with path.open("rb") as file:
            content = file.read(LONGEST + 1)
        text = content.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{NAME}: {path} cannot be read as a text in UTF-8.") from error
    rows = list(csv.reader(text.splitlines()))
    if len(content) > LONGEST or len(rows) > MOST_LINES + 1:
        raise SettingsError(f"{NAME}: {path} has more than {MOST_LINES} lines or {LONGEST} bytes.")
    if not rows or tuple(each.strip() for each in rows[0]) != COLUMNS:
        raise SettingsError(f"{NAME}: the first line of {path} must be {','.join(COLUMNS)}.")
    lines: list[Line] = []
    faults: list[str] = []
    for number, row in enumerate(rows[1:], start=2):
        if not row:
            continue
        fault = _fault(row, lines)
        if fault:
            faults.append(f"line {number}: {fault}")
        else:
            lines.append(Line(*(each.strip() for each in row)))
    if faults:
        raise SettingsError(f"{NAME}: {path} cannot be used. " + "; ".join(faults) + ".")
    return lines


def _fault(row: list[str], before: list[Line]) -> str:
    if len(row) != len(COLUMNS) or not all(each.strip() for each in row):
        return f"it needs {', '.join(COLUMNS)}"
    platform, address, _ = (each.strip() for each in row)
    if any(each.platform == platform for each in before):
        return f"{quoted(platform)} stands above already"
    return "" if _is_https(address) else f"{quoted(address)} is no https:// address without user and fragment"


def _is_https(address: str) -> bool:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return False
    plain = address.isascii() and address.isprintable() and " " not in address and port != 0
    return plain and parts.scheme == "https" and bool(parts.hostname) and "@" not in parts.netloc and not parts.fragment
