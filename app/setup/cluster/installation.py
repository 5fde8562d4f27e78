"""Where the programs of PostgreSQL are: named, installed, or unpacked from the distribution's packages."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from app.setup.cluster.errors import ClusterError

WAYS = ("auto", "installed", "unpacked")


@dataclass(frozen=True)
class Installation:
    """Programs of one PostgreSQL that has PostGIS. `how` is named, installed or unpacked."""

    programs: Path
    major: int
    how: str
    libraries: Mapping[str, str] = field(default_factory=dict)

    def program(self, name: str) -> Path:
        return self.programs / (f"{name}.exe" if sys.platform == "win32" else name)

    def environment(self) -> dict[str, str]:
        """The variables the programs run with: nothing of the caller's, so that PG* can not redirect them."""
        kept = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "DYLD_LIBRARY_PATH", "LD_LIBRARY_PATH")
        inherited = {name: os.environ[name] for name in kept if name in os.environ}
        return inherited | {"LC_ALL": "C.UTF-8"} | dict(self.libraries)


def way() -> str:
    """The value of `SERVICEMAP_PG`."""
    value = os.environ.get("SERVICEMAP_PG") or "auto"
    if value not in WAYS:
        raise ClusterError(f"SERVICEMAP_PG is {value!r}; it may be {', '.join(WAYS)}.")
    return value


def inspect(folder: Path, how: str, libraries: Mapping[str, str] | None = None) -> Installation | None:
    """The installation whose programs are in `folder`; None where it is none or has no PostGIS."""
    programs = folder.resolve()
    looked = Installation(programs, 0, how, libraries or {})
    if not all(looked.program(name).is_file() for name in ("postgres", "initdb", "pg_ctl")):
        return None
    # /usr/local/bin may hold links into the folder that has the libraries and the extensions beside it.
    programs = looked.program("postgres").resolve().parent
    version = _output(Installation(programs, 0, how, libraries or {}), "postgres", "--version")
    match = re.search(r"\) (\d+)", version)
    if match is None or not _has_postgis(programs, int(match[1]), libraries):
        return None
    return Installation(programs, int(match[1]), how, libraries or {})


def missing(major: int | None) -> str:
    """What to say where no PostgreSQL with PostGIS is found: the fix for this system."""
    version = f" {major} (the version that made the data)" if major else ""
    if shutil.which("apt-get"):
        fix = "Install it with: sudo apt-get install postgresql postgis postgresql-postgis"
        if way() == "installed":
            fix += "; or leave SERVICEMAP_PG unset, and the packages are unpacked without root"
    elif shutil.which("dnf"):
        fix = "Install it with: sudo dnf install postgresql-server postgresql-contrib postgis"
    elif shutil.which("pacman"):
        fix = "Install it with: sudo pacman -S postgresql postgis"
    elif shutil.which("apk"):
        fix = "Install it with: apk add postgresql postgresql-contrib postgis"
    elif sys.platform == "darwin":
        fix = "Install it with: brew install postgis"
    elif sys.platform == "win32":
        fix = "Install PostgreSQL with its installer and add PostGIS in its Stack Builder"
    else:
        fix = "Install both with your system's packages"
    return (
        f"No PostgreSQL{version} with PostGIS was found. {fix}. Or name its programs' folder with "
        "SERVICEMAP_PG_BIN, or a server with DATABASE_URL."
    )


def named_installation(folder: Path, major: int | None) -> Installation:
    installation = inspect(folder, "named")
    if installation is None:
        raise ClusterError(
            f"SERVICEMAP_PG_BIN names {folder}, which does not hold postgres, initdb and pg_ctl of a "
            "PostgreSQL that has PostGIS. Correct it or unset it."
        )
    if major is not None and installation.major != major:
        raise ClusterError(
            f"SERVICEMAP_PG_BIN names PostgreSQL {installation.major}, but PostgreSQL {major} made the data. "
            "Name that version, or another folder with SERVICEMAP_HOME."
        )
    return installation


def usual_folders() -> Iterator[Path]:
    """Folders that may hold an installed PostgreSQL, the newest version of each place first."""
    patterns = (
        ("/usr/lib/postgresql", "*/bin"),
        ("/usr", "pgsql-*/bin"),
        ("/opt/homebrew/opt", "postgresql@*/bin"),
        ("/usr/local/opt", "postgresql@*/bin"),
        ("/Applications/Postgres.app/Contents/Versions", "*/bin"),
        ("/Library/PostgreSQL", "*/bin"),
        ("C:/Program Files/PostgreSQL", "*/bin"),
    )
    for root, pattern in patterns:
        yield from sorted(Path(root).glob(pattern), key=_version_in, reverse=True)
    on_path = shutil.which("postgres")
    if on_path:
        yield Path(on_path).parent
    yield from (Path("/opt/homebrew/bin"), Path("/usr/bin"), Path("/usr/libexec/postgresql"))


def _version_in(folder: Path) -> int:
    digits = re.findall(r"\d+", str(folder))
    return int(digits[0]) if digits else 0


def _has_postgis(programs: Path, major: int, libraries: Mapping[str, str] | None) -> bool:
    shares = [
        programs.parent / "share" / "postgresql",
        programs.parent / "share",
        programs.parents[3] / "share" / "postgresql" / str(major) if len(programs.parents) > 3 else programs,
    ]
    config = Installation(programs, major, "", libraries or {})
    if config.program("pg_config").is_file():
        told = _output(config, "pg_config", "--sharedir").strip()
        shares += [Path(told)] if told else []
    return any((share / "extension" / "postgis.control").is_file() for share in shares)


def _output(installation: Installation, program: str, argument: str) -> str:
    try:
        return subprocess.run(  # noqa: S603 - a fixed program with our own argument
            [str(installation.program(program)), argument],
            capture_output=True,
            text=True,
            env=installation.environment(),
            timeout=10,
            check=False,
        ).stdout
    except OSError:
        return ""
