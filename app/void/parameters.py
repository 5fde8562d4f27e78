"""The parameter of the void register besides those of the filters that say where."""

from typing import Literal, get_args

from app.query.kinds import Choice

By = Literal["place", "district"]
BY: Choice[By] = Choice(
    name="by",
    description="A row for each field and step of the whole place, or for each of its districts, too.",
    values=get_args(By),
    default="place",
)
