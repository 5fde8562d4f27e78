"""The wheel: what is in it, and a page served from it with no checkout, no Node, and foreign packages beside it."""

import os
import signal
import subprocess
import sys
import urllib.request
import zipfile
from pathlib import Path

import pytest

from app.setup.environment import ensure_uv
from app.setup.steps import Steps
from hatch_build import inside_package
from tests.support.databases import Databases
from tests.support.serving import children

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = "servicemap/app/_shipped/"
IMPORT_ALL = """
import importlib, pkgutil, sys
import servicemap
for module in pkgutil.walk_packages(servicemap.__path__, "servicemap."):
    if not module.name.endswith((".__main__", ".migrations.env")):
        importlib.import_module(module.name)
    print(module.name)
assert not {"app", "geo", "frontend", "data"} & {name.split(".")[0] for name in sys.modules}
import app
assert app.OWNER == "somebody else", app
"""
"""Imports each module of the wheel but the programs and what Alembic runs, then the foreign `app`."""


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
    shipped = {name.removeprefix(SHIPPED) for name in names if name.startswith(SHIPPED)}
    assert "boundaries.geojson" in shipped
    assert "bundle/manifest.json" in shipped
    data = {path.relative_to(ROOT).as_posix() for path in (ROOT / "data").iterdir() if path.is_file()}
    assert data
    assert data <= shipped
    released = {f"released/{path.name}" for path in (ROOT / "frontend" / "released").iterdir()}
    assert released
    assert released <= shipped
    for needed in ("py.typed", "frontend/icons.json", "app/store/migrations/env.py", "app/lock.py"):
        assert f"servicemap/{needed}" in names
    messages = {
        f"servicemap/{path.relative_to(ROOT).as_posix()}" for path in (ROOT / "frontend/messages").rglob("*.ftl")
    }
    assert messages
    assert messages <= set(names)


def test_it_holds_nothing_else(names: list[str]) -> None:
    for name in names:
        assert not name.endswith((".ts", ".mjs")), name
        assert "node_modules" not in name
        assert "internal" not in name.split("/"), name
        assert "__pycache__" not in name
        assert name.split("/")[0] == "servicemap" or ".dist-info/" in name, name


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


def test_imports_of_ours_name_the_package() -> None:
    source = """from app.errors import (
    ServiceMapError,
)
from application import app
if True:
    from geo import grid  # from geo import bbox
text = "from app.errors import x"
"""
    assert inside_package(source, Path("x.py")).splitlines() == [
        "from servicemap.app.errors import (",
        "    ServiceMapError,",
        ")",
        "from application import app",
        "if True:",
        "    from servicemap.geo import grid  # from geo import bbox",
        'text = "from app.errors import x"',
    ]
    with pytest.raises(RuntimeError, match=r"x\.py:1: write `from app import x`"):
        inside_package("import os, app.errors", Path("x.py"))


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of another distribution whose package is called `app`."""
    wheel = tmp_path_factory.mktemp("foreign") / "somebody_elses-1.0-py3-none-any.whl"
    about = "somebody_elses-1.0.dist-info"
    files = {
        "app/__init__.py": "OWNER = 'somebody else'\n",
        f"{about}/METADATA": "Metadata-Version: 2.1\nName: somebody-elses\nVersion: 1.0\n",
        f"{about}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = f"{about}/RECORD"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, text in (files | {record: "".join(f"{name},,\n" for name in (*files, record))}).items():
            archive.writestr(name, text)
    return wheel


@pytest.fixture(scope="module")
def venv(wheel: Path, foreign: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment that holds the wheel and what it needs, and the foreign distribution."""
    uv, made = str(ensure_uv(Steps(ROOT))), tmp_path_factory.mktemp("empty") / "venv"
    python = str(made / "bin" / "python")
    subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, str(made)], check=True)
    install = [uv, "--system-certs", "pip", "install", "--quiet", "--python", python]
    locked = ["--constraint", str(ROOT / "requirements.txt")]
    subprocess.run([*install, *locked, str(wheel), str(foreign)], check=True)
    return made


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder with packages called `data`, `geo` and `frontend` that are none of ours and bear no import."""
    folder = tmp_path / "elsewhere"
    for name in ("data", "frontend", "geo"):
        (folder / name).mkdir(parents=True)
        (folder / name / "__init__.py").write_text("raise RuntimeError('a foreign package was imported')\n")
    return folder


def test_it_works_beside_a_foreign_app(venv: Path, elsewhere: Path) -> None:
    run = [str(venv / "bin" / "python"), "-c", IMPORT_ALL]
    done = subprocess.run(run, cwd=elsewhere, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.split()) > 200


def test_a_page_from_an_empty_environment(venv: Path, databases: Databases, elsewhere: Path, tmp_path: Path) -> None:
    database = databases.unmigrated("wheel")
    command = str(venv / "bin" / "servicemap")
    env = {"PATH": "/nowhere", "DATABASE_URL": database, "PYTHONPATH": str(elsewhere), "HOME": str(tmp_path)}
    serving = subprocess.Popen(
        [command, "serve", "--port", "0", "--workers", "2"],
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
        if sys.platform == "linux":
            # Its workers have the program from the one process that imported it.
            [imported] = [child for child in children(serving.pid) if len(children(child)) == 2]
            assert "pyroaring" in Path(f"/proc/{imported}/maps").read_text()
    finally:
        serving.send_signal(signal.SIGINT)
        serving.communicate(timeout=30)
    assert "<html" in page
    subprocess.run([command, "snapshot", str(tmp_path / "map")], cwd=elsewhere, env=env, check=True)
    assert (tmp_path / "map" / "en" / "platform" / "sh-poc-009.html").is_file()
    assert "sh-poc-" in page
    assert sorted(os.listdir(elsewhere)) == ["data", "frontend", "geo"]  # noqa: PTH208
