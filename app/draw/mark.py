"""A mark of a picture: what stands where, and how well that is known."""

from dataclasses import dataclass

MIXED = "ink-2"
"""The token of a disc that stands for several kinds."""


@dataclass(frozen=True)
class Mark:
    """Something at lon and lat, degrees WGS-84. `text` is its letter or number, empty for the shape of its kind alone.

    `kind` None: of several kinds. `precision` None: it is not one position, and has no ring.
    """

    lon: float
    lat: float
    kind: str | None
    precision: str | None = None
    text: str = ""
    n: int = 1
    moved: tuple[float, float] | None = None
    """The pixel that it was moved to, where its own has no room."""

    @property
    def token(self) -> str:
        return self.kind or MIXED
