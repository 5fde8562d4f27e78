"""PostgreSQL and PostGIS from the distribution's own packages, unpacked below the state folder without root.

apt works on lists, a cache and a package status of its own. That status names the packages we can do without
as installed, so apt leaves them and all that only they need away (GDAL serves rasters, LLVM the
just-in-time compiler, Perl the distribution's wrappers); the C library is always the machine's own.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote

from app.lock import locked
from app.resources import default_home
from app.setup.cluster.account import make_state_folder, state_folder
from app.setup.cluster.errors import ClusterError
from app.setup.cluster.installation import Installation, inspect

WITHOUT = re.compile(
    r"(libc6|libc-bin|libgdal\d.*|libsfcgal.*|libllvm.*|perl.*|libperl.*|lib.*-perl|locales.*|tzdata.*|debconf.*"
    r"|ssl-cert|openssl|postgresql(-client)?-common|passwd|adduser|dpkg|tar|libpam-(modules|runtime).*"
    r"|ucf|sensible-utils|netbase|lsb-base|sysvinit-utils|init-system-helpers|usrmerge|usr-is-merged)"
)
APT_CONFIGURATION = """\
Dir::State "{apt}/state";
Dir::State::status "{apt}/status";
Dir::Cache "{apt}/cache";
Dir::Cache::pkgcache "pkgcache.bin";
Acquire::Languages "none";
Acquire::IndexTargets::deb::DEP-11::DefaultEnabled "false";
APT::Install-Recommends "false";
APT::Sandbox::User "";
Debug::NoLocking "true";
#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
#clear DPkg::Post-Invoke;
"""
NOT_RUN = (
    "usr/bin",
    "usr/sbin",
    "etc",
    "var",
    "usr/share/man",
    "usr/share/locale",
    "usr/share/lintian",
    "usr/share/bug",
    "usr/share/perl5",
    "usr/share/postgresql-common",
    "usr/lib/postgresql/*/lib/bitcode",
    "usr/lib/postgresql/*/lib/pgxs",
    "usr/share/postgresql/*/contrib",
    "usr/share/postgresql/*/man",
    "usr/share/postgresql/*/extension/postgis_*",
    "usr/share/postgresql/*/extension/address_standardizer*",
    "usr/share/postgresql/*/extension/postgis*--*--*.sql",
    "usr/lib/postgresql/*/lib/postgis_raster*.so",
    "usr/lib/postgresql/*/lib/postgis_topology*.so",
    "usr/lib/postgresql/*/lib/postgis_sfcgal*.so",
)
USED = ("bin/postgres", "bin/initdb", "bin/pg_ctl", "bin/psql", "lib/postgis-3.so", "lib/pg_trgm.so")

REPORT_EVERY = 4.0
Log = Callable[[str], None]


def possible() -> bool:
    """Whether this system has apt and dpkg."""
    return all(shutil.which(program) for program in ("apt-get", "apt-cache", "dpkg", "ldd"))


def unpacked(major: int | None = None) -> Installation | None:
    """The tree of this version (or the newest) that was unpacked before; None where there is none."""
    folder = state_folder(default_home())
    for tree in sorted(folder.glob("postgres-[0-9]*"), key=lambda path: int(path.name[9:]), reverse=True):
        for programs in tree.glob("usr/lib/postgresql/*/bin"):
            installation = inspect(programs, "unpacked", _libraries(tree))
            if installation is not None and major in (None, installation.major):
                return installation
    return None


def unpack(major: int | None, log: Log) -> Installation:
    """Fetch and unpack PostgreSQL with PostGIS (`major`, or the newest there is).

    The programs are below the default home, whichever home the data are in: tests share them.
    """
    folder = make_state_folder(default_home())
    with locked(folder / "unpack.lock", waiting=lambda: log("Another process unpacks PostgreSQL: waiting")):
        return unpacked(major) or _unpack(folder, major, log)


def _unpack(state: Path, major: int | None, log: Log) -> Installation:
    began = time.monotonic()
    apt, tree = state / "apt", state / "postgres.new"
    for folder in (apt, tree):
        shutil.rmtree(folder, ignore_errors=True)
    for part in ("state/lists/partial", "cache/archives/partial"):
        (apt / part).mkdir(parents=True)
    (apt / "status").touch()
    (apt / "apt.conf").write_text(APT_CONFIGURATION.format(apt=apt))
    log("Reading the lists of your distribution's packages")
    _apt(apt, "apt-get", "update", "-q", check=False)
    version = _version(apt, major)
    _download(apt, [f"postgresql-{version}", f"postgresql-{version}-postgis-3"], log)
    for package in sorted(apt.glob("cache/archives/*.deb")):
        _run(["dpkg", "-x", str(package), str(tree)])
    _trim(tree)
    _verify(tree)
    final = state / f"postgres-{version}"
    shutil.rmtree(final, ignore_errors=True)
    tree.rename(final)
    shutil.rmtree(apt, ignore_errors=True)
    installation = unpacked(version)
    if installation is None:
        raise ClusterError(f"The unpacked PostgreSQL in {final} does not run. Install PostgreSQL with PostGIS.")
    log(f"Unpacked PostgreSQL {version} and PostGIS into {final} ({time.monotonic() - began:.0f} s)")
    return installation


def _version(apt: Path, major: int | None) -> int:
    listed = _apt(apt, "apt-cache", "search", "--names-only", "^postgresql-[0-9]+-postgis-3$")
    versions = sorted(int(number) for number in re.findall(r"^postgresql-(\d+)-postgis-3 ", listed, re.MULTILINE))
    if major is not None:
        versions = [version for version in versions if version == major]
    if not versions:
        wanted = f"PostgreSQL {major}" if major else "PostgreSQL"
        raise ClusterError(
            f"Your distribution's package lists name no {wanted} with PostGIS (or they could not be read: is "
            "the network there?). Install it yourself and name its programs' folder with SERVICEMAP_PG_BIN, "
            "or name a server with DATABASE_URL."
        )
    return versions[-1]


def _download(apt: Path, names: list[str], log: Log) -> None:
    whole = _uris(apt, names)
    left = [stanza for name, version, arch, _ in whole if (stanza := _stanza(name, version, arch))]
    (apt / "status").write_text("\n".join(left))
    needed = _uris(apt, names)
    size = sum(bytes_ for *_, bytes_ in needed) / 1e6
    log(f"Fetching PostgreSQL and PostGIS from your distribution: {len(needed)} packages, {size:.0f} MB")
    with _reported(apt / "cache" / "archives", size, log):
        _apt(apt, "apt-get", "install", "-y", "-q", "--download-only", *names)


@contextmanager
def _reported(folder: Path, size: float, log: Log) -> Iterator[None]:
    """Say every few seconds how much of `size` (MB) has arrived in `folder`."""
    done = threading.Event()

    def report() -> None:
        while not done.wait(REPORT_EVERY):
            arrived = sum(path.stat().st_size for path in folder.rglob("*.deb")) / 1e6
            log(f"  {arrived:.0f} of {size:.0f} MB")

    reporter = threading.Thread(target=report, daemon=True)
    reporter.start()
    try:
        yield
    finally:
        done.set()
        reporter.join()


def _uris(apt: Path, names: list[str]) -> list[tuple[str, str, str, int]]:
    """Name, version, architecture and bytes of each package that apt would fetch."""
    listed = _apt(apt, "apt-get", "install", "-qq", "--print-uris", *names)
    packages = re.findall(r"^'\S+' ([^\s_]+)_([^\s_]+)_([^\s_]+)\.deb (\d+)", listed, re.MULTILINE)
    return [(name, unquote(version), arch, int(size)) for name, version, arch, size in packages]


def _stanza(name: str, version: str, arch: str) -> str | None:
    if not WITHOUT.fullmatch(name):
        return None
    lines = [
        f"Package: {name}",
        "Status: install ok installed",
        f"Architecture: {arch}",
        f"Version: {version}",
    ]
    if arch != "all":
        lines.append("Multi-Arch: allowed" if name == "perl" else "Multi-Arch: same")
    else:
        lines.append("Multi-Arch: foreign")
    return "\n".join([*lines, "Maintainer: none", f"Description: {name}", ""])


def _trim(tree: Path) -> None:
    for pattern in NOT_RUN:
        for path in tree.glob(pattern):
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    for path in tree.glob("usr/share/doc/*/*"):
        if path.name != "copyright":
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    # An installation makes this link through the alternatives system.
    for control in tree.glob("usr/share/postgresql/*/extension/postgis-3.control"):
        link = control.with_name("postgis.control")
        link.unlink(missing_ok=True)
        shutil.copyfile(control, link)


def _verify(tree: Path) -> None:
    """Every library that the programs ask for is there, in the tree or on the machine."""
    for root in tree.glob("usr/lib/postgresql/*"):
        for used in USED:
            libraries = _run(["ldd", str(root / used)], _libraries(tree))
            lost = re.findall(r"^\s*(\S+) => not found", libraries, re.MULTILINE)
            if lost:
                raise ClusterError(
                    f"The unpacked PostgreSQL lacks {', '.join(lost)}. Install PostgreSQL with PostGIS: "
                    "sudo apt-get install postgresql postgis postgresql-postgis"
                )


def _libraries(tree: Path) -> dict[str, str]:
    holding = {path.parent for folder in ("usr/lib", "lib") for path in (tree / folder).glob("*-linux-*/*.so*")}
    holding |= {path.parent for path in tree.glob("usr/lib/*-linux-*/*/lib[bl]*.so*")}
    return {
        "LD_LIBRARY_PATH": ":".join(map(str, sorted(holding))),
        "PROJ_DATA": str(tree / "usr/share/proj"),
        # The name that PROJ before 9.1 reads.
        "PROJ_LIB": str(tree / "usr/share/proj"),
    }


def _apt(apt: Path, program: str, *arguments: str, check: bool = True) -> str:
    return _run([program, "-c", str(apt / "apt.conf"), *arguments], check=check)


def _run(command: list[str], more: dict[str, str] | None = None, *, check: bool = True) -> str:
    env = {**os.environ, "LC_ALL": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive", **(more or {})}
    done = subprocess.run(  # noqa: S603 - a fixed program with our own arguments
        command,
        capture_output=True,
        text=True,
        errors="replace",
        env=env,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    if check and done.returncode:
        complaint = [line for line in (done.stderr or done.stdout).splitlines() if line.strip()]
        raise ClusterError(f"{command[0]} failed: {complaint[-1] if complaint else 'it gave no reason'}")
    return done.stdout
