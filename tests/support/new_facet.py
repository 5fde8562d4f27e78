"""A copy of the source tree with one more facet: one entry in the list, its words in two languages, nothing else.

What the browser's code takes from Python is written anew by its command, and the bundle is built from that.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.command import ROOT, environment

LIST_END = '\n)\n"""In the order in which an address has them."""\n'
ENTRY = """
    ColumnFacet(
        name="precision",
        choices=("address", "campus", "park", "street", "district"),
        nothing="not-stated",
        column=Platform.precision,
        property="precision",
        description="How well the position is known.",
        words="known-to",
        bar="precision",
    ),"""
WORDS = {
    "zh-CN": {
        "facet-precision": "位置的准确程度",
        "bar-precision": "准确程度",
        "allowed-precision": "请在筛选中选择。",
        "known-to-address": "到门牌",
        "known-to-campus": "到院区",
        "known-to-park": "到园区",
        "known-to-street": "到街道",
        "known-to-district": "到区",
        "known-to-not-stated": "没有位置",
    },
    "en": {
        "facet-precision": "Position known to",
        "bar-precision": "Precision",
        "allowed-precision": "Please choose one in the filters.",
        "known-to-address": "the address",
        "known-to-campus": "the campus",
        "known-to-park": "the park",
        "known-to-street": "the street",
        "known-to-district": "the district",
        "known-to-not-stated": "no position",
    },
}


def make_tree(target: Path, node: str) -> None:
    """Copy the sources to `target`, add the facet and its words, and build what is built from them."""
    for name in ("app", "geo", "frontend"):
        # With what Python compiled: a copy has the times of its files, so that it holds for all that is not changed.
        left_out = shutil.ignore_patterns("node_modules", "dist")
        shutil.copytree(ROOT / name, target / name, ignore=left_out)
    shutil.copy(ROOT / "pyproject.toml", target)
    for name in ("data", "frontend/node_modules"):
        (target / name).symlink_to(ROOT / name)
    _add_entry(target / "app" / "platforms" / "facets.py")
    for lang, words in WORDS.items():
        with (target / "frontend" / "messages" / lang / "list.ftl").open("a", encoding="utf-8") as file:
            file.writelines(f"{key} = {text}\n" for key, text in words.items())
    subprocess.run([sys.executable, "-m", "app.generate"], cwd=target, check=True, timeout=120)
    quickly = os.environ | {"SERVICEMAP_BROTLI": "4"}
    subprocess.run([node, "build.mjs"], cwd=target / "frontend", env=quickly, check=True, timeout=120)


def _add_entry(path: Path) -> None:
    text = path.read_text("utf-8")
    if text.count(LIST_END) != 1:
        raise ValueError(f"the end of the list is not where it was in {path}")
    path.write_text(text.replace(LIST_END, ENTRY + LIST_END), "utf-8")


@contextmanager
def served(tree: Path, url: str) -> Iterator[str]:
    """The address of the tree's application on this database."""
    command = [sys.executable, "-m", "app.cli", "serve", "--port", "0"]
    settings = environment(tree / "home", DATABASE_URL=url, PYTHONUNBUFFERED="1")
    with subprocess.Popen(command, cwd=tree, env=settings, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        lines = (line.strip() for line in process.stdout)
        address = next((line[line.index("http://") :].rstrip("/") for line in lines if "http://" in line), None)
        try:
            if address is None:
                raise RuntimeError("the application did not start")
            yield address
        finally:
            process.terminate()


def snapshot(tree: Path, url: str, target: Path) -> None:
    """Write the tree's snapshot of this database: a folder, or a file that ends in `.html`."""
    command = [sys.executable, "-m", "app.cli", "snapshot", str(target)]
    subprocess.run(command, cwd=tree, env=environment(tree / "home", DATABASE_URL=url), check=True, timeout=300)
