"""One rule for the entries of the list of hosts that may frame: of the setting, the command and the database."""

import re

from app.errors import HostEntryError

LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
HOST_NAME = re.compile(rf"(?=.{{1,253}}$){LABEL}(?:\.{LABEL})*")
LARGEST_PORT = 65535


def host_entry(text: str) -> str:
    """The entry in lower case. Raises HostEntryError, which says what is allowed."""
    entry = text.strip().lower()
    match = re.fullmatch(r"(?:https?://)?(?:\*\.)?([^:/*]+)(?::([0-9]{1,5}))?", entry)
    if not match or not HOST_NAME.fullmatch(match[1]) or not 1 <= int(match[2] or 1) <= LARGEST_PORT:
        raise HostEntryError(text[:80])
    return entry


def covers(entry: str, host: str) -> bool:
    """Whether an entry is for this host name, whatever scheme and port it names."""
    name = re.sub(r"^https?://|:[0-9]+$", "", entry)
    return host.endswith(name[1:]) if name.startswith("*.") else host == name
