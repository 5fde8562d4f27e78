"""The API answers as its document says, whatever is asked: schemathesis asks."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SEEDS = (1, 2, 3)
CONFIG = Path(__file__).parent.with_name("support") / "schemathesis.toml"
NOT_QUICK = (
    "/(insight|downloads|schema|queryables)|/(districts|district-features|domains|services|policies|cases|events)/items"
)
QUICK = ("--phases", "examples,fuzzing", "-n", "3", "--exclude-path-regex", NOT_QUICK)
PUBLIC = ("--include-method", "GET", "--exclude-path-regex", "^/jobs")
"""What writes needs a key; which statuses it answers is asked where it is tested."""
WHOLE = ("--phases", "examples,coverage,fuzzing,stateful", "-n", "10", "--exclude-path-regex", "/suggestion")
"""The suggestion of sites takes seconds to solve, each time."""


@pytest.mark.parametrize("seed", [SEEDS[0], *(pytest.param(seed, marks=pytest.mark.long) for seed in SEEDS[1:])])
def test_the_api_is_as_its_document_says(real_site: str, long: bool, seed: int, tmp_path: Path) -> None:
    """All checks, with data that fit the schemas and data that do not."""
    program = Path(sys.executable).with_name("st")
    options = ("--seed", str(seed), "--generation-database", "none", "--warnings", "off", "--no-color")
    address = f"{real_site}/api/openapi?f=json"
    done = subprocess.run(
        [program, "--config-file", CONFIG, "run", address, *options, *PUBLIC, *(WHOLE if long else QUICK)],
        env={**os.environ, "SCHEMATHESIS_HOOKS": "tests.support.told_to_schemathesis", "PYTHONPATH": str(Path.cwd())},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
