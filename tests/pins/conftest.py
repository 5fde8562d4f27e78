"""The options of the pins, and the answers of the running site."""

from pathlib import Path

import httpx
import pytest

from tests.pins.answer import Answer, ask
from tests.pins.questions import questions


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("pins")
    group.addoption("--write-pins", action="store_true", help="write the golden files of the pins anew")
    group.addoption("--changed-pins", metavar="FOLDER", help="write the answers whose pins do not hold to this folder")
    group.addoption("--dump-pins", metavar="FOLDER", help="write all pinned answers to this folder, to compare commits")


def put(folder: Path, answer: Answer) -> None:
    """Write an answer to a folder, each part to a file of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in answer.files().items():
        (folder / name).write_text(text, "utf-8")


def named_folder(config: pytest.Config, option: str) -> Path | None:
    """The folder that an option names. The options are unknown where pytest began in another folder than this one."""
    name = config.getoption(option, None)
    return Path(str(name)) if name else None


@pytest.fixture(scope="module")
def answers(client: httpx.Client) -> list[Answer]:
    """Every pinned request, answered by the application on the default data."""
    return [ask(client, question) for question in questions()]
