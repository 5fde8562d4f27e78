"""Writes pinned answers to a folder that an option of pytest names."""

from pathlib import Path

import pytest

from tests.support.pins.answer import Answer


def put(folder: Path, answer: Answer) -> None:
    """Write an answer to a folder, each part to a file of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in answer.files().items():
        (folder / name).write_text(text, "utf-8")


def named_folder(config: pytest.Config, option: str) -> Path | None:
    """The folder that an option names. The options are unknown where pytest began in another folder than this one."""
    name = config.getoption(option, None)
    return Path(str(name)) if name else None
