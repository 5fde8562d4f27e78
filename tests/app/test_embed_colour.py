"""A web master's colour: the contrast that is measured, what is derived, and where it is not used."""

import re
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.embed.colour import GROUNDS, SHAPE, TEXT, Shade, contrast, failure, hex_colour, luminance, style, tokens

ROOT = Path(__file__).parents[2]
COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#ffffff", "#000000", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#767676", "#ffffff", 4.54),
        ("#777777", "#ffffff", 4.48),
        ("#949494", "#ffffff", 3.03),
        ("#ff0000", "#ffffff", 4.0),
        ("#0000ff", "#ffffff", 8.59),
    ],
)
def test_contrast_is_that_of_the_recommendation(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.006)
    assert contrast(other, one) == contrast(one, other)


def test_luminance_of_the_primaries() -> None:
    assert [luminance(c) for c in ("#ff0000", "#00ff00", "#0000ff")] == pytest.approx([0.2126, 0.7152, 0.0722])


def test_the_grounds_are_those_of_the_style_sheet() -> None:
    css = (ROOT / "frontend" / "src" / "styles" / "tokens.css").read_text("utf-8")
    light, dark = (
        css.split(":root {", 1)[1].split("}")[0],
        css.split(':root[data-theme="dark"]:not(.on-paper) {')[1].split("}")[0],
    )
    blocks: dict[Shade, str] = {"light": light, "dark": dark}
    for shade, block in blocks.items():
        written = dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", block))
        assert {name: written[name.replace("_", "-")] for name in vars(GROUNDS[shade])} == vars(GROUNDS[shade])


@given(COLOURS, st.sampled_from(["light", "dark"]))
def test_what_is_accepted_can_be_read_on_all_it_stands_on(colour: str, shade: Shade) -> None:
    ground, found = GROUNDS[shade], failure(colour, shade)
    if found:
        assert contrast(colour, found.ground) == found.ratio < found.needed
        return
    made = tokens(colour, shade)
    for at in (ground.surface, ground.paper, ground.sunken, ground.on_accent, made["accent-soft"]):
        assert contrast(made["accent"], at) >= TEXT
    for at in (ground.surface, ground.sunken, made["accent-soft"]):
        assert contrast(made["accent-strong"], at) >= TEXT
    assert min(contrast(made["focus"], at) for at in (ground.land, ground.water)) >= SHAPE


@given(COLOURS)
def test_no_colour_suits_both_themes_so_each_keeps_its_own_where_it_must(colour: str) -> None:
    assert failure(colour, "light") or failure(colour, "dark")
    text = style(colour)
    assert ("prefers-color-scheme: dark" in text) == (failure(colour, "dark") is None)
    assert (f"--accent: #{colour};" in text) == (not (failure(colour, "light") and failure(colour, "dark")))


@pytest.mark.parametrize("text", ["", "red", "fff", "#ffff", "c8102e;", "c8102e}", "００００００", "#c8102eff"])
def test_only_six_digits_are_a_colour(text: str) -> None:
    assert hex_colour(text) is None


def test_the_style_sheet_of_a_colour(client: httpx.Client) -> None:
    frame = client.get("/embed/v1/counter", params={"accent": "#C8102E"}).text
    assert 'href="/embed/v1/accent.c8102e.css"' in frame
    assert "2.49:1 on #1e2a31, 4.5:1 needed; the dark theme keeps its own colour" in frame
    answer = client.get("/embed/v1/accent.c8102e.css")
    assert answer.headers["content-type"].startswith("text/css")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "--accent: #c8102e;" in answer.text
    assert client.get("/embed/v1/accent.C8102E.css").status_code == 404
    assert client.get("/embed/v1/accent.red;}.css").status_code == 404
    assert 'stylesheet" href="/embed' not in client.get("/embed/v1/counter?accent=ffff00&theme=light").text
