"""`python -m tests.support.pins.write`: write the golden files anew."""

import sys

import pytest

if __name__ == "__main__":
    sys.exit(pytest.main(["tests/pins", "-q", "--write-pins"]))
