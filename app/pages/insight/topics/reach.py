"""What gaps and siting share: the domain, the reach and what is to be reached, and the layer that shows it."""

from typing import Any, ClassVar

import htpy as h

from app.analysis.parameters import BASIS, FOCUS, REACH
from app.pages.insight import controls
from app.pages.insight.topics.topic import FactsT, Sources, Topic
from frontend.component import Component
from frontend.layers import ReachLayer
from geo.numbers import decimal_text


class ReachTopic(Topic[FactsT]):
    """A topic about what lies within reach of the platforms of one domain."""

    parameters: ClassVar[tuple[str, ...]] = (FOCUS.name, REACH.name, BASIS.name)

    @classmethod
    def layers(cls, sources: Sources) -> list[Component[Any]]:
        return [ReachLayer(sources.platforms)]

    def fields(self) -> h.Node:
        """Domain, reach and what is to be reached."""
        context, say, question = self.context, self.context.say, self.question
        bases = [(basis, say(f"basis-{basis}")) for basis in BASIS.values]
        km = controls.figure(context, REACH, question.reach, say("metres"), 100)
        domain = controls.domain_choice(context, self.inquiry.focus)
        return h.div(".fields")[domain, km, controls.select(context, "basis", bases, question.basis)]

    def key(self) -> list[h.Element]:
        """The rows of the legend."""
        return [h.li[h.i(".swatch.reach"), h.span[self.inquiry.writer.domain(self.inquiry.focus)]]]

    def reach_legend(self) -> h.Node:
        """What is coloured, with the reach as its heading."""
        title = self.context.say("legend-reach", km=f"{self.question.reach / 1000:g}")
        return h.fragment[h.h2[title], h.ul[self.key()]]

    def legend(self, facts: FactsT) -> h.Node:
        return self.reach_legend()

    def pairs(self) -> list[tuple[str, str]]:
        """What a download about reach must say."""
        question = self.question
        return [("focus", self.inquiry.focus), ("reach", decimal_text(question.reach)), ("basis", question.basis)]
