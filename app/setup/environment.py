"""The virtual environment, from a lock file with hashes, by uv fetched into the project's own `.tools/`."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import threading
from pathlib import Path

from app.setup.stamps import digest, fresh, write
from app.setup.steps import BootstrapError, Steps

FETCHING_UV = threading.Lock()
"""Python's packages and Node are fetched beside one another, each by uv."""
WINDOWS = sys.platform == "win32"
BUNDLES = ("/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem")
# What pip is told of an index, and the name under which uv asks for the same.
INDEX_SETTINGS = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "cert": "SSL_CERT_FILE",
}


def python(root: Path) -> Path:
    """The interpreter of the virtual environment."""
    return root / ".venv" / ("Scripts/python.exe" if WINDOWS else "bin/python")


def program(root: Path, name: str) -> Path:
    """A program of the virtual environment."""
    return python(root).parent / (f"{name}.exe" if WINDOWS else name)


def ensure(steps: Steps, *, tests: bool) -> bool:
    """Make `.venv` hold what the lock names; with `tests`, what the tests need beside it (a superset).

    Returns whether anything had to be installed.
    """
    root = steps.root
    runtime, testing = root / "requirements.txt", root / "requirements-test.txt"
    made_with = (sys.version.split()[0], sys.base_prefix, *map(str, _importable(root)))
    wanted = digest(root, [runtime], *made_with)
    wanted_tests = digest(root, [runtime, testing], *made_with)
    stamp, stamp_tests = root / ".venv/.servicemap-run", root / ".venv/.servicemap-test"
    whole = python(root).exists()
    if whole and (fresh(stamp_tests, wanted_tests) if tests else fresh(stamp, wanted)):
        return False
    uv = ensure_uv(steps)
    with steps.step("Installing the Python packages" + (" and those of the tests" if tests else "")):
        for old in (stamp, stamp_tests):
            old.unlink(missing_ok=True)
        if not whole or not _same_python(root):
            shutil.rmtree(root / ".venv", ignore_errors=True)
            run_uv(steps, uv, "venv", "--no-python-downloads", "--python", base_python(), root / ".venv")
        lock = testing if tests else runtime
        run_uv(steps, uv, "pip", "install", "--python", python(root), "--require-hashes", "-r", lock)
        _link_project(root)
        write(stamp, wanted)
        if tests:
            write(stamp_tests, wanted_tests)
    return True


def ensure_uv(steps: Steps) -> Path:
    """uv of the pinned version in `.tools/`, fetched by pip."""
    folder, lock = steps.root / ".tools" / "uv", steps.root / "requirements-tools.txt"
    program = folder / "bin" / ("uv.exe" if WINDOWS else "uv")
    wanted = digest(steps.root, [lock])
    with FETCHING_UV:
        if not (program.exists() and fresh(folder / ".servicemap-stamp", wanted)):
            with steps.step("Fetching uv"):
                _fetch_uv(steps, folder, lock)
                write(folder / ".servicemap-stamp", wanted)
    return program


def _fetch_uv(steps: Steps, folder: Path, lock: Path) -> None:
    interpreter = _with_pip()
    if interpreter is None:
        raise BootstrapError(f"{sys.executable} has no pip. On Debian: sudo apt-get install python3-pip")
    shutil.rmtree(folder, ignore_errors=True)
    pip = [interpreter, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input", "--no-compile"]
    steps.run([*pip, "--target", folder, "--require-hashes", "--only-binary", ":all:", "-r", lock])


def run_uv(steps: Steps, uv: Path, *arguments: str | Path) -> None:
    """Run uv with the system's certificates and with the index that pip is set to."""
    steps.run([uv, "--system-certs", "--no-progress", *arguments], env=_index_settings())


def certificates() -> str | None:
    """The file of certificates that the caller or the system trusts."""
    named = os.environ.get("SSL_CERT_FILE")
    return named or next((bundle for bundle in BUNDLES if Path(bundle).is_file()), None)


def _index_settings() -> dict[str, str]:
    """What pip's configuration (its files and PIP_*) says of indexes, as uv's variables."""
    interpreter = _with_pip()
    configuration = _output(interpreter, "-m", "pip", "config", "list") if interpreter else ""
    settings: dict[str, str] = {}
    for name, value in re.findall(r"^[^=\n]*\.([a-z-]+)='(.*)'$", configuration, re.MULTILINE):
        variable = INDEX_SETTINGS.get(name)
        if variable and variable not in os.environ:
            # pip lets a folder that is not there pass, uv does not.
            places = [each for each in value.replace("\\n", " ").split() if "://" in each or Path(each).exists()]
            settings |= {variable: " ".join(places)} if places else {}
    return settings


def base_python() -> str:
    """The interpreter itself, also where `./run` was started from within an activated environment."""
    return str(getattr(sys, "_base_executable", None) or sys.executable)


def _with_pip() -> str | None:
    """An interpreter that has pip; None where none has."""
    return next((each for each in (sys.executable, base_python()) if _output(each, "-m", "pip", "--version")), None)


def _same_python(root: Path) -> bool:
    """Whether `.venv` runs the version that runs us."""
    version = _output(str(python(root)), "-c", "import sys; print(sys.version.split()[0])")
    return version.strip() == sys.version.split()[0]


def _output(*command: str) -> str:
    """What an interpreter prints; nothing where it fails."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - an interpreter
    return done.stdout if done.returncode == 0 else ""


def _importable(root: Path) -> tuple[Path, Path]:
    """The folders that hold our packages: app, geo and frontend; and `servicemap`."""
    return root, root / "frontend" / "facade"


def _link_project(root: Path) -> None:
    """Make the checkout importable from anywhere, and `servicemap` a program of the environment."""
    packages = root / ".venv" / ("Lib" if WINDOWS else f"lib/python{sys.version_info[0]}.{sys.version_info[1]}")
    lines = "".join(f"{folder}\n" for folder in _importable(root))
    (packages / "site-packages" / "servicemap.pth").write_text(lines, encoding="utf-8")
    if WINDOWS:
        launcher = program(root, "servicemap").with_suffix(".cmd")
        launcher.write_text(f'@"{python(root)}" -P -m app.cli %*\r\n', encoding="utf-8")
        return
    launcher = program(root, "servicemap")
    launcher.write_text(f'#!/bin/sh\nexec "{python(root)}" -P -m app.cli "$@"\n', encoding="utf-8")
    launcher.chmod(0o755)
