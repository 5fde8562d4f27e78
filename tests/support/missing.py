"""What a test needs of the machine, and is not there."""

import os
from typing import NoReturn

import pytest


def missing(what: str) -> NoReturn:
    """Skip the test, and fail it in CI, where everything must be there."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} is missing; in CI it must be there")
    pytest.skip(f"{what} is missing")
