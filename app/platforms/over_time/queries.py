"""Selects of the figures by day."""

from sqlalchemy import select

from app.platforms.models import DistrictFigure
from app.store.statements import AnySelect, compiled_once


@compiled_once
def figures_by_day() -> AnySelect:
    """Rows of `day`, `district`, `figure`, `value` in the order of days: some tens a change."""
    columns = (DistrictFigure.day, DistrictFigure.district, DistrictFigure.figure, DistrictFigure.value)
    return select(*columns).order_by(DistrictFigure.day, DistrictFigure.district, DistrictFigure.figure)
