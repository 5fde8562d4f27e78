"""What a file of a brief is made from."""

from dataclasses import dataclass

from app.brief.content import Brief
from app.draw.area_map import area_picture
from app.draw.figure import Size
from app.draw.ground import Ground
from app.draw.shared import Words


@dataclass(frozen=True)
class Making:
    """`size` is that of a picture."""

    brief: Brief
    ground: Ground
    words: Words
    size: Size = "slide"

    def map_png(self) -> bytes:
        """The map alone, for a document that says the rest around it."""
        return area_picture(self.brief.map, self.ground, self.brief.lang, "png")
