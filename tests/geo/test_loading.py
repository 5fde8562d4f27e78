"""Several threads may be the first to need a library of the statistics."""

import subprocess
import sys

FIRST = """
import builtins, threading
import numpy as np
from geo.coverage import within
from geo.density import surface
from geo.hotspots import hot_spots
r = np.random.default_rng(1)
x, y = (each.ravel() * 1000.0 for each in np.meshgrid(np.arange(20), np.arange(20)))
hot = lambda: hot_spots(x, y, r.integers(0, 9, 400).astype(float), np.ones(400), 1000.0)
reach = lambda: within(r.random((500, 2)) * 1e4, r.random((50, 2)) * 1e4, 500.0)
dense = lambda: surface(x, y, np.ones(400), 500.0, 50)
threads = [threading.Thread(target=each) for each in (hot, hot, reach, dense)]
failed = []
threading.excepthook = lambda args: failed.append(args.exc_value)
begun, most, lock = 0, 0, threading.Lock()
plain = builtins.__import__
def noted(name, *more):
    global begun, most
    if not name.startswith("scipy") or getattr(inside, "is", False):
        return plain(name, *more)
    with lock:
        begun += 1
        most = max(most, begun)
    try:
        inside.__dict__["is"] = True
        return plain(name, *more)
    finally:
        inside.__dict__["is"] = False
        with lock:
            begun -= 1
inside = threading.local()
builtins.__import__ = noted
[each.start() for each in threads]
[each.join() for each in threads]
print(most, failed)
"""


def test_a_library_that_several_threads_need_at_once_is_loaded_by_one() -> None:
    """One that met the half of it which another had loaded failed, or ended the whole process."""
    done = subprocess.run([sys.executable, "-c", FIRST], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "1 []", done.stderr
