"""The kinds that a map shows unasked: one constant, held equal to what the data say of each kind."""

import yaml

from app.pages.address import MAP_STATE
from app.platforms.values import DEFAULT_KINDS, KINDS
from app.resources import locate


def test_the_default_kinds_are_those_of_the_data() -> None:
    kinds = yaml.safe_load((locate().data / "kinds.yaml").read_text("utf-8"))["kinds"]
    assert tuple(kind["code"] for kind in kinds if kind["default_visible"]) == DEFAULT_KINDS
    assert tuple(kind["code"] for kind in kinds) == KINDS
    assert MAP_STATE.kinds == DEFAULT_KINDS
