"""Figures of the insight as pictures: they show what the tables say, with their source, date and caveat."""

import io
import re
from html import unescape
from typing import Any

import httpx
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from app.analysis.legends import shade
from app.draw.figure import Size
from app.draw.figure_picture import window
from app.draw.fonts import width
from app.draw.layouts import LAYOUTS
from app.draw.tokens import colour
from frontend.language import LANGUAGE_CODES
from frontend.messages import messages

FIGURES = "/api/insight"
SIZES: dict[Size, tuple[int, int]] = {"slide": (1920, 1080), "print": (1748, 2480)}


def pixels(answer: httpx.Response) -> NDArray[np.int16]:
    assert answer.status_code == 200, answer.text[:300]
    assert answer.headers["content-type"] == "image/png"
    return np.asarray(Image.open(io.BytesIO(answer.content)).convert("RGB")).astype(np.int16)


def rgb(token: str) -> tuple[int, ...]:
    return tuple(int(colour(token)[i : i + 2], 16) for i in (1, 3, 5))


def texts(answer: httpx.Response) -> list[str]:
    """What a picture says, in the order of drawing."""
    assert answer.status_code == 200, answer.text[:300]
    assert answer.headers["content-type"].startswith("image/svg+xml")
    return [unescape(text) for text in re.findall(r"<text[^>]*>([^<]*)</text>", answer.text)]


@pytest.mark.parametrize("size", list(SIZES))
def test_districts_have_the_colour_of_their_class(client: httpx.Client, size: Size) -> None:
    """Around the name of each large district lies the shade that the table gives its class."""
    table = client.get(f"{FIGURES}/districts?measure=density").json()
    picture = pixels(client.get(f"{FIGURES}/districts?measure=density&f=png&size={size}"))
    assert picture.shape[1::-1] == SIZES[size]
    districts = client.get("/api/collections/districts/items?limit=50&f=json").json()["features"]
    large = [each for each in districts if each["properties"]["area_km2"] > 400]
    assert len(large) >= 6
    for each in large:
        x, y = (round(px) for px in window(LAYOUTS[size]).place(*each["properties"]["label"]))
        around = picture[y - 40 : y + 40, x - 40 : x + 40].reshape(-1, 3)
        seen, counts = np.unique(around, axis=0, return_counts=True)
        number = shade(table["classes"][each["id"]], len(table["breaks"]), False)
        assert tuple(int(v) for v in seen[counts.argmax()]) == rgb(f"seq-{number}"), each["id"]


def test_another_scheme_has_its_own_colours(client: httpx.Client) -> None:
    picture = pixels(client.get(f"{FIGURES}/districts?f=png&scheme=viridis"))
    for token, there in (("viridis/seq-5", True), ("seq-5", False)):
        assert bool((picture == rgb(token)).all(axis=2).sum() > 2_000) is there


@pytest.mark.parametrize("lang", LANGUAGE_CODES)
def test_a_picture_says_the_figures_and_whose_they_are(client: httpx.Client, lang: str) -> None:
    """Texts are texts: every district's figure, title, filter, classes, source, date, approval, licence and caveat."""
    say = messages(lang)
    table = client.get(f"{FIGURES}/districts?kind=poc&lang={lang}").json()
    said = texts(client.get(f"{FIGURES}/districts?kind=poc&f=svg&lang={lang}"))
    for row in table["rows"]:
        if row["code"] not in (None, "total"):
            assert str(row["n"]) in said
    whole = " ".join(said)
    assert say("indicative") in whole
    assert say("approval-unset") in whole
    assert say("as-of", date=table["asOf"]) in whole
    assert "OpenStreetMap contributors (ODbL)" in whole
    assert say("legend-count") in whole
    joined = "".join(said).replace(" ", "")
    assert say("picture-not-said").replace(" ", "") in joined
    assert say("kind-poc").replace(" ", "") in joined


def test_the_legend_of_a_place_names_what_its_map_shows(client: httpx.Client) -> None:
    """Lingang's marks stand apart and at places; in the city some lie together, and of some the district is known."""
    say = messages("zh-CN")
    apart, known = say("brief-map-mixed"), say("brief-map-district-only")
    for code, there in (("lingang", False), ("city", True)):
        said = texts(client.get(f"{FIGURES}/brief/{code}?f=svg&size=slide"))
        assert (apart in said, known in said) == (there, there), code


def test_cells_hold_their_records(client: httpx.Client) -> None:
    """The numbers in the cells add up to the records of the table; a hot spot's sentence stands beside the map."""
    document = client.get(f"{FIGURES}/hexagons?cell=5000").json()
    said = texts(client.get(f"{FIGURES}/hexagons?cell=5000&f=svg"))
    numbers = [int(text) for text in said if text.isdigit()]
    n = sum(feature["properties"]["n"] for feature in document["features"])
    # The legend names the classes of one number, 1 and 2.
    assert sum(numbers) - 1 - 2 == n
    assert len(numbers) - 2 == len(document["features"])
    spots = client.get(f"{FIGURES}/hotspots?lang=en").json()
    kept = [feature for feature in spots["features"] if feature["properties"]["kept"]]
    picture = pixels(client.get(f"{FIGURES}/hotspots?f=png&lang=en"))
    blended = np.abs(picture[:, 640:] - np.array(rgb("div-1"))).max(axis=2) < 24
    assert kept
    assert blended.sum() > 100 * len(kept)
    assert "Hot spots" in " ".join(texts(client.get(f"{FIGURES}/hotspots?f=svg&lang=en")))


def test_bars_are_as_long_as_their_numbers(client: httpx.Client) -> None:
    """One scale for all columns: the ink of all bars is to that of the longest as their sum is to its number."""
    answer = client.get(f"{FIGURES}/comparison?compare=310112,310115").json()
    counts = [n for name in ("kind", "domain", "stage") for mix in answer["mix"].values() for n in mix[name].values()]
    picture = pixels(client.get(f"{FIGURES}/comparison?compare=310112,310115&f=png"))
    inked = (np.abs(picture - np.array(rgb("bar"))).max(axis=2) < 10)[:1000]
    longest = max(_longest(row) for row in inked)
    high = sum(_longest(row) >= longest - 2 for row in inked)
    assert inked.sum() / (longest * high) == pytest.approx(sum(counts) / max(counts), rel=0.08)


def _longest(row: NDArray[np.bool_]) -> int:
    edges = np.flatnonzero(np.diff(np.concatenate([[0], row.astype(np.int8), [0]])))
    return int((edges[1::2] - edges[::2]).max()) if len(edges) else 0


def test_every_topic_is_drawn_with_the_numbers_of_its_table(client: httpx.Client) -> None:
    """Zones, clusters and sites by their discs, shares by districts, matrices by cells, the surface by classes."""

    def said(name: str) -> list[str]:
        return texts(client.get(f"{FIGURES}/{name}{'&' if '?' in name else '?'}f=svg&lang=en"))

    def rows(name: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = client.get(f"{FIGURES}/{name}{'&' if '?' in name else '?'}lang=en").json()["rows"]
        return found

    zones = said("zones")
    for row in rows("zones"):
        assert zones.count(str(row["n"])) >= 2
        assert row["area"] in zones
    gaps = said("gaps?stage=lab")
    listed = [row["n"] for row in rows("gaps?stage=lab") if row["stage"] == "lab"]
    assert gaps.count("○") == listed.count(0)
    assert sum(text == "1" for text in gaps) >= listed.count(1)
    declared = [row for row in rows("specialities") if row["n"] or row["declared"] == "yes"]
    cells = [text for text in said("specialities") if text.isdigit()]
    assert sorted(map(int, cells)) == sorted(row["n"] for row in declared)
    covered = said("coverage?reach=3000")
    for row in rows("coverage?reach=3000"):
        if row["code"] and row["share"] is not None:
            assert f"{'≥' if row['left_out'] else ''}{row['share']:.0%}" in covered, row
    sites = "siting?reach=3000&sites=121.38,31.03;121.3,31.2"
    gains = [f"+{row['gain']:,.0f}" for row in rows(sites)]
    assert {"A", "B", *gains} <= set(said(sites))
    next_ones = "sites?within=310112"
    added = {f"+{row['gain']:,.0f}" for row in rows(next_ones)}
    names = {f"{row['site']} {row['position']}" for row in rows(next_ones)}
    drawn = "".join(said(next_ones))
    assert all(text.replace(" ", "") in drawn.replace(" ", "") for text in {"A", "B", "C", *added, *names})
    picture = pixels(client.get(f"{FIGURES}/{next_ones}&f=png"))
    assert (np.abs(picture - np.array(rgb("poc"))).max(axis=2) < 4).sum() > 100, "platforms that are there"
    clusters = client.get(f"{FIGURES}/clusters?eps=3000").json()["features"]
    assert {str(each["properties"]["n"]) for each in clusters} <= set(said("clusters?eps=3000"))
    levels = client.get(f"{FIGURES}/density").json()["levels"]
    assert {f"≥ {level:.2f}" for level in levels} <= set(said("density"))


def test_a_density_has_the_colours_of_its_classes(client: httpx.Client) -> None:
    """Each class of the surface has some of its own colour over the land, and a search without a hit has none."""
    picture = pixels(client.get(f"{FIGURES}/density?f=png"))
    empty = pixels(client.get(f"{FIGURES}/density?f=png&q=nichtsdergleichen"))
    for number in (3, 4, 5):
        mixed = 0.75 * np.array(rgb(f"seq-{number}")) + 0.25 * np.array(rgb("land"))
        near = [(np.abs(each[:1000, 640:] - mixed).max(axis=2) < 4).sum() for each in (picture, empty)]
        assert near[0] > 20 + near[1], number


def test_no_number_of_a_legend_covers_a_name(client: httpx.Client) -> None:
    """Places have long names in English: they take two lines, and none is cut."""
    drawn = client.get(f"{FIGURES}/sites?within=310112&lang=en&f=svg").text
    pattern = (
        r'<text style="font-size: ([0-9.]+)px;[^"]*text-anchor: (start|end)[^"]*"'
        r' x="([0-9.]+)" y="([0-9.]+)"[^>]*>([^<]*)<'
    )
    written = [
        (float(y), float(x), float(px), anchor, unescape(text)) for px, anchor, x, y, text in re.findall(pattern, drawn)
    ]
    names = {y: x + width(text, px) for y, x, px, anchor, text in written if anchor == "start" and x < 100}
    numbers = {y: x - width(text, px) for y, x, px, anchor, text in written if anchor == "end" and x < 480}
    assert len(numbers) == 6
    assert all(names[y] < begins for y, begins in numbers.items())
    assert not [text for *_, text in written if text.endswith("…")]


def test_what_is_not_drawn_says_so(client: httpx.Client) -> None:
    """406 with a sentence; a size or format that there is not is 400 and names those that there are."""
    answer = client.get(f"{FIGURES}/suggestion?f=png")
    assert answer.status_code == 406
    assert "json" in answer.json()["allowed"]
    assert "suggestion" in answer.json()["detail"]
    assert client.get(f"{FIGURES}/comparison?f=svg").status_code == 406
    wrong = client.get(f"{FIGURES}/districts?f=png&size=a3")
    assert (wrong.status_code, wrong.json()["allowed"]) == (400, "slide, print")
    assert "png, svg" in client.get(f"{FIGURES}/districts?f=bmp").json()["allowed"]
    # A browser that opens the address of a table accepts pictures, too, and gets the table.
    opened = client.get(f"{FIGURES}/districts", headers={"Accept": "text/html,image/png,image/svg+xml,*/*;q=0.8"})
    assert opened.headers["content-type"] == "application/json"


def test_nothing_listed_is_a_picture_that_says_so(client: httpx.Client) -> None:
    said = texts(client.get(f"{FIGURES}/districts?q=nichtsdergleichen&f=svg"))
    assert any("nichtsdergleichen" in text for text in said)
    assert texts(client.get(f"{FIGURES}/hexagons?q=nichtsdergleichen&f=svg"))


def test_the_page_leads_to_its_picture(client: httpx.Client) -> None:
    """With the filters and the question of the page; the same address gives the same file and is kept."""
    html = client.get("/insight?kind=poc&measure=share&classes=4").text
    links = [unescape(href) for href in re.findall(r'href="(/api/insight/districts\?[^"]*f=(?:png|svg)&[^"]*)"', html)]
    assert len(links) == 4
    assert all("kind=poc" in link and "measure=share" in link and "classes=4" in link for link in links)
    first = client.get(next(link for link in links if "svg" in link and "slide" in link))
    again = client.get(str(first.url), headers={"If-None-Match": first.headers["etag"]})
    assert (first.status_code, again.status_code) == (200, 304)
    for topic, name in (("cells", "hexagons"), ("cells&cells=hotspots", "hotspots")):
        assert f"/api/insight/{name}?" in client.get(f"/insight?topic={topic}").text
    compared = client.get("/insight?topic=compare&compare=310112,310115").text
    assert 'download="comparison-slide.png"' in compared
