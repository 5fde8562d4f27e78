"""What a topic of the analysis is: its question, its facts, and how the page, the map and a frame show them."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

import htpy as h

from app.analysis.answers import Writer
from app.analysis.question import Question
from app.analysis.specialities import DistrictTable
from app.analysis.study import Study
from app.errors import TooLargeError
from app.pages.context import Context
from frontend.component import Component
from frontend.sources import Remote

FactsT = TypeVar("FactsT")


@dataclass(frozen=True)
class Inquiry:
    """What all topics start from: the reader's context, the question, and the districts under the filters."""

    context: Context
    question: Question
    table: DistrictTable

    @property
    def writer(self) -> Writer:
        """Names of districts, zones and domains in the reader's language."""
        return Writer(self.context.say, self.context.vocabulary)

    @property
    def focus(self) -> str:
        """The domain that quotient, coverage and siting are about."""
        return self.table.focus


@dataclass(frozen=True)
class Sources:
    """Where layers read: `figures` gives the source of a table of the analysis, `platforms` are the records."""

    figures: Callable[[str], Remote]
    platforms: Remote


@dataclass(frozen=True)
class Parts:
    """An answered topic as the page has it: beside the map, on the map, and below it."""

    side: h.Node
    legend: h.Node = None
    below: h.Node = None


class Topic(ABC, Generic[FactsT]):
    """One topic under one inquiry.

    `name` is its value in the address and in the keys of its words; `parameters` are those of its question, for
    which its part of the page has fields or links.
    """

    name: ClassVar[str]
    parameters: ClassVar[tuple[str, ...]]
    folded: ClassVar[bool] = False
    """Whether it stands among the links only while it is shown: a page of its own asks the same of a place."""
    wide_side: ClassVar[bool] = False
    """Whether its figures need more room than the map, which then stands at the right."""
    shows_districts: ClassVar[bool] = False
    """Whether it shows the table of districts complete: its quotients need exact tests, which take their time."""

    def __init__(self, inquiry: Inquiry) -> None:
        self.inquiry = inquiry
        self.context = inquiry.context
        self.question = inquiry.question

    @classmethod
    @abstractmethod
    def layers(cls, sources: Sources) -> list[Component[Any]]:
        """The layers of the map that show it; topics may share one."""

    @abstractmethod
    async def read(self, study: Study) -> FactsT:
        """Its facts. Raises TooLargeError where there are too many records to compute them."""

    @abstractmethod
    def side(self, facts: FactsT) -> h.Node:
        """Its choices and figures, beside the map."""

    @abstractmethod
    def legend(self, facts: FactsT) -> h.Node:
        """What the colours of its layer mean."""

    def below(self, facts: FactsT) -> h.Node:
        """What needs the whole width, below the map."""
        return None

    def refused(self, error: TooLargeError) -> Parts:
        """What stands there when there are too many records."""
        return Parts(self.notice(error))

    def notice(self, error: TooLargeError) -> h.Node:
        """That there are too many records, and how many would do."""
        return h.p(".notice")[self.context.say("too-large", n=error.n, limit=error.limit)]

    async def answer(self, study: Study) -> Parts:
        """Read and write it."""
        try:
            facts = await self.read(study)
        except TooLargeError as error:
            return self.refused(error)
        return Parts(self.side(facts), self.legend(facts), self.below(facts))


class FramedTopic(Topic[FactsT]):
    """A topic that also stands in a frame on another site: a map fixed to one question, legend and figures."""

    figures_name: ClassVar[str]
    """The table of the API that its layer in a frame shows."""

    @classmethod
    @abstractmethod
    def framed_layer(cls, source: Remote) -> Component[Any]:
        """Its layer, whose source says all that is asked."""

    @abstractmethod
    def framed_query(self) -> list[tuple[str, str]]:
        """What the layer's source is asked besides the filters."""

    @abstractmethod
    def framed_legend(self) -> h.Node:
        """What the colours mean."""

    @abstractmethod
    def framed_figures(self) -> h.Node:
        """The same figures as a table without controls."""
