"""An import into a database whose disk runs full. Run as a program, it mounts that disk in a namespace of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from app.setup.cluster import open_database, remove
from tests.support.command import ROOT, command
from tests.support.import_files import PLACED, write
from tests.support.stored import stored

LEFT = 3_000_000
ROWS = 10_000


def on_a_full_disk(prefix: list[str], files: Path) -> dict[str, Any]:
    """What `main` prints, run behind the command that opens a namespace."""
    program = [*prefix, sys.executable, "-m", "tests.support.full_database", str(files)]
    done = subprocess.run(program, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def main(files: Path) -> None:
    """Import more than there is room for; print what was said, and what was stored before and after."""
    rows = [{**PLACED, "id": f"full-{number}", "summary_zh": "满" * 300} for number in range(ROWS)]
    file = write(files / "many.csv", *rows)
    with TemporaryDirectory(prefix="smf-") as folder:
        disk = Path(folder)
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400m,mode=755", "tmpfs", folder], check=True)
        with open_database(disk, durable=False, log=lambda line: None) as url:
            command(files, "migrate", DATABASE_URL=url)
            before = stored(url, "SELECT count(*) FROM platforms")
            room = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
            (disk / "ballast").write_bytes(b"x" * (room - LEFT))
            done = command(files, "import", str(file), DATABASE_URL=url)
            (disk / "ballast").unlink()
            after = stored(url, "SELECT count(*) FROM platforms")
        remove(disk)
        said = {"returncode": done.returncode, "stderr": done.stderr, "before": str(before), "after": str(after)}
        print(json.dumps(said))
        subprocess.run(["umount", folder], check=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
