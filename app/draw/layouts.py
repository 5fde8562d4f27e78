"""Where the parts of a picture of the insight stand: beside each other on a slide, below each other on paper."""

from dataclasses import dataclass, replace

from app.draw.figure import Size

Place = tuple[float, float, float, float]
"""Left, top, width and height in pixels."""
Type = tuple[float, float]
"""The size of a text and the distance of its lines, pixels."""


@dataclass(frozen=True)
class Layout:
    """`sheet` is width and height; `words` and `notes` hold text, `main` the map or the chart; `scale` is its size."""

    sheet: tuple[int, int]
    words: Place
    """Title and sentences, and on a slide legend and caveat below them."""
    main: Place
    inset: Place
    """Within the map: the core of the city, whose districts are too small for figures there."""
    chart: Place
    notes: Place | None
    """Legend and caveat, where they have a place of their own."""
    foot: Place
    title: Type
    body: Type
    key: Type
    note: Type
    small: Type
    scale: float

    def smaller(self, factor: float) -> "Layout":
        """The same with smaller words: the map and the foot stay."""
        title, body, key, note = (
            (px * factor, leading * factor) for px, leading in (self.title, self.body, self.key, self.note)
        )
        return replace(self, title=title, body=body, key=key, note=note)


SLIDE = Layout(
    sheet=(1920, 1080),
    words=(64, 56, 520, 940),
    main=(640, 0, 1280, 1016),
    inset=(656, 716, 300, 284),
    chart=(690, 56, 1180, 920),
    notes=None,
    foot=(64, 1016, 1792, 64),
    title=(48, 62),
    body=(27, 41),
    key=(25, 40),
    note=(22, 33),
    small=(19, 25),
    scale=1.7,
)
PRINT = Layout(
    sheet=(1748, 2480),
    words=(110, 100, 1528, 360),
    main=(0, 480, 1748, 1250),
    inset=(24, 1316, 430, 390),
    chart=(110, 500, 1528, 1220),
    notes=(110, 1770, 1528, 500),
    foot=(110, 2310, 1528, 170),
    title=(76, 96),
    body=(42, 60),
    key=(38, 56),
    note=(36, 52),
    small=(28, 37),
    scale=2.2,
)
"""A5 at 300 dots an inch."""
LAYOUTS: dict[Size, Layout] = {"slide": SLIDE, "print": PRINT}
