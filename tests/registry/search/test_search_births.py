"""Days of birth as clerks type them."""

from __future__ import annotations

from datetime import date

import pytest

from kofu.registry.search.births import births

D = date.fromisoformat
S12 = (D("1937-01-01"), D("1937-12-31"))
MARCH = (D("1937-03-01"), D("1937-03-31"))
FOURTH = (D("1937-03-04"), D("1937-03-04"))


@pytest.mark.parametrize(
    ("typed", "span"),
    [
        ("S12", S12),
        ("昭和12年", S12),
        ("昭１２年", S12),
        ("1937", S12),
        ("1937年", S12),
        ("S12.3", MARCH),
        ("昭和12年3月", MARCH),
        ("1937-03", MARCH),
        ("193703", MARCH),
        ("S12.3.4", FOURTH),
        ("ｓ12/3/4", FOURTH),
        ("昭和１２年３月４日", FOURTH),
        ("S120304", FOURTH),
        ("3120304", FOURTH),
        ("1937-03-04", FOURTH),
        ("1937/3/4", FOURTH),
        ("19370304", FOURTH),
        ("1937年3月4日生", FOURTH),
        ("昭和元年", (D("1926-12-25"), D("1926-12-31"))),
        ("大正15年", (D("1926-01-01"), D("1926-12-25"))),
        ("昭和64年", (D("1989-01-01"), D("1989-01-07"))),
    ],
)
def test_one_meaning(typed: str, span: tuple[date, date]) -> None:
    found = births(typed)
    assert found is not None
    assert found.spans == (span,)
    assert found.day_of_year is None


@pytest.mark.parametrize("typed", ["12.3.4", "12/3/4", "12年3月4日", "120304"])
def test_without_an_era_every_era_is_meant(typed: str) -> None:
    found = births(typed)
    assert found is not None
    days = [
        D(day) for day in ("1879-03-04", "1923-03-04", "1937-03-04", "2000-03-04", "2030-03-04")
    ]
    assert [first for first, _ in found.spans] == days


@pytest.mark.parametrize(
    ("typed", "day"), [("3月4日", (3, 4)), ("12.25", (12, 25)), ("2/29", (2, 29))]
)
def test_a_day_of_any_year(typed: str, day: tuple[int, int]) -> None:
    found = births(typed)
    assert found is not None
    assert found.day_of_year == day


@pytest.mark.parametrize(
    "typed",
    [
        "佐藤",
        "12",
        "S12.13",
        "S12.2.30",
        "昭和64年1月8日",
        "1600-01-01",
        "2月30日",
        "12345",
        "0年",
        "S0",
    ],
)
def test_no_day_of_birth(typed: str) -> None:
    assert births(typed) is None
