"""The options of the pins, and the answers of the running site."""

import httpx
import pytest

from tests.support.pins.answer import Answer, ask
from tests.support.pins.questions import questions


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("pins")
    group.addoption("--write-pins", action="store_true", help="write the golden files of the pins anew")
    group.addoption("--changed-pins", metavar="FOLDER", help="write the answers whose pins do not hold to this folder")
    group.addoption("--dump-pins", metavar="FOLDER", help="write all pinned answers to this folder, to compare commits")


@pytest.fixture(scope="module")
def answers(client: httpx.Client) -> list[Answer]:
    """Every pinned request, answered by the application on the default data."""
    return [ask(client, question) for question in questions()]
