"""What stands in Python and in TypeScript gives the same answers; a style sheet says its dark colours twice alike."""

import json
import re
import subprocess
from pathlib import Path
from random import Random

from geo.precision import RING_M, honest_range
from tests.support.node import node

FRONTEND = Path(__file__).parents[2] / "frontend"
ESBUILD = FRONTEND / "node_modules" / "esbuild" / "lib" / "main.js"
RUN = """
const { buildSync } = require(process.argv[1]);
const built = buildSync({
  entryPoints: ["src/local/distance.ts"], absWorkingDir: process.cwd(), bundle: true, write: false, platform: "node",
});
const module = { exports: {} };
new Function("module", "exports", "require", built.outputFiles[0].text)(module, module.exports, require);
const cases = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
console.log(JSON.stringify(cases.map(([metres, precision]) => module.exports.honestRange(metres, precision))));
"""


def test_a_distance_is_said_alike_with_and_without_a_server() -> None:
    random = Random(11)
    # Around the steps of half a kilometre and the change to whole ones, too.
    metres = [0.0, 399.9, 400.0, 9_900.0, 9_900.1, 10_000.0, *(random.uniform(0, 60_000) for _ in range(200))]
    cases = [(each, precision) for each in metres for precision in RING_M]
    done = subprocess.run(
        [node(), "-e", RUN, str(ESBUILD)],
        cwd=FRONTEND,
        input=json.dumps(cases),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert [tuple(each) for each in json.loads(done.stdout)] == [
        honest_range(each, RING_M[precision]) for each, precision in cases
    ]


def declarations(css: str, selector: str) -> dict[str, str]:
    """The properties of the one rule with that selector."""
    (body,) = re.findall(rf"{re.escape(selector)} \{{([^}}]*)\}}", css)
    return dict(re.findall(r"([\w-]+):\s*([^;]+);", body))


def test_dark_colours_are_the_same_by_system_and_by_choice() -> None:
    css = (FRONTEND / "src" / "styles" / "tokens.css").read_text("utf-8")
    by_system = declarations(css, ':root:not([data-theme="light"]):not(.on-paper)')
    by_choice = declarations(css, ':root[data-theme="dark"]:not(.on-paper)')
    assert by_system["color-scheme"] == "dark"
    assert len(by_system) > 40
    assert by_system == by_choice
