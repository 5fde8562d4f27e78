"""Imports in the browser's code go one way, also those of a type alone: from a folder to those below it, in no circle.

The bundler drops imports of types, and the checkers of import circles that read them ask for a newer Node than the
oldest supported or for a second compiler, so the lines are read here and sorted by the standard library.
"""

import re
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

LAYERS = (
    *(("generated", ""), ("draw",), ("map",), ("layers", "controls")),
    *(("page", "orientation"), ("local",), ("local/match",), ("entries",)),
)
"""The folders from the bottom up (the empty name: files beside the folders). Each knows itself and those below it."""
LEVEL = {folder: level for level, folders in enumerate(LAYERS) for folder in folders}
SOURCE = Path(__file__).parents[2] / "frontend" / "src"
STATEMENT = re.compile(r'^(?:import|export)\b[^;]*?\bfrom "(\.[^"]+)";|^import "(\.[^"]+)";', re.M)
ANY_IMPORT = re.compile(r'\bfrom "\.|^import "\.|\bimport\(|\brequire\(', re.M)


def imports(source: Path) -> dict[str, set[str]]:
    """Each TypeScript file below the folder, with the TypeScript files that it imports, as paths below the folder."""
    arrows: dict[str, set[str]] = {}
    for file in sorted(source.rglob("*.ts")):
        text = file.read_text("utf-8")
        targets = [relative or bare for relative, bare in STATEMENT.findall(text)]
        assert len(targets) == len(ANY_IMPORT.findall(text)), f"{file}: an import of a form that is not read here"
        paths = [(file.parent / target).resolve().with_name(Path(target).name + ".ts") for target in targets]
        inside = {path.relative_to(source).as_posix() for path in paths if path.is_file()}
        arrows[file.relative_to(source).as_posix()] = inside
    return arrows


def circle(arrows: dict[str, set[str]]) -> list[str]:
    """The files of one circle of imports; empty where there is none."""
    try:
        TopologicalSorter(arrows).prepare()
    except CycleError as error:
        files: list[str] = error.args[1]
        return files
    return []


def upward(arrows: dict[str, set[str]]) -> list[str]:
    """The imports that do not go down: to a folder above, or to one beside it."""
    folder = {file: file.rpartition("/")[0] for file in arrows}
    return [
        f"{file} imports {target}"
        for file, targets in arrows.items()
        for target in sorted(targets)
        if folder[file] != folder[target] and LEVEL[folder[file]] <= LEVEL[folder[target]]
    ]


def test_each_folder_knows_those_below_it_alone() -> None:
    arrows = imports(SOURCE)
    assert {file.rpartition("/")[0] for file in arrows} == set(LEVEL)
    assert upward(arrows) == []


@pytest.mark.parametrize(
    ("file", "target"), [("draw/a.ts", "map/b.ts"), ("layers/a.ts", "controls/b.ts"), ("generated/a.ts", "draw/b.ts")]
)
def test_an_import_upward_or_aside_is_found(file: str, target: str) -> None:
    assert upward({file: {target}, target: set()}) == [f"{file} imports {target}"]
    assert upward({target: set(), file: set()}) == []


def test_no_file_imports_itself_by_way_of_others() -> None:
    arrows = imports(SOURCE)
    assert "map/state.ts" in arrows["map/selection.ts"], "imports of types are read"
    assert circle(arrows) == []


def test_a_circle_is_found(tmp_path: Path) -> None:
    (tmp_path / "draw").mkdir()
    (tmp_path / "draw" / "one.ts").write_text('import {\n  two,\n} from "../two";\n', "utf-8")
    (tmp_path / "two.ts").write_text('import type { Three } from "./three";\n', "utf-8")
    (tmp_path / "three.ts").write_text('import "./draw/one";\n', "utf-8")
    assert set(circle(imports(tmp_path))) == {"draw/one.ts", "two.ts", "three.ts"}


def test_an_import_of_another_form_is_not_passed_over(tmp_path: Path) -> None:
    (tmp_path / "one.ts").write_text('const two = await import("./two");\n', "utf-8")
    with pytest.raises(AssertionError, match="not read here"):
        imports(tmp_path)
