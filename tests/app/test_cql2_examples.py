"""The examples of the CQL2 standard (tests/data/cql2) are read, and both encodings of one say the same."""

from pathlib import Path

import pytest

from app.query.cql2.json_encoding import parse_json
from app.query.cql2.text_encoding import parse_text
from app.query.cql2.tree import FilterError

EXAMPLES = Path(__file__).parents[1] / "data" / "cql2"
TEXTS = {path.stem: path.read_text("utf-8") for path in sorted((EXAMPLES / "text").glob("*.txt"))}
JSONS = {path.stem: path.read_text("utf-8") for path in sorted((EXAMPLES / "json").glob("*.json"))}
ARITHMETIC = {
    *("clause6_02c", "clause7_19", "example72", "example73", "example74", "example75", "example76", "example77"),
    *("example78", "example85", "example85-alt01"),
}
"""Not claimed: conformance class `arithmetic`."""


def test_every_example_is_there() -> None:
    assert (len(TEXTS), len(JSONS)) == (120, 109)
    assert set(JSONS) < set(TEXTS)
    assert set(TEXTS) > ARITHMETIC


@pytest.mark.parametrize("name", [name for name in TEXTS if name not in ARITHMETIC])
def test_an_example_says_the_same_in_both_encodings(name: str) -> None:
    assert parse_text(TEXTS[name]) == parse_json(JSONS[name.partition("-")[0]])


def test_what_is_not_claimed_is_refused_where_it_begins() -> None:
    for name in ARITHMETIC:
        with pytest.raises(FilterError, match="at character"):
            parse_text(TEXTS[name])
