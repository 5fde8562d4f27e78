"""The wheel: what is in it, and a page served from it with no checkout, no Node, and a foreign `data` beside it."""

import os
import signal
import subprocess
import sys
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from app.setup.cluster import open_database, remove
from app.setup.environment import ensure_uv
from app.setup.steps import Steps

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(folder.glob("servicemap-*.whl"))


@pytest.fixture(scope="module")
def names(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


def test_it_holds_what_the_application_reads(names: list[str]) -> None:
    shipped = {name.removeprefix("app/_shipped/") for name in names if name.startswith("app/_shipped/")}
    assert "boundaries.geojson" in shipped
    assert "bundle/manifest.json" in shipped
    data = {path.relative_to(ROOT).as_posix() for path in (ROOT / "data").iterdir() if path.is_file()}
    assert data
    assert data <= shipped
    released = {f"released/{path.name}" for path in (ROOT / "frontend" / "released").iterdir()}
    assert released
    assert released <= shipped
    for needed in ("frontend/icons.json", "app/store/migrations/env.py", "app/lock.py"):
        assert needed in names
    messages = {path.relative_to(ROOT).as_posix() for path in (ROOT / "frontend/messages").rglob("*.ftl")}
    assert messages
    assert messages <= set(names)


def test_it_holds_nothing_else(names: list[str]) -> None:
    for name in names:
        assert not name.endswith((".ts", ".mjs")), name
        assert "node_modules" not in name
        assert "internal" not in name.split("/"), name
        assert name.split("/")[0] in ("app", "geo", "frontend") or ".dist-info/" in name, name


def test_no_internal_text_is_in_it(wheel: Path) -> None:
    texts = {
        cell.strip()
        for file in (ROOT / "data" / "internal").iterdir()
        for line in file.read_text(encoding="utf-8").splitlines()[1:]
        for cell in line.split(",")
        if len(cell.strip()) > 24
    }
    assert texts
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            content = archive.read(name).decode("utf-8", errors="replace")
            found = [text for text in texts if text in content]
            assert not found, (name, found[0])


@pytest.fixture
def database() -> Iterator[str]:
    with TemporaryDirectory(prefix="smw-") as folder:
        home = Path(folder)
        home.chmod(0o755)
        with open_database(home, durable=False, log=lambda line: None) as url:
            yield url
        remove(home)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder with a package called `data` that is none of ours and does not bear being imported."""
    foreign = tmp_path / "elsewhere" / "data"
    foreign.mkdir(parents=True)
    (foreign / "__init__.py").write_text("raise RuntimeError('a foreign package was imported')\n")
    return foreign.parent


def test_a_page_from_an_empty_environment(wheel: Path, database: str, elsewhere: Path, tmp_path: Path) -> None:
    uv, venv = str(ensure_uv(Steps(ROOT))), tmp_path / "venv"
    python = venv / "bin" / "python"
    subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, str(venv)], check=True)
    install = [uv, "--system-certs", "pip", "install", "--quiet", "--python", str(python)]
    subprocess.run([*install, "--constraint", str(ROOT / "requirements.txt"), str(wheel)], check=True)
    command = str(venv / "bin" / "servicemap")
    env = {"PATH": "/nowhere", "DATABASE_URL": database, "PYTHONPATH": str(elsewhere), "HOME": str(tmp_path)}
    serving = subprocess.Popen(
        [command, "serve", "--port", "0"],
        cwd=elsewhere,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert serving.stdout is not None
        said: list[str] = []
        while not (said and said[-1].startswith("http://")):
            line = serving.stdout.readline()
            assert line, "".join(said)
            said.append(line)
        with urllib.request.urlopen(said[-1].strip(), timeout=30) as answer:  # noqa: S310 - our own address
            page = answer.read().decode()
    finally:
        serving.send_signal(signal.SIGINT)
        serving.communicate(timeout=30)
    assert "<html" in page
    subprocess.run([command, "snapshot", str(tmp_path / "map")], cwd=elsewhere, env=env, check=True)
    assert (tmp_path / "map" / "en" / "platform" / "sh-poc-009.html").is_file()
    assert "sh-poc-" in page
    assert not (elsewhere / "app").exists()
    assert os.listdir(elsewhere) == ["data"]  # noqa: PTH208
