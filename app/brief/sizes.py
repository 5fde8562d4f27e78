"""In which sizes the map of a brief is drawn."""

from typing import Literal, get_args

from app.query.kinds import Choice

PictureSize = Literal["slide", "print", "map"]

SIZE: Choice[PictureSize] = Choice(
    name="size",
    description="Of a picture: a slide of 1920 × 1080 pixels, A5 upright at 300 dots an inch, or the map alone.",
    values=get_args(PictureSize),
    default="slide",
)
