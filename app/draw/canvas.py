"""A sheet to draw on, in pixels from its top left, and the same sheet as PNG or SVG."""

import io
import re
from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from app.draw.fonts import FALLBACK, FAMILIES, Weight, drawable, library, properties, width
from app.draw.tokens import colour, page_fonts
from frontend.language import ENGLISH, HAN

Form = Literal["png", "svg"]
MEDIA = {"png": "image/png", "svg": "image/svg+xml"}
Align = Literal["left", "center", "right"]
POINT = 0.72
"""Points of matplotlib a pixel: a sheet has 100 pixels an inch."""
HALO_PX = 3.0
HALO = "halo-"
"""How the name of a text with a halo begins; its order and the colour of the halo follow."""
HALOED = re.compile(r'(<g id="halo-\d+-([0-9a-f]{6})">\s*<text style=")')
SIZE_IN_POINTS = re.compile(
    r'<svg [^>]*?width="[0-9.]+pt" height="[0-9.]+pt"|<svg width="[0-9.]+pt" height="[0-9.]+pt"'
)


class Canvas:
    """One picture. `lang` is the language of its words."""

    def __init__(self, width: int, height: int, lang: str, ground: str = "surface") -> None:
        library()
        from matplotlib.figure import Figure

        self.width, self.height, self.lang = width, height, lang
        self.figure: Any = Figure(figsize=(width / 100, height / 100), dpi=100, facecolor=colour(ground))
        self.axes: Any = self.figure.add_axes((0, 0, 1, 1))
        self.axes.set_axis_off()
        self.axes.set_xlim(0, width)
        self.axes.set_ylim(height, 0)
        self._order = 0

    def add(self, artist: Any) -> None:
        """Draw an artist of matplotlib above everything that was drawn before."""
        self._order += 1
        artist.set_zorder(self._order)
        self.axes.add_artist(artist)

    def rectangle(self, x: float, y: float, w: float, h: float, **style: Any) -> None:
        """A filled rectangle, or its line; `fill` and `line` are tokens."""
        from matplotlib.patches import Rectangle

        self.add(Rectangle((x, y), w, h, **drawn(**style)))

    def swatch(self, x: float, y: float, w: float, h: float, *, hatched: bool = False, **style: Any) -> None:
        """The sample of a fill in a legend."""
        from matplotlib.patches import Rectangle

        self.add(Rectangle((x, y), w, h, **drawn(**style), **(hatch() if hatched else {})))

    def line(self, points: Sequence[tuple[float, float]], token: str, px: float = 1.0) -> None:
        from matplotlib.lines import Line2D

        xs, ys = zip(*points, strict=True)
        self.add(Line2D(xs, ys, color=colour(token), linewidth=px * POINT, solid_capstyle="butt"))

    def text(
        self,
        x: float,
        y: float,
        text: str,
        px: float,
        ink: str = "ink",
        *,
        weight: Weight = "regular",
        align: Align = "left",
        halo: str | None = None,
        turned: float = 0.0,
    ) -> float:
        """One line on the baseline `y`; returns its width. Whatever the text holds, it is text and no formula.

        `turned`: degrees counter-clockwise.
        """
        from matplotlib.patheffects import withStroke

        said = drawable(text)
        effects = [withStroke(linewidth=HALO_PX * POINT, foreground=colour(halo))] if halo else None
        self._order += 1
        drawn_text = self.axes.text(
            *(x, y, said),
            fontproperties=properties(px, weight),
            color=colour(ink),
            horizontalalignment=align,
            verticalalignment="baseline",
            language=_shaping(said),
            parse_math=False,
            path_effects=effects,
            rotation=turned,
            zorder=self._order,
        )
        if halo:
            drawn_text.set_gid(f"{HALO}{self._order}-{colour(halo)[1:]}")
        return width(said, px, weight)

    def paragraph(
        self, x: float, y: float, broken: Sequence[str], px: float, leading: float, ink: str = "ink", **style: Any
    ) -> float:
        """Lines below each other from the baseline `y`; returns the baseline after the last one."""
        for line in broken:
            self.text(x, y, line, px, ink, **style)
            y += leading
        return y

    def written(self, form: Form) -> bytes:
        """The picture; the same for the same content, on every machine with the same packages."""
        return self._svg() if form == "svg" else self._png()

    def _png(self) -> bytes:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from PIL import Image

        canvas: Any = FigureCanvasAgg(self.figure)
        canvas.draw()
        # The sheet is opaque: without the fourth channel the file is a fifth smaller.
        pixels: NDArray[np.uint8] = np.ascontiguousarray(np.asarray(canvas.buffer_rgba())[:, :, :3])
        out = io.BytesIO()
        Image.fromarray(pixels).save(out, "png", optimize=True)
        return out.getvalue()

    def _svg(self) -> bytes:
        from matplotlib import rc_context

        out = io.BytesIO()
        # matplotlib draws a text with a halo as its outline: the file has the stroke of SVG instead.
        for text in self.axes.texts:
            if (text.get_gid() or "").startswith(HALO):
                text.set_path_effects(None)
        # Texts stay texts: they can be searched and changed, and a file has a tenth of the size.
        with rc_context({"svg.fonttype": "none", "svg.hashsalt": "servicemap"}):
            self.figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
        svg = HALOED.sub(_with_halo, _with_page_fonts(out.getvalue().decode()))
        # matplotlib counts in points: a program would show the sheet at another size than the PNG.
        return SIZE_IN_POINTS.sub(f'<svg width="{self.width}px" height="{self.height}px"', svg, count=1).encode()


def _shaping(text: str) -> str:
    """What chooses among the forms that a sign has in China, Japan and elsewhere; quotes are wide in Chinese."""
    return "zh-Hans" if HAN.search(text) else ENGLISH.code


def _with_halo(found: re.Match[str]) -> str:
    stroke = f"paint-order: stroke; stroke: #{found[2]}; stroke-width: {HALO_PX * POINT:g}px; stroke-linejoin: round; "
    return found[1] + stroke


def _with_page_fonts(svg: str) -> str:
    """The families of the page in place of ours, which no other program has."""
    stack = page_fonts().replace('"', "'")
    for weight, family in FAMILIES.items():
        own = stack + ("; font-weight: 700" if weight == "bold" else "")
        svg = svg.replace(f"font-family: '{family}', '{FALLBACK}'", f"font-family: {own}")
    return svg


def hatch() -> dict[str, Any]:
    """The strokes of "no verdict"."""
    from matplotlib.colors import to_rgba

    return {"hatch": "///", "hatchcolor": to_rgba(colour("no-verdict-line"), 0.55)}


def drawn(
    *, fill: str | None = None, line: str | None = None, px: float = 1.0, alpha: float = 1.0, dash: Any = None
) -> dict[str, Any]:
    """The style of a shape of matplotlib by the page's tokens; `dash` is lengths in pixels. `alpha` is of the fill."""
    from matplotlib.colors import to_rgba

    return {
        "facecolor": to_rgba(colour(fill), alpha) if fill else "none",
        "edgecolor": colour(line) if line else "none",
        "linewidth": px * POINT if line else 0.0,
        "linestyle": (0, tuple(each / px for each in dash)) if dash else "solid",
        "joinstyle": "round",
    }
