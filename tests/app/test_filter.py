"""The filter of platforms knows its facets, and no other name passes for one."""

import pytest

from app.platforms.facets import FACETS
from app.platforms.filter import FILTER_PARAMETERS, Filter
from app.query import filter as grammar
from app.query.facet import FacetTable


def test_the_order_of_an_address_is_fixed_however_a_filter_was_made() -> None:
    turned = Filter(sort="name", zone=("lingang",), domain=("ai", "6g"), q="a").replace(stage=("lab",), kind=("poc",))
    assert [f"{name}={value}" for name, value in turned.query()] == [
        *("q=a", "domain=ai", "domain=6g", "stage=lab", "kind=poc", "zone=lingang", "sort=name"),
    ]
    made = Filter(q="a", domain=("ai", "6g"), stage=("lab",), kind=("poc",), zone=("lingang",), sort="name")
    assert (turned, hash(turned)) == (made, hash(made))


def test_a_name_that_is_no_facet_is_an_error_where_it_is_written_and_where_it_is_read() -> None:
    with pytest.raises(TypeError, match="'colour'"):
        Filter(colour=("red",))
    with pytest.raises(TypeError, match="'colour'"):
        Filter().replace(colour=("red",))
    with pytest.raises(KeyError):
        Filter()["colour"]
    with pytest.raises(TypeError, match="'zone'"):
        grammar.Filter(zone=("lingang",))


def test_a_facet_that_is_taken_away_leaves_the_filter_as_it_was() -> None:
    assert Filter(zone=("lingang",), near=(121.5, 31.2)).replace(zone=()) == Filter(near=(121.5, 31.2))
    assert Filter()["zone"] == ()


@pytest.mark.parametrize("name", FILTER_PARAMETERS)
def test_every_parameter_can_be_read_by_its_name(name: str) -> None:
    assert Filter().replace(**{name: Filter().value(name)}) == Filter()


def test_two_facets_cannot_have_one_name() -> None:
    with pytest.raises(ValueError, match="same name"):
        FacetTable(*FACETS, FACETS["zone"])


def test_facets_put_first_leave_no_other_out() -> None:
    first = FACETS.first("zone", "kind")
    assert [facet.name for facet in first[:2]] == ["zone", "kind"]
    assert sorted(facet.name for facet in first) == sorted(FACETS.names)
