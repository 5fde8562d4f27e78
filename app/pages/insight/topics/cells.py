"""Cells: what hexagons, hot spots, the density surface and clusters show, and what they must leave out."""

from typing import Any

import htpy as h

from app.analysis.cells import Located
from app.analysis.parameters import CELLS
from app.analysis.study import Study
from app.pages.insight import controls
from app.pages.insight.topics.cell_views import CellView, Clusters, Density, Hexagons, HotSpots
from app.pages.insight.topics.topic import Inquiry, Parts, Sources, Topic
from frontend.component import Component

VIEWS: tuple[type[CellView[Any]], ...] = (Hexagons, HotSpots, Density, Clusters)
"""In the order of the choice; the first stands where the address names none."""


class Cells(Topic[Located]):
    """One of the views, below the choice between them and what all of them leave out."""

    name = "cells"
    parameters = (CELLS.name, *dict.fromkeys(name for view in VIEWS for name in view.parameters))

    def __init__(self, inquiry: Inquiry) -> None:
        super().__init__(inquiry)
        self.view = next(view for view in VIEWS if view.name == self.question.cells)(inquiry)

    @classmethod
    def layers(cls, sources: Sources) -> list[Component[Any]]:
        return [layer for view in VIEWS for layer in view.layers(sources)]

    async def read(self, study: Study) -> Located:
        return await study.located()

    def side(self, facts: Located) -> h.Node:
        context = self.context
        left_out = context.say("located-said", n=facts.located, district=facts.district_only, unplaced=facts.unplaced)
        return h.fragment[
            controls.choice(context, CELLS, self.view.name),
            h.div(".fields")[self.view.fields()],
            h.p(".src-note", data_status=True)[left_out],
        ]

    def legend(self, facts: Located) -> h.Node:
        return None

    async def answer(self, study: Study) -> Parts:
        above, view = await super().answer(study), await self.view.answer(study)
        return Parts(h.fragment[above.side, view.side], view.legend, view.below)
