"""Numbers as addresses say them: the text of a number is read as the same number again."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from geo.numbers import decimal, decimal_text


@given(st.floats(allow_nan=False, allow_infinity=False))
@example(123456.7)
@example(5e-324)
@example(1.7976931348623157e308)
def test_a_number_keeps_all_its_digits(value: float) -> None:
    text = decimal_text(value)
    assert decimal(text) == value
    assert set(text) <= set("-.0123456789")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3000.0, "3000"),
        (121.4737123, "121.4737123"),
        (0.1, "0.1"),
        (1e-7, "0.0000001"),
        (1e22, "10000000000000000000000"),
        (-0.0, "0"),
        (-120.50, "-120.5"),
    ],
)
def test_the_text_is_short_and_has_no_exponent(value: float, text: str) -> None:
    assert decimal_text(value) == text
