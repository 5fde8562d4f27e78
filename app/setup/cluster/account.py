"""Which user runs the server: ourselves, or an unprivileged one where we are root (refused by PostgreSQL)."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.setup.cluster.errors import ClusterError

FOLDER_FOR_ROOT = Path("/var/lib")


@dataclass(frozen=True)
class Account:
    """A user that is not us. Absent (None) wherever the server runs as the user who calls."""

    name: str
    uid: int
    gid: int


def is_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0


def state_folder(home: Path) -> Path:
    """The folder for the server's files: `home`, unless we are root and its user could not enter it."""
    if not is_root() or _reachable(home):
        return home
    digest = hashlib.sha256(str(home).encode()).hexdigest()[:12]
    return FOLDER_FOR_ROOT / f"servicemap-{digest}"


def make_state_folder(home: Path) -> Path:
    """`state_folder(home)`, made; where another user runs the server, that user may enter it."""
    state = state_folder(home)
    state.mkdir(parents=True, exist_ok=True)
    if is_root():
        state.chmod(state.stat().st_mode | 0o711)
    return state


def server_account(data: Path) -> Account | None:
    """The user that runs the server over the folder `data`; the folder's owner where it exists already."""
    owner = data.stat().st_uid if data.exists() and sys.platform != "win32" else None
    if not is_root():
        if owner is not None and owner != os.geteuid():
            raise ClusterError(
                f"The database in {data} belongs to another user. Run as that user, "
                "or name a folder of your own with SERVICEMAP_HOME."
            )
        return None
    return _unprivileged(owner)


def run(
    command: Sequence[str | Path], account: Account | None, env: Mapping[str, str], timeout: float = 120
) -> subprocess.CompletedProcess[str]:
    """Run a program of the server as `account`, apart from the terminal's Ctrl-C; output is one text."""
    # A pipe would be kept open by the server that pg_ctl leaves behind, so the output goes through a file.
    import tempfile

    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as output:
        done = subprocess.run(  # noqa: S603 - a fixed program with our own arguments
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=dict(env),
            cwd=Path(tempfile.gettempdir()).anchor,
            timeout=timeout,
            check=False,
            start_new_session=True,
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
        )
        output.seek(0)
        return subprocess.CompletedProcess(done.args, done.returncode, output.read(), "")


def give(folder: Path, account: Account | None, mode: int) -> None:
    """Make `folder` with `mode`, owned by `account`."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(mode)
    if account is not None and sys.platform != "win32":
        os.chown(folder, account.uid, account.gid)


def _reachable(home: Path) -> bool:
    """Whether any user may enter every folder on the way to `home`."""
    return all(folder.stat().st_mode & 0o001 for folder in (home, *home.parents) if folder.exists())


def _unprivileged(owner: int | None) -> Account:
    import pwd

    if sys.platform == "win32":  # pragma: no cover - there is no root there
        raise ClusterError("There is no root user here.")
    try:
        if owner:
            entry = pwd.getpwuid(owner)
        else:
            names = {user.pw_name: user for user in pwd.getpwall()}
            entry = names["postgres"] if "postgres" in names else names["nobody"]
    except KeyError as error:
        raise ClusterError(
            "PostgreSQL refuses to run as root and there is no other user to run it. "
            "Create a user called postgres, or start as an ordinary user."
        ) from error
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
