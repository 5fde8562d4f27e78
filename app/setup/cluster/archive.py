"""A database into one file and back, by pg_dump and pg_restore, the private database's or the system's."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile

from app.database_url import for_writing
from app.setup.cluster.errors import ClusterError
from app.setup.cluster.manage import client_command

TOLD_EVERY_S = 0.5
WITHOUT = (" EXTENSION ", " spatial_ref_sys ")
"""What each database has before anything is restored: extensions, which a superuser makes, and what is theirs."""
Progress = Callable[[int], None]


def dump(url: str, file: Path, snapshot: str, told: Progress) -> None:
    """Write what the database of `url` holds, as the exported snapshot sees it. Raises ClusterError."""
    arguments = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", f"--file={file}"]
    _run("pg_dump", url, [*arguments, "--dbname"], lambda: told(file.stat().st_size if file.exists() else 0))


def tables(file: Path) -> set[str]:
    """The names of the tables that a file holds. Raises ClusterError where it is no archive."""
    entries = [line.split() for line in _contents(file) if " TABLE " in line and " TABLE DATA " not in line]
    # 215; 1259 16414 TABLE public accounts servicemap
    return {words[words.index("TABLE") + 2] for words in entries}


def restore(url: str, file: Path, *, clean: bool, told: Progress) -> None:
    """Put what a file holds into the database, in one transaction; `clean` takes away before what is there.

    Raises ClusterError; then the database is as it was.
    """
    lines = [line for line in _contents(file) if not any(each in line for each in WITHOUT)]
    with TemporaryDirectory(prefix="servicemap-restore-") as folder:
        listed = Path(folder) / "list"
        listed.write_text("\n".join(lines), "utf-8")
        how = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", f"--use-list={listed}"]
        how += ["--clean", "--if-exists"] if clean else []
        _run("pg_restore", url, [*how, str(file), "--dbname"], lambda: told(0))


def _contents(file: Path) -> list[str]:
    command, env = client_command("pg_restore")
    done = subprocess.run(  # noqa: S603 - a fixed program
        [*command, "--list", str(file)], env=env, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise ClusterError(f"{file.name} is no backup that pg_restore reads: {_reason(done.stderr)}")
    return done.stdout.splitlines()


def _run(program: str, url: str, arguments: list[str], told: Callable[[], None]) -> None:
    command, env = client_command(program)
    parsed = for_writing(url).set(drivername="postgresql")
    # Whoever lists the processes of this machine sees their arguments.
    env = {**env, **({"PGPASSWORD": str(parsed.password)} if parsed.password else {})}
    address = parsed.set(password=None).render_as_string(hide_password=False)
    with TemporaryFile() as said:
        process = subprocess.Popen([*command, *arguments, address], env=env, stderr=said)  # noqa: S603 - a fixed program
        try:
            while process.poll() is None:
                told()
                with suppress(subprocess.TimeoutExpired):
                    process.wait(TOLD_EVERY_S)
        finally:
            process.kill()
            process.wait()
        said.seek(0)
        if process.returncode:
            raise ClusterError(f"{program} stopped: {_reason(said.read().decode(errors='replace'))}")


def _reason(said: str) -> str:
    """The first thing that a program says went wrong."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    return next((line.partition("error: ")[2] for line in lines if "error: " in line), " ".join(lines[-1:]))[:500]
