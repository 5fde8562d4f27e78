"""What the browser's code takes from Python is as Python has it: the committed files are what the generator writes."""

from collections.abc import Mapping
from typing import Annotated, Any

import pytest

from app.generate import FOLDER, MODULES, written
from frontend import controls, layers
from frontend.sources import Source
from frontend.typescript import component_classes, options_of, type_of


def test_the_committed_files_are_what_python_writes() -> None:
    assert {path.name: path.read_text("utf-8") for path in FOLDER.iterdir()} == written(), (
        "say .venv/bin/python -m app.generate and commit what it wrote"
    )
    assert set(MODULES) == set(written())


@pytest.mark.parametrize(
    ("hint", "expected"),
    [
        (str | None, "string | null"),
        (tuple[float, float] | None, "[number, number] | null"),
        (tuple[str, ...], "readonly string[]"),
        (Mapping[str, str], "Readonly<Record<string, string>>"),
        (Annotated[dict[str, Any], "FeatureCollection"], "FeatureCollection"),
        (Source, "Source"),
        (layers.SourceOptions, "SourceOptions"),
    ],
)
def test_a_type_of_python_has_its_like_in_typescript(hint: Any, expected: str) -> None:
    assert type_of(hint) == expected


def test_a_type_without_a_like_is_refused() -> None:
    with pytest.raises(TypeError, match="no TypeScript type"):
        type_of(set[str])


def test_every_component_says_its_options() -> None:
    classes = component_classes((layers, controls))
    assert {controls.ZoomControl, layers.PlatformLayer} <= set(classes)
    assert controls.Plain not in classes
    assert {options_of(each) for each in classes} >= {controls.NoOptions, layers.PlatformLayerOptions}
