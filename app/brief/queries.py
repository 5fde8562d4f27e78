"""Selects of the brief alone."""

from sqlalchemy import func, select

from app.districts.models import Place
from app.store.statements import AnySelect, compiled_once


@compiled_once
def named_places() -> AnySelect:
    """Rows of `name_zh`, `name_en`, `kind`, `lon`, `lat`: places that a reader knows a position by."""
    lon, lat = func.ST_X(Place.geom).label("lon"), func.ST_Y(Place.geom).label("lat")
    return select(Place.name_zh, Place.name_en, Place.kind, lon, lat).order_by(Place.id)
