"""How much memory the private server may take, from what this machine has."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

MEGABYTE = 1024 * 1024
UNKNOWN = 2048 * MEGABYTE
"""What is assumed where the system does not say."""
LIMITS = ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")
"""Where Linux keeps the limit of a container; the second is that of older systems."""


def memory() -> int:
    """The bytes of memory that this machine or container has."""
    sizes = [UNKNOWN]
    with suppress(ValueError, OSError, AttributeError):
        sizes = [os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")]
    for limit in LIMITS:
        with suppress(OSError, ValueError):
            sizes.append(int(Path(limit).read_text()))
    return min(sizes)


def settings_for(memory: int) -> dict[str, str]:
    """The settings of PostgreSQL that depend on memory, and those for data that lie in memory or on a solid-state disk.

    A quarter for the server's own cache and at most 2 GB, since the application and the system's cache need some, too.
    """
    sizes = {
        "shared_buffers": _within(memory // 4, 128, 2048),
        "effective_cache_size": _within(memory // 2, 256, 65_536),
        "work_mem": _within(memory // 256, 4, 64),
        "maintenance_work_mem": _within(memory // 16, 64, 1024),
    }
    return {name: f"{size}MB" for name, size in sizes.items()} | {"random_page_cost": "1.1"}


def _within(size: int, least: int, most: int) -> int:
    """A size in megabytes between the least and the most."""
    return min(max(size // MEGABYTE, least), most)
