"""`python -m tests.support.pins.dump FOLDER`: every pinned answer in a folder; `diff -r` then compares commits."""

import sys

import pytest

if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(pytest.main(["tests/pins", "-q", "--dump-pins", sys.argv[1]]))
