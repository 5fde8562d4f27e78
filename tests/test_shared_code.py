"""What tests share stands in tests/support: nothing imports a test module or a conftest."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
FILES = sorted([*TESTS.rglob("*.py"), *(TESTS.parent / "bench").rglob("*.py")])


def imported(source: str) -> Iterator[str]:
    """The modules below `tests` that a source names in an import, `from tests import x` as `tests.x`."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level:
            names = ["tests" + "." * node.level]
        elif isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        yield from (name for name in names if name.split(".")[0] == "tests")


def foreign(source: str) -> list[str]:
    """The imports that leave tests/support."""
    return [name for name in imported(source) if not name.startswith("tests.support.")]


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(TESTS.parent)))
def test_no_module_imports_a_test(file: Path) -> None:
    assert foreign(file.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "line",
    [
        "from tests.app.test_embed import VOCABULARY",
        "from tests.conftest import Databases",
        "import tests.app.test_embed",
        "from tests.app import test_embed",
        "from . import test_embed",
        "def late():\n    from tests.browser.conftest import Watch",
    ],
)
def test_an_import_of_a_test_is_seen(line: str) -> None:
    assert foreign(line)
    assert not foreign("from tests.support import recount\nfrom tests.support.server import running\nimport re")
