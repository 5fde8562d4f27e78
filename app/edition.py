"""The edition of this program: what its answers depend on besides the data in the database and the address."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from app.resources import PACKAGE, Resources
from app.settings import Settings

NOT_SHOWN = {
    *("database_url", "host", "port", "pool_size", "pool_timeout", "statement_timeout"),
    *("tile_timeout", "answer_cache_bytes", "tile_cache_bytes", "trusted_proxies"),
}
"""Settings that shape no answer: processes that differ in them give the same bytes and the same ETags."""
SOURCES = ("*.py", "*.ftl", "*.json")
DATA = ("*.geojson", "*.yaml", "orientation/*")
"""Files of the data that answers are made from while the application runs."""


def edition(settings: Settings, resources: Resources, root: Path = PACKAGE.parent) -> str:
    """The same on every process with the same program, bundle, data files and settings.

    It changes with any of them, so that no cached page outlives one: a new version of the program alone, too. `root` is
    the folder of the packages app, geo and frontend.
    """
    program = [file for name in ("app", "geo") for pattern in SOURCES for file in (root / name).rglob(pattern)]
    texts = [file for pattern in SOURCES for file in (root / "frontend").glob(pattern)]
    texts += (root / "frontend" / "messages").rglob("*.ftl")
    data = [file for name in DATA for file in resources.data.glob(name)]
    seed = hashlib.sha256(settings.model_dump_json(exclude=NOT_SHOWN).encode())
    # Each folder is in order by itself: where the folders lie on a machine must not count.
    for file in (*_sorted(program), *_sorted(texts), resources.bundle / "manifest.json", *_sorted(data)):
        seed.update(hashlib.sha256(file.read_bytes()).digest())
    return seed.hexdigest()


def _sorted(files: Iterable[Path]) -> list[Path]:
    return sorted(files, key=lambda file: file.as_posix())
