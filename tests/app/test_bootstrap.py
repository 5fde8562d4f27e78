"""What `./run` and `./test` do before there is an environment."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from app.lock import locked, try_lock
from app.setup import checks, environment, frontend, stamps
from app.setup.steps import BootstrapError, Steps

ROOT = Path(__file__).resolve().parents[2]
OLD_PYTHON = "import runpy, sys; sys.version_info = (3, 9, 2); runpy.run_path({script!r}, run_name='__main__')"


@pytest.mark.parametrize("script", ["run", "test"])
def test_an_old_python_is_told_what_it_needs(script: str) -> None:
    code = OLD_PYTHON.format(script=str(ROOT / script))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert re.search(r"3\.11 or newer; this is 3\.9", done.stderr)
    assert "Traceback" not in done.stderr


def test_it_needs_nothing_but_the_standard_library() -> None:
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); import app.setup.commands"
    subprocess.run([sys.executable, "-I", "-S", "-c", code], check=True)


def test_it_imports_nothing_that_windows_lacks() -> None:
    """What only some systems have stands below a question for the system."""
    lacking = {"crypt", "fcntl", "grp", "posix", "pty", "pwd", "resource", "syslog", "termios"}
    files = [file for folder in ("app", "geo", "frontend") for file in (ROOT / folder).rglob("*.py")]
    found = {
        f"{file.relative_to(ROOT)}: {name}"
        for file in files
        for one in ast.parse(file.read_text("utf-8")).body
        for name in imported(one)
        if name.partition(".")[0] in lacking
    }
    assert len(files) > 500
    assert found == set()


def imported(statement: ast.stmt) -> list[str]:
    """The modules that a statement imports, where it is such a one."""
    if isinstance(statement, ast.Import):
        return [alias.name for alias in statement.names]
    return [statement.module or ""] if isinstance(statement, ast.ImportFrom) else []


def test_the_tests_have_every_pin_of_the_runtime() -> None:
    """Or ./run after ./test would install again."""
    pins = [
        {line.split()[0] for line in (ROOT / name).read_text().splitlines() if re.match(r"[a-z0-9]", line)}
        for name in ("requirements.txt", "requirements-test.txt")
    ]
    assert pins[0] < pins[1]


@pytest.mark.parametrize(
    "name", ["requirements.txt", "requirements-test.txt", "requirements-tools.txt", "requirements-node.txt"]
)
def test_every_pin_has_hashes(name: str) -> None:
    blocks = re.split(r"\n(?=\S)", (ROOT / name).read_text().strip())
    assert blocks
    assert all("==" in block and "--hash=sha256:" in block for block in blocks)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A tree with the lock files and an environment that says it was made from them."""
    for name in ("requirements.txt", "requirements-test.txt"):
        (tmp_path / name).write_text((ROOT / name).read_text())
    interpreter = environment.python(tmp_path)
    interpreter.parent.mkdir(parents=True)
    interpreter.symlink_to(sys.executable)
    return tmp_path


def stamped(checkout: Path, *, tests: bool) -> None:
    """What `ensure` leaves behind."""
    names = ["requirements.txt", "requirements-test.txt"] if tests else ["requirements.txt"]
    made_with = (sys.version.split()[0], sys.base_prefix, str(checkout), str(checkout / "frontend" / "facade"))
    value = stamps.digest(checkout, [checkout / name for name in names], *made_with)
    stamps.write(checkout / ".venv" / (".servicemap-test" if tests else ".servicemap-run"), value)


def test_a_second_start_installs_nothing(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(environment, "ensure_uv", lambda steps: Path("uv"))
    monkeypatch.setattr(environment, "run_uv", lambda steps, uv, *rest: asked.append(str(rest[0])))
    monkeypatch.setattr(environment, "_link_project", lambda root: None)
    steps = Steps(checkout)
    stamped(checkout, tests=False)
    environment.ensure(steps, tests=False)
    assert asked == []
    environment.ensure(steps, tests=True)
    assert asked == ["pip"]
    asked.clear()
    environment.ensure(steps, tests=False)
    environment.ensure(steps, tests=True)
    assert asked == []
    (checkout / "requirements.txt").write_text("changed\n")
    environment.ensure(steps, tests=False)
    assert asked == ["pip"]


def test_a_digest_knows_names_and_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("1")
    before = stamps.digest(tmp_path, [tmp_path])
    assert stamps.digest(tmp_path, [tmp_path]) == before
    (tmp_path / "a").rename(tmp_path / "b")
    renamed = stamps.digest(tmp_path, [tmp_path])
    (tmp_path / "b").write_text("2")
    assert len({before, renamed, stamps.digest(tmp_path, [tmp_path])}) == 3


def test_a_failing_step_shows_the_tail_of_what_it_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    steps = Steps(tmp_path)
    code = "print(*range(100), sep='\\n'); raise SystemExit(3)"
    with pytest.raises(BootstrapError) as failure, steps.step("Doing it"):
        steps.run([sys.executable, "-c", code])
    said = str(failure.value).splitlines()
    assert said[-2] == "99"
    assert "10" not in said
    assert "ended with 3" in said[-1]
    assert capsys.readouterr().out.splitlines() == ["Doing it ...", "Doing it: failed"]
    assert "\n10\n" in steps.log.read_text()


def test_a_program_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(BootstrapError, match="nowhere can not be started"):
        Steps(tmp_path).run([tmp_path / "nowhere"])


def test_a_lock_is_for_one(tmp_path: Path) -> None:
    with locked(tmp_path / "lock"):
        assert try_lock(tmp_path / "lock") is None
        code = "from pathlib import Path; from app.lock import try_lock; print(try_lock(Path({!r})))"
        said = subprocess.run(
            [sys.executable, "-c", code.format(str(tmp_path / "lock"))],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        assert said.stdout.strip() == "None"
    assert try_lock(tmp_path / "lock") is not None


def fake_node(folder: Path, version: str) -> None:
    """A node and npm on a path of their own."""
    for name in ("node", "npm"):
        (folder / name).write_text(f"#!/bin/sh\necho {version}\n")
        (folder / name).chmod(0o755)


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands for node")
@pytest.mark.parametrize(("version", "used"), [("v16.20.0", False), ("v18.0.0", True), ("v24.1.0", True)])
def test_an_installed_node_must_be_new_enough(
    version: str, used: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_node(tmp_path, version)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin")
    assert (frontend.installed() is not None) is used


def test_a_missing_node_is_a_sentence_where_the_wheel_is_not_wanted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("SERVICEMAP_NODE", "installed")
    with pytest.raises(BootstrapError, match="No node 18 or newer"):
        frontend.choose(Steps(tmp_path))
    monkeypatch.setenv("SERVICEMAP_NODE", "magic")
    with pytest.raises(BootstrapError, match="auto, installed, wheel"):
        frontend.choose(Steps(tmp_path))


def test_npm_trusts_what_the_caller_trusts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    node = frontend.Node(tmp_path / "node", ("npm",), "installed")
    monkeypatch.delenv("NODE_EXTRA_CA_CERTS", raising=False)
    monkeypatch.setenv("SSL_CERT_FILE", "/trusted.pem")
    assert node.environment()["NODE_EXTRA_CA_CERTS"] == "/trusted.pem"
    monkeypatch.setenv("NODE_EXTRA_CA_CERTS", "/own.pem")
    assert "NODE_EXTRA_CA_CERTS" not in node.environment()


def test_uv_asks_the_index_that_pip_is_set_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("UV_DEFAULT_INDEX", raising=False)
    monkeypatch.setenv("PIP_INDEX_URL", "https://mirror.example/simple")
    assert environment._index_settings()["UV_DEFAULT_INDEX"] == "https://mirror.example/simple"
    monkeypatch.setenv("UV_DEFAULT_INDEX", "https://other.example/simple")
    assert "UV_DEFAULT_INDEX" not in environment._index_settings()


def test_browser_tests_that_were_not_run_are_counted(tmp_path: Path) -> None:
    report = tmp_path / "pytest.xml"
    assert checks._browser_tests_not_run(report) == 0
    report.write_text(
        '<testsuites><testsuite><testcase classname="tests.browser.test_a" name="x"><skipped/></testcase>'
        '<testcase classname="tests.browser.test_a" name="y"/>'
        '<testcase classname="tests.app.test_b" name="z"><skipped/></testcase></testsuite></testsuites>'
    )
    assert checks._browser_tests_not_run(report) == 1


@pytest.mark.parametrize(
    ("arguments", "everything"),
    [([], True), (["--long"], True), (["tests/geo"], False), (["--long", "-k", "x"], False)],
)
def test_all_tests_are_spread_and_chosen_ones_run_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, arguments: list[str], everything: bool
) -> None:
    called: list[list[str]] = []

    def call(command: list[str], cwd: Path) -> int:
        called.append(command)
        return 0

    monkeypatch.setattr(checks, "_checks", lambda steps: ["ruff check"])
    monkeypatch.setattr(checks, "_call", call)
    # The one check that fails shows in the exit code whether it was run at all.
    assert checks.run_all(Steps(tmp_path), arguments) == int(everything)
    [command] = called
    assert ("--dist=loadgroup" in command) is everything
    assert [argument for argument in command if argument in arguments] == arguments
