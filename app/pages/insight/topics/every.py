"""The topics of the analysis. A further one is a class here and its words: page, links, map and form follow."""

from typing import Any

from app.analysis.parameters import NAMES
from app.pages.insight.topics.cells import Cells
from app.pages.insight.topics.compare import Compare
from app.pages.insight.topics.districts import Districts
from app.pages.insight.topics.gaps import Gaps
from app.pages.insight.topics.glance import AtAGlance
from app.pages.insight.topics.siting import Siting
from app.pages.insight.topics.topic import FramedTopic, Sources, Topic
from app.query.filter import QueryItems
from app.query.kinds import Choice
from app.query.parameter import Problem
from frontend.component import Component

TOPICS: tuple[type[Topic[Any]], ...] = (AtAGlance, Districts, Cells, Gaps, Siting, Compare)
"""In the order of the links; the first stands where the address asks nothing."""

FRAMED: type[FramedTopic[Any]] = Districts
"""The topic of the frame, whose address names none."""


def names() -> tuple[str, ...]:
    """The values of the parameter `topic`, that of an address that asks nothing first."""
    return tuple(topic.name for topic in TOPICS)


def linked(now: type[Topic[Any]]) -> tuple[str, ...]:
    """The topics that have a link while `now` is shown."""
    return tuple(topic.name for topic in TOPICS if topic is now or not topic.folded)


def read_topic(params: QueryItems) -> tuple[type[Topic[Any]], list[Problem]]:
    """The topic that an address asks for; a value that is none is a problem, and the default stands.

    An address without a topic that asks something about districts, or chooses a place, means the districts' figures.
    """
    given_all = dict(params.multi_items())
    asks = any(given_all.get(name) for name in ("area", *NAMES))
    parameter = Choice(name="topic", values=names(), default=(Districts if asks else TOPICS[0]).name)
    problems: list[Problem] = []
    given = given_all.get(parameter.name)
    name = parameter.parse_or_default([given], problems) if given else parameter.default
    return next(topic for topic in TOPICS if topic.name == name), problems


def layers(sources: Sources) -> list[Component[Any]]:
    """The layers of all topics, each once: the address says which is shown."""
    first: dict[str, Component[Any]] = {}
    for topic in TOPICS:
        for layer in topic.layers(sources):
            first.setdefault(layer.kind, layer)
    return list(first.values())
