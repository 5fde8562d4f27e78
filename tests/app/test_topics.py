"""Topics of the analysis: one list drives the links, the address and the map."""

from typing import Any, get_args

import htpy as h
import pytest
from starlette.datastructures import QueryParams

from app.analysis.parameters import NAMES, Cells
from app.analysis.study import Study
from app.pages.insight.topics import every as topics
from app.pages.insight.topics.cells import VIEWS
from app.pages.insight.topics.topic import Sources, Topic
from frontend.component import Component
from frontend.layers import RadiusRing
from frontend.sources import Remote

SOURCES = Sources(lambda name: Remote(f"/{name}"), Remote("/platforms"))


class Elsewhere(Topic[int]):
    """A topic that there is only here."""

    name = "elsewhere"
    parameters = ("reach",)

    @classmethod
    def layers(cls, sources: Sources) -> list[Component[Any]]:
        return [RadiusRing(None, None)]

    async def read(self, study: Study) -> int:
        return 7

    def side(self, facts: int) -> h.Node:
        return h.p[str(facts)]

    def legend(self, facts: int) -> h.Node:
        return None


def test_a_further_topic_is_one_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = QueryParams("topic=elsewhere")
    before = [layer.kind for layer in topics.layers(SOURCES)]
    topic, problems = topics.read_topic(asked)
    assert (topic, problems[0].value) == (topics.TOPICS[0], "elsewhere")
    monkeypatch.setattr(topics, "TOPICS", (*topics.TOPICS, Elsewhere))
    assert topics.read_topic(asked) == (Elsewhere, [])
    assert topics.names()[-1] == "elsewhere"
    assert [layer.kind for layer in topics.layers(SOURCES)] == [*before, "radius-ring"]


def test_a_layer_that_topics_share_stands_once() -> None:
    """Where the first of the topics has it: the order is that in which layers lie on one another."""
    kinds = [layer.kind for layer in topics.layers(SOURCES)]
    of_each = {layer.kind for topic in topics.TOPICS for layer in topic.layers(SOURCES)}
    assert len(kinds) == len(set(kinds))
    assert set(kinds) == of_each
    assert kinds[0] == topics.TOPICS[0].layers(SOURCES)[0].kind


def test_topics_ask_what_a_question_has() -> None:
    assert {name for topic in topics.TOPICS for name in topic.parameters} <= set(NAMES)
    assert tuple(view.name for view in VIEWS) == get_args(Cells)
