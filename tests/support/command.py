"""Runs `servicemap` as a person does: with an environment of its own, in a process of its own or in this one."""

import io
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from unittest.mock import patch

from app.cli import main
from tests.support.loop import finished

ROOT = Path(__file__).resolve().parents[2]


def environment(home: Path, **more: str) -> dict[str, str]:
    """The environment of a command: no database of ours but the private one of `home`."""
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return kept | {"SERVICEMAP_HOME": str(home), "COLUMNS": "200", **more}


def command(home: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run `servicemap` to its end."""
    return subprocess.run(
        [sys.executable, "-m", "app.cli", *arguments],
        cwd=ROOT,
        env=environment(home, **more),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def called(home: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """What `command` gives, called in this process: a Python that starts takes longer than most commands."""
    code: int | str | None = None
    with (
        patch.dict(os.environ, environment(home, **more), clear=True),
        patch("sys.argv", ["servicemap", *arguments]),
        # Once a browser test ran, the thread of the tests has a loop already.
        patch("asyncio.run", finished),
        redirect_stdout(io.StringIO()) as out,
        redirect_stderr(io.StringIO()) as err,
    ):
        try:
            main()
        except SystemExit as ended:
            code = ended.code
    if isinstance(code, str):  # Python prints it and ends with 1.
        err.write(code)
    return subprocess.CompletedProcess(
        arguments, 1 if isinstance(code, str) else code or 0, out.getvalue(), err.getvalue()
    )
