"""Snapshots on a disk of 14 MB that runs full. Run as a program, it mounts that disk in a namespace of its own.

Root needs no more than a mount namespace; anybody else gets a user namespace, too, in which mounting is allowed.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.snapshot.errors import SnapshotError
from tests.support.snapshots import contents, folder, single, visible

ROOT = Path(__file__).parents[2]
LEFT = 500_000


def namespace() -> list[str] | None:
    """The command that runs another one where it may mount a disk; None where the system allows none."""
    unshare = shutil.which("unshare")
    if unshare is None:
        return None
    own = [] if os.geteuid() == 0 else ["--user", "--map-root-user"]
    command = [unshare, *own, "--mount"]
    return command if subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0 else None


def on_a_full_disk(command: list[str], url: str, made: Path, mount: Path) -> dict[str, Any]:
    """What `main` prints, run behind `command`. Raises CalledProcessError with what it said where it fails."""
    program = [*command, sys.executable, "-m", "tests.support.full_disk", url, str(made), str(mount)]
    done = subprocess.run(program, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def main(url: str, made: Path, disk: Path) -> None:
    """Make a file and copy the folder `made`, then make each without room; print what was refused and what stood."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=14m", "tmpfs", str(disk)], check=True)
    single(url, disk / "map.html")
    shutil.copytree(made, disk / "map")
    (disk / ".map.lock").touch()  # as the run that made it would have left it
    said: dict[str, Any] = {"states": [contents(disk)], "refused": []}
    said["refused"].append(_refusal(lambda: folder(url, disk / "map")))
    said["states"].append(contents(disk))
    room = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
    (disk / "ballast").write_bytes(b"x" * (room - LEFT))
    said["refused"].append(_refusal(lambda: single(url, disk / "map.html")))
    (disk / "ballast").unlink()
    said["states"].append(contents(disk))
    said["visible"] = visible(disk)
    print(json.dumps(said))


def _refusal(make: Callable[[], object]) -> str | None:
    """Why a snapshot could not be made; None where it was made."""
    try:
        make()
    except SnapshotError as error:
        return str(error)
    return None


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
