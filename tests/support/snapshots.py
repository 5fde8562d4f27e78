"""Makes snapshots and says what stands in a folder."""

import hashlib
from pathlib import Path

from app.settings import Settings
from app.snapshot.make import Made, make_file, make_folder
from frontend.language import Lang
from tests.support.loop import finished


def folder(url: str, target: Path) -> Made:
    return finished(make_folder(Settings(database_url=url), target, lambda done, total: None))


def single(url: str, target: Path, lang: Lang = "zh-CN") -> Made:
    return finished(make_file(Settings(database_url=url), target, lang, lambda done, total: None))


def contents(root: Path) -> dict[str, str]:
    """The sum of every file by its path."""
    files = sorted(path for path in root.rglob("*") if path.is_file())
    return {str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def visible(root: Path) -> list[str]:
    """What stands in a folder but for the file of the lock: no half-written snapshot."""
    names = sorted(path.name for path in root.iterdir())
    return [name for name in names if not (name.startswith(".") and name.endswith(".lock"))]
