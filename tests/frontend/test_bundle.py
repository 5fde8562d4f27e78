"""The built frontend: everything named in the manifest, small enough, and no newer syntax than the oldest browser's."""

import gzip
import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from frontend.language import LANGUAGE_CODES
from tests.support.node import node

FRONTEND = Path(__file__).parents[2] / "frontend"
DIST = FRONTEND / "dist"
TOOLS = FRONTEND / "node_modules" / ".bin"
PLAIN = {
    *(f"main.{code}.js" for code in LANGUAGE_CODES),
    *("main.js", "main.css", "first.css", "more.css", "more.js", "stock.js", "stock.css", "embed.js", "snapshot.js"),
    *("features.js", "features.css", "shortlist.js", "shortlist.css"),
    *("orientation.js", "orientation.css", "builder.js", "builder.css", "tiles.js"),
    "match.css",
    "lists.css",
    *("siting.js", "siting.css", "brief.css", "steward.css", "diff.css"),
    *("api-docs.js", "swagger-ui.js", "swagger-ui.css", "favicon.svg"),
}
# Bytes after gzip: what a phone downloads before the map can be touched. main.css is what snapshots hold.
BUDGET = {"main.js": 90_000, "first.css": 13_000, "main.css": 18_400, "embed.js": 4_000, "builder.js": 3_000} | {
    "match.css": 5_000,
    "lists.css": 3_000,
    "brief.css": 3_000,
    "steward.css": 3_000,
}

pytestmark = pytest.mark.skipif(
    not (DIST / "manifest.json").is_file() or not TOOLS.is_dir(), reason="the frontend is not built here"
)


@pytest.fixture(scope="module")
def manifest() -> dict[str, str]:
    found: dict[str, str] = json.loads((DIST / "manifest.json").read_text("utf-8"))
    return found


def run(tool: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    # Through node itself: the tool's own first line asks for a node on the PATH, which a wheel's is not.
    command = [node(), str((TOOLS / tool).resolve()), *arguments]
    return subprocess.run(command, cwd=FRONTEND, capture_output=True, text=True, check=False)


def test_manifest_names_every_asset_and_each_is_there(manifest: dict[str, str]) -> None:
    assert set(manifest) == PLAIN
    for plain, hashed in manifest.items():
        stem, extension = plain.rsplit(".", 1)
        assert re.fullmatch(rf"{re.escape(stem)}\.[0-9a-f]{{10}}\.{extension}", hashed)
        assert (DIST / hashed).stat().st_size > 0


def test_icon_of_old_programs_is_a_picture() -> None:
    head = (DIST / "favicon.ico").read_bytes()
    assert head[:6] == b"\x00\x00\x01\x00\x01\x00"
    assert head[22:30] == b"\x89PNG\r\n\x1a\n"


@pytest.mark.parametrize("plain", sorted(BUDGET))
def test_size_stays_within_the_budget(manifest: dict[str, str], plain: str) -> None:
    size = len(gzip.compress((DIST / manifest[plain]).read_bytes()))
    assert size <= BUDGET[plain], f"{plain}: {size} bytes after gzip"


def test_syntax_is_that_of_the_oldest_supported_browser(manifest: dict[str, str]) -> None:
    done = run(
        "es-check",
        "es2020",
        f"dist/{manifest['main.js']}",
        f"dist/{manifest['more.js']}",
        f"dist/{manifest['features.js']}",
        f"dist/{manifest['shortlist.js']}",
        f"dist/{manifest['orientation.js']}",
        f"dist/{manifest['tiles.js']}",
        f"dist/{manifest['api-docs.js']}",
        f"dist/{manifest['stock.js']}",
        f"dist/{manifest['builder.js']}",
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_bundle_names_no_other_host(manifest: dict[str, str]) -> None:
    text = (DIST / manifest["main.js"]).read_text("utf-8")
    # Names that only identify: the SVG namespace, and Leaflet's home page in its attribution.
    allowed = {"www.w3.org", "leafletjs.com"}
    assert set(re.findall(r"https?://([\w.-]+)", text)) <= allowed
    assert "url(http" not in (DIST / manifest["main.css"]).read_text("utf-8")


def strings(lang: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Each message's name with the variables it takes."""
    name, body = "", ""
    lines = (FRONTEND / "messages" / lang / "map.ftl").read_text("utf-8").splitlines()
    for line in [*lines, "end ="]:
        if start := re.match(r"([a-z][\w-]*) =", line):
            if name:
                yield name, frozenset(re.findall(r"\$(\w+)", body))
            name, body = start[1], ""
        body += line


def test_both_languages_say_the_same() -> None:
    chinese, english = dict(strings("zh-CN")), dict(strings("en"))
    assert set(chinese) == set(english)


def test_every_message_used_by_the_map_exists_and_none_is_left_over() -> None:
    # What stands in local/ says the messages of list.ftl and of the match, which have tests of their own.
    local = FRONTEND / "src" / "local"
    files = [path for path in (FRONTEND / "src").rglob("*.ts") if local not in path.parents]
    source = "".join(path.read_text("utf-8") for path in files)
    quoted = set(re.findall(r"""["'`]([a-z][a-z0-9-]*)["'`]""", source))
    families = tuple(re.findall(r"`([a-z][a-z-]*-)\$\{", source))
    known = set(dict(strings("zh-CN")))
    direct = set(re.findall(r"""\bt\("([a-z][a-z0-9-]*)\"""", source))
    assert direct <= known, direct - known
    unused = {name for name in known if name not in quoted and not name.startswith(families)}
    assert not unused


STYLES = ("page.css", "pages.css", "lists.css", "map.css", "builder.css", "features.css", "orientation.css")


@pytest.mark.parametrize("name", STYLES)
def test_styles_use_tokens_and_no_raw_colours(name: str) -> None:
    style = (FRONTEND / "src" / "styles" / name).read_text("utf-8")
    assert re.findall(r":[^;{}]*(#[0-9a-fA-F]{3,8}\b|rgba?\([^)]*\))", style) == []


@pytest.mark.parametrize("path", sorted((FRONTEND / "src" / "styles").glob("*.css")), ids=lambda path: path.name)
def test_no_dark_colour_reaches_paper(path: Path) -> None:
    style = path.read_text("utf-8")
    dark = re.findall(r"@media ([^{]*prefers-color-scheme: dark[^{]*)\{\s*([^{]*)\{([^}]*)", style)
    coloured = [(media, root) for media, root, tokens in dark if "--" in tokens]
    assert all("screen" in media and ":not(.on-paper)" in root for media, root in coloured)
    chosen = re.findall(r'^( *):root(\[data-theme="dark"\][^{]*)\{[^}]*--', style, re.MULTILINE)
    assert all(indent and ":not(.on-paper)" in rest for indent, rest in chosen)


def test_no_text_becomes_markup_in_the_browser() -> None:
    sources = "".join(path.read_text("utf-8") for path in (FRONTEND / "src").rglob("*.ts"))
    assert not re.findall(r"innerHTML|insertAdjacentHTML|bindPopup|document\.write", sources)
