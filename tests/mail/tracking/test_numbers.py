"""Tracking numbers: published ones are valid, anything mistyped is told why not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kofu.base.errors import KofuError
from kofu.mail.tracking.numbers import Verdict, complete, display, examine, parse

# The first is a real one (foodp, 2007); then first ten digits modulo 7, by hand; then a parcel.
VALID = [
    ("131-12-38385-2", "13112383852"),
    ("560-70-01234-2", "56070012342"),
    ("560-70-01235-3", "56070012353"),
    ("360-70-00001-3", "36070000013"),
    ("660-70-99999-3", "66070999993"),
    ("4055-4842-4886", "405548424886"),
]


@pytest.mark.parametrize(("text", "digits"), VALID)
def test_valid(text: str, digits: str) -> None:
    assert examine(text).valid
    assert examine(text).finding() is None
    assert parse(digits) == digits
    assert display(digits) == text


def test_full_width_is_read() -> None:
    assert parse("５６０－７０－０１２３４－２") == "56070012342"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("500-00-00001-2", Verdict.CHECK_DIGIT),  # 5000000001 mod 7 = 3
        ("560-70-01234-7", Verdict.CHECK_DIGIT),  # a remainder of 7 is never above 6
        ("560-70-01243-2", Verdict.CHECK_DIGIT),  # two digits changed places
        ("560-70-0123-2", Verdict.LENGTH),
        ("5607001234256", Verdict.LENGTH),
        ("560-70-O1234-2", Verdict.NOT_DIGITS),
        ("", Verdict.NOT_DIGITS),
    ],
)
def test_why_not(text: str, verdict: Verdict) -> None:
    assert examine(text).verdict is verdict
    with pytest.raises(KofuError) as error:
        parse(text)
    assert error.value.finding.code == verdict.value


def test_the_right_digit_is_named() -> None:
    finding = examine("500-00-00001-2").finding()
    assert finding is not None
    assert finding.params["right"] == "3"


# A published series: 979-5, 980-6, 981-0, 982-1, 983-2: the digit steps and wraps from 6 to 0.
@given(st.integers(0, 10**10 - 2))
def test_the_check_digit_of_the_next_number_is_one_more(body: int) -> None:
    here, following = int(complete(body)[-1]), int(complete(body + 1)[-1])
    assert following == (here + 1) % 7
    assert examine(complete(body)).valid
