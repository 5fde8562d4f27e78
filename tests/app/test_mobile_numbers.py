"""Mobile numbers are masked in what the public reads, and nothing else is taken for one."""

import pytest

from app.platforms.mobile_numbers import masked


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("联系 13812345678 或 19912340000", "联系 138****5678 或 199****0000"),
        ("tel:+86 138-1234-5678", "tel:+86 138-****-5678"),
        ("１３８１２３４５６７８", "１３８****５６７８"),
        ("021-61234567", "021-61234567"),
        ("12812345678", "12812345678"),
        ("138123456789", "138123456789"),
        ("91310115MA13812345678X", "91310115MA13812345678X"),
        ("https://example.org/news/13812345678.html", "https://example.org/news/13812345678.html"),
        ("2013-08-12 至 2015-06-30", "2013-08-12 至 2015-06-30"),
    ],
)
def test_only_a_mobile_number_is_masked(text: str, read: str) -> None:
    assert masked(text) == read
    assert masked(read) == read
