"""`python -m tests.support.peak …` runs `servicemap …` and says on its last line how much memory that took, in KiB.

The kernel's own sum for a child (`ru_maxrss`) begins with the memory of the program that started it.
"""

import atexit
import sys
from pathlib import Path

from app.cli import main


def say_peak() -> None:
    """The most memory that this process had at once."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    (peak,) = [line.split()[1] for line in lines if line.startswith("VmHWM:")]
    print(peak, file=sys.stderr)


if __name__ == "__main__":
    atexit.register(say_peak)
    main()
