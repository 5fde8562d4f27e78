"""Makes snapshots and says what stands in a folder."""

import hashlib
import shutil
from pathlib import Path

from sqlalchemy import create_engine, text

from app.imports.reference.defaults import load_defaults
from app.settings import Settings
from app.snapshot.make import Made, make_file, make_folder
from frontend.language import Lang
from tests.support.databases import Databases
from tests.support.loop import finished

FEW = ("sh-poc-001", "sh-poc-002", "sh-poc-009")
MIDDLE = 30
"""How many files of a folder of few platforms stand when about half of it is written."""
NOBODY = 65534
"""A user and a group without rights."""


def few_platforms(databases: Databases, name: str) -> str:
    """The address of a database of its own with three platforms of the default data."""
    url = databases.url(name)
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM platforms WHERE id <> ALL(:few)"), {"few": list(FEW)})
    engine.dispose()
    # As each start of a command does: lists that named the others are brought in line once, which is a new version.
    load_defaults(url, lambda line: None)
    return url


def folder(url: str, target: Path) -> Made:
    return finished(make_folder(Settings(database_url=url), target, lambda done, total: None))


def single(url: str, target: Path, lang: Lang = "zh-CN") -> Made:
    return finished(make_file(Settings(database_url=url), target, lang, lambda done, total: None))


def contents(root: Path) -> dict[str, str]:
    """The sum of every file by its path."""
    files = sorted(path for path in root.rglob("*") if path.is_file())
    return {str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def standing(snapshot: Path, target: Path) -> None:
    """Let a snapshot stand at `target` before the test begins: a copy of one that is made already."""
    shutil.copytree(snapshot, target)


def visible(root: Path) -> list[str]:
    """What stands in a folder but for the file of the lock: no half-written snapshot."""
    names = sorted(path.name for path in root.iterdir())
    return [name for name in names if not (name.startswith(".") and name.endswith(".lock"))]
