"""An import, a job and an upload into a database whose disk runs full.

Run as a program, it mounts that disk in a namespace of its own.
"""

import asyncio
import json
import os
import random
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection

from app.errors import ServiceMapError
from app.imports.reference.defaults import load_defaults
from app.setup.cluster import open_database, remove
from app.stewardship import drafts, records
from app.stewardship.jobs import review
from app.stewardship.jobs.review import Review, ReviewTask
from app.stewardship.uploads.verdict import read
from app.store.writing import Writer, write_session
from tests.support.command import ROOT, command
from tests.support.import_files import PLACED, write
from tests.support.stewards import accounts_of_every_role
from tests.support.stored import stored
from tests.support.tasks import Steward

LEFT = 3_000_000
ROWS = 10_000
LONG_ROWS = 400
"""Few rows with long texts that no table packs take as much room."""
STORED = "SELECT (SELECT count(*) FROM platforms), (SELECT count(*) FROM drafts), (SELECT version FROM data_version)"


def on_a_full_disk(prefix: list[str], files: Path) -> dict[str, Any]:
    """What `main` prints, run behind the command that opens a namespace."""
    program = [*prefix, sys.executable, "-m", "tests.support.full_database", str(files)]
    done = subprocess.run(program, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def main(files: Path) -> None:
    """Load more than there is room for in three ways; print what was said, and what was stored before and after."""
    rows = [{**PLACED, "id": f"full-{number}", "summary_zh": "满" * 300} for number in range(ROWS)]
    file = write(files / "many.csv", *rows)
    with TemporaryDirectory(prefix="smf-") as folder:
        disk = Path(folder)
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400m,mode=755", "tmpfs", folder], check=True)
        with open_database(disk, durable=False, log=lambda line: None) as url:
            command(files, "migrate", DATABASE_URL=url)
            load_defaults(url, lambda line: None)
            accounts_of_every_role(url)
            steward = Steward.of(url, "editor")
            text = "".join(random.Random(1).choices([chr(sign) for sign in range(0x4E00, 0x9FA5)], k=6000))
            job = steward.job(files, "job", publishes=True, rows=LONG_ROWS, summary_zh=text)
            upload = steward.upload("upload", rows=LONG_ROWS, summary_zh=text)
            ticked = reviewed(url, steward, text)
            before = stored(url, STORED)
            room = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
            (disk / "ballast").write_bytes(b"x" * (room - LEFT))
            done = command(files, "import", str(file), DATABASE_URL=url)
            job.run(files)
            upload.run(files)
            room = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
            (disk / "rest").write_bytes(b"x" * room)
            published = publication(url, steward, text)
            ticked.run(files)
            (disk / "rest").unlink()
            (disk / "ballast").unlink()
            after = stored(url, STORED)
            said: dict[str, Any] = {
                "job": steward.said(job),
                "published": published,
                "review": [state_of(url, steward, ticked).state, state_of(url, steward, ticked).full],
                "upload": read(steward.of_number(upload.number).verdict).why,
            }
            # There is room again: the same file is loaded.
            steward.loading(upload.number).run(files)
            said["loaded"] = stored(url, "SELECT count(*) FROM drafts WHERE upload IS NOT NULL")[0][0]
        remove(disk)
        said |= {"returncode": done.returncode, "stderr": done.stderr, "before": str(before), "after": str(after)}
        print(json.dumps(said))
        subprocess.run(["umount", folder], check=True)


def reviewed(url: str, steward: Steward, text: str) -> ReviewTask:
    """A draft of a long record that an editor ticked, to be published."""
    values = {**steward.rows("reviewed", 1, summary_zh=text)[0], "crs": None}
    with write_session(url) as connection:
        record = records.checked(connection, values, None)
        draft = drafts.propose(connection, steward.account, record.id, record, None, "x")
        number = review.add(connection, steward.account, 1)
    return ReviewTask(number, (f"{draft}.1",), url, url, two_persons=False, lang="en")


def state_of(url: str, steward: Steward, task: ReviewTask) -> Review:
    with write_session(url) as connection:
        return review.read(connection, steward.account, task.number)


def publication(url: str, steward: Steward, text: str) -> str:
    """What whoever publishes a long record is told, as a server would."""
    values = {**steward.rows("published", 1, summary_zh=text)[0], "crs": None}

    def publish(connection: Connection) -> int:
        record = records.checked(connection, values, None)
        return records.publish(connection, record, records.author(steward.account, "publish", "x"))

    writer = Writer(url, 30)
    try:
        asyncio.run(writer.run(publish))
    except ServiceMapError as error:
        return str(error)
    finally:
        writer.close()
    return "published"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
