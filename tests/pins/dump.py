"""`python -m tests.pins.dump FOLDER`: write every pinned answer to a folder; `diff -r` then compares two commits."""

import sys

import pytest

if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(pytest.main(["tests/pins", "-q", "--dump-pins", sys.argv[1]]))
