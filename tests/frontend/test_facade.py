"""What a notebook imports is `servicemap`: its names, where they come from, and that it starts no application."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import servicemap

ROOT = Path(__file__).parents[2]
PUBLIC = [
    "BaseMap",
    "DistrictLayer",
    "Inline",
    "MarginStrip",
    "NotOnAServiceMapError",
    "PlatformLayer",
    "Remote",
    "ScaleBar",
    "ServiceMap",
    "ZoneLayer",
    "ZoomControl",
]


def test_the_public_names() -> None:
    assert sorted(servicemap.__all__) == PUBLIC
    public = {name for name, value in vars(servicemap).items() if not name.startswith("_") and isinstance(value, type)}
    assert public == set(PUBLIC)
    assert all(getattr(servicemap, name).__doc__ for name in PUBLIC)


def test_it_is_no_second_copy() -> None:
    from frontend.layers import PlatformLayer

    assert servicemap.PlatformLayer is PlatformLayer
    assert servicemap.PlatformLayer.__module__ == "frontend.layers"


def test_it_starts_no_application() -> None:
    code = "import servicemap, sys; print(*{name.split('.')[0] for name in sys.modules})"
    done = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, text=True, check=True)
    assert not {"app", "fastapi", "sqlalchemy", "psycopg"} & set(done.stdout.split())


def test_it_is_the_command_too() -> None:
    from app.cli import main
    from servicemap import __main__ as program

    assert program.main is main
    assert 'servicemap = "servicemap.__main__:main"' in (ROOT / "pyproject.toml").read_text("utf-8")


def test_the_gallery_imports_nothing_else_of_ours() -> None:
    notebooks = sorted((ROOT / "docs" / "gallery").glob("*.ipynb"))
    assert notebooks
    for notebook in notebooks:
        cells = json.loads(notebook.read_text("utf-8"))["cells"]
        code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
        modules = {node.module for node in ast.walk(ast.parse(code)) if isinstance(node, ast.ImportFrom)}
        assert "servicemap" in modules
        assert not {"app", "frontend", "geo"} & {str(module).split(".", maxsplit=1)[0] for module in modules}
