"""The picture of a shared link: its marks stand where the platforms are, whatever their names hold."""

import asyncio
import io
import json
import math
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

from app.draw.canvas import Canvas
from app.draw.drawing import Drawing
from app.draw.fonts import characters, drawable
from app.draw.ground import Ground, Grounds
from app.draw.lines import lines
from app.draw.map_sheet import MapSheet
from app.draw.mark import Mark
from app.draw.marks import radius, spread
from app.draw.share_picture import HEIGHT, TEXT_WIDTH, WIDTH, share_picture, window
from app.draw.shared import Row, Shared, Words, _whole, short
from app.draw.tokens import colour, tokens
from app.errors import NoAnswerError
from app.imports.ingest import import_file
from app.pages.serving.failures import NO_VOCABULARY
from app.settings import Settings
from frontend.language import LANGUAGE_CODES
from frontend.messages import FOLDER, messages
from geo.precision import RING_M
from tests.support.databases import Databases
from tests.support.import_files import BASE
from tests.support.loop import finished
from tests.support.server import running

ITEMS = "/api/collections/platforms/items"
HOSTILE = (
    "$\\alpha_1^2$ 与 $ 各一",
    "<script>alert('x')</script> & \"引号\"",
    "مركز إثبات المفهوم 概念验证",
    "概念验证🚀🇨🇳平台👩‍🔬",
    "长" * 200,
    "W" * 200,
)
BARE = Ground([], None, [], [], [], [], {}, {}, None)
"""A map without data."""


@pytest.fixture(scope="module")
def hostile(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """The default data, records with names that others would stumble over, and one without a position."""
    url = databases.url("pictures")
    path = tmp_path_factory.mktemp("pictures") / "a.geojson"
    features = [_record(f"hostile-{n}", name, n) for n, name in enumerate(HOSTILE)]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    import_file(url, path, crs=None, dry_run=False)
    settings = Settings(database_url=url, public_url="https://map.example/shanghai")
    with running(settings) as address, httpx.Client(base_url=address, timeout=60) as client:
        yield client


def _record(id: str, name: str, n: int) -> dict[str, Any]:
    facts = {**BASE, "id": id, "name_zh": name, "name_en": name, "precision": "park" if n else None}
    geometry = {"type": "Point", "coordinates": [121.4 + n / 50, 31.2]} if n else None
    return {"type": "Feature", "geometry": geometry, "properties": {k: v for k, v in facts.items() if v is not None}}


def picture(client: httpx.Client, query: str) -> NDArray[np.int16]:
    """The pixels of the answer."""
    answer = client.get(f"/api/share.png?{query}")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "image/png"
    image = Image.open(io.BytesIO(answer.content))
    assert image.size == (WIDTH, HEIGHT)
    assert len(answer.content) < 400_000
    return np.asarray(image.convert("RGB")).astype(np.int16)


def of_colour(pixels: NDArray[np.int16], token: str, near: int = 12) -> NDArray[np.bool_]:
    """Which pixels have a token's colour."""
    value = colour(token)
    rgb = np.array([int(value[i : i + 2], 16) for i in (1, 3, 5)])
    found: NDArray[np.bool_] = np.abs(pixels - rgb).max(axis=2) <= near
    return found


def discs(pixels: NDArray[np.int16], token: str, least: int = 300) -> list[tuple[float, float]]:
    """The middles of the filled shapes of this colour on the map, from left to right."""
    found = of_colour(pixels[:, TEXT_WIDTH + 2 :], token)
    labels, n = ndimage.label(ndimage.binary_fill_holes(found))
    boxes = ndimage.find_objects(labels)
    full = [i for i in range(1, n + 1) if (labels[boxes[i - 1]] == i).sum() >= least]
    middles = [((b[1].start + b[1].stop) / 2, (b[0].start + b[0].stop) / 2) for i in full for b in [boxes[i - 1]]]
    return sorted(middles)


def mercator(lat: float) -> float:
    """The northing of Web Mercator in degrees of the equator."""
    return math.degrees(math.asinh(math.tan(math.radians(lat))))


def test_marks_stand_where_the_platforms_are(client: httpx.Client) -> None:
    """Distances between the discs are those of the positions in the projection of web maps, at one scale."""
    features = client.get(f"{ITEMS}?kind=poc&limit=100").json()["features"]
    exact = [f for f in features if f["geometry"] and f["properties"]["precision"] in ("park", "campus")]
    by_lon = sorted(exact, key=lambda f: float(f["geometry"]["coordinates"][0]))
    west, east = by_lon[0], by_lon[-1]
    middle = by_lon[len(by_lon) // 2]
    chosen = sorted((west, middle, east), key=lambda f: float(f["geometry"]["coordinates"][0]))
    pixels = picture(client, f"ids={','.join(f['id'] for f in chosen)}")
    found = discs(pixels, "poc")
    assert len(found) == 3
    at = [(f["geometry"]["coordinates"][0], mercator(f["geometry"]["coordinates"][1])) for f in chosen]
    scale = (found[2][0] - found[0][0]) / (at[2][0] - at[0][0])
    for (x, y), (lon, north) in zip(found, at, strict=True):
        assert x == pytest.approx(found[0][0] + (lon - at[0][0]) * scale, abs=2)
        assert y == pytest.approx(found[0][1] - (north - at[0][1]) * scale, abs=2)


def test_a_list_of_any_size_is_one_disc_a_district(synthetic_client: httpx.Client) -> None:
    """There are at most as many discs as districts, however many records there are, and none covers another."""
    pixels = picture(synthetic_client, "kind=poc")
    found = discs(pixels, "poc")
    assert 10 <= len(found) <= 16
    for n, (x, y) in enumerate(found):
        assert all(math.hypot(x - a, y - b) > 25 for a, b in found[n + 1 :])


def test_nothing_found_one_and_one_without_a_position(hostile: httpx.Client) -> None:
    """The map of the city stands without marks where nothing is to be marked."""
    for query in ("q=nichtsdergleichen", "ids=hostile-0"):
        pixels = picture(hostile, query)
        assert not discs(pixels, "poc")
        assert of_colour(pixels[:, TEXT_WIDTH:], "land").mean() > 0.2
        assert of_colour(pixels[:, TEXT_WIDTH:], "water").mean() > 0.1
    assert len(discs(picture(hostile, "ids=hostile-3"), BASE["kind"])) == 1


def test_hostile_names_are_text(hostile: httpx.Client) -> None:
    """A dollar begins no formula, and what no font holds is left out: no answer fails and no box is drawn."""
    ids = ",".join(f"hostile-{n}" for n in range(len(HOSTILE)))
    for lang in LANGUAGE_CODES:
        pixels = picture(hostile, f"ids={ids}&lang={lang}")
        assert of_colour(pixels[:, :TEXT_WIDTH], "ink").sum() > 1000
    said = [Row(name, "poc", chr(65 + n)) for n, name in enumerate(HOSTILE)]
    content = Shared(HOSTILE[0], list(HOSTILE), said, [], (121.0, 31.0, 122.0, 32.0), [*HOSTILE[:2]])
    svg = share_picture(content, BARE, "zh-CN", "svg").decode()
    texts = [unescape(text) for text in re.findall(r"<text[^>]*>([^<]*)</text>", svg)]
    assert HOSTILE[0] in texts
    assert any(text.startswith("<script>alert(") for text in texts)
    assert drawable(HOSTILE[3]) == "概念验证平台"
    assert drawable("a\n\tb\u202e\x00c\u200b") == "a bc"


def test_every_sign_of_the_data_and_the_messages_has_a_glyph(client: httpx.Client) -> None:
    """No box stands in a picture of the default data, nor in any sentence of ours."""
    texts = [path.read_text("utf-8") for path in FOLDER.rglob("*.ftl")]
    for kind in ("platforms", "districts", "zones"):
        features = client.get(f"/api/collections/{kind}/items?limit=1000&f=json").json()["features"]
        texts += [str(value) for f in features for value in f["properties"].values() if value is not None]
    signs = {sign for sign in "".join(texts) if not sign.isspace() and sign.isprintable()}
    assert len(signs) > 1000
    assert not {sign for sign in signs if ord(sign) not in characters()}


def test_lines_keep_every_sign_and_fit() -> None:
    """Nothing is lost where there is room; a word is broken only where it is wider than the line."""
    text = "上海市（张江）Proof-of-Concept 平台，概念验证。Semiconductor integration"
    for room in (120.0, 240.0, 500.0):
        broken = lines(text, 24, room, 99)
        assert "".join(broken).replace(" ", "") == text.replace(" ", "")
        assert not any(line[0] in "），。" for line in broken)
    assert lines(text, 24, 300, 1) == [lines(text, 24, 300, 1)[0]]
    assert lines(text, 24, 300, 1)[0].endswith("…")
    assert lines("", 24, 300, 2) == []
    assert "Semiconductor" in " ".join(lines(text, 24, 200, 99))


def test_the_same_content_is_the_same_file() -> None:
    """Neither the clock nor chance plays a part."""
    marks = [Mark(121.5, 31.2, "poc", "park", "A"), Mark(121.51, 31.2, "pilot", "district", "B")]
    content = Shared("标题", ["一", "二"], [Row("甲", "poc", "A")], marks, (121.4, 31.1, 121.6, 31.3), ["脚"])
    for form in ("png", "svg"):
        assert share_picture(content, BARE, "zh-CN", form) == share_picture(content, BARE, "zh-CN", form)


def test_discs_part_until_none_covers_another() -> None:
    content = Shared("", [], [], [], (121.0, 31.0, 122.0, 32.0), [])
    sheet = MapSheet(Canvas(WIDTH, HEIGHT, "en"), window(content), BARE, 1.5)
    moved = spread(sheet, [Mark(121.5, 31.5, "poc", text=str(n)) for n in range(8)])
    at = [mark.moved or (0.0, 0.0) for mark in moved]
    assert all(math.dist(a, b) > 1.9 * radius(moved[0], 1.5) for n, a in enumerate(at) for b in at[n + 1 :])
    assert [short(n) for n in (7, 9_999, 43_210, 1_250_000)] == ["7", "9999", "43k", "1.2M"]


def test_pages_name_their_picture_by_its_whole_address(hostile: httpx.Client, client: httpx.Client) -> None:
    """The address follows the setting, else the call; home, list, area and platform each have their own."""
    wanted = {
        "/": "kind=poc&lang=zh-CN",
        "/en/?domain=biomedicine": "domain=biomedicine&kind=poc&lang=en",
        "/platform/hostile-1": "ids=hostile-1&lang=zh-CN",
        "/en/platform/hostile-1/history": "ids=hostile-1&lang=en",
        "/?ids=hostile-1,hostile-2&page=2": "ids=hostile-1&ids=hostile-2&lang=zh-CN",
        "/district/310115": "district=310115&lang=zh-CN",
        "/zone/zhangjiang": "zone=zhangjiang&lang=zh-CN",
    }
    for path, query in wanted.items():
        answer = hostile.get(f"/shanghai{path}")
        assert answer.status_code == 200
        head = _meta(answer.text)
        assert head["og:image"] == f"https://map.example/shanghai/api/share.png?{query}"
        assert head["og:url"].startswith("https://map.example/shanghai/")
        assert head["twitter:card"] == "summary_large_image"
        assert (head["og:image:width"], head["og:image:height"]) == (str(WIDTH), str(HEIGHT))
        assert head["og:title"]
        assert head["og:description"]
    assert _meta(client.get("/").text)["og:image"].startswith(str(client.base_url))
    assert "1" in _meta(client.get("/?domain=ai").text)["og:title"]


def _meta(html: str) -> dict[str, str]:
    tags = re.findall(r'<meta (?:property|name)="((?:og|twitter):[^"]*)" content="([^"]*)"', html)
    return {name: unescape(text) for name, text in tags}


def test_the_rings_of_a_few_marks_lie_in_the_picture() -> None:
    """However roughly a position is known, the whole ring around it is seen."""
    marks = [Mark(121.3, 31.2, "poc", "district", "A"), Mark(121.7, 31.21, "poc", "district", "B")]
    shown = _whole(Words(messages("en"), NO_VOCABULARY, "", ""), "", [], [], marks, 0.1)
    of = window(shown)
    for mark in marks:
        x, y = of.place(mark.lon, mark.lat)
        assert of.holds(x, y, margin=RING_M["district"] / of.metres_a_pixel + 4)


def test_kept_while_the_data_stay_and_refused_with_a_sentence(client: httpx.Client) -> None:
    first = client.get("/api/share.png?domain=ai")
    again = client.get("/api/share.png?domain=ai", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    for query, parameter in (("domain=nosuch", "domain"), ("lang=fr", "lang"), ("size=1", "size")):
        answer = client.get(f"/api/share.png?{query}")
        assert answer.status_code == 400
        assert answer.json()["parameter"] == parameter


def test_what_takes_too_long_is_given_up() -> None:
    """The caller is told; the next picture is drawn after the one that was begun."""

    async def ask() -> str:
        drawing = Drawing(Grounds.__new__(Grounds), seconds=0.05)
        try:
            with pytest.raises(NoAnswerError):
                await drawing.draw(lambda: time.sleep(0.3))
            await asyncio.sleep(0.4)
            return await drawing.draw(lambda: "drawn")
        finally:
            drawing.close()

    assert finished(ask()) == "drawn"


def test_a_process_that_draws_nothing_does_not_load_matplotlib(real_url: str) -> None:
    code = (
        "import sys; from app.main import create_app; from app.settings import Settings;"
        f"create_app(Settings(database_url={real_url!r}));"
        "assert not {'matplotlib', 'PIL', 'fontTools'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr


def test_colours_are_those_of_the_page() -> None:
    """Read from the style sheet that the page loads, never written down a second time."""
    source = (Path(__file__).parents[2] / "frontend/src/styles/tokens.css").read_text("utf-8")
    light = source[source.index(":root {") : source.index("}")]
    written = dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", light))
    assert len(written) > 40
    assert {name: tokens()[name] for name in written} == written
