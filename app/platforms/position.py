"""Positions of platforms in SQL, and their distance from a point that is bound."""

from typing import Any

from sqlalchemy import ColumnElement, Float, bindparam, func

from app.platforms.models import Platform


def number(name: str) -> ColumnElement[float]:
    """A bound number."""
    return bindparam(name, type_=Float)


def near_point() -> ColumnElement[Any]:
    """The point asked for as geography."""
    return func.geography(func.ST_SetSRID(func.ST_MakePoint(number("near_lon"), number("near_lat")), 4326))


def position() -> ColumnElement[Any]:
    """A platform's position as geography, as its index has it."""
    return func.geography(Platform.geom)


def distance() -> ColumnElement[float]:
    """Metres on the spheroid from the point asked for."""
    return func.ST_Distance(position(), near_point(), type_=Float)
